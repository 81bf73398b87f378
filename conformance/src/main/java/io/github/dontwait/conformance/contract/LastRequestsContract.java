package io.github.dontwait.conformance.contract;

import static io.github.dontwait.conformance.Capability.DEFER;
import static io.github.dontwait.conformance.Capability.DRAIN;
import static io.github.dontwait.conformance.Capability.WORK;
import static io.github.dontwait.conformance.Level.SHOULD;
import static io.github.dontwait.conformance.Profile.EXCHANGE;
import static io.github.dontwait.conformance.Profile.FULL;
import static io.github.dontwait.conformance.Rung.PROCESS;

import io.github.dontwait.conformance.Rule;
import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.conformance.stimulus.Burst;
import io.github.dontwait.conformance.stimulus.Complaints;
import io.github.dontwait.conformance.stimulus.DeferredAtStop;
import io.github.dontwait.conformance.stimulus.LateRequests;
import io.github.dontwait.conformance.stimulus.QueuedAtStop;
import io.github.dontwait.conformance.stimulus.Turmoil;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.peer.Peer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rules: what becomes of requests and replies when the subject is asked to stop. */
public interface LastRequestsContract extends Contract {

    @Rule(
            id = "SHD-05",
            level = SHOULD,
            profile = EXCHANGE,
            says =
                    "Asked to stop in the middle of many requests, it answers each once or not at all, and none in part.",
            source = "37/ZMTP, Messages, \"all the frames of a message, or none of them\"; subject contract, Stopping",
            causes = {
                "the process exits while a reply is half written: the frames of one send are given away one by one",
                "what was in hand at the stop is answered by the loop and once more by the code that stops",
                "replies that could not be told to have left are sent a second time"
            },
            mutants = {
                "RepeatsItsLastReplies: sends the latest reply to each peer once more when it stops",
                "SendsOnlyTheFirstFrames: answers with half of the frames once it was asked to stop",
                "BreaksOffInsideAReply: ends the connection in the middle of a frame"
            },
            rung = PROCESS,
            ready = true,
            fresh = true)
    default void noReplyIsLeftHalf(Bench bench) throws InterruptedException {
        requireNoProxy(bench);
        Map<Peer, Burst> bursts = new LinkedHashMap<>();
        for (String name : List.of("alice", "bob", "carol")) {
            Peer peer = bench.dealer(name);
            // Behind work of its own, so that most of it is still open when the stop request comes.
            Message work = Message.of("$work", "100", name);
            boolean works = bench.declares(WORK);
            bursts.put(peer, Burst.of(bench, peer, 200, n -> works && n == 1 ? work : Burst.marked(name, n)));
        }
        bursts.values().forEach(Burst::sendAtOnce);
        bench.awaitEnd(Duration.ofMillis(bench.declares(WORK) ? 30 : 0));
        bench.requestStop();
        int answered = 0;
        for (Map.Entry<Peer, Burst> each : bursts.entrySet()) {
            Burst burst = each.getValue().collectToTheEnd();
            burst.requireWhole();
            burst.requireOnce();
            if (each.getKey().wire().endsInsideAMessage()) {
                throw bench.failed(
                        each.getKey() + " to receive no reply in part",
                        "after " + burst.answered() + " replies its connection ended inside a message");
            }
            answered += burst.answered();
        }
        bench.note(answered + " of 600 requests were answered");
    }

    @Rule(
            id = "SHD-07",
            profile = EXCHANGE,
            says =
                    "Nothing that is sent 300 ms or more after the stop request is answered, on an old or a new connection.",
            source = "subject contract, Stopping, 1",
            causes = {
                "while it waits for what it has in hand, or for its linger, the loop goes on to take requests",
                "what has piled up behind the request in hand is served when that is done, however late it came",
                "the listener stays open, and whoever connects meanwhile is served like before"
            },
            outcomes = {
                "had-gone: it had ended before anything could be asked",
                "stayed: it was still there, and answered nothing new"
            },
            mutants = {
                "ServesOnWhileItStops: takes requests as long as a deferred reply keeps it alive",
                "ServesWhatPiledUp: serves after the request in hand all that has come meanwhile"
            },
            rung = PROCESS,
            ready = true,
            fresh = true,
            timed = true)
    default void nothingNewIsTakenAfterTheStop(Bench bench) throws InterruptedException {
        int asked = LateRequests.afterTheStop(bench).expectUnanswered();
        bench.outcome(asked == 0 ? "had-gone" : "stayed");
    }

