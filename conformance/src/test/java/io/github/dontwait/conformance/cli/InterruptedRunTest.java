package io.github.dontwait.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C in the middle of a run. */
class InterruptedRunTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void aRunThatIsInterruptedTellsHowFarItCame() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "there is no /bin/sh");
        // A shell without job control starts what runs in its background deaf to Ctrl-C, and so are all that come of
        // it.
        String signal = ignoresInterrupts() ? "TERM" : "INT";
        String id = UUID.randomUUID().toString();
        Path json = folder.resolve("report.json");
        Process suite = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "verify",
                        "--verbose",
                        "--json",
                        json.toString(),
                        "--exec",
                        BadSubject.command(BadSubject.Fault.MUTE, "READY {endpoint}"),
                        "--env",
                        "BAD_USE_TEST=" + id))
                .redirectOutput(folder.resolve("out").toFile())
                .start();
        try (BufferedReader progress =
                new BufferedReader(new InputStreamReader(suite.getErrorStream(), StandardCharsets.UTF_8))) {
            assertThat(progress.readLine()).as("the first line of progress").isNotNull();
            // The signal of Ctrl-C, as only a shell can send it.
            Process kill = new ProcessBuilder("/bin/sh", "-c", "kill -" + signal + " " + suite.pid()).start();
            assertThat(kill.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(suite.waitFor(20, TimeUnit.SECONDS)).as("it ends").isTrue();
        } finally {
            suite.destroyForcibly();
        }
        assertThat(suite.exitValue()).isEqualTo(signal.equals("INT") ? 130 : 143);
        assertThat(RealRun.processes(id)).isEmpty();
        JsonNode report = new ObjectMapper().readTree(json.toFile());
        assertThat(report.at("/trouble/message").asText()).startsWith("the run was interrupted after ");
        assertThat(Files.readString(folder.resolve("out"))).contains("the run was interrupted after ");
        assertThat(folder).isDirectoryNotContaining(file -> file.toString().endsWith(".tmp"));
    }

    private static boolean ignoresInterrupts() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return false;
        }
        long interrupt = 1L << 1;
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & interrupt) != 0);
    }
}
