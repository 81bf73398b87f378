package io.github.dontwait.conformance.subject;

import io.github.dontwait.conformance.SubjectOutput;
import io.github.dontwait.testkit.container.ActorContainer;
import io.github.dontwait.testkit.transcript.ResourceUse;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/**
 * A container that was started as a subject. Its processor time and memory are the engine's account, which does not count
 * descriptors.
 */
final class RunningContainer extends RunningProgram {

    private static final int PIPE_OCTETS = 1 << 16;
    private static final int KILLED = -9;

    private final ActorContainer container;
    private final String endpoint;

    private RunningContainer(
            ActorContainer container,
            String endpoint,
            Consumer<ReadyLine> whenReady,
            PipedInputStream out,
            PipedInputStream err) {
        super(container.getContainerId().substring(0, 12), out, err, whenReady);
        this.container = container;
        this.endpoint = endpoint;
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
            running.startThreads();
            return running;
        } catch (IOException e) {
            throw new IllegalStateException("a new pipe cannot be connected", e);
        }
    }

    @Override
    int awaitCode() {
        try {
            return signalOr(container.onExit().join());
        } catch (CompletionException e) {
            // Whatever has become of it, nobody can talk to it any more.
            printed().add(SubjectOutput.Stream.ERR, "(the engine does not tell how it ended: " + e.getCause() + ")");
            return KILLED;
        }
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
    public void stop() {
        if (exit().isEmpty()) {
            container.requestStop();
        }
    }

    /** Removes it, too. */
    @Override
    public void kill() {
        boolean isInterrupted = Thread.interrupted();
        container.close();
        joinThreads(LAST_WORDS.multipliedBy(4));
        // The engine has removed it: it has ended, whether the engine says so or not.
        presumeEnded(KILLED);
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public long pid() {
        Long pid = container.getContainerInfo().getState().getPidLong();
        return pid == null ? 0 : pid;
    }

    @Override
    public Optional<ResourceUse> resources() {
        return exit().isPresent() ? Optional.empty() : container.resources();
    }

    /** Nobody can tell from outside. */
    @Override
    public Optional<String> unboundedHeap() {
        return Optional.of("a program in a container, whose runtime the suite cannot see,");
    }

    @Override
    public String toString() {
        return "container " + container.getContainerId();
    }
}
