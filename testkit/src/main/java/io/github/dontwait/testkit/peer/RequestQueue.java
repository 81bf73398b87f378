package io.github.dontwait.testkit.peer;

import io.github.dontwait.testkit.wire.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** Requests that wait to be taken by a test, in the order of their coming. Any thread. */
final class RequestQueue {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition hasMore = lock.newCondition();
    private final List<RecordedRequest> untaken = new ArrayList<>();

    void add(RecordedRequest request) {
        lock.lock();
        try {
            untaken.add(request);
            hasMore.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Takes the first that satisfies the condition, waiting for it if need be. */
    Optional<RecordedRequest> take(Predicate<RecordedRequest> condition, Duration patience) {
        lock.lock();
        try {
            long nanos = Deadline.nanos(patience);
            while (true) {
                for (Iterator<RecordedRequest> each = untaken.iterator(); each.hasNext(); ) {
                    RecordedRequest request = each.next();
                    if (condition.test(request)) {
                        each.remove();
                        return Optional.of(request);
                    }
                }
                if (nanos <= 0) {
                    return Optional.empty();
                }
                nanos = hasMore.awaitNanos(nanos);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting for a request");
        } finally {
            lock.unlock();
        }
    }

    List<RecordedRequest> untaken() {
        lock.lock();
        try {
            return List.copyOf(untaken);
        } finally {
            lock.unlock();
        }
    }
}
