package io.github.dontwait.conformance.contract;

import io.github.dontwait.conformance.Capability;
import io.github.dontwait.conformance.Profile;
import io.github.dontwait.conformance.Rule;
import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.conformance.bench.Bystander;
import io.github.dontwait.conformance.stimulus.Backlog;
import io.github.dontwait.conformance.stimulus.Gathering;
import io.github.dontwait.conformance.stimulus.Replies;
import io.github.dontwait.conformance.stimulus.SegmentedFlood;
import io.github.dontwait.testkit.message.Message;
import java.util.List;

/** Rules: no peer starves another. */
public interface FairnessContract extends Contract {

    @Rule(
            id = "FAIR-01",
            profile = Profile.EXCHANGE,
            says = "Requests are taken from the peers in turn, however many one of them has queued.",
            source = "RFC 28/REQREP, ROUTER (\"fair-queuing\"); subject contract, Serving",
            causes = {
                "all that the socket has is moved into a queue of the program's own before the first is handled: the"
                        + " socket is fair, a queue is not; take one message, handle it, take the next",
                "one peer's messages are handled until it has none left before the next peer's turn comes",
                "work goes to a thread behind one unbounded queue for everybody"
            },
            mutants = {
                "DrainsOnePeerFirst: serves a peer until it has nothing left",
                "EmptiesTheSocketFirst: moves all that is there into a list before it handles the first",
                "QueuesWorkBehindAll: puts work into one queue for all peers"
            })
    default void peersAreServedInTurn(Bench bench) {
        Message asked = Message.of("a few");
        new Backlog(300, Backlog.manyFrames(), 3, 20, asked).requireServedBesideACrowd(bench);
        if (bench.declares(Capability.WORK) && !bench.declares(Capability.CONCURRENT)) {
            Message work = Message.of("$work", "1");
            new Backlog(60, work, 3, 5, work).requireTurns(bench);
        }
    }

    @Rule(
            id = "FAIR-02",
            profile = Profile.EXCHANGE,
            timed = true,
            says = "A peer that floods does not keep another from being answered.",
            source = "RFC 28/REQREP, ROUTER (\"fair-queuing\"); subject contract, Serving",
            causes = {
                "an inner loop that receives until nothing is left: under a flood that never happens; bound the number"
                        + " of messages of a turn, and reply as you go",
                "requests wait in one queue for all peers, behind those of the flood",
                "the loop's other duties, sending among them, are done only when nothing arrives"
            },
            mutants = {
                "ServesTheLoudestPeer: serves the peer first that has asked most so far",
                "RepliesWhenIdle: keeps all replies until nothing arrives",
                "HandlesInOrderOfArrival: handles requests in the order in which they came, whoever sent them"
            })
    default void aFloodStarvesNobody(Bench bench) throws InterruptedException {
        Bystander bystander = bench.bystander();
        try (SegmentedFlood flood = SegmentedFlood.begin(bench, "flood-1");
                SegmentedFlood another = SegmentedFlood.begin(bench, "flood-2")) {
            bystander.expectServed(10);
            bench.note("meanwhile " + (flood.answered() + another.answered()) + " requests of the flood were answered");
            for (SegmentedFlood one : List.of(flood, another)) {
                if (one.trouble() != null) {
                    throw Replies.failure(
                            bench, "a peer that floods to be served as well", "it was not: " + one.trouble());
                }
            }
        }
        if (bench.declares(Capability.WORK) && !bench.declares(Capability.CONCURRENT)) {
            new Backlog(60, Message.of("$work", "2"), 1, 1, Message.of("just one")).requireTurns(bench);
        }
        bystander.expectServed(5);
    }

    @Rule(
            id = "FAIR-05",
            profile = Profile.EXCHANGE,
            says = "Whoever asks is heard though nobody else speaks, also after several have asked at once.",
            source =
                    "RFC 28/REQREP, ROUTER (\"fair-queuing\"); man zmq_poll (\"level-triggered\"); subject contract, Serving",
            causes = {
                "several connections are ready at once, and when one of them has nothing more the others are not looked at: a"
                        + " readiness event is lost, and a connection is deaf until another one speaks",
                "one message is taken for each event of a descriptor that is edge-triggered, such as ZMQ_FD: take messages"
                        + " until there are none"
            },
            mutants = {
                "LosesAReadiness: of peers that speak at once it hears all but the first again only when that one speaks"
            })
    default void nobodyWaitsForAnotherToSpeak(Bench bench) {
        new Gathering(bench).requireAllHeard();
    }
}
