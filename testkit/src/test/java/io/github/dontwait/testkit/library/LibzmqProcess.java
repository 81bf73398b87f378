package io.github.dontwait.testkit.library;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;

/** A libzmq socket in a child process of Python. */
final class LibzmqProcess implements LibrarySocket {

    private static final Optional<String> PYTHON = findPython();

    private final Process process;
    private final String endpoint;

    private LibzmqProcess(Process process, String endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    static LibrarySocket start(String... arguments) {
        return startSecure("", arguments);
    }

    /** The same, with what the script is told of mechanisms. */
    static LibrarySocket startSecure(String security, String... arguments) {
        try {
            List<String> command = new ArrayList<>(List.of(python(), "-c", script()));
            command.addAll(Arrays.asList(arguments));
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
            builder.environment().put("DONTWAIT_SECURITY", security);
            Process process = builder.start();
            return new LibzmqProcess(process, arguments.length == 1 ? firstLine(process) : "");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start Python", e);
        }
    }

    private static String firstLine(Process process) throws IOException {
        // A child that dies ends its output: this wait ends with the line or with the child.
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = lines.readLine();
        if (line == null) {
            throw new IOException("the child printed no endpoint; its standard error says why");
        }
        return line;
    }

    private static String script() throws IOException {
        try (InputStream script = Objects.requireNonNull(LibzmqProcess.class.getResourceAsStream("libzmq.py"))) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static String python() {
        return PYTHON.orElseGet(() -> {
            String reason = "no python3 with the module zmq: install python3-zmq to check against libzmq";
            String required = Objects.requireNonNullElse(System.getenv("DONTWAIT_REQUIRE"), "");
            if (Arrays.asList(required.split(",")).contains("python")) {
                return Assertions.fail(reason + " (DONTWAIT_REQUIRE asks for it)");
            }
            return abort(reason);
        });
    }

    private static Optional<String> findPython() {
        return List.of("python3", "/usr/bin/python3").stream()
                .filter(LibzmqProcess::knowsZmq)
                .findFirst();
    }

    private static boolean knowsZmq(String python) {
        if (python.startsWith("/") && !Files.isExecutable(Path.of(python))) {
            return false;
        }
        try {
            Process process = new ProcessBuilder(python, "-c", "import zmq")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            return false; // there is no such program
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public String endpoint() {
        return endpoint;
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the child does not end with its standard input");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the standard input of the child", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }
}
