package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.peer.Peer;
import java.time.Duration;
import java.util.Optional;

/** A request that the subject is working on when it is asked to stop. */
public final class RequestInHand {

    /** Nothing tells from outside that a request was taken; an idle subject takes it within this time. */
    private static final Duration UNTIL_TAKEN = Duration.ofMillis(150);

    /** From here until the request reaches the subject. */
    private static final Duration ON_THE_WAY = Duration.ofMillis(50);

    private final Bench bench;
    private final Peer alice;
    private final Message work;
    private final long endNanos;

    private RequestInHand(Bench bench, Peer alice, Message work, long endNanos) {
        this.bench = bench;
        this.alice = alice;
        this.work = work;
        this.endNanos = endNanos;
    }

    /** Has alice ask for work of so many milliseconds; returns when the subject is at it. */
    public static RequestInHand send(Bench bench, long millis) {
        Peer alice = bench.dealer("alice");
        alice.send("warm-up");
        alice.expect("warm-up");
        Message work = Message.of("$work", Long.toString(millis), "in hand");
        long end = System.nanoTime() + Duration.ofMillis(millis).toNanos();
        alice.send(work);
        alice.expectSilence(UNTIL_TAKEN);
        return new RequestInHand(bench, alice, work, end);
    }

    /** Asks for the stop while the request is in hand. A machine too slow for that leaves the rule undecided. */
    public void requestStop() {
        bench.requestStop();
        if (System.nanoTime() + ON_THE_WAY.toNanos() - endNanos > 0) {
            throw bench.inconclusive("the machine was too slow to ask for the stop before the request was done");
        }
    }

    /** Requires the reply, after the stop request. */
    public void expectReply() {
        Optional<Message> reply = alice.poll(bench.timeouts().arrival());
        if (reply.isEmpty()) {
            throw bench.failed(
                    "the reply to the request that was in hand at the stop request, " + work,
                    alice.isClosed() ? "the connection ended without it" : "nothing came");
        }
        if (!reply.get().equals(work)) {
            throw bench.failed(
                    "the reply to the request that was in hand at the stop request, " + work,
                    "received " + reply.get());
        }
    }
}
