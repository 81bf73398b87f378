package io.github.dontwait.testkit.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.github.dontwait.testkit.transcript.Event;
import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.TcpEndpoint;
import io.github.dontwait.testkit.wire.Timeouts;
import io.github.dontwait.testkit.wire.WirePeer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A fake server whose clients come and go, and which goes and comes back itself. */
@Timeout(20)
class FakeServerLifeTest {

    private final AskedServer asked = new AskedServer();
    private final Transcript transcript = asked.transcript();
    private final FakeServer server = asked.server();
    private final Peers clients = asked.clients();

    @AfterEach
    void closeAll() {
        asked.close();
    }

    @Test
    void vanishesAndComesBackOnTheSamePort() {
        server.enqueue(Answer.of("lost").held());
        server.enqueue(Answer.vanish(Event.Ending.RST));
        server.enqueue("after the restart");
        Peer alice = asked.alice("1", "2");
        assertThat(alice.expectClosed()).isEqualTo(Event.Ending.RST);
        assertThat(Failures.of(alice::reconnect)).contains("but the connection was refused");
        int port = server.port();
        server.restart();
        assertThat(server.port()).isEqualTo(port);
        alice.reconnect();
        alice.send("3");
        alice.expect("after the restart");
        assertThatIllegalStateException().isThrownBy(server::release).withMessageContaining("it holds []");
        server.vanish(Event.Ending.FIN);
        assertThat(alice.expectClosed()).isEqualTo(Event.Ending.FIN);
        server.restart();
        alice.reconnect();
        server.crashAndRestart();
        assertThat(alice.expectClosed()).isEqualTo(Event.Ending.RST);
    }

    /** Its port is among what the selector has just found ready, and so are requests that it will not read. */
    @Test
    void vanishesWhileOthersAskAndConnect() {
        Peer alice = clients.dealer("alice");
        Peer bob = clients.dealer("bob");
        server.enqueue(Answer.vanish(Event.Ending.RST));
        CompletableFuture<Void> allHaveCome = new CompletableFuture<>();
        server.router().run(allHaveCome::join);
        alice.send("1");
        bob.send("2");
        try (WirePeer carol = WirePeer.connect(
                TcpEndpoint.parse(server.endpoint()), "carol", Transcript.none(), Timeouts.standard())) {
            allHaveCome.complete(null);
            assertThat(alice.expectClosed()).isEqualTo(Event.Ending.RST);
            assertThat(bob.expectClosed()).isEqualTo(Event.Ending.RST);
            assertThat(carol.awaitClose(Duration.ofSeconds(5))).contains(Event.Ending.RST);
        }
        server.restart();
        server.enqueue("back");
        alice.reconnect();
        alice.send("3");
        alice.expect("back");
    }

    @Test
    void endsOneConnectionAndServesOthers() {
        server.enqueue(Answer.of("bye").then(Answer.end(Event.Ending.FIN)));
        server.enqueue(Answer.end(Event.Ending.RST));
        Peer alice = asked.alice("1");
        alice.expect("bye");
        assertThat(alice.expectClosed()).isEqualTo(Event.Ending.FIN);
        Peer bob = clients.dealer("bob");
        bob.send("2");
        assertThat(bob.expectClosed()).isEqualTo(Event.Ending.RST);
        server.enqueue("fine");
        Peer carol = clients.dealer("carol");
        carol.send("3");
        carol.expect("fine");
    }

    @Test
    void anAnswerThatComesTooLateIsNoted() {
        server.enqueue(Answer.of("late").held());
        Peer alice = asked.alice("1");
        server.takeRequest();
        alice.reset();
        await().until(() -> !server.router().connections().get(0).isOpen());
        server.release();
        assertThat(transcript.render()).contains("server -- request 1: too late to reply [ \"late\" ]");
    }

    /** As a Lazy Pirate does: it gives up its socket with its question. */
    @Test
    void anAnswerIsNotSpentOnAClientThatHasGone() {
        Peer alice = asked.alice("1");
        server.expectRequest("1");
        alice.reset();
        await().until(() -> !server.router().connections().get(0).isOpen());
        alice.reconnect();
        alice.send("2");
        server.expectRequest("2");
        server.enqueue("late");
        alice.expect("late");
        server.expectNothingLeft();
        assertThat(transcript.render())
                .contains("server   -- request 1 waits: no answer is enqueued")
                .contains("server   -- request 1 waits no more: its client has gone");
        alice.send("3");
        server.expectRequest("3");
        alice.reset();
        await().until(() -> !server.router().connections().get(1).isOpen());
        alice.reconnect();
        alice.send("4");
        server.expectRequest("4");
        server.answerBy(request -> Answer.echo());
        alice.expect("4");
    }

    @Test
    void itListensAtAPortThatIsGiven() {
        int port = server.port();
        server.close();
        try (Peers others = Peers.listening()) {
            FakeServer again = others.fakeServer("again", port);
            assertThat(again.endpoint()).isEqualTo("tcp://127.0.0.1:" + port);
            Assertions.assertThatThrownBy(() -> others.fakeServer("second", port))
                    .hasMessageStartingWith("second cannot listen on 127.0.0.1:" + port);
        }
    }

    @Test
    void aServerThatCannotListenAgainSaysWhy() {
        int port = server.port();
        server.vanish(Event.Ending.FIN);
        try (FakeRouter other = FakeRouter.listen(port, "other", transcript, Timeouts.standard())) {
            assertThatIllegalStateException()
                    .isThrownBy(server::restart)
                    .withMessageMatching("server could not do it: server cannot listen again on 127\\.0\\.0\\.1:" + port
                            + ": .*[aA]ddress.*");
            assertThat(other.port()).isEqualTo(port);
        }
    }
}
