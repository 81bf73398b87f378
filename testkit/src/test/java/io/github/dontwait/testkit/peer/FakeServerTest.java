package io.github.dontwait.testkit.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.message.RoutingId;
import io.github.dontwait.testkit.transcript.Event;
import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.Timeouts;
import io.github.dontwait.testkit.wire.WireException;
import java.time.Duration;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class FakeServerTest {

    private static final Timeouts HASTY = Timeouts.standard().withArrival(Duration.ofMillis(60));

    private final AskedServer asked = new AskedServer();
    private final Transcript transcript = asked.transcript();
    private final FakeServer server = asked.server();
    private final Peers clients = asked.clients();

    @AfterEach
    void closeAll() {
        asked.close();
    }

    @Test
    void answersInTheOrderOfTheQueueBehindTheEnvelope() {
        server.enqueue("one").enqueue(Answer.echo()).enqueue(Answer.exactly(Message.of("x", "y")));
        Peer alice = asked.alice("1", "2", "3");
        alice.expectInOrder(Message.of("one"), Message.of("2"), Message.of("x", "y"));
        RecordedRequest first = server.takeRequest();
        assertThat(first.number()).isEqualTo(1);
        assertThat(first.routingId()).isEqualTo(RoutingId.text("alice"));
        assertThat(first.connection()).isEqualTo("server");
        assertThat(first).hasToString("request 1 from routing id \"alice\" [ \"1\" ]");
        assertThat(server.expectRequest("2").atMicros()).isGreaterThanOrEqualTo(first.atMicros());
        server.expectRequest(MessageMatcher.startingWith("3"));
        assertThat(server.pollRequest(Duration.ZERO)).isEmpty();
        ReqPeer bob = clients.req("bob");
        bob.send("hi");
        assertThat(server.takeRequest()).hasToString("request 4 over server#2 [ \"\", \"hi\" ]");
        server.enqueue("ho");
        bob.expect("ho");
        assertThat(server.requests()).hasSize(4);
        server.expectNothingLeft();
    }

    @Test
    void aRequestWaitsForItsAnswer() {
        Peer alice = asked.alice("1", "2");
        server.expectRequest("1");
        server.expectRequest("2");
        server.enqueue("one");
        server.enqueue("two");
        alice.expectInOrder(Message.of("one"), Message.of("two"));
    }

    @Test
    void holdsAndReleasesInAnyOrder() {
        for (int i = 1; i <= 6; i++) {
            server.enqueue(Answer.of("r" + i).held());
        }
        Peer alice = asked.alice("1", "2", "3", "4", "5", "6");
        RecordedRequest[] taken = new RecordedRequest[6];
        for (int i = 0; i < 6; i++) {
            taken[i] = server.takeRequest();
        }
        server.release(taken[3]);
        server.release();
        alice.expectInOrder(Message.of("r4"), Message.of("r1"));
        server.releaseAllReversed();
        alice.expectInOrder(Message.of("r6"), Message.of("r5"), Message.of("r3"), Message.of("r2"));
        assertThatIllegalStateException()
                .isThrownBy(server::releaseAll)
                .withMessageStartingWith("server holds no such answer; it holds []. Enqueue an answer that is held()");
    }

    @Test
    void reordersDuplicatesAndDropsByScript() {
        server.enqueue(Answer.of("overtaken").behindNext());
        server.enqueue(Answer.of("twice").twice());
        server.enqueue(Answer.none());
        server.enqueue("last");
        Peer alice = asked.alice("1", "2", "3", "4");
        alice.expectInOrder(Message.of("twice"), Message.of("twice"), Message.of("overtaken"), Message.of("last"));
        alice.expectNothingAfter(() -> {});
        assertThat(transcript.render())
                .contains("server -- request 1: reply [ \"overtaken\" ] behind the next answer")
                .contains("server -- request 3: no answer");
    }

    @Test
    void answersLate() {
        server.enqueue(Answer.of("late").after(Duration.ofMillis(80)));
        server.enqueue(Answer.of("later").after(Duration.ofMillis(120)));
        server.enqueue("now");
        Peer alice = clients.dealer("alice");
        alice.within(Duration.ofMillis(120), Duration.ofSeconds(10), () -> {
            alice.within(Duration.ofMillis(80), Duration.ofSeconds(10), () -> {
                alice.send("1");
                alice.send("2");
                alice.send("3");
                alice.expectInOrder(Message.of("now"), Message.of("late"));
            });
            alice.expect("later");
        });
    }

    @Test
    void sendsGarbageAndHalfReplies() {
        server.enqueue(Answer.hex("02 ffffffff ffffffff")); // a frame of a size that cannot be
        server.enqueue(Answer.beginning(3, "half").then(Answer.end(Event.Ending.FIN)));
        Peer alice = asked.alice("1");
        Assertions.assertThatThrownBy(() -> alice.wire().receiveMessage())
                .isInstanceOf(WireException.ProtocolViolation.class);
        Peer bob = clients.dealer("bob");
        bob.send("2");
        Assertions.assertThatThrownBy(() -> bob.wire().receiveMessage())
                .isInstanceOf(WireException.ClosedByPeer.class)
                .hasMessageContaining("got 3 octets of an unfinished frame");
    }

    @Test
    void aRequestCanBeAnsweredByHand() {
        Peer alice = asked.alice("1", "2");
        ReqPeer bob = clients.req("bob");
        RecordedRequest first = server.takeRequest();
        server.expectRequest("2");
        server.reply(first, "by", "hand");
        alice.expect("by", "hand");
        server.enqueue("from the queue"); // for the second: the first waits no more
        alice.expect("from the queue");
        bob.send("3");
        server.reply(server.takeRequest(), "behind the delimiter");
        bob.expect("behind the delimiter");
        server.expectNothingLeft();
        bob.reset();
        await().until(() -> !server.router().connections().get(1).isOpen());
        RecordedRequest last = server.requests().get(2);
        assertThatIllegalStateException()
                .isThrownBy(() -> server.reply(last, "too late"))
                .withMessageStartingWith("server has no connection with server#2");
    }

    @Test
    void sendsUnasked() {
        Peer alice = clients.dealer("alice");
        Peer bob = clients.anonymous("bob");
        server.expectClients(2);
        server.sendTo("alice", "psst");
        server.sendToAll(Message.of("all"));
        alice.expectInOrder(Message.of("psst"), Message.of("all"));
        bob.expect("all");
        bob.send("1");
        RecordedRequest request = server.takeRequest();
        server.sendTo(request, Message.of("more"));
        bob.expect("more");
        assertThatIllegalStateException()
                .isThrownBy(() -> server.sendTo("carol", "x"))
                .withMessageStartingWith("server has no connection with routing id \"carol\"; connected: "
                        + "[server (from routing id \"alice\"), server#2]. Wait for it");
    }

    @Test
    void aDispatcherDecidesByTheRequest() {
        Peer alice = asked.alice("before");
        server.expectRequest("before");
        server.answerBy(request -> request.body().equals(Message.of("quiet")) ? Answer.none() : Answer.echo());
        alice.send("quiet");
        alice.send("loud");
        alice.expectInOrder(Message.of("before"), Message.of("loud"));
    }

    @Test
    void aDispatcherThatFailsFailsTheTest() {
        server.answerBy(request -> {
            throw new IllegalArgumentException("no idea");
        });
        asked.alice("1");
        assertThatIllegalStateException()
                .isThrownBy(server::takeRequest)
                .withMessage("the dispatcher of server has failed")
                .havingCause()
                .withMessage("no idea");
        assertThat(transcript.render()).contains("the dispatcher failed at request 1 from routing id \"alice\"");
    }

    @Test
    void aQueueThatNobodyWouldReadIsAMistake() {
        server.enqueue("x");
        assertThatIllegalStateException()
                .isThrownBy(() -> server.answerBy(request -> Answer.echo()))
                .withMessageStartingWith("answers are enqueued: [reply [ \"x\" ]]");
        asked.alice("1").expect("x");
        server.answerBy(request -> Answer.echo());
        assertThatIllegalStateException()
                .isThrownBy(() -> server.enqueue("y"))
                .withMessage("server answers by a dispatcher, which would never give the answer reply [ \"y\" ]");
    }

    @Test
    void requestsOfOneClientCanBeTakenBeforeThoseOfOthers() {
        asked.alice("1");
        server.expectClients(1);
        Peer bob = clients.dealer("bob");
        bob.send("2");
        assertThat(server.takeRequestFrom("bob").body()).isEqualTo(Message.of("2"));
        assertThat(server.takeRequestFrom("alice").body()).isEqualTo(Message.of("1"));
    }

    @Test
    void itsFailuresSayWhatCameInstead() {
        try (Peers hasty = Peers.listening(Transcript.begin(), HASTY)) {
            FakeServer fake = hasty.fakeServer("server");
            assertThat(Failures.error(fake::takeRequest))
                    .hasMessage("Expecting server to receive a request within 60 ms\n"
                            + "but received nothing; connections: 0 accepted, 0 open");
            assertThat(Failures.error(() -> fake.expectClients(1)))
                    .hasMessage("Expecting 1 client to be connected to server within 60 ms\n"
                            + "but there were 0; connections: 0 accepted, 0 open");
            try (Peers their = Peers.to(fake.endpoint(), Transcript.none(), Timeouts.standard())) {
                fake.enqueue(Answer.of("held").held())
                        .enqueue(Answer.of("behind").behind(2));
                Peer alice = their.dealer("alice");
                alice.send("1");
                alice.send("2");
                alice.send("3");
                await().until(() -> fake.requests().size() == 3);
                fake.expectClients(1);
                assertThat(Failures.head(() -> fake.takeRequestFrom("bob"))).isEqualTo("""
                        Expecting server to receive a request from routing id "bob" within 60 ms
                        but received only request 1 from routing id "alice" [ "1" ], request 2 from routing id "alice" \
                        [ "2" ], request 3 from routing id "alice" [ "3" ]; connections: 1 accepted, 1 open""");
                assertThat(Failures.head(() -> fake.expectRequest("0"))).isEqualTo("""
                        Expecting server to receive within 60 ms a request with the body:
                          [ "0" ]
                        but received from routing id "alice":
                          [ "1" ]
                        frame 1 of 1, byte 1: expected '0' (0x30), was '1' (0x31)""");
                fake.takeRequest();
                assertThat(Failures.head(fake::expectNothingLeft)).isEqualTo("""
                        Expecting nothing to be left of the script of server
                        but left:
                          not given yet: request 1 from routing id "alice" [ "1" ]: reply [ "held" ] when released
                          not given yet: request 2 from routing id "alice" [ "2" ]: reply [ "behind" ] behind the next \
                        2 answers
                          not answered: request 3 from routing id "alice" [ "3" ]
                          not taken by the test: request 3 from routing id "alice" [ "3" ]""");
                fake.enqueue("3").enqueue("unasked");
                fake.releaseAll();
                assertThat(Failures.head(fake::expectNothingLeft)).isEqualTo("""
                        Expecting nothing to be left of the script of server
                        but left:
                          nobody asked for: reply [ "unasked" ]
                          not taken by the test: request 3 from routing id "alice" [ "3" ]""");
                alice.expectInOrder(Message.of("3"), Message.of("held"), Message.of("behind"));
            }
        }
    }
}
