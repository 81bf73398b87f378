package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.wire.Command;
import io.github.dontwait.testkit.wire.Greeting;
import io.github.dontwait.testkit.wire.WireException;
import io.github.dontwait.testkit.wire.WireOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** What may stand in those octets of a greeting that mean nothing. */
public final class Paddings {

    private static final int SIZE = 8;
    private static final int FILLER = 31;

    private Paddings() {}

    /** Paddings in hexadecimal digits: those of libraries without and with a routing id, the extremes, and noise. */
    public static List<String> all(Random random) {
        List<String> all = new ArrayList<>(
                List.of("0000000000000001", "0000000000000006", "0000000000000100", "8000000000000000"));
        all.add("f".repeat(2 * SIZE));
        for (int i = 0; i < 3; i++) {
            byte[] octets = new byte[SIZE];
            random.nextBytes(octets);
            all.add(Frame.of(octets).hex());
        }
        return all;
    }

    /** Whether a peer whose filler is not zero is let in; it may be refused as well. */
    public static boolean ignoresTheFiller(Bench bench) {
        byte[] filler = new byte[FILLER];
        Arrays.fill(filler, (byte) 0x5a);
        Stranger visitor =
                Stranger.connect(bench, "filled-visitor").described("whose greeting has a filler that is not zero");
        visitor.tell(Greeting.ofMinor(1).withFiller(filler).octets(), "greeting with a filler");
        visitor.tell(Command.ready(WireOptions.of("DEALER").metadata()));
        try {
            visitor.wire().receiveGreeting();
            visitor.wire().receiveFrame();
            return true;
        } catch (WireException.ClosedByPeer e) {
            bench.note("a filler that is not zero is refused: " + e.getMessage());
            return false;
        } catch (WireException e) {
            throw visitor.failed("to be let in or to be disconnected", e);
        }
    }
}
