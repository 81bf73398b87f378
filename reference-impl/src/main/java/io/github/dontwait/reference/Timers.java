package io.github.dontwait.reference;

import java.util.PriorityQueue;

/** Tasks for later, on the loop's own thread and clock. Confined to that thread. */
final class Timers {

    private final PriorityQueue<Timer> queue = new PriorityQueue<>();
    private long sequence;

    /** Runs the task at that moment, or as soon after it as the loop turns. */
    void at(long dueNanos, Runnable task) {
        queue.add(new Timer(dueNanos, sequence++, task));
    }

    /**
     * Runs what is due, in order of time, but no more than was due when the call began: a task that starts another one
     * cannot keep the loop.
     *
     * @return how many ran
     */
    int runDue(long nowNanos, int most) {
        int ran = 0;
        long newest = sequence;
        while (ran < most) {
            Timer next = queue.peek();
            if (next == null || next.dueNanos - nowNanos > 0 || next.sequence >= newest) {
                break;
            }
            queue.remove();
            next.task.run();
            ran++;
        }
        return ran;
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    /** Nanoseconds until the next task is due, zero if it is, {@link Long#MAX_VALUE} if there is none. */
    long nanosUntilNext(long nowNanos) {
        Timer next = queue.peek();
        return next == null ? Long.MAX_VALUE : Math.max(0, next.dueNanos - nowNanos);
    }

    private record Timer(long dueNanos, long sequence, Runnable task) implements Comparable<Timer> {

        /** By subtraction, since the clock's origin is arbitrary and may wrap round. */
        @Override
        public int compareTo(Timer other) {
            long difference = dueNanos - other.dueNanos;
            return difference != 0 ? Long.signum(difference) : Long.compare(sequence, other.sequence);
        }
    }
}
