package io.github.dontwait.conformance.subject;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.github.dontwait.conformance.SubjectOutput;
import io.github.dontwait.conformance.SubjectProcess;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A program that was started as a subject, wherever it runs. Three daemon threads belong to it: two read what it prints,
 * one waits for its end; {@link #close()} ends them too. When {@link #onExit()} completes, all that it printed is in its
 * output, unless something that it started and that still lives holds the output open.
 */
abstract class RunningProgram implements Starting, SubjectProcess {

    /** How long after its end the rest of its output may take to come. */
    static final Duration LAST_WORDS = Duration.ofMillis(500);

    private static final int SIGNAL_BASE = 128;
    private static final int LAST_SIGNAL = 31;

    private final String name;
    private final Consumer<ReadyLine> whenReady;
    private final SubjectOutput output = new SubjectOutput();
    private final CompletableFuture<ReadyLine> ready = new CompletableFuture<>();
    private final CompletableFuture<Exit> exit = new CompletableFuture<>();
    private final AtomicInteger openOutputs = new AtomicInteger(2);
    private final List<Thread> readers;
    private final Thread waiter;

    /**
     * A program whose threads do not run yet: see {@link #startThreads()}.
     *
     * @param name in the names of its threads
     * @param whenReady is given the READY line, if it prints one, however late
     */
    RunningProgram(String name, InputStream out, InputStream err, Consumer<ReadyLine> whenReady) {
        this.name = name;
        this.whenReady = whenReady;
        this.readers = List.of(
                thread("out", reader(out, SubjectOutput.Stream.OUT, this::mayBeReady)),
                thread("err", reader(err, SubjectOutput.Stream.ERR, line -> {})));
        this.waiter = thread("exit", this::awaitExit);
    }

    private Thread thread(String what, Runnable work) {
        Thread thread = new Thread(work, "dontwait-subject-" + name + "-" + what);
        thread.setDaemon(true);
        return thread;
    }

    private OutputReader reader(InputStream in, SubjectOutput.Stream stream, Consumer<String> likeReady) {
        return new OutputReader(in, stream, output, likeReady, () -> {
            if (openOutputs.decrementAndGet() == 0) {
                output.end();
            }
        });
    }

    private void mayBeReady(String line) {
        ReadyLine.parse(line).filter(ready::complete).ifPresent(whenReady);
    }

    final void startThreads() {
        readers.forEach(Thread::start);
        waiter.start();
    }

    private void awaitExit() {
        int code = awaitCode();
        long at = System.nanoTime();
        onEnd();
        join(readers, LAST_WORDS);
        exit.complete(new Exit(code, at));
        afterEnd();
    }

    /** Waits for its end, whatever happens: what it exits with, as {@link #signalOr} reads it. */
    abstract int awaitCode();

    /** It has ended; what it printed may not all be there yet. */
    void onEnd() {}

    /** Whoever waits for its end knows of it. */
    void afterEnd() {}

    /** What a shell says of a death by signal n, 128 + n, as -n; any other code as it is. */
    static int signalOr(int code) {
        return code > SIGNAL_BASE && code <= SIGNAL_BASE + LAST_SIGNAL ? SIGNAL_BASE - code : code;
    }

    /** It is known to have ended, though nobody told how; nothing happens if somebody did. */
    final void presumeEnded(int code) {
        exit.complete(new Exit(code, System.nanoTime()));
    }

    /** Waits until its threads have ended, for the patience at most; an interrupt does not shorten that. */
    final void joinThreads(Duration patience) {
        join(List.of(readers.get(0), readers.get(1), waiter), patience);
    }

    private static void join(List<Thread> threads, Duration patience) {
        boolean isInterrupted = false;
        long deadline = System.nanoTime() + patience.toNanos();
        for (Thread thread : threads) {
            while (thread != Thread.currentThread() && thread.isAlive() && System.nanoTime() < deadline) {
                try {
                    NANOSECONDS.timedJoin(thread, Math.max(1, deadline - System.nanoTime()));
                } catch (InterruptedException e) {
                    isInterrupted = true;
                }
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    final SubjectOutput printed() {
        return output;
    }

    @Override
    public final CompletableFuture<ReadyLine> ready() {
        return ready;
    }

    @Override
    public final boolean saidReady() {
        return ready.isDone();
    }

    @Override
    public final Set<String> capabilities() {
        ReadyLine line = ready.getNow(null);
        return line == null ? Set.of() : line.capabilities();
    }

    @Override
    public final Optional<Exit> exit() {
        return Optional.ofNullable(exit.getNow(null));
    }

    @Override
    public final CompletionStage<Exit> onExit() {
        return exit;
    }

    @Override
    public final void close() {
        kill();
    }

    @Override
    public final Optional<SubjectOutput> output() {
        return Optional.of(output);
    }

    @Override
    public final Optional<SubjectProcess> process() {
        return Optional.of(this);
    }
}
