package io.github.dontwait.conformance.bench;

import io.github.dontwait.conformance.RunningSubject;
import io.github.dontwait.conformance.Subject;
import io.github.dontwait.conformance.SubjectSettings;
import io.github.dontwait.conformance.SubjectStartException;
import io.github.dontwait.conformance.subject.FreePort;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Starts subjects and keeps account of them: one that rules share while they leave it as they found it, fresh ones for
 * those that don't, and one started ahead of need, because a start is what a run waits for most.
 */
final class SubjectPool implements AutoCloseable {

    private final Subject subject;
    private final ExecutorService background = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "dontwait-pool");
        thread.setDaemon(true);
        return thread;
    });
    private final List<RunningSubject> running = new ArrayList<>();
    private @Nullable RunningSubject shared;
    private @Nullable Future<RunningSubject> ahead;
    private int freshWanted;
    private boolean closed;

    SubjectPool(Subject subject) {
        this.subject = subject;
    }

    /** Says how many fresh subjects the rules to come will want; one at a time is started ahead of them. */
    synchronized void expectFresh(int count) {
        freshWanted = count;
    }

    /** The subject that rules share; started if there is none. */
    RunningSubject shared() throws InterruptedException {
        synchronized (this) {
            if (shared != null && !hasEnded(shared)) {
                return shared;
            }
        }
        discardShared();
        RunningSubject started = start(UnaryOperator.identity());
        synchronized (this) {
            shared = started;
            return started;
        }
    }

    /** Ends the shared subject; the next rule that wants it gets another. */
    void discardShared() {
        RunningSubject old;
        synchronized (this) {
            old = shared;
            shared = null;
        }
        if (old != null) {
            discard(old);
        }
    }

    /** A subject with default settings of its own, to be given back to {@link #discard}. */
    RunningSubject fresh() throws InterruptedException {
        Future<RunningSubject> started;
        synchronized (this) {
            freshWanted--;
            started = ahead;
            ahead = null;
        }
        RunningSubject fresh = started == null ? null : arrived(started);
        if (fresh == null || hasEnded(fresh)) {
            fresh = start(UnaryOperator.identity());
        }
        return fresh;
    }

    /** Begins to start the next fresh subject, if one will be wanted and none is under way. */
    synchronized void startAhead() {
        if (ahead == null && freshWanted > 0 && !closed && subject.kind().isStartedBySuite()) {
            ahead = background.submit(() -> start(UnaryOperator.identity()));
        }
    }

    /** Starts a subject on a free port, or on the endpoint that the change gives. */
    RunningSubject start(UnaryOperator<SubjectSettings> change) throws InterruptedException {
        RunningSubject started = FreePort.start(subject, change);
        synchronized (this) {
            if (!closed) {
                running.add(started);
                return started;
            }
        }
        started.close();
        throw new SubjectStartException("the run has ended");
    }

    /** Ends a subject, without making the caller wait for it. */
    void discard(RunningSubject old) {
        synchronized (this) {
            running.remove(old);
            if (closed) {
                return;
            }
            if (shared == old) {
                shared = null;
            }
        }
        background.execute(old::close);
    }

    static boolean hasEnded(RunningSubject subject) {
        return subject.onExit().toCompletableFuture().isDone();
    }

    private static @Nullable RunningSubject arrived(Future<RunningSubject> started) throws InterruptedException {
        try {
            return started.get();
        } catch (ExecutionException | CancellationException e) {
            // It failed ahead of need; the caller starts one itself and sees why.
            return null;
        }
    }

    /** Ends every subject; returns when they are gone. */
    @Override
    public void close() {
        List<RunningSubject> left;
        synchronized (this) {
            closed = true;
            left = List.copyOf(running);
            running.clear();
            if (ahead != null) {
                ahead.cancel(true);
            }
        }
        left.forEach(RunningSubject::close);
        background.shutdown();
    }
}
