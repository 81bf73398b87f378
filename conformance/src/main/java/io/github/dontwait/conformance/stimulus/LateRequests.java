package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.conformance.Capability;
import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.peer.PeerOptions;
import io.github.dontwait.testkit.peer.Peers;
import io.github.dontwait.testkit.wire.WireException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Requests that come after the stop request, while the subject still finishes what it had taken before: on a connection
 * that was there before, and on new ones.
 */
public final class LateRequests {

    /** The contract says 300 ms. The signal may need a moment to be heard, and that is not the subject's fault. */
    private static final long LATE_MS = 500;

    private static final Duration STEP = Duration.ofMillis(30);
    private static final Duration HANDSHAKE = Duration.ofMillis(300);
    private static final Duration LINGER = Duration.ofSeconds(1);
    private static final String LATE = "late";

    private final Bench bench;
    private final Peer old;
    private final Peers hasty;
    private final Duration late;
    private final Duration held;
    private @Nullable Peer newcomer;
    private int newcomers;
    private int asked;
    private long stopNanos;

    private LateRequests(Bench bench) throws InterruptedException {
        this.bench = bench;
        this.late =
                Duration.ofMillis((long) (LATE_MS * Math.max(1, bench.timeouts().factor())));
        this.old = bench.dealer("old");
        this.hasty = bench.own(Peers.to(
                bench.subject().endpoint(), bench.transcript(), bench.timeouts().withArrival(HANDSHAKE)));
        old.send("warm-up");
        old.expect("warm-up");
        this.held = occupy();
    }

    /** Gives the subject something to finish that takes well longer than it may take new requests; then asks for the stop. */
    public static LateRequests afterTheStop(Bench bench) throws InterruptedException {
        return new LateRequests(bench);
    }

    /** How long the subject has reason to stay after the stop request, beside its linger. */
    private Duration occupy() throws InterruptedException {
        boolean works = bench.declares(Capability.WORK);
        boolean defers = bench.declares(Capability.DEFER);
        Duration work = works ? late.plusMillis(400) : Duration.ZERO;
        if (defers) {
            // Due within the linger, which begins when the request in hand is done, or else at the stop request.
            String due = Long.toString(work.plusMillis(works ? 600 : 800).toMillis());
            bench.dealer("patient").send("$defer", due, "due after the stop");
        }
        if (works) {
            RequestInHand hand = RequestInHand.send(bench, work.toMillis());
            stopNanos = System.nanoTime();
            hand.requestStop();
            awaitRequested();
            return work;
        }
        if (!defers) {
            UnreadRequests.of(bench, "mute", 600, 20_000);
        }
        stopNanos = System.nanoTime();
        bench.requestStop();
        awaitRequested();
        return work;
    }

    /** Time counts from when the request was made for certain: the engine of a container takes its time to pass it on. */
    private void awaitRequested() throws InterruptedException {
        boolean isProcess = bench.subject().process().isPresent();
        if (bench.awaitStopRequested(isProcess ? bench.timeouts().arrival() : late)) {
            stopNanos = System.nanoTime();
        } else if (isProcess) {
            throw bench.inconclusive("the stop request could not be passed on to the subject in time");
        }
        // Of an object in this JVM it may return only when the subject has ended; then time counts from before.
    }

    /**
     * Asks on until the subject has ended, and requires that nothing of it is answered.
     *
     * @return how often it could be asked; zero if it had gone before the first time
     */
    public int expectUnanswered() throws InterruptedException {
        bench.awaitEnd(late.minus(sinceStop()));
        Countdown left = Countdown.of(held.plus(LINGER).plus(LINGER));
        while (!hasEnded() && !left.left().isZero()) {
            ask(old, "a connection that was there before");
            ask(newcomer(), "a new connection");
            look(old);
            look(newcomer);
            bench.awaitEnd(STEP);
        }
        look(old);
        look(newcomer);
        return asked;
    }

    private Duration sinceStop() {
        return Duration.ofNanos(System.nanoTime() - stopNanos);
    }

    private boolean hasEnded() {
        return bench.subject().onExit().toCompletableFuture().isDone();
    }

    /** The new connection, if the subject lets one in: that it does not is as right. */
    private @Nullable Peer newcomer() {
        Peer present = newcomer;
        if ((present == null || present.isClosed()) && newcomers < 3) {
            newcomers++;
            try {
                String name = "new-" + newcomers;
                newcomer = hasty.peer(PeerOptions.dealer(name).withRoutingId(bench.routingId(name)));
            } catch (AssertionError | WireException e) {
                bench.note("no new connection " + sinceStop().toMillis() + " ms after the stop request");
            }
        }
        return newcomer;
    }

    private void ask(@Nullable Peer peer, String where) {
        if (peer == null || peer.isClosed()) {
            return;
        }
        try {
            peer.send(LATE, "sent " + sinceStop().toMillis() + " ms after the stop request", "on " + where);
            asked++;
        } catch (AssertionError | WireException e) {
            bench.note(peer.name() + " cannot ask any more");
        }
    }

    private void look(@Nullable Peer peer) {
        if (peer == null) {
            return;
        }
        Optional<Message> reply = peer.poll(STEP);
        if (reply.isPresent()) {
            throw bench.failed(
                    "nothing that is sent 300 ms or more after the stop request to be answered (judged from "
                            + late.toMillis() + " ms on), not even by an error",
                    peer + " received " + reply.get());
        }
    }
}
