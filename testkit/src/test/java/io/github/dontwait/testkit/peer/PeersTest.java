package io.github.dontwait.testkit.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.transcript.ExpectationFailedError;
import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.Timeouts;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

class PeersTest {

    @Test
    void talksWithARealRouter() {
        try (ZContext context = new ZContext()) {
            ZMQ.Socket router = context.createSocket(SocketType.ROUTER);
            int port = router.bindToRandomPort("tcp://127.0.0.1");
            try (Peers peers = Peers.to(
                    "tcp://127.0.0.1:" + port,
                    Transcript.begin(),
                    Timeouts.standard().withArrival(Duration.ofMillis(300)))) {
                Peer alice = peers.dealer("alice");
                Peer bob = peers.dealer("bob");
                alice.send("ping-a");
                assertThat(router.recvStr()).isEqualTo("alice");
                assertThat(router.recvStr()).isEqualTo("ping-a");
                router.sendMore("bob");
                router.send("ping-a");
                assertThatThrownBy(() -> alice.expect("ping-a"))
                        .isInstanceOf(ExpectationFailedError.class)
                        .hasMessageContaining("bob received [ \"ping-a\" ]");
                router.sendMore("alice");
                router.send("ping-b");
                assertThat(bob.expectMessage()).isEqualTo(Message.of("ping-a"));
                for (int i = 0; i < 200; i++) {
                    bob.send("x");
                    String id = router.recvStr();
                    router.sendMore(id);
                    router.send(router.recv());
                    bob.expect("x");
                }
                ReqPeer carol = peers.req("carol");
                carol.send("hi");
                byte[] id = router.recv();
                assertThat(router.recv()).isEmpty();
                assertThat(router.recvStr()).isEqualTo("hi");
                router.sendMore(id);
                router.send("bad");
                router.close();
                bob.expectClosed(Duration.ofSeconds(2));
            }
        }
    }
}
