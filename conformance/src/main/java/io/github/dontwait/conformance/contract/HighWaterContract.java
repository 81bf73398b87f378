package io.github.dontwait.conformance.contract;

import static io.github.dontwait.conformance.Level.SHOULD;
import static io.github.dontwait.conformance.Profile.EXCHANGE;
import static io.github.dontwait.conformance.Profile.FULL;

import io.github.dontwait.conformance.Capability;
import io.github.dontwait.conformance.Rule;
import io.github.dontwait.conformance.Rung;
import io.github.dontwait.conformance.RunningSubject;
import io.github.dontwait.conformance.SubjectSettings;
import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.conformance.stimulus.Burst;
import io.github.dontwait.conformance.stimulus.HandledCount;
import io.github.dontwait.conformance.stimulus.Outstanding;
import io.github.dontwait.conformance.stimulus.Replies;
import io.github.dontwait.conformance.stimulus.Unread;
import io.github.dontwait.conformance.stimulus.UnreadRequests;
import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.peer.PeerOptions;
import io.github.dontwait.testkit.peer.Peers;

/** Rules: what the high-water mark costs a peer that reads: nothing below it, and nothing in silence. */
public interface HighWaterContract extends Contract {

    @Rule(
            id = "BKP-07",
            level = SHOULD,
            profile = EXCHANGE,
            says =
                    "No reply is lost to a peer that reads and has 1000 requests open, or else $stats or the log tells of the"
                            + " loss.",
            source = "RFC 28/REQREP, ROUTER (drops where a queue is full); subject contract, Serving",
            causes = {
                "requests beyond a limit of the program's own are thrown away without a word: count them, under the name"
                        + " dropped in $stats",
                "replies are dropped in silence at a small ZMQ_SNDHWM; with ZMQ_ROUTER_MANDATORY the program would know",
                "an exception (a full executor, a full list) is caught around the request, and nothing is done about it"
            },
            outcomes = {
                "nothing-lost: each request got its reply",
                "counted: dropped in $stats grew by what was lost, or more",
                "logged: a line of its output tells that something was dropped"
            },
            mutants = {
                "DropsTheManyInSilence: does not answer requests beyond 600 without a pause",
                "CountsOneLossForAll: counts the first of them only"
            })
    default void noLossIsSilent(Bench bench) throws InterruptedException {
        bench.outcome(new Outstanding(bench, 1_000).account());
    }

    @Rule(
            id = "BKP-08",
            profile = FULL,
            needs = Capability.HWM,
            says =
                    "With any high-water mark that it is told, a peer that reads and keeps fewer requests open than half of it"
                            + " loses nothing, whatever others leave unread; with 0 there is no limit.",
            source = "subject contract, Serving (fewer than half the high-water mark) and Starting (HWM 0, per peer)",
            causes = {
                "one queue with one mark for all peers: whoever does not read takes the room of the others",
                "the mark is applied to something smaller than messages of one peer: frames, or both directions together",
                "0 is taken for \"no room\" instead of \"no limit\""
            },
            mutants = {
                "HasAQuarterOfTheMark: drops replies to a peer beyond a quarter of the mark",
                "SharesOneMark: counts what all peers leave unread against the mark of each",
                "TakesZeroForItsDefault: keeps the usual mark where it is told 0",
                "TakesZeroForNoRoom: drops what cannot be sent at once where the mark is 0"
            },
            rung = Rung.PROCESS,
            heavy = true)
    default void belowTheMarkNothingIsLost(Bench bench) throws InterruptedException {
        below(bench, 20, 9, 60);
        expectNoLimit(bench, below(bench, 0, Burst.MOST_OPEN, 2));
    }

    /** Whoever reads nothing for a while has it all afterwards, though it is more than any usual mark. */
    private static void expectNoLimit(Bench bench, Peers peers) throws InterruptedException {
        int wanted = bench.introduction().affordable(3_000, bench.timeouts().arrival());
        int octets = 4_000;
        Peer late = peers.peer(PeerOptions.dealer("late")
                .withRoutingId(bench.routingId("late"))
                .withReceiveBufferSize(Unread.RECEIVE_BUFFER)
                .unrecorded());
        HandledCount handled = HandledCount.begin(bench, peers.dealer("watch"));
        UnreadRequests requests = UnreadRequests.of(bench, late, wanted, octets);
        if (requests.begun() < wanted) {
            bench.note("HWM 0: it holds back what it cannot send, and takes no more meanwhile");
            return;
        }
        // What still lies before the subject is no reply that waits. The last one may have been taken in part.
        handled.await(wanted - 1);
        for (int next = 0; next < wanted - 1; next++) {
            Message reply = Replies.expectAny(
                    bench,
                    late,
                    "reply " + next + " of " + wanted + ", read late, with no limit to what waits (HWM 0)");
            if (!reply.equals(Unread.numbered(next, octets)) && !bench.declares(Capability.REORDERS)) {
                throw bench.failed(
                        "all of " + wanted + " replies, read late, with no limit to what waits (HWM 0)",
                        "behind " + next + " of them came " + reply);
            }
        }
        bench.note("HWM 0: " + wanted + " replies waited for a late reader, and none was lost");
    }

    private static Peers below(Bench bench, int mark, int open, int rounds) throws InterruptedException {
        RunningSubject subject = bench.start(settings -> settings.with(SubjectSettings.HWM, mark));
        Peers peers = bench.peersOf(subject);
        if (mark > 0) {
            Peer deaf = peers.peer(PeerOptions.dealer("deaf")
                    .withRoutingId(bench.routingId("deaf"))
                    .withReceiveBufferSize(Unread.RECEIVE_BUFFER)
                    .unrecorded());
            UnreadRequests.of(bench, deaf, 600, 10_000);
            bench.note("deaf has asked 600 times for 10000 octets and reads nothing");
        }
        Peer reading = peers.peer(PeerOptions.dealer("reading")
                .withRoutingId(bench.routingId("reading"))
                .unrecorded());
        Frame body = Frame.filled(2_000, 'x');
        for (int round = 1; round <= rounds; round++) {
            String label = "HWM " + mark + ", round " + round;
            Burst burst = Burst.of(
                            bench,
                            reading,
                            open,
                            n -> Message.of(Frame.text(label), Frame.text(Integer.toString(n)), body))
                    .sendAtOnce()
                    .collect();
            burst.requireComplete();
        }
        bench.note("HWM " + mark + ": " + rounds + " times " + open + " requests were answered");
        return peers;
    }
}
