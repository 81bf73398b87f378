package io.github.dontwait.conformance.stimulus;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.dontwait.testkit.message.RoutingId;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Routing ids that are no text, and pairs that only octets tell apart. All are made from one unique id, since a ROUTER
 * may remember those of earlier rules.
 */
public final class OddRoutingIds {

    private static final int LONGEST = 255;

    private final byte[] unique;

    public OddRoutingIds(RoutingId unique) {
        this.unique = unique.octets();
    }

    /** The ids by the names of the peers that use them, in the order in which to try them. */
    public Map<String, RoutingId> byName() {
        Map<String, RoutingId> ids = new LinkedHashMap<>();
        ids.put("binary", of(new int[] {0x80, 0xff, 0x0a, 0x00, 0xfe}, ""));
        ids.put("not-utf8-1", of(new int[] {0xff}, ""));
        ids.put("not-utf8-2", of(new int[] {0xfe}, ""));
        ids.put("zero-inside-1", of(new int[] {'z', 0}, "1"));
        ids.put("zero-inside-2", of(new int[] {'z', 0}, "2"));
        ids.put("blank-behind-0", of(new int[] {'b'}, ""));
        ids.put("blank-behind-1", of(new int[] {'b'}, " "));
        ids.put("blank-behind-2", of(new int[] {'b'}, "\r\n"));
        ids.put("lower-case", of(new int[] {'c'}, "abc"));
        ids.put("upper-case", of(new int[] {'c'}, "ABC"));
        ids.put("longest-1", longest(1));
        ids.put("longest-2", longest(2));
        ids.put("one-octet", RoutingId.of((byte)
                (1 + Math.floorMod(new String(unique, ISO_8859_1).hashCode(), LONGEST))));
        return ids;
    }

    private RoutingId of(int[] before, String behind) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        for (int octet : before) {
            octets.write(octet);
        }
        octets.writeBytes(unique);
        octets.writeBytes(behind.getBytes(ISO_8859_1));
        return RoutingId.of(octets.toByteArray());
    }

    /** 255 octets; two of them differ in the last only. */
    private RoutingId longest(int last) {
        byte[] octets = new byte[LONGEST];
        Arrays.fill(octets, (byte) 0xff);
        System.arraycopy(unique, 0, octets, 1, Math.min(unique.length, LONGEST - 2));
        octets[LONGEST - 1] = (byte) last;
        return RoutingId.of(octets);
    }
}
