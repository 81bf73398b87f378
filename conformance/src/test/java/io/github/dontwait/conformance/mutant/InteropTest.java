package io.github.dontwait.conformance.mutant;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dontwait.conformance.Role;
import io.github.dontwait.conformance.RunningSubject;
import io.github.dontwait.conformance.SubjectOutput.Stream;
import io.github.dontwait.conformance.SubjectSettings;
import io.github.dontwait.conformance.subject.Pyzmq;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMsg;

/** The models talk to real libraries: JeroMQ, and libzmq by way of Python. */
@Timeout(60)
class InteropTest {

    private static final SubjectSettings ANY_PORT = SubjectSettings.of(Role.WORKER, "tcp://127.0.0.1:*");
    private static final int PATIENCE_MS = 5_000;

    /** Echoes of several shapes and sizes from a DEALER, then a REQ beside heartbeats. */
    private static final String PEERS = """
            import os, sys, zmq
            context = zmq.Context()
            dealer = context.socket(zmq.DEALER)
            dealer.RCVTIMEO = 5000
            dealer.connect(sys.argv[1])
            for message in [[b"x"], [b"", b""], [b"a", b"", b"b"], [os.urandom(255)], [os.urandom(256)],
                            [os.urandom(1 << 20), b"", os.urandom(65536)]] + [[b"%d" % n] for n in range(300)]:
                dealer.send_multipart(message)
                reply = dealer.recv_multipart()
                while reply == [b"$heartbeat"]:
                    reply = dealer.recv_multipart()
                assert reply == message, (message[0][:20], reply[0][:20])
            req = context.socket(zmq.REQ)
            req.RCVTIMEO = 5000
            req.connect(sys.argv[1])
            for _ in range(2):
                req.send(b"q")
                assert req.recv() == b"q"
                assert not req.poll(500)
            context.destroy(linger=0)
            """;

    /** A ROUTER that answers three requests in reverse order, twice, and sends what nobody asked for. */
    private static final String SERVER = """
            import sys, zmq
            context = zmq.Context()
            router = context.socket(zmq.ROUTER)
            router.RCVTIMEO = 5000
            router.bind(sys.argv[1])
            print(router.LAST_ENDPOINT.decode(), flush=True)
            for _ in range(2):
                messages = [router.recv_multipart() for _ in range(3)]
                router.send_multipart([messages[0][0], b"$heartbeat"])
                router.send_multipart([messages[0][0], b"?"])
                for message in reversed(messages):
                    router.send_multipart(message)
            context.destroy(linger=1000)
            """;

    @Test
    void jeromqPeersAreServed() throws InterruptedException {
        try (RunningSubject subject = ModelSubject.of(ModelService::new).start(ANY_PORT);
                ZContext context = new ZContext()) {
            ZMQ.Socket dealer = peer(context, SocketType.DEALER, subject.endpoint());
            for (int i = 0; i < 300; i++) {
                ZMsg.newStringMsg("", "body", Integer.toString(i)).send(dealer);
            }
            for (int i = 0; i < 300; i++) {
                assertThat(text(ZMsg.recvMsg(dealer))).containsExactly("", "body", Integer.toString(i));
            }
            ZMQ.Socket req = peer(context, SocketType.REQ, subject.endpoint());
            for (int i = 0; i < 3; i++) {
                req.send("ask");
                assertThat(req.recvStr()).isEqualTo("ask");
            }
        }
    }

    @Test
    void aJeromqRouterServesTheClient() throws InterruptedException {
        try (ZContext context = new ZContext()) {
            ZMQ.Socket router = context.createSocket(SocketType.ROUTER);
            router.setReceiveTimeOut(PATIENCE_MS);
            router.bind("tcp://127.0.0.1:*");
            SubjectSettings settings = SubjectSettings.of(Role.CLIENT, router.getLastEndpoint())
                    .with(SubjectSettings.REQUESTS, 3)
                    .with(SubjectSettings.WINDOW, 3)
                    .with(SubjectSettings.TIMEOUT_MS, PATIENCE_MS)
                    .with(SubjectSettings.ROUTING_ID, "model");
            try (RunningSubject client = ModelSubject.of(ModelClient::new).start(settings)) {
                List<ZMsg> requests = List.of(ZMsg.recvMsg(router), ZMsg.recvMsg(router), ZMsg.recvMsg(router));
                assertThat(text(requests.get(1))).containsExactly("model", "2", "body-2");
                for (int i = 2; i >= 0; i--) {
                    requests.get(i).send(router);
                }
                assertThat(endOf(client))
                        .extracting(line -> line.replaceFirst("(REPLY \\d+) \\d+", "$1"))
                        .containsExactly("REPLY 3", "REPLY 2", "REPLY 1", "DONE 3 0");
            }
        }
    }

    @Test
    void libzmqPeersAreServed() throws Exception {
        try (RunningSubject subject =
                ModelSubject.of(ModelService::new).start(ANY_PORT.with(SubjectSettings.HEARTBEAT_MS, 200))) {
            run(python(PEERS, subject.endpoint()));
        }
    }

    @Test
    void aLibzmqRouterServesTheClient() throws Exception {
        Process server = python(SERVER, "tcp://127.0.0.1:*");
        String endpoint = server.inputReader().readLine();
        assertThat(endpoint).startsWith("tcp://");
        SubjectSettings settings = SubjectSettings.of(Role.CLIENT, endpoint)
                .with(SubjectSettings.REQUESTS, 6)
                .with(SubjectSettings.WINDOW, 3)
                .with(SubjectSettings.TIMEOUT_MS, 2L * PATIENCE_MS);
        try (RunningSubject client = ModelSubject.of(ModelClient::new).start(settings)) {
            List<String> lines = endOf(client);
            assertThat(lines).filteredOn(line -> line.startsWith("REPLY")).hasSize(6);
            assertThat(lines).filteredOn(line -> line.equals("UNEXPECTED 3f")).hasSize(2);
            assertThat(lines).endsWith("DONE 6 0").hasSize(9);
        } finally {
            run(server);
        }
    }

    private static ZMQ.Socket peer(ZContext context, SocketType type, String endpoint) {
        ZMQ.Socket socket = context.createSocket(type);
        socket.setReceiveTimeOut(PATIENCE_MS);
        socket.setHandshakeIvl(500);
        socket.connect(endpoint);
        return socket;
    }

    private static List<String> text(ZMsg message) {
        return message.stream().map(frame -> frame.getString(UTF_8)).toList();
    }

    /** All lines of a client that has come to its end. */
    private static List<String> endOf(RunningSubject client) throws InterruptedException {
        assertThat(client.output().orElseThrow().awaitEnd(Duration.ofMillis(3L * PATIENCE_MS)))
                .as("the client ends")
                .isTrue();
        return client.output().orElseThrow().text(Stream.OUT).stream().skip(1).toList();
    }

    private static Process python(String script, String endpoint) throws IOException {
        return new ProcessBuilder(Pyzmq.python(), "-c", script, endpoint)
                .redirectErrorStream(true)
                .start();
    }

    private static void run(Process process) throws IOException, InterruptedException {
        try {
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertThat(process.waitFor(10, SECONDS)).isTrue();
            assertThat(process.exitValue()).as(output).isZero();
        } finally {
            process.destroyForcibly();
        }
    }
}
