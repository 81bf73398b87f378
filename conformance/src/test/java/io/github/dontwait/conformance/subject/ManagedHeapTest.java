package io.github.dontwait.conformance.subject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whether anything bounds the heap of a runtime. */
@Timeout(60)
class ManagedHeapTest {

    /** Says that it is up, and ends with its input. */
    static final class Waiter {
        public static void main(String[] arguments) throws Exception {
            System.out.println("up");
            if (System.in.read() >= 0) {
                throw new IllegalStateException("nobody has anything to tell this program");
            }
        }
    }

    private static Optional<String> seenOf(String... options) throws Exception {
        return seenWith("NOTHING", "", options);
    }

    private static Optional<String> seenWith(String variable, String value, String... options) throws Exception {
        assumeTrue(Files.isReadable(Path.of("/proc/self/maps")), "there is no /proc");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Waiter.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().remove("JDK_JAVA_OPTIONS");
        builder.environment().put(variable, value);
        Process process = builder.start();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).isEqualTo("up");
            return ManagedHeap.unbounded(process.toHandle());
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void aJvmThatNobodyToldHasNoBound() throws Exception {
        assertThat(seenOf()).contains("a JVM whose heap nothing bounds");
    }

    @Test
    void aLargestHeapIsABound() throws Exception {
        assertThat(seenOf("-Xmx64m")).isEmpty();
    }

    @Test
    void aVariableThatTheJvmReadsMayBoundIt() throws Exception {
        assertThat(seenWith("JDK_JAVA_OPTIONS", "-Xmx64m")).isEmpty();
    }

    @Test
    void whatBuildToolsAreToldIsNoBound() throws Exception {
        assertThat(seenWith("MAVEN_OPTS", "-Xmx64m")).contains("a JVM whose heap nothing bounds");
    }

    @Test
    void aLargestNurseryIsABound() throws Exception {
        assertThat(seenOf("-Xmn16m")).isEmpty();
    }

    @Test
    void whatIsNoRuntimeIsNotLookedAt() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/sleep")), "there is no /bin/sleep");
        Process process = new ProcessBuilder("/bin/sleep", "60").start();
        try {
            assertThat(ManagedHeap.unbounded(process.toHandle())).isEmpty();
        } finally {
            process.destroyForcibly();
        }
    }
}
