package io.github.dontwait.reference;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Another process: its lines, with deadlines, its end, and that it does end. */
final class ChildProcess implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 20;
    private static final Path PYTHON = Path.of("/usr/bin/python3");

    private final Process process;
    private final Path errors;
    private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();
    private final Thread reader;

    private ChildProcess(List<String> command, Map<String, String> variables) {
        try {
            errors = Files.createTempFile("dontwait-child", ".err");
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("DONTWAIT_"));
            builder.environment().putAll(variables);
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command, e);
        }
        reader = new Thread(this::readLines, "lines of " + process.pid());
        reader.start();
    }

    /** The reference's main program; names and values of its variables, in turn. */
    static ChildProcess reference(String... namesAndValues) {
        return java(Main.class, namesAndValues);
    }

    /** Any class with a main method; names and values of its variables, in turn. */
    static ChildProcess java(Class<?> program, String... namesAndValues) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Map<String, String> variables = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            variables.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        variables.putIfAbsent("DONTWAIT_ENDPOINT", "tcp://127.0.0.1:*");
        String path = System.getProperty("java.class.path");
        return new ChildProcess(List.of(java, "-cp", path, program.getName()), variables);
    }

    /** A program for a Python that has pyzmq; {@link #pythonIsMissing()} says whether there is one. */
    static ChildProcess python(String program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(PYTHON.toString(), "-u", "-c", program));
        command.addAll(List.of(arguments));
        return new ChildProcess(command, Map.of());
    }

    /** Why no pyzmq test can run here; empty if it can. */
    static Optional<String> pythonIsMissing() {
        if (!Files.isExecutable(PYTHON)) {
            return Optional.of("there is no " + PYTHON);
        }
        try (ChildProcess probe = python("import zmq; print(zmq.zmq_version())")) {
            return probe.exitCode() == 0 ? Optional.empty() : Optional.of(PYTHON + " has no pyzmq");
        }
    }

    /** The next line of its standard output. */
    String line() {
        Optional<String> next = next();
        assertThat(next).as("a further line; errors: %s", errorText()).isPresent();
        return next.orElseThrow();
    }

    /** All further lines, to the end. */
    List<String> linesToTheEnd() {
        List<String> all = new ArrayList<>();
        for (Optional<String> next = next(); next.isPresent(); next = next()) {
            all.add(next.get());
        }
        return all;
    }

    int exitCode() {
        try {
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("it ended")
                    .isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return process.exitValue();
    }

    /** SIGTERM, by its handle: the process object itself would close our end of its output as well. */
    void terminate() {
        process.toHandle().destroy();
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly();
    }

    void endInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long cpuMillis() {
        return process.info().totalCpuDuration().orElseThrow().toMillis();
    }

    String errorText() {
        try {
            return Files.readString(errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        exitCode();
        try {
            reader.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
            Files.deleteIfExists(errors);
        } catch (InterruptedException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private Optional<String> next() {
        try {
            Optional<String> next = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("no line in " + PATIENCE_SECONDS + " s; errors: " + errorText());
            }
            return next;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void readLines() {
        try (BufferedReader output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(Optional.of(line));
            }
        } catch (IOException closed) {
            // It was killed while it was read.
        }
        lines.add(Optional.empty());
    }
}
