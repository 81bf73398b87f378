package io.github.dontwait.conformance.subject;

import io.github.dontwait.conformance.Role;
import io.github.dontwait.conformance.RunningSubject;
import io.github.dontwait.conformance.Subject;
import io.github.dontwait.conformance.SubjectSettings;
import io.github.dontwait.conformance.SubjectStartException;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A subject that is a program: each start is a process of its own.
 *
 * <p>{@code {endpoint}} and {@code {role}} in a word of the command are replaced. The process gets the suite's working
 * folder and environment, less every {@code DONTWAIT_} variable, plus its settings, plus what the options add. Its
 * standard input is a pipe on which nothing ever comes. It is ready when it prints READY, or, as a service that prints
 * nothing of the kind, when it answers a handshake; which of the two is found out at the first start and relied on
 * afterwards. Any thread may start it, several at once.
 */
public final class ProcessSubject implements Subject {

    private static final String OURS = "DONTWAIT_";
    private static final int LONGEST_NAME = 60;

    private final Role role;
    private final List<String> command;
    private final ProcessOptions options;
    private final Kind kind;
    private final String name;
    private volatile Readiness.Habit habit = Readiness.Habit.UNKNOWN;

    /**
     * A program.
     *
     * @param command its words; see {@link CommandLine#words} for one string
     * @throws IllegalArgumentException if there are none
     */
    public ProcessSubject(Role role, List<String> command, ProcessOptions options) {
        this(role, command, options, Kind.EXEC, nameOf(command));
    }

    ProcessSubject(Role role, List<String> command, ProcessOptions options, Kind kind, String name) {
        if (command.isEmpty() || command.get(0).isEmpty()) {
            throw new IllegalArgumentException(
                    "the command " + command + " names no program; expected for example python3 worker.py {endpoint}");
        }
        this.role = role;
        this.command = List.copyOf(command);
        this.options = options;
        this.kind = kind;
        this.name = name;
    }

    private static String nameOf(List<String> command) {
        String line = CommandLine.line(command);
        return line.length() <= LONGEST_NAME ? line : line.substring(0, LONGEST_NAME) + "…";
    }

    @Override
    public RunningSubject start(SubjectSettings settings) throws InterruptedException {
        List<String> words = command.stream()
                .map(word -> word.replace("{endpoint}", settings.endpoint())
                        .replace("{role}", settings.value(SubjectSettings.ROLE).orElse(role.word())))
                .toList();
        Map<String, String> environment = environment(settings);
        ProgramFile.require(words, environment);
        boolean mayProbe = !isTaken(settings);
        ChildProcess child = launch(words, environment, settings);
        boolean isReady = false;
        try {
            learn(new Readiness(child, settings, options).await(habit, mayProbe));
            requireAsTold(child, settings);
            isReady = true;
            return child;
        } catch (Readiness.NotReadyException e) {
            Optional<RunningSubject.Exit> exit = child.exit();
            // Killed first: the last of its output is in the message then.
            child.close();
            throw StartFailure.of(
                    String.valueOf(e.getMessage()),
                    words,
                    settings,
                    exit,
                    child.output().orElseThrow());
        } finally {
            if (!isReady) {
                child.close();
            }
        }
    }

    /** A service that says it serves elsewhere is not looked for there: that may be another program. */
    private void requireAsTold(ChildProcess child, SubjectSettings settings) throws Readiness.NotReadyException {
        int told = port(settings.endpoint());
        boolean isComparable = role.isService()
                && child.saidReady()
                && told > 0
                && !options.environment().containsKey(SubjectSettings.ENDPOINT);
        if (isComparable && port(child.endpoint()) != told) {
            throw new Readiness.NotReadyException("was told to bind " + settings.endpoint()
                    + ", and its READY line says " + child.endpoint()
                    + "; bind the endpoint in DONTWAIT_ENDPOINT, or in place of {endpoint}, and no other");
        }
    }

    /** Zero where there is none: the subject picks it, or the endpoint is deliberately wrong. */
    private static int port(String endpoint) {
        try {
            return TcpEndpoint.parse(endpoint).port();
        } catch (IllegalArgumentException e) {
            return 0;
        }
    }

    /** One READY, however late, settles it: a start that saw none was only too impatient. */
    private synchronized void learn(Readiness.Habit shown) {
        if (habit != Readiness.Habit.SAYS_READY) {
            habit = shown;
        }
    }

    private ChildProcess launch(List<String> words, Map<String, String> environment, SubjectSettings settings) {
        try {
            return ChildProcess.start(
                    words, environment, settings.endpoint(), line -> learn(Readiness.Habit.SAYS_READY));
        } catch (IOException e) {
            throw new SubjectStartException(
                    "cannot start " + CommandLine.line(words) + ": " + e.getMessage() + "; run it by hand to see why",
                    e);
        }
    }

    private Map<String, String> environment(SubjectSettings settings) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.keySet().removeIf(variable -> variable.startsWith(OURS));
        environment.putAll(settings.toEnvironment());
        environment.putAll(options.environment());
        return environment;
    }

    /** Tells whether somebody else holds its port already: then a handshake there would prove nothing. */
    private static boolean isTaken(SubjectSettings settings) {
        try {
            TcpEndpoint endpoint = TcpEndpoint.parse(settings.endpoint());
            return endpoint.isConcrete() && FreePort.isTaken(endpoint.port());
        } catch (IllegalArgumentException e) {
            // No TCP endpoint, no port.
            return false;
        }
    }

    @Override
    public Role role() {
        return role;
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<String> command() {
        return command;
    }
}
