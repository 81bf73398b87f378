package io.github.dontwait.conformance.contract;

import static io.github.dontwait.conformance.Capability.HEARTBEAT;
import static io.github.dontwait.conformance.Profile.FULL;
import static io.github.dontwait.conformance.Rung.PROCESS;

import io.github.dontwait.conformance.Rule;
import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.conformance.stimulus.Countdown;
import io.github.dontwait.conformance.stimulus.HeartbeatLife;
import io.github.dontwait.conformance.stimulus.HeartbeatListener;
import io.github.dontwait.conformance.stimulus.HeartbeatWatch;
import io.github.dontwait.conformance.stimulus.RestrainedHeartbeats;
import io.github.dontwait.conformance.stimulus.UnreadRequests;
import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.peer.PeerOptions;
import java.util.ArrayList;
import java.util.List;

/** Rules: who gets a subject's own heartbeats, and for how long. */
public interface HeartbeatPeerContract extends Contract {

    @Rule(
            id = "HBT-11",
            profile = FULL,
            says = "No heartbeat goes to a peer whose latest message began with an empty frame, so that a REQ keeps its"
                    + " connection and gets its replies; its next message that begins otherwise lets them come.",
            source = "subject contract, Serving (heartbeats)",
            causes = {
                "heartbeats go to every peer alike; a REQ takes an unasked message for a breach of protocol",
                "what the peer's first message was decides for good, instead of its latest",
                "only an empty frame with others behind it counts: a message may be the empty frame alone"
            },
            mutants = {
                "BeatsForEverybody: sends heartbeats to REQ peers too",
                "JudgesByTheFirstMessage: goes by the first message of a peer for ever",
                "LooksForAWholeEnvelope: sends heartbeats to a peer that sent the empty frame alone",
                "NeverForgives: a peer that began with an empty frame once gets none ever"
            },
            needs = HEARTBEAT,
            rung = PROCESS,
            fresh = true,
            settings = {HeartbeatWatch.ON, HeartbeatWatch.LONG_LIFE})
    default void strictPeersGetNoHeartbeats(Bench bench) {
        new RestrainedHeartbeats(bench).require();
    }

    @Rule(
            id = "HBT-08",
            profile = FULL,
            says =
                    "Any message counts as life: heartbeats go on until the time to live after a peer's last one, none comes"
                            + " later than two intervals after that, and peers of $stats counts it no longer.",
            source = "subject contract, Serving (heartbeats, $stats); Starting (DONTWAIT_PEER_TTL_MS)",
            causes = {
                "only $heartbeat, or only an echo, sets the peer's time anew: every message must, verbs included",
                "the time is set when the peer is first heard, and never again",
                "the time to live is counted in heartbeats sent, or compared in another unit",
                "silent peers are never forgotten, or only when another message comes",
                "the search for them ends at the first that is alive, in a table whose order is not that of the last message"
            },
            mutants = {
                "CountsFromTheFirstMessage: forgets a peer its time to live after it was first heard",
                "CountsOnlyHeartbeatsAsLife: takes only $heartbeat for a sign of life",
                "LooksForLifeInEchoes: forgets peers that use verbs only",
                "ForgetsTooSoon: forgets a peer that missed one interval",
                "LooksInTheOrderOfArrival: looks for the silent in the order of their first messages, up to one that is alive",
                "NeverForgets: sends heartbeats to silent peers for ever",
                "CountsTheForgotten: leaves in peers whom it has forgotten"
            },
            needs = HEARTBEAT,
            rung = PROCESS,
            fresh = true,
            settings = {HeartbeatWatch.ON, HeartbeatLife.TIME_TO_LIVE},
            timed = true)
    default void anyMessageIsASignOfLife(Bench bench) {
        new HeartbeatLife(bench).require();
    }

