package io.github.dontwait.conformance.mutant;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Works beside the loop, and lets a second connection take a routing id over: the control for {@code concurrent} and
 * {@code handover}. What a peer asks while its own work is in hand waits for that, so that its replies keep their order.
 */
public class ConcurrentService extends ModelService {

    private final Map<ByteBuffer, Queue<Request>> behind = new HashMap<>();
    private final Queue<Request> done = new ConcurrentLinkedQueue<>();

    @Override
    protected Set<String> capabilities() {
        Set<String> words = new HashSet<>(super.capabilities());
        words.add("concurrent");
        words.add("handover");
        return words;
    }

    @Override
    protected void handle(Request request) {
        Queue<Request> waiting = behind.get(ByteBuffer.wrap(request.routingId()));
        if (waiting == null) {
            super.handle(request);
        } else {
            waiting.add(request);
        }
    }

    @Override
    protected void onWork(Request request, int millis) {
        behind.put(ByteBuffer.wrap(request.routingId()), new ArrayDeque<>());
        Thread worker = new Thread(() -> work(request, millis), "model-work");
        worker.setDaemon(true);
        worker.start();
    }

    /** Not on the loop's thread. */
    private void work(Request request, int millis) {
        try {
            occupy(millis);
        } catch (Ended e) {
            return;
        }
        done.add(request);
        router().wakeup();
    }

    @Override
    protected void doDuties(long nowNanos) {
        super.doDuties(nowNanos);
        for (Request finished = done.poll(); finished != null; finished = done.poll()) {
            reply(finished, finished.frames());
            Queue<Request> waiting = behind.remove(ByteBuffer.wrap(finished.routingId()));
            while (waiting != null && !waiting.isEmpty()) {
                handle(waiting.remove());
            }
        }
    }

    /** The time for deferred replies is counted from the end of the last work in hand. */
    @Override
    protected void finishDeferred(long endNanos) {
        long end = endNanos;
        while (!behind.isEmpty() && !isKilled()) {
            router().awaitInput(longestRestNanos());
            doDuties(System.nanoTime());
            end = System.nanoTime() + lingerNanos();
        }
        super.finishDeferred(end);
    }
}
