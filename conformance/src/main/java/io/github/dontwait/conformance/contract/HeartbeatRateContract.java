package io.github.dontwait.conformance.contract;

import static io.github.dontwait.conformance.Capability.CONCURRENT;
import static io.github.dontwait.conformance.Capability.DEFER;
import static io.github.dontwait.conformance.Capability.HEARTBEAT;
import static io.github.dontwait.conformance.Capability.WORK;
import static io.github.dontwait.conformance.Profile.FULL;
import static io.github.dontwait.conformance.Rung.PROCESS;

import io.github.dontwait.conformance.Rule;
import io.github.dontwait.conformance.RunningSubject;
import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.conformance.stimulus.HeartbeatListener;
import io.github.dontwait.conformance.stimulus.HeartbeatWatch;
import io.github.dontwait.conformance.stimulus.Load;
import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.peer.PeerOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Rules: when a subject's own heartbeats come: once an interval, whatever else it does, and never when they are off. */
public interface HeartbeatRateContract extends Contract {

    @Rule(
            id = "HBT-13",
            profile = FULL,
            says = "Each peer gets one heartbeat an interval while the subject is idle, the first within one interval"
                    + " after it was first heard, for ten intervals where no time to live is set, and never in bursts.",
            source = "subject contract, Serving (heartbeats); Starting (DONTWAIT_HEARTBEAT_MS, DONTWAIT_PEER_TTL_MS)",
            causes = {
                "the interval is read in another unit, or halved or doubled on its way to the timer",
                "the timer counts turns of the loop instead of time",
                "several heartbeats are saved up and sent together",
                "a peer is taken into the round only at the next heartbeat after it was heard",
                "only one peer gets them, such as the one heard last",
                "a heartbeat is not the one frame $heartbeat: a delimiter or a number was added",
                "the time to live is not ten intervals where none is set"
            },
            mutants = {
                "BeatsTwiceAsOften: sends two heartbeats an interval",
                "BeatsTenAtOnce: sends ten heartbeats every ten intervals",
                "BeatsInPairs: sends two heartbeats every two intervals",
                "LeavesNewPeersOut: leaves a peer out of the first round after it was heard",
                "BeatsForTheLatestPeer: sends heartbeats to the peer that was heard last only",
                "DelimitsHeartbeats: puts an empty frame before $heartbeat",
                "ForgetsAfterThreeIntervals: takes three intervals for the time to live where none is set"
            },
            needs = HEARTBEAT,
            rung = PROCESS,
            fresh = true,
            settings = HeartbeatWatch.ON,
            timed = true)
    default void heartbeatsComeOnceAnInterval(Bench bench) {
        HeartbeatWatch watch = new HeartbeatWatch(bench);
        List<HeartbeatListener> five = new ArrayList<>();
        // All connect before anybody asks: while a connection is made, nobody looks at the others.
        for (int i = 1; i <= 5; i++) {
            five.add(watch.listen(i == 5 ? bench.anonymous("anonymous") : bench.dealer("dealer-" + i)));
        }
        for (int i = 1; i <= 5; i++) {
            five.get(i - 1).ask("hello", Integer.toString(i));
            // Wherever the rounds begin, somebody comes long before the next one.
            watch.watch(HeartbeatWatch.intervals(0.2));
        }
        five.forEach(watch::awaitAnswer);
        watch.watch(HeartbeatWatch.intervals(9.9));
        watch.requireFirst(five);
        five.forEach(watch::requireRate);
    }

    @Rule(
            id = "HBT-07",
            profile = FULL,
            says = "Heartbeats come once an interval also while the queue is never empty, and where the subject is"
                    + " concurrent also while it works for a peer: no more, and none is left out for three intervals.",
            source = "subject contract, Serving (heartbeats, \"idle or busy\"); 18/MDP, Heartbeating",
            causes = {
                "the timer is looked at only in the branch for \"nothing received\": under load that never comes",
                "a turn handles all that is there before it looks at its other duties, and more keeps coming",
                "turns of the loop are counted instead of time, and a busy loop turns more often",
                "with concurrent: heartbeats wait for the work in hand"
            },
            mutants = {
                "BeatsWhenIdle: sends heartbeats only when nothing is queued",
                "BeatsEveryTwentyTurns: counts messages and idle turns instead of time",
                "BeatsBetweenWork: concurrent, and sends no heartbeats while work is in hand"
            },
            needs = HEARTBEAT,
            rung = PROCESS,
            fresh = true,
            settings = {HeartbeatWatch.ON, HeartbeatWatch.LONG_LIFE},
            timed = true,
            heavy = true)
    default void heartbeatsGoOnUnderLoad(Bench bench) throws InterruptedException {
        HeartbeatWatch watch = new HeartbeatWatch(bench);
        HeartbeatListener listener = watch.greeted(bench.dealer("listener"));
        Duration window = HeartbeatWatch.intervals(6);
        Load.begin(bench);
        String when = Load.WHEN;
        if (bench.declares(WORK) && bench.declares(CONCURRENT)) {
            Peer busy = bench.peer(PeerOptions.dealer("busy")
                    .withRoutingId(bench.routingId("busy"))
                    .unrecorded());
            busy.send("$work", Long.toString(window.toMillis()));
            when += " and it works for another";
        }
        long from = watch.now();
        watch.watch(window);
        long to = System.nanoTime();
        watch.requireUnbroken(listener, from, to, when, false);
        watch.requireNoMore(listener, from, to, 2, when);
    }

