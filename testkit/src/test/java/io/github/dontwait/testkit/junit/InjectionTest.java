package io.github.dontwait.testkit.junit;

import static io.github.dontwait.testkit.junit.JupiterRun.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.github.dontwait.testkit.fault.FaultyServer;
import io.github.dontwait.testkit.fault.Link;
import io.github.dontwait.testkit.jeromq.CheckedContext;
import io.github.dontwait.testkit.peer.Answer;
import io.github.dontwait.testkit.peer.FakeRouter;
import io.github.dontwait.testkit.peer.FakeServer;
import io.github.dontwait.testkit.peer.JeromqPeer;
import io.github.dontwait.testkit.peer.JeromqPeers;
import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.peer.Peers;
import io.github.dontwait.testkit.transcript.Event;
import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.Timeouts;
import io.github.dontwait.testkit.wire.WireListener;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** What a test asks for by its parameters is there, and whoever asks for too little is told what to say. */
class InjectionTest {

    /** What the classes below saw, since nobody else can tell. */
    private static final List<Object> SEEN = Collections.synchronizedList(new ArrayList<>());

    @BeforeEach
    void forget() {
        SEEN.clear();
    }

    @Test
    void everythingIsInjectedAndClosed() {
        run(Everything.class).assertAllSucceed(3);
        assertThat(SEEN).hasSize(3).allMatch(context -> ((ZContext) context).isClosed());
        assertThat(SEEN).doesNotHaveDuplicates();
    }

    @DontwaitTest
    static class Everything {

        private final Transcript ofConstructor;
        private ZMQ.@Nullable Socket echo;

        Everything(Transcript transcript) {
            ofConstructor = transcript;
        }

        @BeforeEach
        void bind(@Bound(SocketType.ROUTER) ZMQ.Socket service) {
            echo = service;
        }

        @Endpoint
        String endpoint() {
            return Objects.requireNonNull(echo).getLastEndpoint();
        }

        @Test
        void talks(Transcript transcript, Timeouts timeouts, Peers peers, ZContext context, CheckedContext same) {
            assertThat(transcript).isSameAs(ofConstructor);
            assertThat(timeouts).isEqualTo(Timeouts.standard());
            assertThat(same).isSameAs(context);
            ZMQ.Socket service = Objects.requireNonNull(echo);
            Peer alice = peers.dealer("alice");
            alice.send("ping");
            service.setReceiveTimeOut(10_000);
            assertThat(service.recvStr()).isEqualTo("alice");
            assertThat(service.recvStr()).isEqualTo("ping");
            service.sendMore("alice");
            service.send("pong");
            alice.expect("pong");
            assertThat(transcript.events()).isNotEmpty();
            SEEN.add(context);
        }

        @Test
        void breaks(Link link, ZContext context, @Inproc String inproc, PeerFactory peers, FakeServer server) {
            Peer alice = peers.to(link.endpoint()).dealer("alice");
            link.cut(Event.Ending.RST);
            alice.expectClosed();
            ZMQ.Socket router = context.createSocket(SocketType.ROUTER);
            router.bind(inproc);
            peers.in(context, inproc).dealer("bob").send("hello");
            assertThat(router.recvStr()).isEqualTo("bob");
            assertThat(router.recvStr()).isEqualTo("hello");
            peers.to(server.endpoint()).dealer("carol");
            SEEN.add(context);
        }

        @Test
        void listens(
                FakeRouter server,
                WireListener mallory,
                PeerFactory peers,
                @Inproc String one,
                @Inproc String other,
                ZContext context) {
            peers.to(server.endpoint()).dealer("alice").send("hello");
            assertThat(server.takeRequest().body()).hasToString("[ \"hello\" ]");
            assertThat(mallory.isListening()).isTrue();
            assertThat(server.toString()).startsWith("server at ");
            assertThat(one).isNotEqualTo(other);
            assertThat(peers.listening().endpoint()).isEmpty();
            SEEN.add(context);
        }
    }

    @Test
    void realPeersAndLinksAreGivenToo() {
        run(Real.class).assertAllSucceed(1);
    }

    @DontwaitTest
    static class Real {

        @Endpoint
        String endpoint = "";

        @BeforeEach
        void start(FakeServer server) {
            server.answerBy(request -> Answer.echo());
            endpoint = server.endpoint();
        }

        @Test
        void talks(JeromqPeers real, PeerFactory peers, Transcript transcript) {
            JeromqPeer alice = real.dealer("alice");
            alice.send("1");
            alice.expect("1");
            JeromqPeer bob = peers.jeromqTo(endpoint).dealer("bob");
            bob.send("2");
            bob.expect("2");
            Link link = peers.link(endpoint, "cable");
            Peer carol = peers.to(link.endpoint()).dealer("carol");
            carol.send("3");
            carol.expect("3");
            link.cut(Event.Ending.RST);
            carol.expectClosed();
            assertThat(transcript.render()).contains("cable").contains("alice").contains("bob");
        }
    }

    @Test
    void peersWithoutAnEndpointSayWhatToDo() {
        assertThat(run(NoEndpoint.class).failure())
                .hasMessageContaining("where should Peers connect to? Put @Endpoint on a field or a method of "
                        + NoEndpoint.class.getName()
                        + " that says so, or take a PeerFactory and call to(endpoint).");
        assertThat(run(EmptyEndpoint.class).failure())
                .hasMessageContaining("gave null; it gives a text such as tcp://127.0.0.1:5555, and at the latest when"
                        + " @BeforeEach is over");
    }

    @Test
    void aFaultyServerWithoutAFaultSaysWhatToDo() {
        assertThat(run(WhichFault.class).failure())
                .hasMessageContaining(
                        "which fault has the FaultyServer of WhichFault.asks? Take a PeerFactory, and call"
                                + " listening().faultyServer(name, fault).");
    }

    @DontwaitTest
    static class WhichFault {
        @Test
        void asks(FaultyServer server) {
            fail("must not get here: " + server);
        }
    }

    @DontwaitTest
    static class NoEndpoint {
        @Test
        void asks(Peers peers) {
            fail("must not get here: " + peers.endpoint());
        }
    }

    @DontwaitTest
    static class EmptyEndpoint {
        @Endpoint
        @Nullable
        String endpoint;

        @Test
        void asks(Peers peers) {
            fail("must not get here: " + peers.endpoint());
        }
    }

    @Test
    void theTimeFactorStretchesPatienceOnly() {
        run(Slow.class, Map.of("dontwait.time-factor", "2.5")).tests().assertStatistics(each -> each.succeeded(1));
        assertThat(SEEN).containsExactly(Timeouts.standard().stretchedBy(2.5));
        assertThat(((Timeouts) SEEN.get(0)).silence())
                .isEqualTo(Timeouts.standard().silence());
        assertThat(run(Slow.class, Map.of("dontwait.time-factor", "fast")).failure())
                .hasRootCauseInstanceOf(NumberFormatException.class)
                .hasMessageContaining(
                        "dontwait.time-factor is \"fast\"; a time factor is a number above 0, for example 2.5");
    }

    @DontwaitTest
    static class Slow {
        @Test
        void asks(Timeouts timeouts) {
            SEEN.add(timeouts);
        }
    }
}
