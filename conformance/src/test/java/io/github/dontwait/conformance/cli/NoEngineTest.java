package io.github.dontwait.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** An image, and no engine that could run it. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "a socket in a folder names an engine here")
class NoEngineTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void isToldAtOnce() throws IOException, InterruptedException {
        Path socket = folder.resolve("none.sock");
        Path json = folder.resolve("report.json");
        ProcessBuilder builder = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "verify",
                "--image",
                "dontwait/any",
                "--json",
                json.toString()));
        builder.environment().put("DOCKER_HOST", "unix://" + socket);
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        long begin = System.nanoTime();
        Process suite = builder.start();
        try (InputStream out = suite.getInputStream()) {
            String text = new String(out.readAllBytes(), StandardCharsets.UTF_8).replaceAll("\\s+", " ");
            assertThat(suite.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(suite.exitValue()).isEqualTo(Dontwait.NOT_STARTED);
            assertThat(text)
                    .contains("no container engine answers at unix://" + socket + " (there is no such socket), which"
                            + " DOCKER_HOST names; start Docker, or name its address in DOCKER_HOST");
            assertThat(Files.readString(json)).contains("\"kind\" : \"image\"", "subject-not-started");
        } finally {
            suite.destroyForcibly();
        }
        // The start of a JVM and the measuring of this machine are most of it.
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(15));
    }
}
