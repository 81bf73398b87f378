package io.github.dontwait.conformance.subject;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.github.dontwait.conformance.SubjectOutput;
import io.github.dontwait.conformance.SubjectProcess;
import io.github.dontwait.testkit.container.ActorContainer;
import io.github.dontwait.testkit.transcript.ResourceUse;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A container that was started as a subject. Three daemon threads belong to it, as to a {@link ChildProcess}. Its processor
 * time and memory are the engine's account, which does not count descriptors.
 */
final class RunningContainer implements Starting, SubjectProcess {

    private static final int PIPE_OCTETS = 1 << 16;
    private static final int SIGNAL_BASE = 128;
    private static final int LAST_SIGNAL = 31;
    private static final int KILLED = -9;
    private static final Duration LAST_WORDS = Duration.ofMillis(500);

    private final ActorContainer container;
    private final String endpoint;
    private final Consumer<ReadyLine> whenReady;
    private final SubjectOutput output = new SubjectOutput();
    private final CompletableFuture<ReadyLine> ready = new CompletableFuture<>();
    private final CompletableFuture<Exit> exit = new CompletableFuture<>();
    private final AtomicInteger openOutputs = new AtomicInteger(2);
    private final List<Thread> threads;

    private RunningContainer(
            ActorContainer container,
            String endpoint,
            Consumer<ReadyLine> whenReady,
            PipedInputStream out,
            PipedInputStream err) {
        this.container = container;
        this.endpoint = endpoint;
        this.whenReady = whenReady;
        String name = "dontwait-subject-" + container.getContainerId().substring(0, 12) + "-";
        this.threads = List.of(
                daemon(name + "out", reader(out, SubjectOutput.Stream.OUT, this::mayBeReady)),
                daemon(name + "err", reader(err, SubjectOutput.Stream.ERR, line -> {})),
                daemon(name + "exit", this::awaitExit));
    }

    /**
     * Takes charge of a container that runs.
     *
     * @param endpoint where it is reached
     * @param whenReady is given the READY line, if it prints one, however late
     */
    static RunningContainer of(ActorContainer container, String endpoint, Consumer<ReadyLine> whenReady) {
        try {
            PipedInputStream out = new PipedInputStream(PIPE_OCTETS);
            PipedInputStream err = new PipedInputStream(PIPE_OCTETS);
            RunningContainer running = new RunningContainer(container, endpoint, whenReady, out, err);
            container.copyOutput(new PipedOutputStream(out), new PipedOutputStream(err));
            running.threads.forEach(Thread::start);
            return running;
        } catch (IOException e) {
            throw new IllegalStateException("a new pipe cannot be connected", e);
        }
    }

    private static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    private OutputReader reader(PipedInputStream in, SubjectOutput.Stream stream, Consumer<String> likeReady) {
        return new OutputReader(in, stream, output, likeReady, () -> {
            if (openOutputs.decrementAndGet() == 0) {
                output.end();
            }
        });
    }

    private void mayBeReady(String line) {
        ReadyLine.parse(line).filter(ready::complete).ifPresent(whenReady);
    }

    private void awaitExit() {
        int code;
        try {
            code = codeOf(container.onExit().join());
        } catch (CompletionException e) {
            // Whatever has become of it, nobody can talk to it any more.
            output.add(SubjectOutput.Stream.ERR, "(the engine does not tell how it ended: " + e.getCause() + ")");
            code = KILLED;
        }
        long at = System.nanoTime();
        join(threads.subList(0, 2), LAST_WORDS);
        exit.complete(new Exit(code, at));
    }

    private static int codeOf(int code) {
        return code > SIGNAL_BASE && code <= SIGNAL_BASE + LAST_SIGNAL ? SIGNAL_BASE - code : code;
    }

    private static void join(List<Thread> threads, Duration patience) {
        boolean isInterrupted = false;
        long deadline = System.nanoTime() + patience.toNanos();
        for (Thread thread : threads) {
            while (thread.isAlive() && System.nanoTime() < deadline) {
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

    @Override
    public CompletableFuture<ReadyLine> ready() {
        return ready;
    }

    @Override
    public boolean saidReady() {
        return ready.isDone();
    }

    /** The published one, whatever it says of the address inside. */
    @Override
    public String endpoint() {
        return endpoint;
    }

    @Override
    public boolean bindsItsEndpoint() {
        return false;
    }

    @Override
    public Set<String> capabilities() {
        ReadyLine line = ready.getNow(null);
        return line == null ? Set.of() : line.capabilities();
    }

    @Override
    public void stop() {
        if (!exit.isDone()) {
            container.requestStop();
        }
    }

    @Override
    public Optional<Exit> exit() {
        return Optional.ofNullable(exit.getNow(null));
    }

    @Override
    public CompletionStage<Exit> onExit() {
        return exit;
    }

    @Override
    public void close() {
        kill();
    }

    /** Removes it, too. */
    @Override
    public void kill() {
        boolean isInterrupted = Thread.interrupted();
        container.close();
        join(threads, LAST_WORDS.multipliedBy(4));
        // The engine has removed it: it has ended, whether the engine says so or not.
        exit.complete(new Exit(KILLED, System.nanoTime()));
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Optional<SubjectOutput> output() {
        return Optional.of(output);
    }

    @Override
    public Optional<SubjectProcess> process() {
        return Optional.of(this);
    }

    @Override
    public long pid() {
        Long pid = container.getContainerInfo().getState().getPidLong();
        return pid == null ? 0 : pid;
    }

    @Override
    public Optional<ResourceUse> resources() {
        return exit.isDone() ? Optional.empty() : container.resources();
    }

    @Override
    public String toString() {
        return "container " + container.getContainerId();
    }
}
