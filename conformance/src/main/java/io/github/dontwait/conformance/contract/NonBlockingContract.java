package io.github.dontwait.conformance.contract;

import static io.github.dontwait.conformance.Capability.CONCURRENT;
import static io.github.dontwait.conformance.Capability.DEFER;
import static io.github.dontwait.conformance.Capability.STATS;
import static io.github.dontwait.conformance.Capability.WORK;
import static io.github.dontwait.conformance.Profile.EXCHANGE;
import static io.github.dontwait.conformance.Profile.FULL;
import static io.github.dontwait.conformance.Rung.PROCESS;

import io.github.dontwait.conformance.Rule;
import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.conformance.bench.Bystander;
import io.github.dontwait.conformance.stimulus.Deferrals;
import io.github.dontwait.conformance.stimulus.HalfOpen;
import io.github.dontwait.conformance.stimulus.IdleUse;
import io.github.dontwait.conformance.stimulus.UnreadRequests;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.peer.Peer;
import java.time.Duration;

/** Rules: the loop never waits past its next duty, whatever one peer does. */
public interface NonBlockingContract extends Contract {

    @Rule(
            id = "NBL-01",
            profile = FULL,
            says = "While nothing arrives, its loop keeps turning: at least four turns in a second.",
            source = "subject contract, Serving; man zmq_msg_recv, ZMQ_DONTWAIT",
            causes = {
                "the loop sits in a receive without DONTWAIT, or in a poll without a time-out, until a message comes",
                "the turns are counted only when a message was handled",
                "the rest between two looks grows without a bound while nothing comes"
            },
            mutants = {
                "WaitsForMessages: blocks until a message comes",
                "DozesOff: rests twice as long after each empty look",
                "CountsBusyTurns: counts the turns that found a message"
            },
            needs = STATS,
            fresh = true,
            timed = true)
    default void anEmptyQueueDoesNotStopTheLoop(Bench bench) {
        Peer watch = bench.dealer("watch");
        // Whoever rests longer and longer turns often at first: what counts is how often it turns later. The long
        // window comes
        // first, so that whatever still goes on from its start is counted there, and blames nobody.
        long all = turnsWithin(bench, watch, Duration.ofSeconds(2));
        long early = turnsWithin(bench, watch, Duration.ofMillis(600));
        bench.note(early + " turns in 0.6 s without a message, " + all + " in 2 s");
        if (all < 8 || all - early < 4) {
            throw bench.failed(
                    "the loop to turn at least 8 times in 2 s without a message, and 4 times in the last 1.4 s of them,"
                            + " by the \"turns\" of $stats",
                    "it turned " + all + " times in 2 s, and " + early + " times in 0.6 s");
        }
    }

    private static long turnsWithin(Bench bench, Peer watch, Duration window) {
        long before = StatsContract.number(bench, bench.stats(watch), "turns");
        watch.expectSilence(window);
        return StatsContract.number(bench, bench.stats(watch), "turns") - before;
    }

    @Rule(
            id = "NBL-03",
            profile = EXCHANGE,
            says = "Receiving from an empty queue is no error: left alone after its start, it lives and serves.",
            source = "man zmq_msg_recv, EAGAIN",
            causes = {
                "recv with DONTWAIT raises zmq.Again (JeroMQ: returns null) when nothing is queued, and nobody catches it; "
                        + "it never returns an empty list",
                "the first reply of null from recv is used without a check"
            },
            mutants = {
                "DiesOfTheEmptyQueue: takes EAGAIN for a fatal error",
                "FallsAsleepOnTheEmptyQueue: never looks at its queue again"
            },
            rung = PROCESS,
            fresh = true)
    default void anEmptyQueueIsNoError(Bench bench) throws InterruptedException {
        bench.expectStillRunning(Duration.ofMillis(500));
        Peer late = bench.dealer("late");
        late.send("ping");
        late.expect("ping");
    }

