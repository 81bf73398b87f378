package io.github.dontwait.testkit.swarm;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server as a child process. It is told by {@code DONTWAIT_ENDPOINT} to bind a port of its own choice, prints the
 * endpoint somewhere in a line (as {@code READY tcp://127.0.0.1:40123} does), and ends with its standard input.
 */
final class ServerProcess implements AutoCloseable {

    private static final Pattern ENDPOINT = Pattern.compile("tcp://[^\\s,]+:[0-9]+");
    private static final int PATIENCE_SECONDS = 10;

    private final Process process;
    private final String endpoint;

    private ServerProcess(Process process, String endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    static ServerProcess start(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("DONTWAIT_ENDPOINT", "tcp://127.0.0.1:*");
        try {
            Process process = builder.start();
            return new ServerProcess(process, endpointOf(process, command));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + String.join(" ", command), e);
        }
    }

    private static String endpointOf(Process process, List<String> command) throws IOException {
        // A child that dies ends its output: this wait ends with the line or with the child.
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Matcher endpoint = ENDPOINT.matcher(line);
            if (endpoint.find()) {
                return endpoint.group();
            }
        }
        throw new IOException("it printed no endpoint (tcp://HOST:PORT): " + String.join(" ", command));
    }

    String endpoint() {
        return endpoint;
    }

    /** How much processor time it has used so far; zero where the system does not say. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the server does not end with its standard input");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the standard input of the server", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }
}
