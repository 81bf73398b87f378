package io.github.dontwait.testkit.peer;

import io.github.dontwait.testkit.transcript.ExpectationFailedError;
import io.github.dontwait.testkit.wire.Deadline;
import io.github.dontwait.testkit.wire.Timeouts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Several scripts that are played at the same time, each on a thread of its own. */
final class Ensemble {

    private static final Duration MARGIN = Duration.ofSeconds(5);

    private final PeerGroup group;
    private final long endNanos;
    private final MeetingPlaces places;
    private final CountDownLatch ended;
    private final List<Thread> threads = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();

    private Ensemble(PeerGroup group, List<Script> scripts) {
        this.group = group;
        this.endNanos = System.nanoTime() + Deadline.nanos(longest(scripts, group.timeouts()));
        this.places = new MeetingPlaces(scripts, endNanos);
        this.ended = new CountDownLatch(scripts.size());
        for (Script script : scripts) {
            Thread thread = new Thread(() -> play(script), "dontwait-script-" + script.name());
            thread.setDaemon(true);
            threads.add(thread);
        }
    }

    static void play(PeerGroup group, List<Script> scripts) {
        if (scripts.isEmpty()) {
            throw new IllegalArgumentException("no script is given to be played");
        }
        Set<String> names = new HashSet<>();
        for (Script script : scripts) {
            if (!names.add(script.name())) {
                throw new IllegalArgumentException("two scripts are named \"" + script.name()
                        + "\"; give one of them to another peer with as(…), or the transcript would mix them up");
            }
        }
        new Ensemble(group, scripts).run();
    }

    /** What they take at most: each step has its own bound, and at meetings they may wait for one another. */
    private static Duration longest(List<Script> scripts, Timeouts timeouts) {
        Duration step =
                Duration.ofNanos(Deadline.nanos(timeouts.arrival())).plusNanos(Deadline.nanos(timeouts.silence()));
        long steps =
                scripts.stream().mapToLong(script -> script.steps().size() + 1L).sum();
        return step.multipliedBy(steps).plus(MARGIN);
    }

    private void run() {
        threads.forEach(Thread::start);
        try {
            join(endNanos);
        } catch (InterruptedException e) {
            places.breakUp();
            threads.forEach(Thread::interrupt);
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while scripts were played");
        }
        throwFirst();
    }

    private void join(long end) throws InterruptedException {
        for (Thread thread : threads) {
            TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(1, end - System.nanoTime()));
        }
        for (Thread thread : threads) {
            if (thread.isAlive()) {
                thread.interrupt();
                TimeUnit.NANOSECONDS.timedJoin(thread, MARGIN.toNanos());
                failed(new IllegalStateException(thread.getName() + " did not end in time; it was at "
                        + Arrays.toString(thread.getStackTrace())));
            }
        }
    }

    private void play(Script script) {
        Performance performance = new Performance(group, script, places);
        try {
            performance.play();
        } catch (MeetingPlaces.NotMet | CancellationException e) {
            group.transcript().note(script.name(), "stopped: " + e.getMessage());
        } catch (RuntimeException | Error e) {
            failed(e);
            places.breakUp();
        } finally {
            ended.countDown();
            stayUntilAllHaveEnded(script);
            close(performance);
        }
    }

    /** A peer that leaves could change what the others see. */
    private void stayUntilAllHaveEnded(Script script) {
        try {
            if (!ended.await(Math.max(0, endNanos - System.nanoTime()), TimeUnit.NANOSECONDS)) {
                group.transcript().note(script.name(), "leaves before the others have ended: time is up");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void close(Performance performance) {
        try {
            performance.close();
        } catch (RuntimeException | Error e) {
            failed(e);
        }
    }

    private void failed(Throwable failure) {
        synchronized (failures) {
            failures.add(failure);
        }
    }

    private void throwFirst() {
        List<Throwable> all;
        synchronized (failures) {
            all = List.copyOf(failures);
        }
        if (all.isEmpty()) {
            return;
        }
        Throwable first = all.get(0) instanceof ExpectationFailedError failure
                ? failure.withTranscript(group.transcript())
                : new IllegalStateException("a script could not be played", all.get(0));
        all.subList(1, all.size()).forEach(first::addSuppressed);
        if (first instanceof ExpectationFailedError failure) {
            throw failure;
        }
        throw (IllegalStateException) first;
    }
}
