package io.github.dontwait.testkit.fault;

import io.github.dontwait.testkit.library.Library;
import io.github.dontwait.testkit.library.Python;
import io.github.dontwait.testkit.wire.Deadline;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.zeromq.ZMQ;

/** Sockets of a real library in a child process: what a fault kills there harms no test. */
final class Subjects implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Library library;
    private final Process process;
    private final List<String> lines = new ArrayList<>();
    private final Thread reader;

    private Subjects(Library library, Process process) {
        this.library = library;
        this.process = process;
        this.reader = new Thread(this::read, "subjects-of-" + library);
        reader.setDaemon(true);
        reader.start();
    }

    static Subjects of(Library library) {
        try {
            List<String> command =
                    library == Library.LIBZMQ ? List.of(Python.interpreter(), "-c", script()) : javaCommand();
            return new Subjects(
                    library,
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start the subjects of " + library, e);
        }
    }

    private static String script() throws IOException {
        try (InputStream script = Objects.requireNonNull(Subjects.class.getResourceAsStream("subjects.py"))) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<String> javaCommand() {
        String classPath = Stream.of(JeromqSubjects.class, ZMQ.class, com.neilalexander.jnacl.NaCl.class)
                .map(Subjects::placeOf)
                .collect(Collectors.joining(java.io.File.pathSeparator));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        // A small heap: 400 MB cannot be had in it.
        return List.of(
                java,
                "-Xmx96m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                classPath,
                JeromqSubjects.class.getName());
    }

    private static String placeOf(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("no place of " + type, e);
        }
    }

    private void read() {
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                synchronized (lines) {
                    lines.add(line);
                    lines.notifyAll();
                }
            }
        } catch (IOException e) {
            synchronized (lines) {
                lines.add("the output of " + library + " ended: " + e.getMessage());
                lines.notifyAll();
            }
        }
    }

    Library library() {
        return library;
    }

    /** A ROUTER that echoes; zeros leave a timer as the library has it. Answers its endpoint. */
    String router(String name, int handshakeMillis, int heartbeatMillis) {
        tell("router " + name + " " + handshakeMillis + " " + heartbeatMillis);
        String begin = name + " endpoint ";
        await(begin, 1);
        return linesWith(begin).get(0).substring(begin.length());
    }

    /** A DEALER that asks again and again. */
    void dealer(String name, String endpoint, int heartbeatMillis) {
        tell("dealer " + name + " " + endpoint + " " + heartbeatMillis);
    }

    /** How many requests this dealer got answered so far. */
    int served(String dealer) {
        return linesWith(dealer + " served ").size();
    }

    /** Waits until this dealer has got so many more requests answered. */
    void awaitMoreServed(String dealer, int more) {
        await(dealer + " served ", served(dealer) + more);
    }

    /** How many messages with this text as last frame the router has received. */
    int got(String router, String text) {
        return (int) linesWith(router + " got ").stream()
                .filter(line -> line.equals(router + " got " + text))
                .count();
    }

    void awaitGot(String router, String text, int count) {
        await(router + " got " + text, count);
    }

    /** Waits until the I/O thread of this socket has said what it fails of. */
    void awaitFailure(String name) {
        await(name + " failed ", 1);
    }

    void closeSocket(String name) {
        tell("close " + name);
    }

    private List<String> linesWith(String begin) {
        synchronized (lines) {
            return lines.stream().filter(line -> line.startsWith(begin)).toList();
        }
    }

    private void await(String begin, int count) {
        Deadline deadline = Deadline.in(PATIENCE);
        synchronized (lines) {
            while (linesWith(begin).size() < count) {
                if (deadline.isOver()) {
                    throw new AssertionError(library + " did not say \"" + begin + "…\" " + count + " times within "
                            + deadline + "; it said " + lines.subList(Math.max(0, lines.size() - 20), lines.size()));
                }
                try {
                    lines.wait(deadline.remainingNanos() / 1_000_000 + 1);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new AssertionError("interrupted", e);
                }
            }
        }
    }

    private void tell(String command) {
        try {
            process.getOutputStream().write((command + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(library + " is gone", e);
        }
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                throw new IllegalStateException(library + " does not end with its standard input");
            }
            reader.join(5_000);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the standard input of " + library, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }
}
