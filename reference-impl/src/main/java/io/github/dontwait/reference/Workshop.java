package io.github.dontwait.reference;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Where work is done that must not occupy the loop. Results come back through a queue and a wake-up, so that everything
 * else, the socket above all, stays with the loop's thread.
 */
final class Workshop {

    /** A finished piece of work: the frames of the reply, or what went wrong. */
    record Finished(
            Peer peer,
            Request request,
            @Nullable List<byte[]> reply,
            @Nullable Throwable failure) {}

    private final Executor executor;
    private final Wakeup wakeup;
    private final Queue<Finished> finished = new ConcurrentLinkedQueue<>();
    private int inHand;

    Workshop(Executor executor, Wakeup wakeup) {
        this.executor = executor;
        this.wakeup = wakeup;
    }

    /** Hands a task over. Loop's thread. */
    void submit(Peer peer, Request request, Callable<List<byte[]>> task) {
        inHand++;
        try {
            executor.execute(() -> {
                finished.add(work(peer, request, task));
                wakeup.wake();
            });
        } catch (RejectedExecutionException tooMuchWork) {
            finished.add(new Finished(peer, request, null, tooMuchWork));
            wakeup.wake();
        }
    }

    /** The next finished piece of work, or null if there is none now. Loop's thread. */
    @Nullable
    Finished poll() {
        Finished next = finished.poll();
        if (next != null) {
            inHand--;
        }
        return next;
    }

    /** Whether anything was handed over and not fetched yet. Loop's thread. */
    boolean isBusy() {
        return inHand > 0;
    }

    @SuppressWarnings("CatchingUnchecked")
    private static Finished work(Peer peer, Request request, Callable<List<byte[]>> task) {
        try {
            return new Finished(peer, request, new Outcome.Reply(task.call()).frames(), null);
        } catch (Exception | StackOverflowError | OutOfMemoryError e) {
            return new Finished(peer, request, null, e);
        }
    }
}
