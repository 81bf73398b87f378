package io.github.dontwait.testkit.swarm;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.message.RoutingId;
import io.github.dontwait.testkit.swarm.SwarmFailure.Kind;
import io.github.dontwait.testkit.transcript.Event;
import io.github.dontwait.testkit.transcript.ExpectationFailedError;
import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.Command;
import io.github.dontwait.testkit.wire.Greeting;
import io.github.dontwait.testkit.wire.Metadata;
import io.github.dontwait.testkit.wire.Timeouts;
import io.github.dontwait.testkit.wire.WireListener;
import io.github.dontwait.testkit.wire.WireOptions;
import io.github.dontwait.testkit.wire.WirePeer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A small swarm and a server that is played octet by octet: handshakes, holding, leaving, and those that misbehave. */
class SwarmLifeTest {

    private static final WireOptions ROUTER = WireOptions.of("ROUTER");

    /** Where each message that comes is known beforehand, no fence may come early. */
    private static final Timeouts NO_FENCES = Timeouts.standard().withSilence(Duration.ofSeconds(30));

    private final WireListener listener = WireListener.bind("server", Transcript.none(), Timeouts.standard());
    private final List<WirePeer> peers = new ArrayList<>();

    @AfterEach
    void close() {
        peers.forEach(WirePeer::close);
        listener.close();
    }

    private WirePeer accept() {
        WirePeer peer = listener.accept();
        peers.add(peer);
        return peer;
    }

    private static SwarmReport join(CompletableFuture<SwarmReport> phase) throws Exception {
        return phase.get(20, SECONDS);
    }

    private static CompletableFuture<SwarmReport> begin(Supplier<SwarmReport> phase) {
        return CompletableFuture.supplyAsync(phase);
    }

    /** A swarm of this plan, all connected. */
    private Swarm connected(SwarmPlan plan) throws Exception {
        Swarm swarm = Swarm.to(listener.endpoint(), plan);
        CompletableFuture<SwarmReport> connecting = begin(swarm::connect);
        for (int i = 0; i < plan.clients(); i++) {
            accept().handshake(ROUTER);
        }
        assertThat(join(connecting).connected()).isEqualTo(plan.clients());
        return swarm;
    }

    @Test
    void eachClientAnnouncesItself() throws Exception {
        connected(SwarmPlan.of(2).withRoutingIds("load-").withConnectingAtOnce(1))
                .close();
        assertThat(peers)
                .map(SwarmLifeTest::routingId)
                .containsExactly(RoutingId.text("load-0"), RoutingId.text("load-1"));
    }

    private static RoutingId routingId(WirePeer peer) {
        Metadata metadata = Objects.requireNonNull(peer.peerMetadata());
        return RoutingId.of(metadata.value(Metadata.IDENTITY).orElseThrow());
    }

    @Test
    void heldConnectionsAnswerPingsAndTheirEndIsNoticed() throws Exception {
        try (Swarm swarm = connected(SwarmPlan.of(2).withConnectingAtOnce(1))) {
            WirePeer first = peers.get(0);
            first.sendCommand(Command.ping(10, Frame.text("still there?")));
            assertThat(first.receiveCommand()).isEqualTo(Command.pong(Frame.text("still there?")));
            first.send("nobody asked");
            first.sendCommand(Command.ping(10, Frame.empty()));
            first.receiveCommand(); // behind it, the message was judged
            peers.get(1).reset();
            CompletableFuture<SwarmReport> leaving = begin(swarm::disconnect);
            assertThat(first.awaitClose(Duration.ofSeconds(5))).contains(Event.Ending.FIN);
            first.close();
            SwarmReport report = join(leaving);
            assertThat(report.open()).isZero();
            assertThat(report.failures())
                    .extracting(SwarmFailure::text)
                    .containsExactlyInAnyOrder(
                            "client 0 (routing id \"swarm-0\") received a message and had asked nothing: [ \"nobody asked\" ]",
                            "client 1 (routing id \"swarm-1\") was disconnected by the server (RST) while it had asked nothing");
        }
    }

