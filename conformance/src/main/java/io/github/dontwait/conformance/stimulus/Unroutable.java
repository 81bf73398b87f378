package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.peer.Peer;
import java.util.concurrent.locks.LockSupport;

/** What the number {@code unroutable} of {@code $stats} does while replies arrive, and when their peers have gone. */
public final class Unroutable {

    private static final String NAME = "unroutable";
    private static final int DELIVERED = 50;
    private static final int TRIES = 3;
    private static final int DEPARTING = 5;
    private static final long PAUSE_NANOS = 20_000_000;

    private final Bench bench;
    private final Peer observer;

    public Unroutable(Bench bench) {
        this.bench = bench;
        this.observer = bench.dealer("observer");
    }

    /** Ends the rule as not applicable where the subject does not tell this number. */
    public void check() throws InterruptedException {
        requireNotCountedWhereDelivered();
        requireCountedWhereGone();
    }

    private long count() {
        Long count = bench.stats(observer).get(NAME);
        if (count == null) {
            throw bench.notApplicable("its $stats tells no " + NAME);
        }
        return count;
    }

    /** Peers of an earlier rule may have gone just now; but not again and again, and for as many replies. */
    private void requireNotCountedWhereDelivered() {
        long grown = DELIVERED;
        for (int i = 0; i < TRIES && grown >= DELIVERED; i++) {
            long before = count();
            for (int n = 1; n <= DELIVERED; n++) {
                Message request = Message.of("arrives", Integer.toString(n));
                observer.send(request);
                observer.expect(request);
            }
            grown = count() - before;
        }
        if (grown >= DELIVERED) {
            throw Replies.failure(
                    bench,
                    NAME + " to stay as it is while " + DELIVERED + " replies reach their peer",
                    "it grew by " + grown + ", " + TRIES + " times in a row");
        }
    }

    private void requireCountedWhereGone() throws InterruptedException {
        Unawaited unawaited = new Unawaited(bench);
        long before = count();
        for (int i = 1; i <= DEPARTING; i++) {
            Peer peer = bench.dealer("departing-" + i);
            unawaited.ask(peer, "of departing-" + i);
            unawaited.leave(peer, false);
        }
        unawaited.awaitEnd();
        Countdown countdown = Countdown.of(bench.timeouts().arrival());
        while (count() <= before) {
            if (countdown.left().isZero()) {
                throw Replies.failure(
                        bench,
                        NAME + " to grow when " + DEPARTING + " replies were due to peers that had gone",
                        "it is " + before + " as before");
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
