package io.github.dontwait.conformance.bench;

import io.github.dontwait.conformance.Report;
import io.github.dontwait.conformance.RunningSubject;
import io.github.dontwait.conformance.Subject;
import io.github.dontwait.conformance.SubjectSettings;
import io.github.dontwait.conformance.SubjectStartException;
import io.github.dontwait.conformance.subject.FreePort;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Starts subjects and keeps account of them: one that rules share while they leave it as they found it, fresh ones for
 * those that don't, and one started ahead of need, because a start is what a run waits for most.
 */
final class SubjectPool implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 10;

    private final Subject subject;
    private final Duration startPatience;
    private final ExecutorService background = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "dontwait-pool");
        thread.setDaemon(true);
        return thread;
    });
    private final List<RunningSubject> running = new ArrayList<>();
    private final Map<Map<String, String>, RunningSubject> sharedWith = new HashMap<>();
    private @Nullable RunningSubject shared;
    private @Nullable Future<RunningSubject> ahead;
    private int freshWanted;
    private int starts;
    private Duration startTime = Duration.ZERO;
    private boolean closed;

    /**
     * @param startPatience how long the start of an object in this JVM may take; others have a patience of their own
     */
    SubjectPool(Subject subject, Duration startPatience) {
        this.subject = subject;
        this.startPatience = startPatience;
    }

    /** The starts so far that came to a subject, and how long they took together. */
    synchronized Report.Starts starts() {
        return new Report.Starts(starts, startTime);
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

    /** A subject with these settings more, that rules share; started if there is none. */
    RunningSubject sharedWith(Map<String, String> more) throws InterruptedException {
        synchronized (this) {
            RunningSubject known = sharedWith.get(more);
            if (known != null && !hasEnded(known)) {
                return known;
            }
        }
        RunningSubject started = start(settings -> {
            SubjectSettings changed = settings;
            for (Map.Entry<String, String> setting : more.entrySet()) {
                changed = changed.with(setting.getKey(), setting.getValue());
            }
            return changed;
        });
        synchronized (this) {
            sharedWith.put(Map.copyOf(more), started);
            return started;
        }
    }

    /** Ends the shared subject; the next rule that wants it gets another. */
    synchronized void discardShared() {
        RunningSubject old = shared;
        if (old != null) {
            discard(old);
        }
    }

    /** A subject with default settings of its own, to be given back to {@link #discard}. */
    private RunningSubject fresh() throws InterruptedException {
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

    /** A subject of its own, started with these settings, each {@code NAME=value}, besides the usual ones. */
    RunningSubject fresh(String... settings) throws InterruptedException {
        return settings.length == 0
                ? fresh()
                : start(usual -> {
                    SubjectSettings told = usual;
                    for (String setting : settings) {
                        String[] nameAndValue = setting.split("=", 2);
                        told = told.with(nameAndValue[0], nameAndValue[1]);
                    }
                    return told;
                });
    }

    /** Begins to start the next fresh subject, if one will be wanted and none is under way. */
    synchronized void startAhead() {
        if (ahead == null && freshWanted > 0 && !closed && subject.kind().isStartedBySuite()) {
            ahead = background.submit(() -> start(UnaryOperator.identity()));
        }
    }

    /**
     * Starts a subject on a free port, or on the endpoint that the change gives.
     *
     * @throws SubjectStartException if it does not start, or the pool is closed
     */
    RunningSubject start(UnaryOperator<SubjectSettings> change) throws InterruptedException {
        requireOpen();
        long begin = System.nanoTime();
        RunningSubject started = subject.kind() == Subject.Kind.CLASS ? startObject(change) : startNow(change);
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        synchronized (this) {
            starts++;
            startTime = startTime.plus(took);
            if (!closed) {
                running.add(started);
                return started;
            }
        }
        started.close();
        throw closedException();
    }

    private RunningSubject startNow(UnaryOperator<SubjectSettings> change) throws InterruptedException {
        return FreePort.start(subject, change);
    }

    /** Somebody's code in this JVM: it may throw anything, return nothing, or never return. */
    private RunningSubject startObject(UnaryOperator<SubjectSettings> change) throws InterruptedException {
        Future<RunningSubject> starting = submit(() -> startNow(change));
        try {
            RunningSubject started = starting.get(startPatience.toMillis(), TimeUnit.MILLISECONDS);
            if (started == null) {
                throw new SubjectStartException("start() of " + subject.name() + " returned null");
            }
            return started;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SubjectStartException told) {
                throw told;
            }
            throw new SubjectStartException("start() of " + subject.name() + " threw " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            throw new SubjectStartException("start() of " + subject.name() + " did not return within "
                    + startPatience.toMillis() / 1_000.0 + " s; it must return once the subject serves");
        } finally {
            starting.cancel(true);
        }
    }

    private synchronized Future<RunningSubject> submit(Callable<RunningSubject> work) {
        requireOpen();
        return background.submit(work);
    }

    private synchronized void requireOpen() {
        if (closed) {
            throw closedException();
        }
    }

    private static SubjectStartException closedException() {
        return new SubjectStartException("the run has ended: no subject is started any more");
    }

    /** Ends a subject, without making the caller wait for it; harmless the second time. */
    synchronized void discard(RunningSubject old) {
        if (shared == old) {
            shared = null;
        }
        sharedWith.values().remove(old);
        if (running.remove(old)) {
            background.execute(old::close);
        }
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

    /** Ends every subject; returns when they are gone, or after some seconds if one cannot be ended. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            running.forEach(subject -> background.execute(subject::close));
            running.clear();
            if (ahead != null) {
                ahead.cancel(true);
            }
            background.shutdown();
        }
        try {
            // Subjects that were discarded lately are waited for too, and a start ahead that was cancelled.
            background.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            background.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
