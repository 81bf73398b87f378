package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.conformance.Capability;
import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.peer.Peers;
import io.github.dontwait.testkit.wire.FrameCodec;
import io.github.dontwait.testkit.wire.WireException;
import io.github.dontwait.testkit.wire.WireFrame;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;

/** Everything at once that might hold up a stop, and that goes on while the subject stops. */
public final class Turmoil {

    private static final int LONG = 60_000;
    private static final int HALF = 5_000;
    private static final Duration STEP = Duration.ofMillis(50);
    private static final Duration BOUND = Duration.ofSeconds(3);

    private final Bench bench;
    private final Peer dripping;
    private final ByteBuffer drops;
    private final Peers hasty;

    private Turmoil(Bench bench) throws InterruptedException {
        this.bench = bench;
        UnreadRequests.of(bench, "mute", 400, 20_000);
        HalfOpen.at(bench, "half", 0, 1, 10, 11, 63, 64, 80);
        Peer unfinished = bench.dealer("unfinished");
        unfinished.wire().sendFrame(WireFrame.message(Frame.text("the first frame of two"), true));
        byte[] message = FrameCodec.encode(Message.of("x".repeat(10_000)));
        dripping = bench.dealer("dripping");
        dripping.wire().sendOctets(Arrays.copyOf(message, HALF), "half a frame");
        drops = ByteBuffer.wrap(message).position(HALF);
        if (bench.declares(Capability.DEFER)) {
            bench.dealer("patient").send("$defer", Integer.toString(LONG), "beyond every linger");
        }
        Peer vanished = bench.dealer("vanished");
        vanished.send("ping");
        vanished.reset();
        bench.expectNothingElse(bench.dealer("fence"));
        hasty = bench.own(Peers.to(bench.subject().endpoint(), bench.transcript(), bench.timeouts()));
    }

    /** Half handshakes, half messages, a peer that does not read, one that has vanished, and a reply that is due in a minute. */
    public static Turmoil around(Bench bench) throws InterruptedException {
        return new Turmoil(bench);
    }

    /** Goes on while the subject stops: one octet of the half message after the other, and new connections. */
    public void goOn() throws InterruptedException {
        Countdown left = Countdown.of(Duration.ofMillis(
                (long) (BOUND.toMillis() * Math.max(1, bench.timeouts().factor()))));
        boolean letsIn = true;
        boolean listens = true;
        for (int i = 0; !hasEnded() && !left.left().isZero(); i++) {
            listens = listens && drip(1 + i);
            letsIn = letsIn && knock(i);
            bench.awaitEnd(STEP);
        }
    }

    private boolean hasEnded() {
        return bench.subject().onExit().toCompletableFuture().isDone();
    }

    /** False if it has ended this connection, which is as right. */
    private boolean drip(int octets) {
        try {
            drops.limit(Math.min(drops.capacity(), HALF + octets));
            dripping.wire().writeSome(drops);
            return true;
        } catch (WireException | IllegalStateException e) {
            bench.note("the half message cannot go on: its connection has ended");
            return false;
        }
    }

    /** False if it lets nobody in any more, as it should. */
    private boolean knock(int number) {
        try {
            hasty.raw("late-" + number).sendOctets(new byte[] {(byte) 0xff}, "the first octet of a greeting");
            return true;
        } catch (AssertionError | WireException e) {
            bench.note("it lets nobody in any more");
            return false;
        }
    }
}
