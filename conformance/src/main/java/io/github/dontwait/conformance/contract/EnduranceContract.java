package io.github.dontwait.conformance.contract;

import static io.github.dontwait.conformance.Capability.WORK;
import static io.github.dontwait.conformance.Level.SHOULD;
import static io.github.dontwait.conformance.Profile.EXCHANGE;
import static io.github.dontwait.conformance.Profile.FULL;
import static io.github.dontwait.conformance.Rung.PROCESS;

import io.github.dontwait.conformance.Rule;
import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.conformance.stimulus.MemoryGrowth;
import io.github.dontwait.conformance.stimulus.PassingThrough;
import io.github.dontwait.conformance.stimulus.UnreadRequests;
import io.github.dontwait.testkit.peer.Peer;
import java.util.concurrent.atomic.AtomicInteger;

/** Rules: nothing piles up, however many messages and peers come and go. */
public interface EnduranceContract extends Contract {

    @Rule(
            id = "REC-02",
            profile = EXCHANGE,
            says = "Descriptors and memory stay flat however many peers have come, asked and gone.",
            source = "subject contract, Serving; 28/REQREP, ROUTER, \"SHALL destroy its double queue\"",
            causes = {
                "the connection of a peer that left is never closed on this side",
                "something is kept for each peer, such as its last message or a buffer, and never taken away",
                "a thread, a timer or a socket is made for each peer and outlives it"
            },
            mutants = {
                "LeaksADescriptorPerPeer: keeps something open for each connection",
                "RemembersWhatEachPeerSaid: keeps the last message of every peer"
            },
            rung = PROCESS,
            java = false,
            fresh = true,
            heavy = true)
    default void peersLeaveNothingBehind(Bench bench) throws InterruptedException {
        int count = 60;
        int octets = 270_000;
        AtomicInteger group = new AtomicInteger();
        MemoryGrowth growth = MemoryGrowth.expectNone(
                bench, "peers that ask for " + octets + " octets and leave", (long) count * octets, () -> {
                    PassingThrough.peers(bench, "passer-" + group.incrementAndGet(), count, octets);
                    return true;
                });
        growth.expectDescriptorsBack("peers come and go, " + count + " in each load", 30);
    }

    @Rule(
            id = "REC-08",
            profile = EXCHANGE,
            says = "Memory and descriptors stay flat however many messages it has answered.",
            source = "subject contract, Serving",
            causes = {
                "messages are kept after they were answered: in a log, a list of the seen, a cache without a bound",
                "each message opens something that is never closed",
                "messages of the library are not freed (zmq_msg_close) where it leaves that to the program"
            },
            mutants = {
                "KeepsEveryMessage: keeps what it has answered",
                "LeaksADescriptorPerMessage: opens something for each message"
            },
            rung = PROCESS,
            java = false,
            fresh = true,
            heavy = true)
    default void messagesLeaveNothingBehind(Bench bench) throws InterruptedException {
        Peer alice = PassingThrough.unrecorded(bench, "alice");
        int count = 1_600;
        int octets = 10_000;
        MemoryGrowth growth =
                MemoryGrowth.expectNone(bench, "messages of " + octets + " octets", (long) count * octets, () -> {
                    PassingThrough.messages(alice, count, octets);
                    return true;
                });
        growth.expectDescriptorsBack("messages are answered, " + count + " in each load", 30);
    }

    @Rule(
            id = "BKP-01",
            level = SHOULD,
            profile = EXCHANGE,
            says = "Its memory stays bounded under a client that sends and never reads.",
            source = "28/REQREP, \"SHOULD constrain the outgoing and incoming queue sizes\"; subject contract, Serving",
            causes = {
                "the high-water mark is 0, which means no limit",
                "replies that find no room are kept in a list of one's own, without a bound"
            },
            outcomes = {
                "stops-reading: it takes no more from that peer, and TCP pushes back",
                "drops-replies: it takes on, and replies that find no room are dropped"
            },
            mutants = {
                "QueuesWithoutABound: sets its high-water mark to 0",
                "KeepsWhatFoundNoRoom: keeps the replies that the library would not take"
            },
            rung = PROCESS,
            java = false,
            fresh = true,
            heavy = true)
    default void whoNeverReadsFillsNoMemory(Bench bench) throws InterruptedException {
        int count = 4_000;
        int octets = 4_000;
        UnreadRequests mute = UnreadRequests.none(bench, "mute", octets);
        Peer other = bench.dealer("other");
        MemoryGrowth growth = MemoryGrowth.expectNone(
                bench, "requests of a client that never reads its replies", (long) count * octets, () -> {
                    if (!mute.ask(bench, count)) {
                        return false;
                    }
                    // What it has taken is behind it when it has answered another. Whom it does not answer, and whether
                    // it may let others wait, is another rule's business: who serves nobody takes no more.
                    other.send("ping");
                    return other.poll(bench.timeouts().arrival()).isPresent();
                });
        bench.outcome(growth.tookNoMore() ? "stops-reading" : "drops-replies");
    }

    @Rule(
            id = "BKP-04",
            level = SHOULD,
            profile = FULL,
            says =
                    "Busy, it does not pile up what arrives without a bound: it reads no more, and TCP pushes back, or it drops.",
            source =
                    "man zmq_setsockopt, ZMQ_RCVHWM; 28/REQREP, \"SHOULD constrain the outgoing and incoming queue sizes\"",
            causes = {
                "a thread does nothing but receive, into a queue without a bound",
                "the high-water mark for receiving is 0, which means no limit"
            },
            outcomes = {
                "stops-reading: it takes no more while it is busy, and TCP pushes back",
                "drops-requests: it takes on, and drops what finds no room"
            },
            mutants = {"ReadsAhead: takes in whatever comes while it is at work"},
            needs = WORK,
            rung = PROCESS,
            java = false,
            fresh = true,
            heavy = true)
    default void busyItPilesUpNothing(Bench bench) throws InterruptedException {
        bench.dealer("busy").send("$work", "60000", "all the while");
        int count = 4_000;
        int octets = 4_000;
        UnreadRequests flood = UnreadRequests.none(bench, "flood", octets);
        try {
            MemoryGrowth growth = MemoryGrowth.expectNone(
                    bench,
                    "requests that arrive while it is busy",
                    (long) count * octets,
                    () -> flood.ask(bench, count));
            bench.outcome(growth.tookNoMore() ? "stops-reading" : "drops-requests");
        } finally {
            // It is busy for a minute, and nobody can ask it anything any more.
            bench.kill();
        }
    }
}
