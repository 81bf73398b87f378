package io.github.dontwait.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.message.RoutingId;
import io.github.dontwait.testkit.peer.FakeRouter;
import io.github.dontwait.testkit.peer.Peers;
import io.github.dontwait.testkit.peer.Request;
import io.github.dontwait.testkit.transcript.Event;
import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.Timeouts;
import io.github.dontwait.testkit.wire.WireListener;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.zeromq.ZContext;

/** The client against servers that misbehave. */
@Timeout(60)
class ClientLiveTest {

    private static final String NOBODY = "tcp://127.0.0.1:1";

    private final Peers peers = Peers.listening(Transcript.begin(), Timeouts.standard());
    private final List<Running> clients = new ArrayList<>();

    @AfterEach
    void close() {
        clients.forEach(Running::close);
        peers.close();
    }

    @Test
    void theWindowIsFullAndNeverExceededAndRefilledOneByOne() {
        FakeRouter server = peers.fakeRouter("server");
        Running client = start(server.endpoint(), "REQUESTS", "7", "WINDOW", "3", "TIMEOUT_MS", "20000");
        List<Request> open = new ArrayList<>();
        for (int n = 1; n <= 3; n++) {
            open.add(server.takeRequest());
            assertThat(open.get(n - 1).body()).isEqualTo(Message.of(Integer.toString(n), "body-" + n));
        }
        for (int n = 4; n <= 7; n++) {
            assertThat(server.pollRequest(Duration.ofMillis(100))).isEmpty();
            Request answered = open.remove(1);
            server.reply(answered, answered.body().first().text());
            open.add(1, server.takeRequest());
            assertThat(open.get(1).body()).isEqualTo(Message.of(Integer.toString(n), "body-" + n));
        }
        for (Request last : open) {
            server.reply(last, last.body().first().text());
        }
        assertThat(client.lines(9)).startsWith("READY " + server.endpoint()).endsWith("DONE 7 0");
    }

    @Test
    void onlyAnOpenNumberIsAReply() {
        FakeRouter server = peers.fakeRouter("server");
        Running client = start(server.endpoint(), "REQUESTS", "2", "WINDOW", "1", "TIMEOUT_MS", "20000");
        Request first = server.takeRequest();
        for (String[] other : new String[][] {{"2"}, {"01"}, {"1 "}, {"", "1"}, {"$heartbeat", "x"}, {"body-1"}}) {
            server.reply(first, other);
        }
        server.reply(first, "$heartbeat");
        server.reply(first, "1", "whatever", "else");
        server.reply(first, "1");
        Request second = server.takeRequest();
        server.reply(second, "2");
        List<String> lines = client.lines(11);
        assertThat(lines.subList(1, 7))
                .containsExactly(
                        "UNEXPECTED 32",
                        "UNEXPECTED 3031",
                        "UNEXPECTED 3120",
                        "UNEXPECTED ",
                        "UNEXPECTED 24686561727462656174",
                        "UNEXPECTED 626f64792d31");
        assertThat(lines.get(7)).startsWith("REPLY 1 ");
        assertThat(lines.subList(8, 11)).contains("UNEXPECTED 31", "DONE 2 0");
    }

    @Test
    void aMuteServerMakesTimeoutsAndLateRepliesAreNotTakenForOthers() {
        FakeRouter server = peers.fakeRouter("server");
        Running client = start(server.endpoint(), "REQUESTS", "1000", "WINDOW", "1", "TIMEOUT_MS", "300");
        Request given = server.takeRequest();
        String late = number(given);
        client.awaitLine("TIMEOUT " + late);
        server.reply(given, late);
        client.awaitLine("UNEXPECTED " + Hex.of(late.getBytes(StandardCharsets.UTF_8)));
        List<String> asked = new ArrayList<>(List.of(late));
        answerUntilReplied(server, client, asked);
        assertThat(asked).as("nothing is sent twice").doesNotHaveDuplicates();
        assertThat(client.allLines()).noneMatch(line -> line.startsWith("REPLY " + late + " "));
    }

