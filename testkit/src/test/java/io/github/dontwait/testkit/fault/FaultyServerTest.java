package io.github.dontwait.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.dontwait.testkit.transcript.Event;
import io.github.dontwait.testkit.transcript.ExpectationFailedError;
import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.TcpEndpoint;
import io.github.dontwait.testkit.wire.Timeouts;
import io.github.dontwait.testkit.wire.WireOptions;
import io.github.dontwait.testkit.wire.WirePeer;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When a faulty server commits its fault, and what it says if it could not. */
@Timeout(30)
class FaultyServerTest {

    private final Transcript transcript = Transcript.begin();

    @Test
    void aServerThatIsNotHealthySaysWhatItSaw() {
        Timeouts hasty = Timeouts.standard().withArrival(Duration.ofMillis(20));
        try (FaultyServer server = FaultyServer.once("server", Fault.reset().inGreeting(3), transcript, hasty)) {
            assertThatThrownBy(() -> server.awaitFaults(1))
                    .isInstanceOf(ExpectationFailedError.class)
                    .hasMessage(
                            "Expecting server to have committed its fault (resets in the greeting at octet 3) 1 times "
                                    + "within 20 ms\nbut connections: 0, faults: 0, requests: 0");
            assertThat(server)
                    .hasToString("server at " + server.endpoint() + ", which resets in the greeting at octet 3");
        }
    }

    @Test
    void whoLeavesBeforeTheFaultLeavesItToTheNext() {
        Fault dies = Fault.reset().afterReceiving(1);
        try (FaultyServer server = FaultyServer.once("server", dies, transcript, Timeouts.standard())) {
            InetSocketAddress address = TcpEndpoint.parse(server.endpoint());
            try (WirePeer early = WirePeer.connect(address, "early", Transcript.none(), Timeouts.standard())) {
                early.receiveOctets(10);
            }
            await().atMost(Duration.ofSeconds(10))
                    .pollInSameThread()
                    .until(() -> transcript.render().contains("ends: server wanted"));
            try (WirePeer next = WirePeer.connect(address, "next", Transcript.none(), Timeouts.standard())) {
                next.handshake(WireOptions.of("DEALER"));
                next.send("request");
                assertThat(next.awaitClose(Duration.ofSeconds(10))).contains(Event.Ending.RST);
            }
            server.awaitFaults(1);
        }
    }
}