    @Test
    void aConnectionThatEndsInAnExchangeSaysWhatWasOpen() throws Exception {
        try (Swarm swarm = connected(SwarmPlan.of(1).withRoundTrips(3).withTimeouts(NO_FENCES))) {
            CompletableFuture<SwarmReport> exchanging = begin(swarm::exchange);
            WirePeer peer = peers.get(0);
            peer.send(peer.receiveMessage());
            peer.receiveMessage();
            peer.close();
            SwarmReport report = join(exchanging);
            assertThat(report.roundTripsRight()).isEqualTo(1);
            assertThat(report.failures())
                    .containsExactly(new SwarmFailure(
                            Kind.DISCONNECTED,
                            0,
                            1,
                            "client 0 (routing id \"swarm-0\") was disconnected by the server (FIN) while it waited for"
                                    + " the reply to request 1"));
        }
    }

    @Test
    void forbiddenOctetsAreAFailureOfThatClient() throws Exception {
        try (Swarm swarm = connected(SwarmPlan.of(1))) {
            CompletableFuture<SwarmReport> exchanging = begin(swarm::exchange);
            peers.get(0).receiveMessage();
            peers.get(0).sendHex("02 ffffffffffffffff");
            assertThat(join(exchanging).failures())
                    .extracting(SwarmFailure::text)
                    .containsExactly("client 0 (routing id \"swarm-0\") received what ZMTP forbids: a frame declares"
                            + " 18446744073709551615 octets, the bound is 67108864, at octet 30:"
                            + " 0x02ffffffffffffffff");
        }
    }

    @Test
    void aSlowServerIsNotTakenForALossyOne() throws Exception {
        SwarmPlan plan = SwarmPlan.of(1)
                .withRoundTrips(2)
                .withTimeouts(Timeouts.standard().withSilence(Duration.ofMillis(20)));
        try (Swarm swarm = connected(plan)) {
            CompletableFuture<SwarmReport> exchanging = begin(swarm::exchange);
            WirePeer peer = peers.get(0);
            // The fences come only because nothing was answered; then all is, in order.
            List<Message> asked = List.of(peer.receiveMessage(), peer.receiveMessage(), peer.receiveMessage());
            asked.forEach(peer::send);
            while (!exchanging.isDone()) {
                peer.pollMessage(Duration.ofMillis(20)).ifPresent(peer::send);
            }
            SwarmReport report = join(exchanging).requireNoFailure();
            assertThat(report.roundTripsRight()).isEqualTo(2);
        }
    }

    @Test
    void whoNeverReadsAsksAndLeavesTheRepliesWithTheServer() throws Exception {
        try (Swarm swarm = connected(SwarmPlan.of(1).withRoundTrips(5).withNeverReading(1))) {
            join(begin(swarm::exchange));
            WirePeer peer = peers.get(0);
            for (int i = 0; i < 5; i++) {
                peer.receiveMessage();
            }
            ByteBuffer flood = ByteBuffer.allocate(64 << 20);
            while (peer.writeSome(flood) > 0) {}
            assertThat(flood.remaining()).isPositive();
            assertThat(swarm.disconnect().requireNoFailure().open()).isZero();
            assertThat(peer.awaitClose(Duration.ofSeconds(5))).contains(Event.Ending.RST);
        }
    }

    @Test
    void whoVanishesAsksAndResetsItsConnection() throws Exception {
        try (Swarm swarm = connected(SwarmPlan.of(1).withVanishing(1))) {
            SwarmReport report = join(begin(swarm::exchange)).requireNoFailure();
            assertThat(report.open()).isZero();
            assertThat(peers.get(0).awaitClose(Duration.ofSeconds(5))).contains(Event.Ending.RST);
        }
    }

    @Test
    void aServerThatKeepsItsSideOpenIsNamed() throws Exception {
        Timeouts closing = Timeouts.standard().withClose(Duration.ofMillis(200));
        try (Swarm swarm = connected(SwarmPlan.of(1).withTimeouts(closing))) {
            assertThat(swarm.disconnect().failures())
                    .extracting(SwarmFailure::text)
                    .containsExactly(
                            "client 0 (routing id \"swarm-0\") closed its side in order, and the server did not"
                                    + " close the other within 200 ms");
        }
    }

    @Test
    void whereNobodyListensEveryClientSaysSo() {
        String endpoint = listener.endpoint();
        listener.close();
        SwarmReport report = Swarm.run(endpoint, SwarmPlan.of(3));
        assertThat(report.counts()).isEqualTo(Map.of(Kind.NOT_CONNECTED, 3L));
        assertThat(report.failures().get(0).text())
                .isEqualTo("client 0 (routing id \"swarm-0\") could not connect: the connection was refused");
    }