    @Rule(
            id = "HBT-14",
            profile = FULL,
            says =
                    "Heartbeats come once an interval also while answers are deferred, to the peer that waits for them and"
                            + " to others.",
            source = "subject contract, Serving (heartbeats; $defer: \"without occupying the loop\")",
            causes = {
                "the loop rests until the next deferred answer is due, instead of until whatever is due next",
                "a peer with an open request gets no heartbeats",
                "the handler sleeps instead of noting when the answer is due; NBL-10 then fails too"
            },
            mutants = {
                "RestsUntilTheNextAnswer: waits for the next deferred answer, and past its heartbeats",
                "LeavesOutWhoWaits: sends no heartbeats to a peer whose answer is deferred",
                "SleepsThroughDeferrals: waits in the loop"
            },
            needs = {HEARTBEAT, DEFER},
            rung = PROCESS,
            fresh = true,
            settings = {HeartbeatWatch.ON, HeartbeatWatch.LONG_LIFE},
            timed = true)
    default void heartbeatsGoOnWhileAnswersAreDeferred(Bench bench) {
        HeartbeatWatch watch = new HeartbeatWatch(bench);
        HeartbeatListener listener = watch.greeted(bench.dealer("listener"));
        HeartbeatListener waiting = watch.greeted(bench.dealer("waiting"));
        String millis = Long.toString(HeartbeatWatch.intervals(5).toMillis());
        waiting.ask("$defer", millis, "one").ask("$defer", millis, "another");
        long from = watch.now();
        watch.watch(HeartbeatWatch.intervals(4.5));
        long to = System.nanoTime();
        for (HeartbeatListener each : List.of(listener, waiting)) {
            watch.requireUnbroken(each, from, to, "while deferred answers are pending", true);
        }
        watch.awaitAnswer(waiting);
    }

    @Rule(
            id = "HBT-15",
            profile = FULL,
            says = "Where work occupied the loop, at most one late heartbeat follows: those that were missed are not"
                    + " caught up.",
            source = "subject contract, Serving (heartbeats)",
            causes = {
                "the timer is moved on by one interval for each heartbeat sent, however late it is: after a long time of"
                        + " work it fires again and again until it has caught up",
                "a timer of its own puts heartbeats into a queue, and the loop sends all that it finds there"
            },
            mutants = {
                "CatchesUpHeartbeats: sends all that were missed, one after the other",
                "QueuesHeartbeats: has a timer that goes on during work, and sends afterwards what it asked for"
            },
            needs = {HEARTBEAT, WORK},
            rung = PROCESS,
            fresh = true,
            settings = {HeartbeatWatch.ON, HeartbeatWatch.LONG_LIFE},
            timed = true)
    default void missedHeartbeatsAreNotCaughtUp(Bench bench) {
        if (bench.declares(CONCURRENT)) {
            throw bench.notApplicable("it declares concurrent: work does not occupy its loop");
        }
        HeartbeatWatch watch = new HeartbeatWatch(bench);
        HeartbeatListener listener = watch.greeted(bench.dealer("listener"));
        HeartbeatListener busy = watch.greeted(bench.dealer("busy"));
        busy.ask("$work", Long.toString(HeartbeatWatch.intervals(6).toMillis()));
        watch.awaitAnswer(busy);
        long from = busy.answeredNanos() - HeartbeatWatch.intervals(0.25).toNanos();
        watch.watch(HeartbeatWatch.intervals(2.75));
        long to = System.nanoTime();
        for (HeartbeatListener each : List.of(listener, busy)) {
            watch.requireNoMore(
                    each,
                    from,
                    to,
                    2,
                    "after work for " + HeartbeatWatch.intervals(6).toMillis() + " ms");
        }
    }

    @Rule(
            id = "HBT-12",
            profile = FULL,
            says = "No heartbeat comes where the interval is 0, and none where no interval is set, within a second of a"
                    + " peer's first message.",
            source = "subject contract, Starting (DONTWAIT_HEARTBEAT_MS)",
            causes = {
                "0 is taken for \"not set\", and a default interval is used instead",
                "the default interval is not 0",
                "a heartbeat is sent before the setting is looked at, to greet a peer"
            },
            mutants = {
                "TakesZeroForADefault: sends heartbeats once a second where the interval is 0",
                "BeatsUnlessTold: sends heartbeats twice a second where no interval is set"
            },
            needs = HEARTBEAT,
            rung = PROCESS,
            fresh = true,
            settings = "DONTWAIT_HEARTBEAT_MS=0")
    default void withoutAnIntervalThereAreNoHeartbeats(Bench bench) throws InterruptedException {
        RunningSubject untold = bench.start(settings -> settings);
        Peer zero = bench.dealer("told 0");
        Peer none = bench.peersOf(untold)
                .peer(PeerOptions.dealer("told nothing").withRoutingId(bench.routingId("nothing")));
        for (Peer peer : new Peer[] {zero, none}) {
            peer.send("hello");
            peer.expect("hello");
        }
        zero.expectSilence(Duration.ofMillis(1_100));
        bench.expectNothingElse(zero);
        bench.expectNothingElse(none);
    }
}