    @Rule(
            id = "NBL-04",
            profile = EXCHANGE,
            says = "A client that never reads its replies delays nobody else.",
            source = "28/REQREP, ROUTER: \"SHALL NOT block on sending\"; subject contract, Serving",
            causes = {
                "a send without DONTWAIT on a ROUTER with ROUTER_MANDATORY waits for room for one peer",
                "a send is retried in place until it succeeds, and nobody else is served meanwhile",
                "replies to one peer are flushed before the next request is taken",
                "one peer that does not read stops the whole socket: the library writes to the connection itself, with a"
                        + " lock that every other send, and the accept loop, has to wait for; BKP-02, BKP-03 and NBL-06"
                        + " then fail too"
            },
            mutants = {
                "WaitsForOneReader: blocks until the peer that asked has room for its reply",
                "FlushesBeforeTheNext: takes the next request when all replies have left"
            },
            fresh = true,
            timed = true)
    default void aPeerThatDoesNotReadDelaysNobody(Bench bench) throws InterruptedException {
        Bystander bystander = bench.bystander();
        UnreadRequests.of(bench, "mute", 4_000, 2_000);
        // Long enough for the subject to come to the replies for which there is no room.
        bystander.expectServed(100);
    }

    @Rule(
            id = "NBL-05",
            profile = EXCHANGE,
            says = "Peers that stop in the middle of their handshake, at whatever octet, delay nobody else.",
            source = "37/ZMTP, Security Considerations; subject contract, Serving",
            causes = {
                "a home-made accept loop finishes one handshake before it accepts the next connection",
                "the handshake is read with blocking calls on the thread that serves the others"
            },
            mutants = {"ShakesHandsOneByOne: accepts nobody while a handshake is under way"},
            timed = true)
    default void halfHandshakesDelayNobody(Bench bench) throws InterruptedException {
        Bystander bystander = bench.bystander();
        int[] octets = {0, 1, 9, 10, 11, 12, 63, 64, 65, 80};
        for (int i = 0; i < 10; i++) {
            HalfOpen.at(bench, "half" + i, octets);
        }
        Peer late = bench.dealer("late");
        late.send("ping");
        late.expect("ping");
        bystander.expectServed(5);
    }

    @Rule(
            id = "NBL-06",
            profile = EXCHANGE,
            says = "A peer that filled its queue and then died is neither waited for nor retried for ever.",
            source = "subject contract, Serving; zeromq/jeromq#589",
            causes = {
                "a send that answers EAGAIN is retried in a loop; after the peer's death the answer may stay EAGAIN until "
                        + "the loop polls or receives again",
                "the error EHOSTUNREACH of a mandatory ROUTER ends the loop",
                "if NBL-04 fails too, this peer had stopped the whole socket before it died"
            },
            mutants = {
                "RetriesForEver: repeats a send until it succeeds, also to the dead",
                "DiesOfUnroutableReplies: takes EHOSTUNREACH for a fatal error",
                "SpinsAfterADeath: tries again without a rest for a peer that has died"
            },
            fresh = true,
            timed = true)
    default void aFullAndDeadPeerIsGivenUp(Bench bench) throws InterruptedException {
        Bystander bystander = bench.bystander();
        UnreadRequests doomed = UnreadRequests.of(bench, "doomed", 4_000, 2_000);
        bystander.expectServed(50);
        if (bench.declares(DEFER)) {
            doomed.offer(Message.of("$defer", "150", "due after its death"));
            bystander.expectServed(10);
        }
        doomed.peer().reset();
        bystander.expectServed(100);
        bystander.close();
        if (bench.subject().process().flatMap(process -> process.resources()).isPresent()) {
            IdleUse.expectBelow(
                    bench, bench.dealer("quiet"), 0.5, Duration.ofMillis(500), "after a full peer has died");
        }
    }

