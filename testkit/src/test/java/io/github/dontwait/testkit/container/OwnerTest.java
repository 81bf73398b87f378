package io.github.dontwait.testkit.container;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.DockerClient;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Programs that end while their containers run. */
@NeedsImages
@Timeout(60)
class OwnerTest {

    private final DockerClient engine = Engine.client();

    /** Starts a container in a network of its own, says so, and waits. */
    public static final class Abandoning {

        private Abandoning() {}

        public static void main(String[] arguments) throws InterruptedException {
            ActorContainer actor = new ActorContainer(NeedsImages.PYZMQ).withOwnNetwork();
            actor.start();
            System.out.println(actor.getContainerId());
            Thread.currentThread().join();
        }
    }

    private static Process start() throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Abandoning.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String firstLine(Process process) throws Exception {
        String line =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
        assertThat(line).as("what the program printed").isNotNull();
        return line;
    }

    private List<String> containers() {
        return engine.listContainersCmd().withShowAll(true).withLabelFilter(List.of(Owner.LABEL)).exec().stream()
                .map(container -> container.getId())
                .toList();
    }

    /** Only its own: other tests may be at work on the same engine. */
    private List<String> networksOf(Process process) {
        String pid = Long.toString(process.pid());
        return engine.listNetworksCmd().withFilter("label", List.of(Owner.LABEL)).exec().stream()
                .filter(network -> network.getLabels()
                        .getOrDefault(Owner.LABEL, "")
                        .split("/", -1)[1]
                        .equals(pid))
                .map(network -> network.getName())
                .toList();
    }

    @Test
    void aSignalRemovesThem() throws Exception {
        Process process = start();
        try {
            String id = firstLine(process);
            assertThat(containers()).contains(id);
            assertThat(networksOf(process)).hasSize(1);
            process.destroy();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(containers()).doesNotContain(id);
            assertThat(networksOf(process)).isEmpty();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void theNextOneRemovesThoseOfAKilledOneAndNotThoseOfALivingOne() throws Exception {
        Process process = start();
        try {
            String id = firstLine(process);
            Owner.sweep(engine);
            assertThat(containers()).contains(id);
            assertThat(networksOf(process)).hasSize(1);
            process.destroyForcibly();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(containers()).contains(id);
            Owner.sweep(engine);
            assertThat(containers()).doesNotContain(id);
            assertThat(networksOf(process)).isEmpty();
        } finally {
            process.destroyForcibly();
        }
    }
}
