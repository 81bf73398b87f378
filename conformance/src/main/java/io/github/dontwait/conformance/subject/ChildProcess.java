package io.github.dontwait.conformance.subject;

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
import java.util.UUID;
import java.util.function.Consumer;

/**
 * A process that was started as a subject.
 *
 * <p>What it exits with: Java tells of a death by signal n as 128 + n, as a shell does, and so do programs that catch a
 * signal and then exit with that number by convention (a JVM does, for SIGTERM). Both mean that the signal ended it, and
 * cannot be told apart: 129 to 159 count as ended by a signal.
 */
final class ChildProcess extends RunningProgram {

    private static final boolean WINDOWS = File.separatorChar == '\\';

    private final Process process;
    private final ProcessTree tree;
    private final String asked;

    private ChildProcess(Process process, ProcessTree tree, String asked, Consumer<ReadyLine> whenReady) {
        super(String.valueOf(process.pid()), process.getInputStream(), process.getErrorStream(), whenReady);
        this.process = process;
        this.tree = tree;
        this.asked = asked;
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
        child.startThreads();
        return child;
    }

    @Override
    int awaitCode() {
        while (true) {
            try {
                int code = process.waitFor();
                return WINDOWS ? code : signalOr(code);
            } catch (InterruptedException e) {
                // Nobody has a reason to: the end of the process ends this thread.
                Thread.onSpinWait();
            }
        }
    }

    @Override
    void onEnd() {
        tree.rootHasEnded();
    }

    @Override
    void afterEnd() {
        closeQuietly(process.getOutputStream());
    }

    ProcessTree tree() {
        return tree;
    }

    /** The endpoint of the READY line, as one connects to it; the one that it was told where it said none. */
    @Override
    public String endpoint() {
        ReadyLine line = ready().getNow(null);
        String endpoint = line == null ? asked : line.endpoint();
        try {
            return TcpEndpoint.parse(endpoint).toConnect();
        } catch (IllegalArgumentException e) {
            // Another transport, or nonsense: whoever connects will say so.
            return endpoint;
        }
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
    public void kill() {
        tree.kill();
        joinThreads(LAST_WORDS.multipliedBy(2));
        closeQuietly(process.getOutputStream());
        // Only a process that hides from us can still hold the pipes; its output is of no interest any more.
        closeQuietly(process.getInputStream());
        closeQuietly(process.getErrorStream());
        if (exit().isPresent()) {
            LiveTrees.remove(tree);
        }
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public Optional<ResourceUse> resources() {
        return exit().isPresent() ? Optional.empty() : tree.resources();
    }

    @Override
    public Optional<Duration> waitedForProcessor() {
        return exit().isPresent() ? Optional.empty() : tree.waitedForProcessor();
    }

    @Override
    public Optional<String> unboundedHeap() {
        return exit().isPresent() ? Optional.empty() : ManagedHeap.unbounded(process.toHandle());
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
