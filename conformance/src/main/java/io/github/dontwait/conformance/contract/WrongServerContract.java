package io.github.dontwait.conformance.contract;

import static io.github.dontwait.conformance.Profile.FULL;
import static io.github.dontwait.conformance.Rung.PROCESS;

import io.github.dontwait.conformance.Rule;
import io.github.dontwait.conformance.bench.ClientBench;
import io.github.dontwait.conformance.stimulus.Stranger;
import io.github.dontwait.conformance.stimulus.WrongServer;
import io.github.dontwait.conformance.stimulus.WrongServer.Manner;
import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.wire.Command;
import io.github.dontwait.testkit.wire.FrameCodec;
import io.github.dontwait.testkit.wire.Greeting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Rules: servers that speak wrongly, refuse the client, or break off. */
public interface WrongServerContract extends Contract {

    /** So often a client may come back after an ERROR before it counts as one that does not listen. */
    int MOST_REFUSALS = 3;

    @Rule(
            id = "CLI-12",
            profile = FULL,
            says =
                    "A server that sends garbage, never ends its handshake or has an illegal Socket-Type neither ends the "
                            + "client nor holds it up: its requests time out in time.",
            source = "subject contract, The client; 37/ZMTP, Error Handling",
            causes = {
                "an exception of the wire protocol reaches the application's loop and ends it",
                "the client waits for the end of a handshake before it looks at its time-outs",
                "reading the greeting, or connecting again and again, is done on the thread of the application"
            },
            mutants = {
                "DiesOfGarbage: takes a server's protocol error for its own",
                "WaitsForTheEndOfTheHandshake: looks at nothing else once a server has begun to greet",
                "FallsSilentAfterARefusedServer: looks at its time-outs only while it may have a server"
            },
            rung = PROCESS,
            timed = true)
    default void aWrongServerHoldsNothingUp(ClientBench bench) throws InterruptedException {
        List<WrongServer> servers = new ArrayList<>();
        for (Manner manner : Manner.values()) {
            servers.add(new WrongServer(bench, manner));
        }
        WrongServer.play(servers);
        for (WrongServer server : servers) {
            server.expectTimedOut();
        }
    }

    @Rule(
            id = "WIRE-21",
            profile = FULL,
            says = "On ERROR in the handshake it closes the connection, lives on, and does not connect there again.",
            source = "37/ZMTP, Error Handling, \"not re-connecting using the same security credentials\"",
            causes = {
                "ERROR is taken for any lost connection, after which one tries again: the same credentials are refused"
                        + " again, and a thousand such clients keep the server from its work",
                "ERROR in the place of READY is skipped, and the connection kept",
                "a refusal ends the client before its requests have"
            },
            mutants = {
                "ComesBackAfterError: takes ERROR for a lost connection",
                "StaysAfterError: waits on for READY",
                "DiesOfAnError: takes a refusal for its own end"
            },
            rung = PROCESS)
    default void anErrorIsFinal(ClientBench bench) throws InterruptedException {
        // One that gives a server up at a time-out, and tries afresh with another socket, is not meant.
        Host host = new Host(bench, 1, 1, Duration.ofSeconds(60));
        Duration window =
                Duration.ofMillis((long) (1_000 * Math.max(1, bench.timeouts().factor())));
        Stranger server = host.greet(Greeting.ofMinor(1));
        for (int refusals = 1; ; refusals++) {
            server.described("who answered READY with ERROR \"400\"").expectReady();
            server.tell(Command.error("400"));
            server.expectDisconnected();
            Optional<Stranger> again = host.pollGreeted(Greeting.ofMinor(1), window);
            host.expectAlive();
            if (again.isEmpty()) {
                return;
            }
            if (refusals == MOST_REFUSALS) {
                throw bench.failed(
                        "the client not to connect again within " + window.toMillis()
                                + " ms after the server has answered its READY with ERROR \"400\"",
                        "it came back after each of " + refusals + " refusals");
            }
            server = again.get();
        }
    }

    @Rule(
            id = "REC-06",
            profile = FULL,
            says =
                    "Half a reply followed by a disconnect delivers nothing, and the next whole reply is taken as it is.",
            source = "37/ZMTP, Messages, \"atomically\"; subject contract, The client",
            causes = {
                "each frame is handled as it comes; collect frames until one comes without the flag MORE",
                "what was collected of a message outlives its connection, and is put before the next message",
                "after the new connection the rest of the half reply is awaited"
            },
            mutants = {
                "KeepsHalfAReply: puts what a broken connection had begun before the next reply",
                "CountsHalfAReply: takes each frame for a message",
                "DeliversHalfAReplyAtTheEnd: hands on the first frames of a reply when its connection ends"
            },
            rung = PROCESS)
    default void halfAReplyLeavesNoTrace(ClientBench bench) throws InterruptedException {
        Host host = new Host(bench, 3, 2, Duration.ofSeconds(60));
        Stranger server = host.enter();
        Frame first = server.receive("request 1").first();
        Frame second = server.receive("request 2").first();
        byte[] half = FrameCodec.encode(Message.of(second, Frame.filled(300, 'h')));
        int[] cuts = {2 + second.size(), half.length - 150, 1};
        for (int cut : cuts) {
            server.tell(Arrays.copyOf(half, cut), cut + " of " + half.length + " octets of a reply to request 2");
            server.wire().close();
            server = host.enter();
        }
        // Both are open still, so that a reply over another connection is one to them.
        server.described("who replied to request 1, after connections that ended inside replies to request 2");
        server.tell(Message.of(first, Frame.text("answer")));
        String line = host.expectOutcome();
        if (!line.matches("REPLY 1 [0-9]+")) {
            throw server.failed("to have made the client print \"REPLY 1 …\" first", "it printed \"" + line + "\"");
        }
        server.receive("request 3");
        server.tell(Message.of(second, Frame.text("answer")));
        server.tell(Message.of("3", "answer"));
        String done = host.expectLine("DONE").text();
        if (!done.equals("DONE 3 0")) {
            throw server.failed("to have made the client print \"DONE 3 0\"", "it printed \"" + done + "\"");
        }
        host.expectNothingUnexpected("each whole reply had the number of an open request");
    }
}
