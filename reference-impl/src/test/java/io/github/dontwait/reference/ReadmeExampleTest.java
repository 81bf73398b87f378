package io.github.dontwait.reference;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.peer.Peers;
import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.Timeouts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.zeromq.ZContext;

/** The README's example runs, and is what the README shows. */
@Timeout(30)
class ReadmeExampleTest {

    // example
    static final class Shout implements Handler {

        @Override
        public Outcome handle(Request request) throws BadRequestException {
            if (request.body().size() != 1) {
                throw new BadRequestException("expected one frame");
            }
            String text = new String(request.body().get(0), UTF_8);
            return new Outcome.Work(() -> List.of(text.toUpperCase(Locale.ROOT).getBytes(UTF_8)));
        }
    }

    static Worker startShouting(ZContext context, CompletableFuture<String> endpoint) {
        Settings settings = Settings.from(Map.of("DONTWAIT_ENDPOINT", "tcp://127.0.0.1:*"));
        Worker worker = new Worker(settings, new Shout(), Surroundings.of(context), endpoint::complete);
        new Thread(new ActorRunner(worker, new WaitingIdleStrategy(worker::awaitWork)), "shouting").start();
        return worker;
    }
    // end of example

    @Test
    void itShouts() throws Exception {
        try (ZContext context = new ZContext()) {
            CompletableFuture<String> endpoint = new CompletableFuture<>();
            Worker worker = startShouting(context, endpoint);
            try (Peers peers = Peers.to(endpoint.get(10, TimeUnit.SECONDS), Transcript.begin(), Timeouts.standard())) {
                Peer peer = peers.dealer("peer");
                peer.send("hello");
                peer.expect("HELLO");
                peer.send("one", "two");
                peer.expect("$error", "expected one frame");
            } finally {
                worker.stop();
                awaitEndOf("shouting");
            }
        }
    }

    @Test
    void theReadmeShowsIt() throws IOException {
        String source = Files.readString(Path.of("src/test/java/io/github/dontwait/reference/ReadmeExampleTest.java"));
        String example = source.substring(
                        source.indexOf("    // example\n") + "    // example\n".length(),
                        source.indexOf("    // end of example"))
                .replaceAll("(?m)^    ", "");
        assertThat(Files.readString(Path.of("README.md"))).contains("```java\n" + example + "```");
    }

    private static void awaitEndOf(String name) throws InterruptedException {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals(name)) {
                thread.join(10_000);
                assertThat(thread.isAlive()).isFalse();
            }
        }
    }
}
