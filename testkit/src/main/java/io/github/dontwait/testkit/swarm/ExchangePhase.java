package io.github.dontwait.testkit.swarm;

import io.github.dontwait.testkit.wire.Deadline;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Lets the clients of a loop ask, and ends when all are served or nothing comes any more. */
final class ExchangePhase implements Phase {

    private record Due(long at, Asking asking) {}

    private final SwarmLoop loop;
    private final long patienceNanos;
    private final long silenceNanos;
    private final Deadline deadline;
    private final long origin = System.nanoTime();
    private final PriorityQueue<Due> timers = new PriorityQueue<>(Comparator.comparingLong(Due::at));
    private boolean hasBegun;
    private long fencedAt = origin;
    private int asking;
    private long heardAt = origin;

    ExchangePhase(SwarmLoop loop) {
        this.loop = loop;
        this.patienceNanos = loop.plan().timeouts().arrival().toNanos();
        this.silenceNanos = loop.plan().timeouts().silence().toNanos();
        this.deadline = Deadline.in(loop.plan().phase());
    }

    void clientBegan() {
        asking++;
    }

    void clientEnded() {
        asking--;
    }

    void heard() {
        heardAt = System.nanoTime();
    }

    void later(Asking asking, long nanos) {
        timers.add(new Due(System.nanoTime() - origin + nanos, asking));
    }

    @Override
    public long turn(long heardUntil) {
        if (!hasBegun) {
            hasBegun = true;
            loop.clients().forEach(client -> client.begin(loop.plan().roundTrips()));
        }
        runTimers();
        boolean isStalled = timers.isEmpty() && heardUntil - heardAt > patienceNanos;
        if (asking == 0 || isStalled || deadline.isOver()) {
            loop.clients().forEach(SwarmClient::settle);
            return OVER;
        }
        if (heardUntil - Math.max(heardAt, fencedAt) > silenceNanos) {
            fencedAt = System.nanoTime();
            loop.clients().forEach(SwarmClient::fence);
        }
        Due first = timers.peek();
        long untilTimer = first == null ? Long.MAX_VALUE : first.at() - (System.nanoTime() - origin);
        return Math.max(1, Math.min(Math.min(untilTimer, silenceNanos), deadline.remainingNanos()));
    }

    private void runTimers() {
        long now = System.nanoTime() - origin;
        for (Due first = timers.peek(); first != null && first.at() <= now; first = timers.peek()) {
            timers.remove();
            first.asking().due();
            heardAt = System.nanoTime(); // the server has something new to answer
        }
    }
}