    @Rule(
            id = "SHD-10",
            level = SHOULD,
            profile = EXCHANGE,
            says = "An orderly stop leaves no traceback, failed assertion or thread dump on standard error.",
            source = "subject contract, Stopping, an orderly stop",
            causes = {
                "ETERM, or whatever the library calls a closed context, is not caught in a thread that still receives",
                "a thread is interrupted to end it, and prints that as an error",
                "objects are torn down in the wrong order: a socket after its context"
            },
            mutants = {
                "PrintsATraceback: reports the closed context as Python does",
                "PrintsAStackTrace: reports it as a JVM does"
            },
            rung = PROCESS,
            java = false,
            ready = true,
            fresh = true)
    default void aStopIsNoError(Bench bench) throws InterruptedException {
        for (String name : List.of("alice", "bob")) {
            Peer peer = bench.dealer(name);
            peer.send("ping");
            peer.expect("ping");
        }
        Peer vanished = bench.dealer("vanished");
        vanished.send("ping");
        vanished.reset();
        long since = System.nanoTime();
        bench.requestStop();
        bench.awaitEnd(bench.timeouts().arrival());
        Complaints.expectNone(bench, bench.subject(), since);
    }

    @Rule(
            id = "SHD-15",
            profile = FULL,
            says = "All that was queued in its socket at the stop request is answered, each request once.",
            source = "subject contract, Stopping, 1, drain",
            causes = {
                "the loop ends with the message it has in hand, or with the batch, and the rest of the queue is closed away",
                "the limit of a turn is taken for the limit of the stop",
                "declare drain only if the queue is emptied: without it the queued requests need not be answered"
            },
            mutants = {
                "DropsItsQueue: declares drain and ends with what it has in hand",
                "EndsWithItsBatch: looks at the stop request when a batch is done, and drains nothing",
                "DrainsOneOfEach: answers one more request of each peer and ends",
                "DrainsTwice: answers what it drained twice"
            },
            needs = {DRAIN, WORK},
            rung = PROCESS,
            ready = true,
            fresh = true,
            timed = true)
    default void whatWasQueuedIsAnswered(Bench bench) throws InterruptedException {
        requireNoProxy(bench);
        QueuedAtStop.ask(bench).expectReplies();
    }

    @Rule(
            id = "SHD-16",
            profile = FULL,
            says =
                    "A deferred reply that is due within the linger is sent before the end, at its time; the linger counts from "
                            + "the end of the request in hand.",
            source = "subject contract, Stopping, 2",
            causes = {
                "the timers end with the loop: what was deferred is forgotten at the stop",
                "deferred replies are all sent at once instead of at their time",
                "the linger is counted from the stop request, although a request was still in hand"
            },
            mutants = {
                "ForgetsDeferredReplies: drops them all at the stop",
                "HurriesDeferredReplies: sends them all at the stop",
                "CountsTheLingerFromTheStop: drops what is due within the linger of the request in hand only"
            },
            needs = DEFER,
            rung = PROCESS,
            ready = true,
            fresh = true,
            timed = true)
    default void deferredRepliesAreSentBeforeTheEnd(Bench bench) throws InterruptedException {
        requireNoProxy(bench);
        DeferredAtStop.ask(bench).expectReplies();
    }

    private static void requireNoProxy(Bench bench) {
        if (!bench.subject().bindsItsEndpoint()) {
            throw bench.notApplicable(
                    "the engine's proxy at a published port ends with the container and may drop replies that it holds");
        }
    }

    @Rule(
            id = "SHD-18",
            profile = EXCHANGE,
            says =
                    "Whatever its peers do at once, unread replies, half handshakes, half messages, a reply deferred beyond the "
                            + "linger, it ends in time.",
            source = "subject contract, Stopping, 4, \"whatever its peers do\"",
            causes = {
                "it waits for every deferred reply, however late it is due",
                "it waits until its peers have gone, or until a half message is complete",
                "something that arrives during the stop sets the clock of the stop back",
                "if SHD-03 fails too, it is the linger"
            },
            mutants = {
                "WaitsForEveryDeferredReply: ends when the last of them was sent",
                "WaitsForItsPeersToLeave: ends when nobody is connected any more"
            },
            rung = PROCESS,
            ready = true,
            fresh = true,
            timed = true)
    default void turmoilDoesNotDelayTheStop(Bench bench) throws InterruptedException {
        Turmoil turmoil = Turmoil.around(bench);
        bench.requestStop();
        turmoil.goOn();
        bench.expectExit();
    }
}
