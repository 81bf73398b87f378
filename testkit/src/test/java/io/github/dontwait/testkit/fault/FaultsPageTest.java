package io.github.dontwait.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.peer.Peers;
import io.github.dontwait.testkit.transcript.Event;
import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.Timeouts;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMsg;

/** What the page about faults shows. */
@Timeout(30)
class FaultsPageTest {

    private final Worker worker = new Worker();
    private final Transcript transcript = Transcript.begin();
    private final Timeouts timeouts = Timeouts.standard();
    private final Peers peers = Peers.to(worker.endpoint, transcript, timeouts);

    @BeforeEach
    void start() {
        worker.start();
    }

    @AfterEach
    void stop() throws InterruptedException {
        peers.close();
        worker.stopped = true;
        worker.join(5_000);
    }

    @Test
    void survivesAClientThatNeverReads() {
        FaultyPeer greedy = peers.faulty("greedy", Fault.stopReading().afterHandshake());
        for (int i = 0; i < 100; i++) {
            greedy.send(Message.of(Frame.filled(64 << 10, 'x'))); // more replies than all buffers hold
        }
        Peer alice = peers.dealer("alice");
        alice.send("ping");
        alice.expect("ping");
    }

    @Test
    void survivesAClientThatIsCutOffInsideAFrame() {
        peers.faulty("rude", Fault.reset().insideFrame(3)).commit();
        peers.faulty("cut", Fault.reset().inGreeting(11)).commit();
        peers.faulty("stuck", Fault.stall().insideFrame(1, 5)).commit(); // its connection stays
        Peer alice = peers.dealer("alice");
        alice.send("ping");
        alice.expect("ping");
    }

    @Test
    void servesOthersWhileAClientDrips() {
        FaultyPeer slow = peers.faulty("slow", Fault.drip(500).inGreeting(0));
        CompletableFuture<Void> dripping = CompletableFuture.runAsync(() -> slow.send("at last"));
        Peer alice = peers.dealer("alice");
        alice.send("ping");
        alice.expect("ping");
        dripping.join();
        assertThat(slow.receive()).isEqualTo(Message.of("at last"));
    }

    @Test
    void survivesAServerThatVanishes() {
        try (Link link = Link.to(worker.endpoint, "link", transcript);
                Client client = new Client(link.endpoint())) {
            assertThat(client.ask("one")).isEqualTo("one");
            link.refuse();
            link.cut(Event.Ending.RST); // the server is gone, and nobody listens
            CompletableFuture<Void> later = CompletableFuture.runAsync(link::heal);
            assertThat(client.ask("two")).isEqualTo("two");
            later.join();
            link.awaitConnections(2, Duration.ofSeconds(5)); // it has come back
        }
    }

    @Test
    void asksAgainWhenTheReplyIsCutOff() {
        try (Link link = Link.to(worker.endpoint, "link", transcript);
                Client client = new Client(link.endpoint())) {
            link.toClient().arm(Fault.reset().insideFrame(1, 3));
            assertThat(client.ask("one")).isEqualTo("one");
            link.awaitCut(Duration.ofSeconds(5));
        }
    }

    @Test
    void asksAgainWhenTheServerDiesWithTheRequest() {
        Fault dies = Fault.reset().afterReceiving(1);
        try (FaultyServer server = FaultyServer.once("server", dies, transcript, timeouts);
                Client client = new Client(server.endpoint())) {
            assertThat(client.ask("one")).isEqualTo("one");
            server.awaitFaults(1);
            assertThat(server.requests()).startsWith(Message.of("one"), Message.of("one"));
        }
    }

    /** The worker under test: yours. */
    private static final class Worker extends Thread {

        private final ZContext context = new ZContext();
        private final ZMQ.Socket router = context.createSocket(SocketType.ROUTER);
        private final String endpoint;
        private volatile boolean stopped;

        private Worker() {
            router.bind("tcp://127.0.0.1:*");
            router.setReceiveTimeOut(20);
            endpoint = router.getLastEndpoint();
        }

        @Override
        public void run() {
            while (!stopped) {
                ZMsg request = ZMsg.recvMsg(router);
                if (request != null) {
                    request.send(router);
                }
            }
            context.close();
        }
    }

    /** The client under test: yours. It asks again until the answer comes. */
    private static final class Client implements AutoCloseable {

        private final ZContext context = new ZContext();
        private final ZMQ.Socket dealer = context.createSocket(SocketType.DEALER);

        private Client(String endpoint) {
            dealer.setReconnectIVL(10);
            dealer.setHandshakeIvl(500);
            dealer.setReceiveTimeOut(200);
            dealer.connect(endpoint);
        }

        private String ask(String request) {
            for (int attempt = 0; attempt < 50; attempt++) {
                dealer.send(request);
                for (String reply = dealer.recvStr(); reply != null; reply = dealer.recvStr()) {
                    if (reply.equals(request)) { // a late answer to an earlier request is not this one
                        return reply;
                    }
                }
            }
            throw new AssertionError("no answer to " + request);
        }

        @Override
        public void close() {
            context.close();
        }
    }
}
