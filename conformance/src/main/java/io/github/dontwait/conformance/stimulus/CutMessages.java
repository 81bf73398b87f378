package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.conformance.Capability;
import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.wire.FrameCodec;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Peers that begin a message and end their connections before its last octet: half of them with a FIN, keeping an ear
 * open for a reply that nobody asked for, half of them with an RST.
 */
public final class CutMessages {

    private static final Frame FIRST = Frame.text("the first frame");

    private final Bench bench;
    private final Peer witness;
    private final Map<Stranger, Boolean> cut = new LinkedHashMap<>();
    private int witnessed;

    public CutMessages(Bench bench) {
        this.bench = bench;
        this.witness = bench.dealer("witness");
    }

    public void play() {
        boolean counts = bench.declares(Capability.STATS);
        long before = counts ? handled() : 0;
        witnessed = 0;
        byte[] whole = FrameCodec.encode(Message.of(FIRST, Frame.filled(300, 'h')));
        int first = 2 + FIRST.size();
        int[] cuts = {1, 2, first - 1, first, first + 1, first + 9, first + 9 + 150, whole.length - 1};
        for (boolean isReset : new boolean[] {false, true}) {
            for (int octets : cuts) {
                begin(whole, octets, isReset);
            }
        }
        roundTrips();
        cut.keySet().forEach(mortal -> mortal.expectUnserved("its message had not ended yet"));
        cut.forEach((mortal, isReset) -> {
            if (isReset) {
                mortal.wire().reset();
            } else {
                mortal.wire().closeOutput();
            }
        });
        roundTrips();
        Countdown countdown = Countdown.of(bench.timeouts().silence());
        cut.forEach((mortal, isReset) -> {
            if (!isReset) {
                mortal.awaitEndOrMessage(countdown.left());
                mortal.expectUnserved("its connection was cut inside the message");
            }
        });
        Peer later = bench.anonymous("later");
        for (String text : new String[] {"first", "second"}) {
            later.send(text, "whole");
            later.expect(text, "whole");
        }
        bench.expectNothingElse(later);
        roundTrips();
        if (counts) {
            // Of the peers here: the first $stats, two requests and a fence of the late peer, the witness's own.
            long more = handled() - before - 1 - 3 - witnessed;
            if (more > 0) {
                throw bench.failed(
                        "the subject to have handled no message that was cut off",
                        "its count of handled requests grew by " + more + " more than whole requests were sent");
            }
        }
    }

    private void begin(byte[] whole, int octets, boolean isReset) {
        String name = (isReset ? "reset-after-" : "ended-after-") + octets;
        Stranger mortal = Stranger.over(bench, bench.dealer(name).wire())
                .described("who sent " + octets + " of " + whole.length + " octets of a message of two frames");
        mortal.tell(Arrays.copyOf(whole, octets), octets + " octets of a message");
        cut.put(mortal, isReset);
    }

    private void roundTrips() {
        for (int i = 0; i < 3; i++) {
            Message request = Message.of("witness-" + witnessed++);
            witness.send(request);
            witness.expect(request);
        }
    }

    private long handled() {
        Long handled = bench.stats(witness).get("handled");
        if (handled == null) {
            throw bench.failed("$stats to tell handled=<number>", "it does not");
        }
        return handled;
    }
}
