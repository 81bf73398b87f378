package io.github.dontwait.testkit;

import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.peer.Peers;
import io.github.dontwait.testkit.wire.Command;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMsg;

class EchoActorTest {

    private final EchoActor actor = new EchoActor();
    private final Peers peers = Peers.to(actor.endpoint);

    @BeforeEach
    void start() {
        actor.start();
    }

    @AfterEach
    void stop() throws InterruptedException {
        peers.close();
        actor.stopped = true;
        actor.join(5_000);
    }

    @Test
    void repliesReachThePeerThatAsked() {
        Peer alice = peers.dealer("alice");
        Peer bob = peers.req("bob");
        alice.send("ping-a", "");
        bob.send("ping-b");
        alice.expect("ping-a", "");
        bob.expect("ping-b");
        alice.send("fence");
        alice.expectNothingBut("fence");
    }

    @Test
    void aPeerThatVanishesInsideAFrameHarmsNobody() {
        Peer alice = peers.dealer("alice");
        Peer rude = peers.dealer("rude");
        rude.wire().sendHex("01 02 6162  00 05 68"); // two octets with MORE, then a fifth of five
        rude.reset();
        alice.wire().sendInPieces(new byte[] {0, 2, 'h', 'i'}, 1, 1, 1);
        alice.expect("hi");
        alice.wire().sendCommand(Command.ping(0, Message.of("ctx").first()));
        alice.wire().receiveCommand();
    }

    /** The actor under test: yours. */
    private static final class EchoActor extends Thread {

        private final ZContext context = new ZContext();
        private final ZMQ.Socket router = context.createSocket(SocketType.ROUTER);
        private final String endpoint;
        private volatile boolean stopped;

        private EchoActor() {
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
}
