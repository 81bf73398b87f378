package io.github.dontwait.conformance.bench;

import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.transcript.ExpectationFailedError;
import io.github.dontwait.testkit.wire.Timeouts;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A well-behaved peer that asks one small thing after the other on a thread of its own while a rule torments the
 * subject. It tells whether the others suffer: what the rules call responsive.
 */
public final class Bystander implements AutoCloseable {

    /** What a human notices; nobody may be kept waiting longer, however slow the machine's idle round trip. */
    private static final Duration LEAST_BOUND = Duration.ofSeconds(1);

    private static final int IDLE_ROUND_TRIPS = 30;
    private static final int COMPANY = 3;
    private static final long PAUSE_NANOS = 2_000_000;

    private final Peer peer;
    private final Timeouts timeouts;
    private final Duration bound;
    private final long idleNanos;
    private final Thread thread;
    private volatile boolean closing;
    private volatile boolean cutOff;
    private long roundTrips;
    private long worstNanos;
    private @Nullable Throwable trouble;

    /** Measures the idle round trip first, then begins to ask. */
    Bystander(Peer peer, Timeouts timeouts) {
        this.peer = peer;
        this.timeouts = timeouts;
        long[] idle = new long[IDLE_ROUND_TRIPS];
        for (int i = 0; i < idle.length; i++) {
            idle[i] = roundTrip("idle-" + i);
        }
        Arrays.sort(idle);
        idleNanos = idle[idle.length / 2];
        long twentyFold = 20 * idle[idle.length - 1];
        bound = Duration.ofNanos((long) (Math.max(LEAST_BOUND.toNanos(), twentyFold) * Math.max(1, timeouts.factor())));
        thread = new Thread(this::ask, "dontwait-bystander");
        thread.setDaemon(true);
        thread.start();
    }

    private long roundTrip(String text) {
        Message request = Message.of("bystander-" + text);
        long begin = System.nanoTime();
        peer.send(request);
        peer.expect(request);
        return System.nanoTime() - begin;
    }

    private void ask() {
        try {
            while (!closing) {
                long nanos = roundTrip(Long.toString(roundTrips));
                synchronized (this) {
                    roundTrips++;
                    worstNanos = Math.max(worstNanos, nanos);
                    notifyAll();
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        } catch (Throwable thrown) {
            cutOff = !closing && peer.isClosed();
            synchronized (this) {
                if (!closing) {
                    trouble = thrown;
                }
                notifyAll();
            }
        }
    }

    /** Whether its connection has ended while it asked. */
    boolean isCutOff() {
        return cutOff;
    }

    /** The worst round trip so far. */
    public synchronized Duration worst() {
        return Duration.ofNanos(worstNanos);
    }

    /** The longest round trip that still counts as responsive on this machine: 1 s, or twenty times the idle one. */
    public Duration bound() {
        return bound;
    }

    /**
     * Waits until the bystander has been answered some more times: what the subject had taken before is then behind
     * it. Fails at once if the bystander was not answered, or only after the bound. Of a subject that is slow while it is
     * idle fewer times are asked, as many as it gets through beside {@value #COMPANY} others: slow is not unresponsive.
     */
    public void expectServed(int wantedMore) throws InterruptedException {
        long patience = timeouts.arrival().toNanos() + bound.toNanos();
        int more = (int) Math.max(1, Math.min(wantedMore, patience / (idleNanos * (1 + COMPANY))));
        long deadline = System.nanoTime() + patience;
        synchronized (this) {
            long wanted = roundTrips + more;
            while (roundTrips < wanted && trouble == null) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    break;
                }
                wait(Math.max(1, left / 1_000_000));
            }
            if (trouble != null) {
                throw ExpectationFailedError.expecting("the bystander to be answered like before")
                        .but("it was not: " + Words.of(trouble))
                        .cause(trouble)
                        .error();
            }
            if (roundTrips < wanted) {
                throw ExpectationFailedError.expecting("the bystander to be answered " + more + " more times within "
                                + timeouts.arrival().plus(bound).toSeconds() + " s")
                        .but("it was answered " + (more - (wanted - roundTrips)) + " times")
                        .error();
            }
        }
        expectResponsive();
    }

    /** Fails if any round trip so far took longer than the bound. */
    public void expectResponsive() {
        Duration worst = worst();
        if (worst.compareTo(bound) > 0) {
            throw ExpectationFailedError.expecting(
                            "every other peer to be answered within " + bound.toMillis() + " ms all the while")
                    .but("one reply took " + worst.toMillis() + " ms")
                    .error();
        }
    }

    /** Stops asking; returns when its thread has ended, or at once if the caller is interrupted. */
    @Override
    public void close() {
        closing = true;
        try {
            // A round trip under way usually ends at once; closing the peer ends one that never would.
            thread.join(200);
            peer.disconnect();
            thread.join(timeouts.close().toMillis());
        } catch (InterruptedException e) {
            peer.disconnect();
            Thread.currentThread().interrupt();
        }
    }
}