    @Test
    void aServerThatSaysNothingIsTriedByAFewOnly() {
        SwarmPlan plan = SwarmPlan.of(100)
                .withConnectingAtOnce(2)
                .withTimeouts(Timeouts.standard().withArrival(Duration.ofMillis(200)));
        SwarmReport report = Swarm.run(listener.endpoint(), plan);
        assertThat(report.counts()).isEqualTo(Map.of(Kind.NO_HANDSHAKE, 2L, Kind.NOT_TRIED, 98L));
        assertThat(report.failures())
                .extracting(SwarmFailure::text)
                .contains(
                        "client 0 (routing id \"swarm-0\") waited 200 ms for a greeting, got 0 of 64 octets; the"
                                + " connection is open",
                        "client 99 (routing id \"swarm-99\") was not tried: nobody had got through for 200 ms");
    }

    @Test
    void handshakesThatFailSayWhatCame() throws Exception {
        SwarmPlan plan = SwarmPlan.of(3).withConnectingAtOnce(1);
        try (Swarm swarm = Swarm.to(listener.endpoint(), plan)) {
            CompletableFuture<SwarmReport> connecting = begin(swarm::connect);
            accept().sendGreeting(Greeting.ofMinor(1).withMechanism("PLAIN"));
            WirePeer refusing = accept();
            refusing.exchangeGreetings(Greeting.ofMinor(1));
            refusing.sendCommand(Command.error("not you"));
            WirePeer leaving = accept();
            leaving.exchangeGreetings(Greeting.ofMinor(1));
            leaving.reset();
            SwarmReport report = join(connecting);
            assertThat(report.connected()).isZero();
            assertThat(report.counts()).isEqualTo(Map.of(Kind.NO_HANDSHAKE, 3L));
            assertThat(report.failures().get(0).text())
                    .startsWith("client 0 (routing id \"swarm-0\") received a greeting that is not of ZMTP 3 and NULL:"
                            + " 0xff00000000000000007f0301504c41494e00");
            assertThat(report.failures().subList(1, 3))
                    .extracting(SwarmFailure::text)
                    .containsExactly(
                            "client 1 (routing id \"swarm-1\") received ERROR \"not you\" instead of READY",
                            "client 2 (routing id \"swarm-2\") was disconnected by the server (RST) before the"
                                    + " handshake was done");
        }
    }

    @Test
    void whoHasDisconnectedAsksNoMore() throws Exception {
        try (Swarm swarm = connected(SwarmPlan.of(1))) {
            CompletableFuture<SwarmReport> leaving = begin(swarm::disconnect);
            assertThat(peers.get(0).awaitClose(Duration.ofSeconds(5))).contains(Event.Ending.FIN);
            peers.get(0).close();
            join(leaving).requireNoFailure();
            assertThatIllegalStateException()
                    .isThrownBy(swarm::exchange)
                    .withMessage("the swarm has disconnected, which it does once; make a new one");
            assertThatIllegalStateException().isThrownBy(swarm::disconnect).withMessageContaining("make a new one");
        }
    }

    @Test
    void aReplyThatWasNeverAskedForIsAFailureToo() {
        Latency none = new Latencies().summary();
        SwarmReport report = new SwarmReport(
                "tcp://127.0.0.1:5555",
                5,
                5,
                0,
                5,
                0,
                0,
                0,
                Duration.ZERO,
                Duration.ZERO,
                none,
                none,
                none,
                Map.of(),
                List.of());
        assertThatThrownBy(report::requireNoFailure)
                .isInstanceOf(ExpectationFailedError.class)
                .hasMessage(
                        "Expecting 5 clients of tcp://127.0.0.1:5555 to be served, each of 5 replies right, in order"
                                + " and once\nbut of 5 clients 5 were connected, of 5 replies 0 were right, and the others were"
                                + " never asked for");
    }

    @Test
    void phasesHaveAnOrder() {
        Swarm swarm = Swarm.to(listener.endpoint(), SwarmPlan.of(1));
        assertThatIllegalStateException()
                .isThrownBy(swarm::exchange)
                .withMessage("the swarm is not connected; call connect() first");
        swarm.close();
        swarm.close();
        assertThatIllegalStateException()
                .isThrownBy(swarm::connect)
                .withMessage("a swarm connects once; make a new one");
    }
}
