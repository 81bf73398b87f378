package io.github.dontwait.conformance.control;

import io.github.dontwait.conformance.mutant.Ended;
import io.github.dontwait.conformance.mutant.ModelService;
import io.github.dontwait.conformance.mutant.Request;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A loop that only takes and gives: every echo is made by one of a few worker threads, long work by a thread of its own,
 * and replies go out as they are done, in whatever order that is. Declares {@code concurrent} and {@code reorders}.
 */
public final class ThreadedService extends ModelService {

    private static final int WORKERS = 4;
    private static final int MOST_SPINS = 2_000;

    /** What has to do with what the loop itself keeps. */
    private static final Set<String> OF_THE_LOOP = Set.of("$stats", "$defer", "$whoami");

    private final ExecutorService workers = Executors.newFixedThreadPool(WORKERS, threads());
    private final ExecutorService longWork = Executors.newCachedThreadPool(threads());
    private final Queue<Runnable> done = new ConcurrentLinkedQueue<>();
    private final AtomicInteger inHand = new AtomicInteger();
    private volatile Thread loop = Thread.currentThread();

    private static ThreadFactory threads() {
        return work -> {
            Thread thread = new Thread(work, "control-worker");
            thread.setDaemon(true);
            return thread;
        };
    }

    @Override
    protected Set<String> capabilities() {
        Set<String> words = new HashSet<>(super.capabilities());
        words.add("concurrent");
        words.add("reorders");
        return words;
    }

    @Override
    protected int run() throws IOException {
        loop = Thread.currentThread();
        try {
            return super.run();
        } finally {
            workers.shutdownNow();
            longWork.shutdownNow();
        }
    }

    @Override
    protected void handle(Request request) {
        String verb = verb(request);
        if (verb != null && OF_THE_LOOP.contains(verb)) {
            super.handle(request);
            return;
        }
        inHand.incrementAndGet();
        ("$work".equals(verb) ? longWork : workers).execute(() -> {
            for (int spins = ThreadLocalRandom.current().nextInt(MOST_SPINS); spins > 0; spins--) {
                Thread.onSpinWait();
            }
            try {
                super.handle(request);
            } catch (Ended e) {
                // The service was killed meanwhile: nobody waits for this one.
                inHand.decrementAndGet();
            }
        });
    }

    @Override
    protected void reply(Request request, List<byte[]> frames) {
        if (Thread.currentThread() == loop) {
            super.reply(request, frames);
        } else {
            done.add(() -> super.reply(request, frames));
            router().wakeup();
        }
    }

    @Override
    protected void doDuties(long nowNanos) {
        super.doDuties(nowNanos);
        for (Runnable reply = done.poll(); reply != null; reply = done.poll()) {
            inHand.decrementAndGet();
            reply.run();
        }
    }

    /** What was taken is finished, however long that takes; the linger begins then. */
    @Override
    protected void drain(long endNanos) {
        super.drain(endNanos);
        while (inHand.get() > 0) {
            router().awaitInput(longestRestNanos());
            doDuties(System.nanoTime());
        }
    }
}
