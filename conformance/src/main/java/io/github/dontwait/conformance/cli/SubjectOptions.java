package io.github.dontwait.conformance.cli;

import io.github.dontwait.conformance.Capability;
import io.github.dontwait.conformance.Role;
import io.github.dontwait.conformance.Subject;
import io.github.dontwait.conformance.Suggestion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options that name a subject, shared by the commands that start one. */
final class SubjectOptions {

    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    @ArgGroup
    private @Nullable Which which;

    /** At most one of these. */
    static final class Which {

        @Option(
                names = "--exec",
                paramLabel = "COMMAND",
                description = "Start this program, without a shell; {endpoint} and {role} are filled in.")
        private @Nullable String exec;

        @Option(
                names = "--endpoint",
                paramLabel = "ADDRESS",
                description = "Check what already runs there, such as tcp://127.0.0.1:5555.")
        private @Nullable String endpoint;

        @Option(
                names = "--image",
                paramLabel = "NAME",
                description = "Start containers of this image, which the container engine has.")
        private @Nullable String image;

        @Option(
                names = "--class",
                paramLabel = "NAME",
                description = "Check this Java class, a Subject, found through CLASSPATH.")
        private @Nullable String className;
    }

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            converter = Converters.OfRole.class,
            description = "worker, server or client; default: worker, or what a Java class says.")
    private @Nullable Role role;

    @Option(
            names = "--capability",
            paramLabel = "NAME",
            split = ",",
            description = "What a live endpoint can do, as it cannot say so itself. Repeatable.")
    private List<String> capabilities = new ArrayList<>();

    @Option(
            names = "--env",
            paramLabel = "NAME=VALUE",
            description = "One more environment variable for the program. Repeatable.")
    private List<String> environment = new ArrayList<>();

    @Option(
            names = "--start-timeout",
            paramLabel = "TIME",
            converter = Converters.OfDuration.class,
            description = "How long it may take to become ready, such as 60s; default: 15 s times the factor.")
    private @Nullable Duration startTimeout;

    /**
     * The subject that was named; the reference if none was.
     *
     * @throws UsageException if there can be no such subject
     */
    Subject subject(Suite suite, double timeFactor) {
        Subject subject;
        try {
            subject = suite.subject(choice(timeFactor));
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()), "");
        }
        if (role != null && subject.role() != role) {
            throw new UsageException(
                    "the subject is a " + subject.role().word() + ", not a " + role.word(),
                    "leave --role out, or name another subject");
        }
        return subject;
    }

    private SubjectChoice choice(double timeFactor) {
        Subject.Kind kind = kind();
        boolean hasEnvironment = kind != Subject.Kind.ENDPOINT && kind != Subject.Kind.CLASS;
        if (!hasEnvironment && !environment.isEmpty()) {
            throw new UsageException(
                    "--env is for a program that the suite starts, not for --" + kind.word(),
                    kind == Subject.Kind.ENDPOINT
                            ? "give it to the program that runs there"
                            : "set the variable for dontwait itself");
        }
        if (kind == Subject.Kind.ENDPOINT && startTimeout != null) {
            throw new UsageException(
                    "--start-timeout is for a subject that the suite starts, not for --endpoint",
                    "--time-factor stretches every wait");
        }
        if (kind == Subject.Kind.ENDPOINT && role == Role.CLIENT) {
            throw new UsageException(
                    "a client has no endpoint to check", "start it with --exec; it is told where to connect");
        }
        if (kind == Subject.Kind.IMAGE && role == Role.CLIENT) {
            throw new UsageException(
                    "a client in a container cannot reach the suite",
                    "start it with --exec; it is told where to connect");
        }
        return new SubjectChoice(
                kind,
                value(),
                role == null ? Role.WORKER : role,
                capabilities(),
                variables(),
                startTimeout,
                timeFactor);
    }

    /**
     * What a live endpoint is said to be able to do.
     *
     * @throws UsageException for a word that the contract does not know, or where there is no live endpoint
     */
    Set<String> capabilities() {
        if (!capabilities.isEmpty() && kind() != Subject.Kind.ENDPOINT) {
            throw new UsageException(
                    "--capability is for --endpoint: a subject that the suite starts says itself what it can do",
                    "its line is: READY <endpoint> <capability>,<capability>");
        }
        List<String> known =
                Arrays.stream(Capability.values()).map(Capability::word).toList();
        for (String word : capabilities) {
            if (!known.contains(word)) {
                throw new UsageException(
                        "there is no capability '" + word + "'",
                        Suggestion.hint(word, known, "there are " + String.join(", ", known)));
            }
        }
        return new LinkedHashSet<>(capabilities);
    }

    /** Whether a client was asked for, in words. */
    boolean namesClient() {
        return role == Role.CLIENT;
    }

    /** The same options once more, as words of a command line. */
    List<String> words() {
        List<String> words = new ArrayList<>();
        if (role != null && role != Role.WORKER) {
            words.addAll(List.of("--role", role.word()));
        }
        capabilities.forEach(word -> words.addAll(List.of("--capability", word)));
        environment.forEach(word -> words.addAll(List.of("--env", word)));
        if (startTimeout != null) {
            words.addAll(List.of("--start-timeout", startTimeout.toMillis() + "ms"));
        }
        if (kind() != Subject.Kind.REFERENCE) {
            words.addAll(List.of("--" + kind().word(), value()));
        }
        return words;
    }

    private Subject.Kind kind() {
        if (which == null) {
            return Subject.Kind.REFERENCE;
        }
        if (which.exec != null) {
            return Subject.Kind.EXEC;
        }
        if (which.image != null) {
            return Subject.Kind.IMAGE;
        }
        return which.endpoint != null ? Subject.Kind.ENDPOINT : Subject.Kind.CLASS;
    }

    private String value() {
        if (which == null) {
            return "";
        }
        for (String value : Arrays.asList(which.exec, which.endpoint, which.image, which.className)) {
            if (value != null) {
                return value;
            }
        }
        return "";
    }

    private Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String word : environment) {
            int equals = word.indexOf('=');
            String name = equals < 0 ? word : word.substring(0, equals);
            if (equals < 0 || !VARIABLE.matcher(name).matches()) {
                throw new UsageException("--env '" + word + "' is no NAME=VALUE", "for example: --env LOG_LEVEL=debug");
            }
            if (name.startsWith("DONTWAIT_")) {
                throw new UsageException(
                        "--env " + name + ": the suite itself sets the variables that begin with DONTWAIT_",
                        name.equals("DONTWAIT_ROLE") ? "use --role" : "other names are free");
            }
            variables.put(name, word.substring(equals + 1));
        }
        return variables;
    }
}