    @Test
    void anAbsentServerBlocksNothing() {
        long start = System.nanoTime();
        Running client = start(NOBODY, "REQUESTS", "3000", "WINDOW", "3000", "TIMEOUT_MS", "400");
        List<String> lines = client.lines(3_002);
        assertThat(lines).endsWith("TIMEOUT 3000", "DONE 0 3000");
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(380), Duration.ofSeconds(5));
    }

    @Test
    void aServerThatNeverFinishesTheHandshakeBlocksNothing() {
        WireListener silent = peers.listener("silent");
        Running client = start(silent.endpoint(), "REQUESTS", "2", "WINDOW", "2", "TIMEOUT_MS", "700");
        assertThat(client.lines(4)).containsSubsequence("TIMEOUT 1", "TIMEOUT 2", "DONE 0 2");
    }

    @Test
    void aRestartedServerIsFoundAgain() {
        FakeRouter server = peers.fakeRouter("server");
        Running client = start(server.endpoint(), "REQUESTS", "1000", "WINDOW", "1", "TIMEOUT_MS", "200");
        answerUntilReplied(server, client, new ArrayList<>());
        server.vanish(Event.Ending.RST);
        server.listenAgain();
        answerUntilReplied(server, client, new ArrayList<>());
    }

    @Test
    void theRoutingIdAskedForIsAnnouncedAndNoneOtherwise() {
        FakeRouter server = peers.fakeRouter("server");
        start(server.endpoint(), "ROUTING_ID", "cli-1");
        assertThat(server.takeRequest().routingId()).isEqualTo(RoutingId.text("cli-1"));
        FakeRouter other = peers.fakeRouter("other");
        start(other.endpoint());
        RoutingId none = other.takeRequest().routingId();
        assertThat(none == null || none.isEmpty()).isTrue();
    }

    @Test
    void aStopEndsItAtOnceWithRequestsOpen() {
        Running client = start(NOBODY, "REQUESTS", "10", "WINDOW", "10", "TIMEOUT_MS", "60000");
        client.lines(1);
        assertThat(client.stop()).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void noRequestsAreDoneAtOnce() {
        assertThat(start(NOBODY, "REQUESTS", "0").lines(2)).endsWith("DONE 0 0");
    }

    /** Answers each request as it comes until the client takes one for a reply: those it gave up meanwhile are its right. */
    private static void answerUntilReplied(FakeRouter server, Running client, List<String> asked) {
        int before = client.replies();
        while (client.replies() == before) {
            server.pollRequest(Duration.ofMillis(20)).ifPresent(request -> {
                asked.add(number(request));
                server.reply(request, number(request));
            });
        }
    }

    private static String number(Request request) {
        return request.body().first().text();
    }

    private Running start(String endpoint, String... namesAndValues) {
        Map<String, String> variables = new HashMap<>();
        variables.put("DONTWAIT_ROLE", "client");
        variables.put("DONTWAIT_ENDPOINT", endpoint);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            variables.put("DONTWAIT_" + namesAndValues[i], namesAndValues[i + 1]);
        }
        Running client = new Running(Settings.from(variables));
        clients.add(client);
        return client;
    }

    /** A client on a thread of its own, and what it says. */
    private static final class Running implements ClientListener, AutoCloseable {

        private final ZContext context = new ZContext();
        private final BlockingQueue<String> said = new LinkedBlockingQueue<>();
        private final AtomicInteger replies = new AtomicInteger();
        private final Client client;
        private final Thread thread;

        Running(Settings settings) {
            client = new Client(settings, Surroundings.of(context), this);
            thread = new Thread(new ActorRunner(client, workCount -> {}), "client");
            thread.start();
        }

        List<String> lines(int count) {
            List<String> lines = new ArrayList<>();
            try {
                while (lines.size() < count) {
                    String line = said.poll(15, TimeUnit.SECONDS);
                    assertThat(line).as("after %s", lines).isNotNull();
                    lines.add(String.valueOf(line));
                }
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return lines;
        }

        /** Reads on until the line has been said. */
        void awaitLine(String line) {
            String read;
            do {
                read = lines(1).get(0);
            } while (!read.equals(line));
        }

        int replies() {
            return replies.get();
        }

        List<String> allLines() {
            return List.copyOf(said);
        }

        Duration stop() {
            long start = System.nanoTime();
            client.stop();
            try {
                thread.join(10_000);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            assertThat(thread.isAlive()).isFalse();
            context.close();
            return Duration.ofNanos(System.nanoTime() - start);
        }

        @Override
        public void close() {
            stop();
        }

        @Override
        public void ready(String endpoint) {
            said.add("READY " + endpoint);
        }

        @Override
        public void reply(int number, long millis) {
            said.add("REPLY " + number + " " + millis);
            replies.incrementAndGet();
        }

        @Override
        public void timeout(int number) {
            said.add("TIMEOUT " + number);
        }

        @Override
        public void unexpected(byte[] firstFrame) {
            said.add("UNEXPECTED " + Hex.of(firstFrame));
        }

        @Override
        public void done(int replies, int timeouts) {
            said.add("DONE " + replies + " " + timeouts);
        }
    }
}
