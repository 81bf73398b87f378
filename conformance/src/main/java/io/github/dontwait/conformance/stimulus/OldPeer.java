package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.wire.Greeting;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Somebody who speaks ZMTP 2.0 or 1.0, in which there is no security to speak of. */
final class OldPeer extends Outsider {

    private static final String TEXT = "let me in, I am old";
    private static final String DEALER = "05";

    private final byte[] opening;
    private final byte[] request;

    private OldPeer(Stranger stranger, String version, String opening, String header) {
        super(stranger, "speaks ZMTP " + version + ", which knows no security", Greeting.ofMinor(0), List.of());
        this.opening = Frame.hex(opening).octets();
        String body = Frame.text(TEXT).hex();
        this.request = Frame.hex(header + body).octets();
    }

    /** Version 2.0: the signature, the revision, the socket type, an empty routing id; flags before sizes. */
    static OldPeer ofVersion2(Stranger stranger) {
        String signature = "ff 0000000000000001 7f";
        return new OldPeer(stranger, "2.0", signature + "01" + DEALER + "0000", "00" + octet(TEXT.length()));
    }

    /** Version 1.0: an empty routing id; a size, which counts the flags behind it. */
    static OldPeer ofVersion1(Stranger stranger) {
        return new OldPeer(stranger, "1.0", "01 00", octet(TEXT.length() + 1) + "00");
    }

    private static String octet(int value) {
        return String.format(Locale.ROOT, "%02x", value);
    }

    @Override
    void begin() {
        stranger().tell(opening, "the opening of an old peer");
    }

    @Override
    void insist() {
        stranger().tell(request, "request of an old peer");
    }

    @Override
    void expectUnserved(Duration patience) {
        stranger().wire().awaitClose(patience);
        String came = new String(stranger().wire().unreadOctets(), StandardCharsets.ISO_8859_1);
        if (came.contains(TEXT)) {
            throw stranger().failed("to get no reply: it may not come in", "its request came back");
        }
    }
}
