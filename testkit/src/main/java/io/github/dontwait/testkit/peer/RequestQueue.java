package io.github.dontwait.testkit.peer;

import io.github.dontwait.testkit.wire.Deadline;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** The requests that came to a {@link FakeServer}, in the order of their coming, taken or not. Any thread. */
final class RequestQueue {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition hasMore = lock.newCondition();
    private final List<RecordedRequest> recorded = new ArrayList<>();
    private final Deque<RecordedRequest> untaken = new ArrayDeque<>();

    /** Records and numbers a request, which cannot be taken yet. */
    RecordedRequest add(Request request) {
        lock.lock();
        try {
            RecordedRequest record = new RecordedRequest(
                    recorded.size() + 1,
                    request.connection().name(),
                    request.routingId(),
                    request.message(),
                    request.atMicros());
            recorded.add(record);
            return record;
        } finally {
            lock.unlock();
        }
    }

    /** From now on the request can be taken. */
    void offer(RecordedRequest request) {
        lock.lock();
        try {
            untaken.addLast(request);
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

    /** All that ever came. */
    List<RecordedRequest> all() {
        lock.lock();
        try {
            return List.copyOf(recorded);
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
