package io.github.dontwait.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.peer.Answer;
import io.github.dontwait.testkit.peer.FakeServer;
import io.github.dontwait.testkit.peer.Peers;
import io.github.dontwait.testkit.peer.RecordedRequest;
import io.github.dontwait.testkit.transcript.Event;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMsg;

/** The examples of docs/clients.md. */
class ClientsPageTest {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration SHORT = Duration.ofMillis(50);

    private final Peers peers = Peers.listening();
    private final FakeServer server = peers.fakeServer("server");
    private final PriceClient client = new PriceClient(server.endpoint());

    @AfterEach
    void close() {
        client.close();
        peers.close();
    }

    @Test
    void asksAndIsAnswered() {
        server.enqueue("1", "3.20");
        int tea = client.ask("tea");
        assertThat(client.answer(tea, PATIENCE)).contains("3.20");
        server.expectRequest("1", "tea");
        server.expectNothingLeft();
    }

    @Test
    void aLateAnswerIsNotTakenForTheNextOne() {
        server.enqueue(Answer.of("1", "3.20").held());
        int tea = client.ask("tea");
        server.takeRequest();
        assertThat(client.answer(tea, SHORT)).as("it gave up").isEmpty();
        server.release();
        server.enqueue("2", "5.00");
        int milk = client.ask("milk");
        assertThat(client.answer(milk, PATIENCE)).contains("5.00");
    }

    @Test
    void anAnswerThatComesTwiceIsTakenOnce() {
        server.enqueue(Answer.of("1", "3.20").twice()).enqueue("2", "5.00");
        assertThat(client.answer(client.ask("tea"), PATIENCE)).contains("3.20");
        assertThat(client.answer(client.ask("milk"), PATIENCE)).contains("5.00");
    }

    @Test
    void itEndsItsWaitWhenNoAnswerComes() {
        server.enqueue(Answer.none());
        assertThat(client.answer(client.ask("tea"), SHORT)).isEmpty();
        server.expectRequest("1", "tea");
        server.expectNothingLeft();
    }

    @Test
    void answersInAnotherOrderFindTheirQuestions() {
        server.enqueue(Answer.of("1", "3.20").behindNext()).enqueue("2", "5.00");
        int tea = client.ask("tea");
        int milk = client.ask("milk");
        assertThat(client.answer(tea, PATIENCE)).contains("3.20");
        assertThat(client.answer(milk, PATIENCE)).contains("5.00");
    }

    @Test
    void itAsksAgainAfterTheServerWasRestarted() {
        client.ask("tea");
        server.takeRequest();
        server.vanish(Event.Ending.RST); // its question is lost; the port is closed
        server.restart(); // on the same port
        server.expectClients(1); // the client has noticed, and has connected again
        server.enqueue("2", "3.20");
        int again = client.ask("tea");
        assertThat(client.answer(again, PATIENCE)).contains("3.20");
    }

    @Test
    void nonsenseDoesNotHarmIt() {
        server.enqueue(Answer.exactly(Message.of("what?")).then(Answer.of("1", "3.20")));
        assertThat(client.answer(client.ask("tea"), PATIENCE)).contains("3.20");
        server.enqueue(Answer.beginning(3, "2", "5.00").then(Answer.end(Event.Ending.FIN))); // half a reply
        assertThat(client.answer(client.ask("milk"), SHORT)).isEmpty();
        server.expectRequest("1", "tea");
        RecordedRequest milk = server.expectRequest("2", "milk");
        server.expectClients(1); // it has connected again
        server.sendToAll(Message.of("2", "5.00")); // unasked
        assertThat(client.answer(milk.number(), PATIENCE)).contains("5.00");
    }

    @Test
    void aFunctionCanDecide() {
        server.answerBy(request -> {
            String number = request.body().first().text();
            return request.body().last().text().equals("tea") ? Answer.of(number, "3.20") : Answer.none();
        });
        assertThat(client.answer(client.ask("coal"), SHORT)).isEmpty();
        assertThat(client.answer(client.ask("tea"), PATIENCE)).contains("3.20");
    }

    /** The client under test: yours. Its questions are numbered, and replies carry the number of their question. */
    private static final class PriceClient implements AutoCloseable {

        private final ZContext context = new ZContext();
        private final ZMQ.Socket dealer = context.createSocket(SocketType.DEALER);
        private final Map<Integer, String> answers = new HashMap<>();
        private int asked;

        private PriceClient(String endpoint) {
            dealer.setHandshakeIvl(500);
            dealer.connect(endpoint);
        }

        private int ask(String item) {
            asked++;
            dealer.sendMore(Integer.toString(asked));
            dealer.send(item);
            return asked;
        }

        private Optional<String> answer(int question, Duration patience) {
            long end = System.nanoTime() + patience.toNanos();
            while (!answers.containsKey(question)) {
                dealer.setReceiveTimeOut(Math.toIntExact(Math.max(0, (end - System.nanoTime()) / 1_000_000)));
                ZMsg reply = ZMsg.recvMsg(dealer);
                if (reply == null) {
                    return Optional.empty();
                }
                if (reply.size() == 2) {
                    answers.put(Integer.parseInt(reply.popString()), reply.popString());
                }
            }
            return Optional.ofNullable(answers.remove(question));
        }

        @Override
        public void close() {
            context.close();
        }
    }
}
