package io.github.dontwait.conformance.subject;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.github.dontwait.conformance.SubjectOutput;
import io.github.dontwait.conformance.SubjectProcess;
import io.github.dontwait.testkit.transcript.ResourceUse;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A process that was started as a subject. Three daemon threads belong to it: two read what it prints, one waits for its
 * end; {@link #close()} ends them too. When {@link #onExit()} completes, all that the process printed is in its output,
 * unless something that it started and that still lives holds the output open.
 *
 * <p>What it exits with: Java tells of a death by signal n as 128 + n, as a shell does, and so do programs that catch a
 * signal and then exit with that number by convention (a JVM does, for SIGTERM). Both mean that the signal ended it, and
 * cannot be told apart: 129 to 159 count as ended by a signal.
 */
final class ChildProcess implements Starting, SubjectProcess {

    private static final boolean WINDOWS = File.separatorChar == '\\';
    private static final int SIGNAL_BASE = 128;
    private static final int LAST_SIGNAL = 31;
    private static final Duration LAST_WORDS = Duration.ofMillis(500);

    private final Process process;
    private final ProcessTree tree;
    private final String asked;
    private final SubjectOutput output = new SubjectOutput();
    private final CompletableFuture<ReadyLine> ready = new CompletableFuture<>();
    private final CompletableFuture<Exit> exit = new CompletableFuture<>();
    private final AtomicInteger openOutputs = new AtomicInteger(2);
    private final Consumer<ReadyLine> whenReady;
    private final List<Thread> threads;

    private ChildProcess(Process process, ProcessTree tree, String asked, Consumer<ReadyLine> whenReady) {
        this.process = process;
        this.tree = tree;
        this.asked = asked;
        this.whenReady = whenReady;
        this.threads = List.of(
                thread("out", reader(SubjectOutput.Stream.OUT, this::mayBeReady)),
                thread("err", reader(SubjectOutput.Stream.ERR, line -> {})),
                thread("exit", this::awaitExit));
    }

    /**
     * Starts a process.
     *
     * @param environment all of it; a mark is added, by which what it starts can be found
     * @param asked the endpoint that it is told to use
     * @param whenReady is given the READY line, if it prints one, however late
     * @throws IOException if the system cannot start it
     */
    static ChildProcess start(
            List<String> command, Map<String, String> environment, String asked, Consumer<ReadyLine> whenReady)
            throws IOException {
        String mark = UUID.randomUUID().toString();
        Optional<Path> session = ProcessTable.exists() ? ProgramFile.find("setsid", "/usr/bin:/bin") : Optional.empty();
        List<String> words = new ArrayList<>();
        // It becomes the subject itself, by exec, and forks only where it leads a process group, as no child of ours
        // does.
        session.ifPresent(setsid -> words.add(setsid.toString()));
        words.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().merge(ProcessTree.MARK_VARIABLE, mark, (outer, own) -> outer + "," + own);
        ChildProcess child = LiveTrees.start(() -> {
            Process process = builder.start();
            ProcessTree tree = new ProcessTree(process.toHandle(), session.isPresent(), mark);
            return new ChildProcess(process, tree, asked, whenReady);
        });
        child.threads.forEach(Thread::start);
        return child;
    }

    private OutputReader reader(SubjectOutput.Stream stream, Consumer<String> ready) {
        boolean isOut = stream == SubjectOutput.Stream.OUT;
        return new OutputReader(
                isOut ? process.getInputStream() : process.getErrorStream(), stream, output, ready, () -> {
                    if (openOutputs.decrementAndGet() == 0) {
                        output.end();
                    }
                });
    }

    private Thread thread(String what, Runnable work) {
        Thread thread = new Thread(work, "dontwait-subject-" + process.pid() + "-" + what);
        thread.setDaemon(true);
        return thread;
    }

    private void mayBeReady(String line) {
        ReadyLine.parse(line).filter(ready::complete).ifPresent(whenReady);
    }

    private void awaitExit() {
        int code = uninterruptedWait();
        long at = System.nanoTime();
        tree.rootHasEnded();
        joinThreads(threads.subList(0, 2), LAST_WORDS);
        exit.complete(new Exit(codeOf(code), at));
        closeQuietly(process.getOutputStream());
    }

    private int uninterruptedWait() {
        while (true) {
            try {
                return process.waitFor();
            } catch (InterruptedException e) {
                // Nobody has a reason to: the end of the process ends this thread.
                Thread.onSpinWait();
            }
        }
    }

    private static int codeOf(int code) {
        boolean isSignal = !WINDOWS && code > SIGNAL_BASE && code <= SIGNAL_BASE + LAST_SIGNAL;
        return isSignal ? SIGNAL_BASE - code : code;
    }

    ProcessTree tree() {
        return tree;
    }

    @Override
    public CompletableFuture<ReadyLine> ready() {
        return ready;
    }

    @Override
    public boolean saidReady() {
        return ready.isDone();
    }

    /** The endpoint of the READY line, as one connects to it; the one that it was told where it said none. */
    @Override
    public String endpoint() {
        ReadyLine line = ready.getNow(null);
        String endpoint = line == null ? asked : line.endpoint();
        try {
            return TcpEndpoint.parse(endpoint).toConnect();
        } catch (IllegalArgumentException e) {
            // Another transport, or nonsense: whoever connects will say so.
            return endpoint;
        }
    }

    @Override
    public Set<String> capabilities() {
        ReadyLine line = ready.getNow(null);
        return line == null ? Set.of() : line.capabilities();
    }

    /** Sends SIGTERM to the process alone. Where there is no such thing its standard input is closed instead. */
    @Override
    public void stop() {
        tree.remember();
        if (process.supportsNormalTermination()) {
            // Not Process.destroy(), which closes the streams: its last words would be lost.
            process.toHandle().destroy();
        } else {
            closeQuietly(process.getOutputStream());
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

    @Override
    public void kill() {
        tree.kill();
        joinThreads(threads, LAST_WORDS.multipliedBy(2));
        closeQuietly(process.getOutputStream());
        // Only a process that hides from us can still hold the pipes; its output is of no interest any more.
        closeQuietly(process.getInputStream());
        closeQuietly(process.getErrorStream());
        if (exit.isDone()) {
            LiveTrees.remove(tree);
        }
    }

    private static void joinThreads(List<Thread> threads, Duration patience) {
        boolean interrupted = false;
        long deadline = System.nanoTime() + patience.toNanos();
        for (Thread thread : threads) {
            while (thread != Thread.currentThread() && thread.isAlive() && System.nanoTime() < deadline) {
                try {
                    NANOSECONDS.timedJoin(thread, Math.max(1, deadline - System.nanoTime()));
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
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
        return process.pid();
    }

    @Override
    public Optional<ResourceUse> resources() {
        return exit.isDone() ? Optional.empty() : tree.resources();
    }

    @Override
    public boolean closeInput() {
        closeQuietly(process.getOutputStream());
        return true;
    }

    private static void closeQuietly(Closeable stream) {
        try {
            stream.close();
        } catch (IOException e) {
            // The other side of the pipe has gone, which is what closing is for.
            return;
        }
    }

    @Override
    public String toString() {
        return "process " + process.pid();
    }
}
