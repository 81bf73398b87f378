package io.github.dontwait.conformance.subject;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.dontwait.conformance.Role;
import io.github.dontwait.conformance.RunningSubject;
import io.github.dontwait.conformance.SubjectSettings;
import io.github.dontwait.conformance.SubjectStartException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Programs to start in tests. */
final class Programs {

    private Programs() {}

    /** A script for the POSIX shell; skips the test where there is none. */
    static List<String> shell(String script) {
        assumeTrue(Path.of("/bin/sh").toFile().canExecute(), "there is no /bin/sh");
        return List.of("/bin/sh", "-c", script);
    }

    /** A Python program that may import zmq; skips the test, or fails it if it is required, where there is none. */
    static List<String> python(String program) {
        return List.of(Pyzmq.python(), "-c", program, "{endpoint}");
    }

    /** The same for a file of this module. */
    static List<String> pythonFile(String file) {
        return List.of(Pyzmq.python(), file, "{endpoint}");
    }

    /** {@link EchoMain} as a program of its own. */
    static List<String> echo(String... arguments) {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                EchoMain.class.getName(),
                "{endpoint}"));
        words.addAll(List.of(arguments));
        return words;
    }

    /** Starts a worker on a free port. */
    static RunningSubject start(List<String> command, ProcessOptions options) throws InterruptedException {
        return FreePort.start(new ProcessSubject(Role.WORKER, command, options), UnaryOperator.identity());
    }

    /** Starts a worker that must not come up; returns what the user is told. */
    static String failureOf(List<String> command, ProcessOptions options) throws InterruptedException {
        SubjectSettings settings = SubjectSettings.of(Role.WORKER, FreePort.endpoint());
        try (RunningSubject started = new ProcessSubject(Role.WORKER, command, options).start(settings)) {
            return fail("it started: " + started);
        } catch (SubjectStartException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
