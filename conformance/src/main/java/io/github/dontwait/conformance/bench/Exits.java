package io.github.dontwait.conformance.bench;

import io.github.dontwait.conformance.RunningSubject;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for the end of subjects. */
final class Exits {

    private Exits() {}

    /** How it ended; empty if it still runs after the patience. */
    static Optional<RunningSubject.Exit> await(RunningSubject subject, Duration patience) throws InterruptedException {
        try {
            return Optional.of(subject.onExit().toCompletableFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a subject's onExit() must not complete exceptionally", e.getCause());
        }
    }
}