    @Rule(
            id = "HBT-09",
            profile = FULL,
            says =
                    "A peer that comes back after its time to live is served and gets heartbeats again, on its connection or"
                            + " on a new one.",
            source = "subject contract, Serving (heartbeats); 18/MDP, Heartbeating",
            causes = {
                "who was forgotten stays in a list of the dead",
                "messages of peers that are not in the table are dropped",
                "the table knows the peer, but its timer was removed and is not set anew"
            },
            mutants = {
                "KeepsTheDead: sends no more heartbeats to a peer that it has forgotten once",
                "IgnoresTheDead: does not answer a peer that it has forgotten"
            },
            needs = HEARTBEAT,
            rung = PROCESS,
            fresh = true,
            settings = {HeartbeatWatch.ON, "DONTWAIT_PEER_TTL_MS=400"})
    default void whoComesBackIsWelcome(Bench bench) {
        HeartbeatWatch watch = new HeartbeatWatch(bench);
        HeartbeatListener staying = watch.greeted(bench.dealer("staying"));
        Peer leaving = bench.dealer("leaving");
        // In a watch of its own: whoever has left is looked at no more.
        new HeartbeatWatch(bench).greeted(leaving);
        leaving.disconnect();
        // The time to live, two intervals, and half a one for the machine.
        watch.watch(HeartbeatWatch.intervals(4.5));
        leaving.reconnect();
        HeartbeatListener returning = watch.listen(leaving);
        for (HeartbeatListener peer : List.of(staying, returning)) {
            int wanted = peer.count() + 2;
            Countdown countdown = Countdown.of(bench.timeouts().arrival());
            // It asks again and again: with a time to live of one interval, a late beat may find it silent for too
            // long.
            for (int i = 1; peer.count() < wanted; i++) {
                if (countdown.left().isZero()) {
                    throw bench.failed(
                            peer
                                    + ", who is heard again after a silence beyond its time to live, to receive heartbeats",
                            peer.count() - wanted + 2 + " came within "
                                    + bench.timeouts().arrival().toMillis() + " ms");
                }
                peer.ask("back", Integer.toString(i));
                watch.awaitAnswer(peer);
                watch.watchUntil(HeartbeatWatch.intervals(0.25), () -> peer.count() >= wanted);
            }
        }
    }

    @Rule(
            id = "HBT-10",
            profile = FULL,
            says =
                    "Peers that have vanished, or that do not read, cost no other peer its heartbeats: nobody else is left"
                            + " without one for three intervals.",
            source = "subject contract, Serving (heartbeats; \"it never delays another peer\"); 18/MDP, Heartbeating",
            causes = {
                "the error of a heartbeat to a peer that has gone (EHOSTUNREACH of a mandatory ROUTER) ends the round, or the"
                        + " loop",
                "a heartbeat is sent without DONTWAIT to a peer that has no room for it",
                "a heartbeat is tried again and again for a peer that has gone"
            },
            mutants = {
                "EndsTheRoundAtTheVanished: leaves out whoever comes behind a peer that has gone",
                "DiesOfTheVanished: takes a heartbeat that reaches nobody for a fatal error",
                "WaitsForRoomForHeartbeats: blocks until the peer has room for its heartbeat"
            },
            needs = HEARTBEAT,
            rung = PROCESS,
            fresh = true,
            settings = {HeartbeatWatch.ON, HeartbeatWatch.LONG_LIFE},
            timed = true)
    default void theVanishedCostNobodyItsHeartbeats(Bench bench) throws InterruptedException {
        HeartbeatWatch watch = new HeartbeatWatch(bench);
        HeartbeatListener early = watch.greeted(bench.dealer("early"));
        UnreadRequests.of(bench, "mute", 4_000, 2_000);
        List<Peer> vanishing = new ArrayList<>();
        for (int i = 1; i <= 100; i++) {
            Peer peer = bench.peer(PeerOptions.anonymous("vanishing-" + i).unrecorded());
            peer.send("hello");
            vanishing.add(peer);
        }
        // Who asks behind them all is answered when they were heard.
        HeartbeatListener late = watch.greeted(bench.dealer("late"));
        for (Peer peer : vanishing) {
            peer.reset();
        }
        long from = watch.now();
        watch.watch(HeartbeatWatch.intervals(4));
        long to = System.nanoTime();
        for (HeartbeatListener each : List.of(late, early)) {
            watch.requireUnbroken(each, from, to, "though 100 peers have vanished and one does not read", true);
        }
    }
}
