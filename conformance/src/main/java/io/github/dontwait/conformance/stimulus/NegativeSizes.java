package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.conformance.RunningSubject;
import io.github.dontwait.conformance.SubjectSettings;
import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.conformance.bench.Bystander;
import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.peer.Peers;
import io.github.dontwait.testkit.wire.WireFrame;
import java.util.ArrayList;
import java.util.List;

/** Frames that declare more octets than ZMTP allows, or than the subject was told to take; none of them ever comes. */
public final class NegativeSizes {

    private static final int LIMIT = 4_096;
    private static final long TWO_TO_32 = 1L << 32;

    private NegativeSizes() {}

    /** Requires that the bystander is served while such connections stand, and when they end. */
    public static void expectNobodyHarmed(Bench bench, Bystander bystander) throws InterruptedException {
        List<Stranger> giants = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            Stranger giant = Stranger.connect(bench, "giant-" + i);
            giant.enter("DEALER");
            giants.add(giant);
        }
        Stranger early = Stranger.connect(bench, "early-giant");
        early.greet();
        giants.add(early);
        for (int i = 0; i < giants.size(); i++) {
            declare(giants.get(i), i % 2 == 0 ? -1 : Long.MIN_VALUE, i >= 2);
            bystander.expectServed(1);
        }
        for (Stranger giant : giants) {
            giant.wire().close();
        }
        bystander.expectServed(3);
        Peer later = bench.dealer("later");
        Message request = Message.of("still", "there?");
        later.send(request);
        later.expect(request);
        bystander.expectServed(3);
    }

    /** Requires that a subject with a limit takes a frame of that size, and no header of a larger one. */
    public static void expectLimitKept(Bench bench) throws InterruptedException {
        RunningSubject limited = bench.start(settings -> settings.with(SubjectSettings.MAXMSGSIZE, LIMIT));
        Peers peers = bench.peersOf(limited);
        Peer fitting = peers.dealer("fitting");
        Message largest = Message.of(Frame.filled(LIMIT, 'x'));
        fitting.send(largest);
        fitting.expect(largest);
        List<Stranger> giants = new ArrayList<>();
        for (long declared :
                new long[] {LIMIT + 1, 1L << 31, TWO_TO_32 + 1, TWO_TO_32 * LIMIT, -1, Long.MIN_VALUE + 1}) {
            Stranger giant = Stranger.over(bench, peers.raw("limited-giant-" + (giants.size() + 1)));
            giant.enter("DEALER");
            declare(giant, declared, false);
            giants.add(giant);
        }
        Countdown countdown = Countdown.of(bench.timeouts().close());
        giants.forEach(giant -> giant.expectDisconnected(countdown.left()));
        fitting.send("still", "there?");
        fitting.expect("still", "there?");
    }

    private static void declare(Stranger giant, long declared, boolean isCommand) {
        String what = "the header of a " + (isCommand ? "command" : "message") + " of "
                + Long.toUnsignedString(declared) + " octets";
        byte[] header = Forms.header(declared);
        if (isCommand) {
            header[0] |= WireFrame.COMMAND;
        }
        giant.described("who sent " + what).tell(header, what);
    }
}