    @Rule(
            id = "NBL-08",
            profile = FULL,
            says = "Work for one peer delays no other peer.",
            source = "subject contract, capability concurrent",
            causes = {"the handler runs on the thread of the loop; long work belongs on another one, or in small parts"
            },
            mutants = {"WorksInTheLoop: declares concurrent and works on the loop's thread"},
            needs = {WORK, CONCURRENT},
            fresh = true,
            timed = true)
    default void workDelaysNobodyElse(Bench bench) throws InterruptedException {
        Peer busy = bench.dealer("busy");
        Bystander bystander = bench.bystander();
        Message work = Message.of("$work", Long.toString(bystander.bound().toMillis() + 600));
        busy.send(work);
        busy.expectSilence(Duration.ofMillis(300));
        bystander.expectServed(5);
        busy.expect(work, bench.timeouts().arrival().plus(bystander.bound()));
        bystander.expectResponsive();
    }

    @Rule(
            id = "NBL-09",
            profile = EXCHANGE,
            says = "Idle, it uses less than a quarter of a core, also while a deferred reply waits for its time.",
            source = "subject contract, Serving",
            causes = {
                "the loop receives with DONTWAIT again and again without waiting in between",
                "POLLOUT is registered for a ROUTER: it is always set, so that poll never waits",
                "poll is called without any socket in it, and returns at once",
                "so as not to miss the moment, the loop does not rest at all while something is due later"
            },
            mutants = {
                "Spins: asks for messages without a pause",
                "SpinsUntilItIsDue: does not rest while a deferred reply is pending"
            },
            rung = PROCESS,
            java = false,
            fresh = true,
            timed = true)
    default void idlingIsCheap(Bench bench) {
        Peer quiet = bench.dealer("quiet");
        quiet.send("ping");
        quiet.expect("ping");
        IdleUse.expectBelow(bench, quiet, 0.25, Duration.ofSeconds(1), "while nothing arrives");
        if (bench.declares(DEFER)) {
            quiet.send("$defer", "600000", "later than anybody waits");
            IdleUse.expectBelow(bench, quiet, 0.25, Duration.ofSeconds(1), "while a deferred reply is pending");
        }
    }

    @Rule(
            id = "NBL-10",
            profile = FULL,
            says =
                    "A deferred answer occupies nobody: others are served meanwhile, it comes not before its time and soon "
                            + "after, and deferrals do not wait for each other.",
            source = "subject contract, Serving, $defer",
            causes = {
                "the handler sleeps instead of noting when the answer is due",
                "there is room for one deferral only, or they are kept in the order in which they came",
                "due answers are looked for only when a message arrives"
            },
            mutants = {
                "SleepsThroughDeferrals: waits in the loop",
                "DefersInOrder: answers deferrals in the order in which they came",
                "DefersTooShort: answers before the time",
                "ForgetsDueAnswersWhileIdle: looks for them only when a message comes"
            },
            needs = DEFER,
            timed = true)
    default void deferralsOccupyNobody(Bench bench) throws InterruptedException {
        Deferrals.expectIndependent(bench);
    }

    @Rule(
            id = "NBL-11",
            profile = FULL,
            says = "Work ends: the tenth request for it returns like the first.",
            source = "subject contract, Serving, $work",
            causes = {"something that the first piece of work took, such as a lock or a slot, is never given back"},
            mutants = {"WorksOnce: never comes back from its second piece of work", "PretendsToWork: answers at once"},
            needs = WORK)
    default void workEnds(Bench bench) {
        Peer alice = bench.dealer("alice");
        for (int i = 1; i <= 10; i++) {
            Message work = Message.of("$work", "10", "piece " + i);
            long begin = System.nanoTime();
            alice.send(work);
            alice.expect(work);
            long millis = (System.nanoTime() - begin) / 1_000_000;
            if (millis < 9) {
                throw bench.failed(
                        "$work 10 to keep the handler busy for 10 ms", "the reply came after " + millis + " ms");
            }
        }
    }
}
