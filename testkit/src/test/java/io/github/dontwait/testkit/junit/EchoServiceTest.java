package io.github.dontwait.testkit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dontwait.testkit.peer.FakeRouter;
import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.peer.Peers;
import io.github.dontwait.testkit.peer.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMsg;

@DontwaitTest
class EchoServiceTest {

    private final EchoService service = new EchoService();

    @BeforeEach
    void start() {
        service.start();
    }

    @AfterEach
    void stop() throws InterruptedException {
        service.isStopped = true;
        service.join();
    }

    @Endpoint
    String endpoint() {
        return service.endpoint;
    }

    @Test
    void repliesReachThePeerThatAsked(Peers peers) {
        Peer alice = peers.dealer("alice");
        Peer bob = peers.dealer("bob");
        alice.send("ping-a");
        bob.send("ping-b");
        alice.expect("ping-a");
        bob.expect("ping-b");
    }

    @Test
    void aClientOfYoursGetsItsReply(FakeRouter server, ZContext context) {
        ZMQ.Socket client = context.createSocket(SocketType.DEALER);
        client.connect(server.endpoint());
        client.send("question");
        Request request = server.takeRequest();
        server.reply(request, "answer");
        assertThat(client.recvStr()).isEqualTo("answer");
    }

    /** The service under test: yours. */
    private static final class EchoService extends Thread {

        private final ZContext context = new ZContext();
        private final String endpoint;
        private final ZMQ.Socket router = context.createSocket(SocketType.ROUTER);
        private volatile boolean isStopped;

        private EchoService() {
            super("echo-service");
            router.bind("tcp://127.0.0.1:*");
            router.setReceiveTimeOut(20);
            endpoint = router.getLastEndpoint();
        }

        @Override
        public void run() {
            while (!isStopped) {
                ZMsg request = ZMsg.recvMsg(router);
                if (request != null) {
                    request.send(router);
                }
            }
            context.close();
        }
    }
}
