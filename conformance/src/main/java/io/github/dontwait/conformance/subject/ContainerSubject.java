package io.github.dontwait.conformance.subject;

import io.github.dontwait.conformance.Role;
import io.github.dontwait.conformance.RunningSubject;
import io.github.dontwait.conformance.Subject;
import io.github.dontwait.conformance.SubjectSettings;
import io.github.dontwait.conformance.SubjectStartException;
import io.github.dontwait.testkit.container.ActorContainer;
import io.github.dontwait.testkit.container.ActorStartException;
import io.github.dontwait.testkit.container.EndpointWaitStrategy;
import java.util.List;
import java.util.Optional;

/**
 * A subject that is an image: each start is a container of its own, from the image as it is, with its own entry point.
 *
 * <p>It is told to bind {@code tcp://0.0.0.0:5555} inside and is reached at the port of 127.0.0.1 that the settings ask for.
 * All else is as for a program: environment, READY or a handshake, output, exit code. Needs Testcontainers on the class path
 * and a container engine on this machine; nothing is pulled. Any thread may start it, several at once.
 */
public final class ContainerSubject implements Subject {

    private static final TcpEndpoint INSIDE = new TcpEndpoint("0.0.0.0", ActorContainer.PORT);

    private final Role role;
    private final String image;
    private final ProcessOptions options;
    private volatile Readiness.Habit habit = Readiness.Habit.UNKNOWN;

    /**
     * An image.
     *
     * @param image as {@code name}, {@code name:tag} or {@code name@sha256:…}
     * @throws IllegalArgumentException if that is no name of an image, or the role is the client's, which cannot reach the
     *     suite from inside a container
     */
    public ContainerSubject(Role role, String image, ProcessOptions options) {
        if (!role.isService()) {
            throw new IllegalArgumentException(
                    "a client in a container cannot reach the suite: plug it in as a process, for example --exec 'python3 client.py'");
        }
        if (image.isBlank()) {
            throw new IllegalArgumentException("the image has no name; expected for example my-worker:latest");
        }
        this.role = role;
        this.image = image;
        this.options = options;
    }

    @Override
    public RunningSubject start(SubjectSettings settings) throws InterruptedException {
        Optional<TcpEndpoint> outside = parsed(settings.endpoint());
        if (outside.isPresent() && !outside.get().isConcrete()) {
            throw new SubjectStartException(
                    "the port of a container is published before it starts: it cannot be asked for "
                            + settings.endpoint() + ", only for a port that is known");
        }
        SubjectSettings inside =
                outside.isEmpty() ? settings : settings.with(SubjectSettings.ENDPOINT, INSIDE.toString());
        boolean mayProbe = outside.isEmpty() || !FreePort.isTaken(outside.get().port());
        RunningContainer running = launch(inside, outside, settings.endpoint());
        boolean isReady = false;
        try {
            learn(new Readiness(running, settings, options).await(habit, mayProbe));
            requireReachable(running);
            isReady = true;
            return running;
        } catch (Readiness.NotReadyException e) {
            Optional<RunningSubject.Exit> exit = running.exit();
            // Ended first: the last of its output is in the message then.
            running.close();
            throw StartFailure.of(
                    String.valueOf(e.getMessage()),
                    List.of("docker", "run", "--rm", image),
                    inside,
                    exit,
                    running.output().orElseThrow());
        } finally {
            if (!isReady) {
                running.close();
            }
        }
    }

    private static Optional<TcpEndpoint> parsed(String endpoint) {
        try {
            return Optional.of(TcpEndpoint.parse(endpoint));
        } catch (IllegalArgumentException e) {
            // Deliberately wrong: the subject is to say so.
            return Optional.empty();
        }
    }

    private RunningContainer launch(SubjectSettings inside, Optional<TcpEndpoint> outside, String asked)
            throws InterruptedException {
        ActorContainer container = new ActorContainer(image).waitingFor(EndpointWaitStrategy.none());
        inside.toEnvironment().forEach(container::withEnv);
        options.environment().forEach(container::withEnv);
        outside.ifPresent(endpoint -> container.withHostPort(endpoint.port()));
        try {
            container.start();
        } catch (ActorStartException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while a container of " + image + " was started");
            }
            throw new SubjectStartException(String.valueOf(e.getMessage()), e);
        }
        String endpoint =
                outside.map(there -> "tcp://127.0.0.1:" + there.port()).orElse(asked);
        return RunningContainer.of(container, endpoint, line -> learn(Readiness.Habit.SAYS_READY));
    }

    /** One READY, however late, settles it, as for a program. */
    private synchronized void learn(Readiness.Habit shown) {
        if (habit != Readiness.Habit.SAYS_READY) {
            habit = shown;
        }
    }

    /** Inside, the loopback interface is the container's own. */
    private static void requireReachable(RunningContainer running) {
        ReadyLine line = running.ready().getNow(null);
        Optional<TcpEndpoint> said = line == null ? Optional.empty() : parsed(line.endpoint());
        boolean isWrong = said.isPresent()
                && (said.get().port() != INSIDE.port()
                        || said.get().host().equals("localhost")
                        || said.get().host().startsWith("127."));
        if (isWrong) {
            throw new SubjectStartException("it says that it serves at " + said.get()
                    + " inside its container, where nobody outside can connect; bind the address in DONTWAIT_ENDPOINT, "
                    + INSIDE);
        }
    }

    @Override
    public Role role() {
        return role;
    }

    @Override
    public Kind kind() {
        return Kind.IMAGE;
    }

    @Override
    public String name() {
        return image;
    }

    @Override
    public List<String> command() {
        return List.of(image);
    }
}
