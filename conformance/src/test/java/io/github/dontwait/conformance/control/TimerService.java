package io.github.dontwait.conformance.control;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.github.dontwait.conformance.mutant.Incoming;
import io.github.dontwait.conformance.mutant.ModelService;
import io.github.dontwait.conformance.mutant.Request;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;

/** Gives every reply by a timer, 1 to 5 ms after its request, as an asynchronous handler does; in order for each peer. */
public final class TimerService extends ModelService {

    private static final int SHORTEST_MILLIS = 1;
    private static final int LONGEST_MILLIS = 5;
    private static final int MOST_REMEMBERED = 10_000;

    private final PriorityQueue<Timed> timed =
            new PriorityQueue<>(Comparator.comparingLong(Timed::dueNanos).thenComparingLong(Timed::number));
    private final Map<ByteBuffer, Long> latest = new HashMap<>();
    private final Random random = new Random(1);
    private long replies;

    private record Timed(Request request, List<byte[]> frames, long dueNanos, long number) {}

    @Override
    protected void reply(Request request, List<byte[]> frames) {
        long due = System.nanoTime() + MILLISECONDS.toNanos(random.nextInt(SHORTEST_MILLIS, LONGEST_MILLIS + 1));
        if (latest.size() >= MOST_REMEMBERED) {
            latest.values().removeIf(last -> last - System.nanoTime() < 0);
        }
        // Not before the reply to the peer's request before.
        long inOrder = latest.merge(ByteBuffer.wrap(request.routingId()), due, TimerService::later);
        timed.add(new Timed(request, frames, inOrder, replies++));
    }

    private static long later(long one, long other) {
        return one - other > 0 ? one : other;
    }

    @Override
    protected void onMessage(Incoming message) {
        super.onMessage(message);
        sendTimed(System.nanoTime());
    }

    @Override
    protected void doDuties(long nowNanos) {
        super.doDuties(nowNanos);
        sendTimed(nowNanos);
    }

    private void sendTimed(long nowNanos) {
        for (Timed next = timed.peek(); next != null && next.dueNanos() - nowNanos <= 0; next = timed.peek()) {
            timed.remove();
            super.reply(next.request(), next.frames());
        }
    }

    @Override
    protected void idle(long nanos) {
        Timed next = timed.peek();
        super.idle(next == null ? nanos : Math.min(nanos, Math.max(0, next.dueNanos() - System.nanoTime())));
    }

    @Override
    protected void finishDeferred(long endNanos) {
        super.finishDeferred(endNanos);
        while (!timed.isEmpty()) {
            occupy(1);
            sendTimed(System.nanoTime());
        }
    }
}
