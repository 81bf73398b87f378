package io.github.dontwait.reference;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.zeromq.ZContext;

/**
 * What an actor finds around it; a test brings its own clock and its own executor.
 *
 * @param context where the sockets live; its owner closes it, after the actor and never before
 * @param nanoClock a clock that never goes back, in nanoseconds of any origin
 * @param workers runs the work that must not occupy the loop
 * @param counters where the actor counts
 */
public record Surroundings(ZContext context, LongSupplier nanoClock, Executor workers, Counters counters) {

    private static final int MOST_THREADS = 64;
    private static final int SECONDS_TO_KEEP_A_THREAD = 10;

    /** The real clock, and at most 64 daemon threads, each started when it is needed and ended when it is not. */
    public static Surroundings of(ZContext context) {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor workers = new ThreadPoolExecutor(
                MOST_THREADS,
                MOST_THREADS,
                SECONDS_TO_KEEP_A_THREAD,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> {
                    Thread thread = new Thread(task, "workshop-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        workers.allowCoreThreadTimeOut(true);
        return new Surroundings(context, System::nanoTime, workers, new Counters());
    }
}
