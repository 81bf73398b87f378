package io.github.dontwait.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.dontwait.conformance.subject.NeedsImages;
import io.github.dontwait.conformance.subject.TestImage;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs of {@code verify --image}; whatever becomes of them, no container may be left. */
@NeedsImages
@Timeout(120)
class ImageRunTest {

    @TempDir
    private Path folder = Path.of("");

    private RealRun verify(String image, String... more) throws Exception {
        String[] words = new String[more.length + 2];
        words[0] = "--image";
        words[1] = image;
        System.arraycopy(more, 0, words, 2, more.length);
        RealRun run = RealRun.verify(folder, words);
        assertThat(TestImage.containersOf(ProcessHandle.current().pid())).isEmpty();
        return run;
    }

    @ParameterizedTest
    @ValueSource(strings = {NeedsImages.REFERENCE, NeedsImages.PYZMQ})
    void aGoodImageIsConformant(String image) throws Exception {
        List<String> words = new ArrayList<>();
        for (String rule : List.of("REC-03", "SHD-01", "SHD-04", "SHD-06", "SHD-12", "SHD-17", "NBL-09")) {
            words.addAll(List.of("--rule", rule));
        }
        RealRun run = verify(image, words.toArray(String[]::new));
        assertThat(run.code()).as("%s%n%s", run.out(), run.err()).isZero();
        assertThat(run.json().at("/verdict").asText()).isEqualTo("conformant");
        assertThat(run.json().at("/subject/kind").asText()).isEqualTo("image");
        assertThat(run.json().at("/subject/name").asText()).isEqualTo(image);
        assertThat(run.json().at("/summary/notApplicable").asInt()).isEqualTo(2);
        assertThat(reasonOf(run, "SHD-06")).contains("inside its container");
        assertThat(reasonOf(run, "SHD-04")).contains("proxy at a published port ends with the container");
    }

    private static String reasonOf(RealRun run, String id) {
        for (JsonNode rule : run.json().at("/rules")) {
            if (rule.at("/id").asText().equals(id)) {
                return rule.at("/reason").asText();
            }
        }
        return "";
    }

    @Test
    void aWrongImageIsNot() throws Exception {
        String program = """
                import zmq
                socket = zmq.Context().socket(zmq.ROUTER)
                socket.bind("tcp://0.0.0.0:5555")
                print("READY tcp://0.0.0.0:5555")
                while True:
                    socket.send_multipart(socket.recv_multipart())
                """;
        try (TestImage image = TestImage.ofPython(program)) {
            RealRun run = verify(image.name(), "--rule", "IDN-01", "--rule", "SHD-01");
            run.ends(Dontwait.BROKEN, "nonconformant");
            assertThat(run.json().at("/summary/failed").asInt()).isEqualTo(1);
            assertThat(run.out()).contains("1 rule broken: SHD-01", "--image " + image.name());
        }
    }

    @Test
    void anImageThatIsMissingIsToldAtOnce() throws Exception {
        RealRun run = verify("dontwait/no-such-image");
        run.ends(Dontwait.NOT_STARTED, "undecided").says("the engine has no image 'dontwait/no-such-image:latest'");
        assertThat(run.took()).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void anInterruptedRunRemovesItsContainers() throws Exception {
        Process suite = startSuite();
        try {
            Process kill = new ProcessBuilder("/bin/sh", "-c", "kill -INT " + suite.pid()).start();
            assertThat(kill.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(suite.waitFor(30, TimeUnit.SECONDS)).as("it ends").isTrue();
            assertThat(suite.exitValue()).isEqualTo(130);
            assertThat(TestImage.containersOf(suite.pid())).isEmpty();
            JsonNode report =
                    new ObjectMapper().readTree(folder.resolve("report.json").toFile());
            assertThat(report.at("/trouble/message").asText()).startsWith("the run was interrupted after ");
        } finally {
            suite.destroyForcibly();
        }
    }

    @Test
    void theContainersOfAKilledRunAreRemovedByTheNext() throws Exception {
        Process killed = startSuite();
        Process next = null;
        try {
            assertThat(TestImage.containersOf(killed.pid())).isNotEmpty();
            killed.destroyForcibly();
            assertThat(killed.waitFor(10, TimeUnit.SECONDS)).isTrue();
            next = startSuite();
            assertThat(TestImage.containersOf(killed.pid())).isEmpty();
            assertThat(TestImage.containersOf(next.pid())).isNotEmpty();
            next.destroy();
            assertThat(next.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(TestImage.containersOf(next.pid())).isEmpty();
        } finally {
            killed.destroyForcibly();
            if (next != null) {
                next.destroyForcibly();
            }
        }
    }

    /** A run of its own, in the middle of its rules. */
    private Process startSuite() throws Exception {
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
                        folder.resolve("report.json").toString(),
                        "--image",
                        NeedsImages.PYZMQ))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        // Nothing else reads it: it is not so much that the pipe would be full before the end.
        BufferedReader progress =
                new BufferedReader(new InputStreamReader(suite.getErrorStream(), StandardCharsets.UTF_8));
        assertThat(progress.readLine()).as("the first line of progress").isNotNull();
        return suite;
    }
}
