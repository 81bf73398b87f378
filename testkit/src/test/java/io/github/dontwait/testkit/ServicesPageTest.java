package io.github.dontwait.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.peer.JeromqPeers;
import io.github.dontwait.testkit.peer.MessageMatcher;
import io.github.dontwait.testkit.peer.MessagePeer;
import io.github.dontwait.testkit.peer.PeerGroup;
import io.github.dontwait.testkit.peer.Peers;
import io.github.dontwait.testkit.peer.Script;
import io.github.dontwait.testkit.transcript.Transcript;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMsg;

/** The examples of docs/services.md. */
class ServicesPageTest {

    private final ZContext context = new ZContext();
    private final JobService service = new JobService(context, "tcp://127.0.0.1:*");
    private final Peers peers = Peers.to(service.endpoint());

    @AfterEach
    void close() throws InterruptedException {
        peers.close();
        service.stop();
        context.close();
    }

    @Test
    void eachReplyReachesTheClientThatAsked() {
        service.start();
        MessagePeer alice = peers.dealer("alice");
        MessagePeer bob = peers.req("bob");
        alice.send("job-1");
        alice.send("job-2");
        bob.send("job-3");
        alice.expectInOrder("job-1 done", "job-2 done");
        bob.expect("job-3 done");
        alice.send("fence");
        alice.expectNothingBut("fence done");
    }

    @Test
    void manyWaysToExpect() {
        service.start();
        MessagePeer alice = peers.dealer("alice");
        for (int i = 1; i <= 9; i++) {
            alice.send("job-" + i);
        }
        alice.expectInAnyOrder(Message.of("job-2 done"), Message.of("job-1 done")); // each once
        alice.expectAnyOf(Message.of("job-0 done"), Message.of("job-3 done")); // one of them
        alice.expect(MessageMatcher.named(
                "a job that is done", message -> message.last().text().endsWith(" done")));
        alice.fishFor("job-7 done"); // whatever comes before
        alice.expectMessages(2);
        alice.within(Duration.ZERO, Duration.ofSeconds(5), () -> {
            alice.send("job-10");
            alice.expect("job-10 done");
        });
    }

    @Test
    void anImpatientClientLeavesAndComesBack() {
        service.start();
        Script impatient = Script.named("impatient client")
                .routingId("c-1")
                .send("job-1")
                .send("job-2") // does not wait for the first reply
                .expect("job-1 done")
                .disconnect() // job-2 may still be in flight
                .reconnect() // under the same routing id
                .send("job-3")
                // An answer to job-2 finds its way by the routing id, and may come first.
                .fishFor(MessageMatcher.texts("job-3 done"))
                .expectNothingElse();
        Transcript transcript = peers.play(impatient);
        assertThat(transcript.render()).contains("impatient client -> subject  [ \"job-3\" ]");
    }

    @Test
    void manyClientsAtOnce() {
        service.start();
        Script alice = Script.named("alice")
                .send("job-1")
                .expect("job-1 done")
                .meet("everybody was served once") // all that name the place wait for each other
                .send("job-2")
                .expect("job-2 done")
                .fence("fence", "fence done");
        peers.playTogether(
                alice, alice.as("bob"), alice.as("carol"), alice.as("dave").req());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theSameTestOverTheWireAndOverJeromq(boolean isWire) {
        service.start();
        try (PeerGroup clients = isWire ? Peers.to(service.endpoint()) : JeromqPeers.to(service.endpoint())) {
            MessagePeer alice = clients.dealer("alice");
            alice.send("job-1");
            alice.expect("job-1 done");
        }
    }

    @Test
    void steppedWithoutThreads() {
        JobService stepped = new JobService(context, "inproc://jobs");
        try (JeromqPeers clients = JeromqPeers.in(context, "inproc://jobs")) {
            MessagePeer alice = clients.dealer("alice");
            MessagePeer bob = clients.dealer("bob");
            alice.send("job-1");
            bob.expectNothingAfter(stepped::turn); // exact, and takes no time
            alice.expect(Message.of("job-1 done"), Duration.ZERO);
            alice.expectNothingAfter(stepped::turn);
        }
    }

    /** The service under test: yours. One turn of its loop never waits. */
    private static final class JobService {

        private final ZContext context;
        private final ZMQ.Socket router;
        private final Thread thread = new Thread(this::run, "job-service");
        private volatile boolean isStopped;

        private JobService(ZContext context, String endpoint) {
            this.context = context;
            router = context.createSocket(SocketType.ROUTER);
            router.setRouterHandover(true); // a client may come back under its routing id
            router.bind(endpoint);
        }

        private String endpoint() {
            return router.getLastEndpoint();
        }

        private int turn() {
            ZMsg job = ZMsg.recvMsg(router, ZMQ.DONTWAIT);
            if (job == null) {
                return 0;
            }
            job.addLast(job.pollLast() + " done");
            job.send(router);
            return 1;
        }

        private void run() {
            try (ZMQ.Poller poller = context.createPoller(1)) {
                poller.register(router, ZMQ.Poller.POLLIN);
                while (!isStopped) {
                    if (turn() == 0) {
                        poller.poll(10);
                    }
                }
            }
        }

        private void start() {
            thread.start();
        }

        private void stop() throws InterruptedException {
            isStopped = true;
            thread.join(5_000);
        }
    }
}
