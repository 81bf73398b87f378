package io.github.dontwait.conformance;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A user's object of which the suite knows nothing but its endpoint and that it can be closed. Its end is the return of
 * {@code close()}; that it ended earlier shows only in its silence, and in the exceptions that ended its threads.
 */
final class RunningCloseable implements RunningSubject {

    private static final int SECONDS_TO_END = 5;

    private final String endpoint;
    private final AutoCloseable subject;
    private final SubjectThreads threads;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CompletableFuture<Exit> exit = new CompletableFuture<>();

    private RunningCloseable(String endpoint, AutoCloseable subject, SubjectThreads threads) {
        this.endpoint = endpoint;
        this.subject = subject;
        this.threads = threads;
    }

    static RunningCloseable open(Subject.Opener opener, String endpoint) throws Exception {
        SubjectThreads threads = new SubjectThreads();
        return new RunningCloseable(endpoint, threads.open(opener, endpoint), threads);
    }

    @Override
    public String endpoint() {
        return endpoint;
    }

    @Override
    public Set<String> capabilities() {
        return Set.of();
    }

    @Override
    public Optional<SubjectOutput> log() {
        return Optional.of(threads.log());
    }

    /** On a thread of its own: closing may take as long as the linger. */
    @Override
    public void stop() {
        if (closing.compareAndSet(false, true)) {
            Thread thread = new Thread(this::closeSubject, "dontwait-close");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void closeSubject() {
        int code = 1;
        try {
            subject.close();
            code = 0;
        } catch (Exception e) {
            System.getLogger(RunningCloseable.class.getName()).log(System.Logger.Level.WARNING, "close() threw", e);
        } finally {
            exit.complete(new Exit(code, System.nanoTime()));
        }
    }

    @Override
    public CompletionStage<Exit> onExit() {
        return exit.minimalCompletionStage();
    }

    /**
     * As near to an end at once as such an object allows.
     *
     * @throws IllegalStateException if its {@code close()} has not returned after 5 s
     */
    @Override
    public void close() {
        stop();
        try {
            exit.get(SECONDS_TO_END, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new IllegalStateException(
                    "close() of " + subject + " at " + endpoint + " has not returned after " + SECONDS_TO_END + " s",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
