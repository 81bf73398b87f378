package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.testkit.message.Frame;
import java.util.LinkedHashMap;
import java.util.Map;

/** Bodies of READY commands whose frame is right and whose properties are not. */
public final class BadReady {

    private static final String READY = "05 5245414459";
    private static final String SOCKET_TYPE = "0b 536f636b65742d54797065";
    private static final String DEALER = READY + SOCKET_TYPE + "00000006 4445414c4552";
    private static final String IDENTITY = "08 4964656e74697479";

    private BadReady() {}

    /** Each by what is wrong with it. */
    public static Map<String, Frame> all() {
        Map<String, Frame> bad = new LinkedHashMap<>();
        bad.put("a value whose last 3 octets are cut off", Frame.hex(READY + SOCKET_TYPE + "00000006 444541"));
        bad.put("a value whose size is cut off", Frame.hex(READY + SOCKET_TYPE + "0000"));
        bad.put("a name that is cut off", Frame.hex(READY + "0b 536f63"));
        bad.put("a value that declares 7fffffff octets", Frame.hex(DEALER + IDENTITY + "7fffffff 61"));
        bad.put("a value that declares ffffffff octets", Frame.hex(DEALER + IDENTITY + "ffffffff 61"));
        bad.put("a value that declares 80000000 octets", Frame.hex(DEALER + IDENTITY + "80000000 61"));
        bad.put("a second property that is cut off", Frame.hex(DEALER + "08 4964"));
        bad.put("one octet too many", Frame.hex(DEALER + "08"));
        return bad;
    }
}
