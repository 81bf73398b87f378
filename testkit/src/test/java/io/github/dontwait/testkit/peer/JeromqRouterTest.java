package io.github.dontwait.testkit.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.Timeouts;
import io.github.dontwait.testkit.wire.WirePeer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeromq.ZContext;

/** A JeroMQ ROUTER that is bound, and tells its clients apart. */
@Timeout(30)
class JeromqRouterTest {

    private static final Timeouts HASTY = Timeouts.standard().withArrival(Duration.ofMillis(150));

    private final ZContext context = new ZContext();
    private final JeromqPeers peers =
            JeromqPeers.in(context, "inproc://subject", Transcript.begin(), Timeouts.standard());

    @AfterEach
    void closeAll() {
        peers.close();
        context.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"inproc://server", "tcp://127.0.0.1:*"})
    void aRouterServesClientsByTheirRoutingIds(String endpoint) {
        JeromqRouter server = peers.boundRouter("server", endpoint);
        assertThat(server.endpoint()).doesNotEndWith("*");
        try (JeromqPeers clients = JeromqPeers.in(context, server.endpoint(), Transcript.none(), Timeouts.standard())) {
            MessagePeer alice = clients.dealer("alice");
            MessagePeer bob = clients.req("bob");
            bob.send("from bob");
            Message ofBob = server.expectMessage();
            server.reply(ofBob, "to bob");
            alice.send("one");
            alice.send("two");
            alice.send("three");
            server.expect(MessageMatcher.from("alice"));
            server.expectFrom("alice", "two");
            bob.expect("to bob");
            bob.send("again");
            Message again = server.fishFor(
                    MessageMatcher.named("the REQ's", m -> m.body().size() == m.size() && m.size() == 3));
            server.reply(again, Message.of("to bob again"));
            bob.expect("to bob again");
            server.sendTo("alice", "unasked", "");
            alice.expect("unasked", "");
            assertThat(ofBob.frame(1).isEmpty()).as("the delimiter").isTrue();
        }
    }

    @Test
    void whatComesFromOthersWaits() {
        JeromqRouter server = peers.boundRouter("server", "inproc://server");
        try (JeromqPeers clients = JeromqPeers.in(context, "inproc://server", Transcript.none(), HASTY)) {
            JeromqPeer alice = clients.dealer("alice");
            JeromqPeer bob = clients.dealer("bob");
            alice.send("a");
            server.expect(MessageMatcher.from("alice"));
            alice.send("a1");
            bob.send("b1");
            server.expectFrom("bob", "b1");
            server.expectFrom("alice", "a1");
            alice.send("a2");
            bob.send("b2");
            assertThat(Failures.of(() -> server.expectFrom("bob", "x")))
                    .startsWith("""
                            Expecting server to receive from routing id "bob" within 5 s:
                              [ "x" ]
                            but received from it:
                              [ "b2" ]
                            """)
                    .endsWith("server <- subject  [ \"bob\", \"b2\" ]     <-- here");
            server.expect("alice", "a2");
        }
    }

    @Test
    void aRouterSaysWhomItMissesAndWhomItDoesNotKnow() {
        try (JeromqPeers hasty = JeromqPeers.in(context, "inproc://server", Transcript.begin(), HASTY)) {
            JeromqRouter server = hasty.boundRouter("server", "inproc://server");
            JeromqPeer alice = hasty.dealer("alice");
            alice.send("a");
            assertThat(Failures.head(() -> server.expectFrom("bob", "b"))).isEqualTo("""
                    Expecting server to receive from routing id "bob" within 150 ms:
                      [ "b" ]
                    but received nothing from it, but [ "alice", "a" ]; over inproc://server""");
            assertThat(Failures.head(() -> server.sendTo("bob", "x"))).isEqualTo("""
                    Expecting server to be able to send:
                      [ "bob", "x" ]
                    but it knows no peer with the routing id "bob\"""");
            server.expect("alice", "a");
        }
    }

    @Test
    void aBoundRouterComesBackAtTheSameEndpoint() {
        JeromqRouter server = peers.boundRouter("server", "tcp://127.0.0.1:*");
        String endpoint = server.endpoint();
        server.reconnect();
        assertThat(server.endpoint()).isEqualTo(endpoint);
        try (Peers clients = Peers.to(endpoint, Transcript.none(), Timeouts.standard())) {
            clients.dealer("alice").send("hi");
            server.expect("alice", "hi");
        }
    }

    @Test
    void aHostileFrameHarmsNobody() {
        JeromqRouter server = peers.boundRouter("server", "tcp://127.0.0.1:*");
        try (Peers clients = Peers.to(server.endpoint(), Transcript.none(), Timeouts.standard())) {
            WirePeer mallory = clients.dealer("mallory").wire();
            mallory.sendHex("02 7fffffff ffffffff");
            WirePeer trudy = clients.dealer("trudy").wire();
            trudy.sendHex("02 ffffffff ffffffff");
            trudy.reset();
            Peer alice = clients.dealer("alice");
            alice.send("hi");
            server.expectFrom("alice", "hi");
            server.sendTo("alice", "ho");
            alice.expect("ho");
        }
    }
}
