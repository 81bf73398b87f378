package io.github.dontwait.conformance.contract;

import static io.github.dontwait.conformance.Capability.WORK;
import static io.github.dontwait.conformance.Profile.EXCHANGE;
import static io.github.dontwait.conformance.Profile.FULL;
import static io.github.dontwait.conformance.Rung.PROCESS;

import io.github.dontwait.conformance.Rule;
import io.github.dontwait.conformance.RunningSubject;
import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.conformance.stimulus.AcceptedReplies;
import io.github.dontwait.conformance.stimulus.Flood;
import io.github.dontwait.conformance.stimulus.HalfOpen;
import io.github.dontwait.conformance.stimulus.Ports;
import io.github.dontwait.conformance.stimulus.RequestInHand;
import io.github.dontwait.conformance.stimulus.UnreadRequests;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.transcript.ExpectationFailedError;
import io.github.dontwait.testkit.wire.WireException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Rules: the subject stops in order, whatever it is doing. */
public interface ShutdownContract extends Contract {

    @Rule(
            id = "SHD-01",
            profile = EXCHANGE,
            says = "Asked to stop while idle, it ends within its linger plus one second, with exit code 0.",
            source = "subject contract, Stopping",
            causes = {
                "SIGTERM is not handled: most runtimes then die at once with a code other than 0 (Python: -15, a JVM: 143)",
                "the handler sets a flag, but the loop waits in poll(-1) or a blocking receive and never looks at it",
                "the context is closed with the default linger of -1 and waits for unsent messages for ever"
            },
            mutants = {
                "DiesOfSigterm: leaves SIGTERM to the runtime",
                "IgnoresStop: goes on as if nothing had been asked"
            },
            rung = PROCESS,
            ready = true,
            fresh = true,
            timed = true)
    default void anIdleSubjectStopsInTime(Bench bench) throws InterruptedException {
        bench.requestStop();
        bench.expectExit();
    }

    @Rule(
            id = "SHD-02",
            profile = EXCHANGE,
            says = "Asked to stop under load, it ends just as soon: a queue that is never empty does not hold it up.",
            source = "subject contract, Stopping",
            causes = {
                "the stop flag is looked at only when the queue is empty, which under load it never is",
                "the loop drains the whole queue before it looks at anything else",
                "on the stop request it first answers all that still comes in, and more keeps coming"
            },
            mutants = {
                "StopsWhenIdle: looks at the stop flag only when nothing is queued",
                "DrainsWithoutEnd: answers all that still comes in before it stops"
            },
            rung = PROCESS,
            ready = true,
            fresh = true,
            timed = true)
    default void aLoadedSubjectStopsInTime(Bench bench) throws InterruptedException {
        // Where it can be asked to work, the queue is longer than it can get through, however fast it is.
        boolean works = bench.declares(WORK);
        Message request = works ? Message.of("$work", "1", "flood") : Message.of("flood", "x".repeat(64));
        Flood.start(bench, "mallory", request, works ? 100 : 200);
        Flood.start(bench, "oscar", request, works ? 100 : 200);
        bench.requestStop();
        bench.expectExit(bench.introduction().idleRoundTrip());
    }

    @Rule(
            id = "SHD-03",
            profile = EXCHANGE,
            says = "Peers that do not read, that never finished their handshake or that vanished do not delay its end.",
            source = "subject contract, Stopping; man zmq_setsockopt, ZMQ_LINGER",
            causes = {
                "the linger is left at -1: the context waits for ever for replies that nobody reads",
                "closing joins a thread that is blocked in a send or in a handshake"
            },
            mutants = {"LingersForEver: waits for unsent replies without a bound"},
            rung = PROCESS,
            ready = true,
            fresh = true,
            timed = true)
    default void mutePeersDoNotDelayTheStop(Bench bench) throws InterruptedException {
        UnreadRequests.of(bench, "mute", 600, 20_000);
        HalfOpen.at(bench, "half", 0, 1, 10, 11, 63, 64, 80);
        Peer vanished = bench.dealer("vanished");
        vanished.send("ping");
        vanished.reset();
        bench.expectNothingElse(bench.dealer("fence"));
        bench.requestStop();
        bench.expectExit();
    }

    @Rule(
            id = "SHD-04",
            profile = EXCHANGE,
            says = "Replies to requests that it had taken before the stop reach a client that reads.",
            source = "subject contract, Stopping; man zmq_setsockopt, ZMQ_LINGER",
            causes = {
                "the linger is 0, as it is for every socket of JeroMQ's ZContext: closing throws queued replies away",
                "the process exits without closing its socket and terminating its context",
                "the socket is closed from the signal handler while the loop still has replies to send"
            },
            mutants = {
                "DropsRepliesAtStop: closes with linger 0",
                "ExitsWithoutClosing: ends in the middle, with the right word and code"
            },
            rung = PROCESS,
            ready = true,
            fresh = true)
    default void acceptedRequestsAreAnsweredBeforeTheEnd(Bench bench) throws InterruptedException {
        if (!bench.subject().bindsItsEndpoint()) {
            throw bench.notApplicable(
                    "the engine's proxy at a published port ends with the container and may drop replies that it holds");
        }
        AcceptedReplies replies = AcceptedReplies.send(bench, 300, 20_000);
        long accepted = replies.awaitAccepted();
        long stoppedNanos = System.nanoTime();
        bench.requestStop();
        // Read too soon, the replies would be gone from the queues before a hasty subject could throw them away.
        bench.awaitEnd(Duration.ofMillis(250));
        replies.expect(accepted, stoppedNanos);
    }

    @Rule(
            id = "SHD-06",
            profile = EXCHANGE,
            says = "After its end its port can be bound at once.",
            source = "subject contract, Stopping",
            causes = {
                "a child process or a thread keeps the listening socket",
                "the process ended without closing, and something else still holds its descriptors"
            },
            mutants = {"KeepsListening: leaves a listener on its port behind"},
            rung = PROCESS,
            ready = true,
            fresh = true)
    default void itsPortIsFreeAfterItsEnd(Bench bench) throws InterruptedException {
        if (!bench.subject().bindsItsEndpoint()) {
            throw bench.notApplicable("the port that it binds lies inside its container, and ends with it");
        }
        bench.dealer("last").send("ping");
        bench.requestStop();
        bench.expectExit();
        Ports.expectFree(bench, bench.subject().endpoint());
    }

    @Rule(
            id = "SHD-08",
            profile = EXCHANGE,
            says = "A second stop request changes nothing, and a stop right after READY is as orderly as any.",
            source = "subject contract, Stopping",
            causes = {
                "the handler is removed after the first signal, and the second one kills the process",
                "the handler is installed only after READY was printed",
                "the signal handler closes a socket that the loop's thread is using"
            },
            mutants = {
                "DiesOfTheSecondStop: takes a second request for an emergency",
                "HearsStopsLate: does not listen yet when it says READY"
            },
            rung = PROCESS,
            ready = true,
            fresh = true,
            timed = true)
    default void stopsMayComeTwiceAndEarly(Bench bench) throws InterruptedException {
        if (bench.declares(WORK)) {
            RequestInHand work = RequestInHand.send(bench, 600);
            work.requestStop();
            // Signals do not queue: two that come at once are one.
            bench.awaitEnd(Duration.ofMillis(100));
            work.requestStop();
            work.expectReply();
        } else {
            bench.requestStop();
            bench.requestStop();
        }
        bench.expectExit(bench.declares(WORK) ? Duration.ofMillis(600) : Duration.ZERO);
        RunningSubject early = bench.start(settings -> settings);
        early.stop();
        bench.expectExit(early, "the subject that was asked to stop right after READY");
    }

    @Rule(
            id = "SHD-09",
            profile = EXCHANGE,
            says = "Nothing that a peer sends stops it.",
            source = "subject contract, Serving",
            causes = {"a message such as STOP or KILL is taken for a command, so that any peer can end the service"},
            mutants = {"ObeysStopMessages: ends when a peer sends STOP"},
            destructive = true)
    default void noMessageStopsIt(Bench bench) {
        Peer alice = bench.dealer("alice");
        List<Message> sent = new ArrayList<>();
        try {
            for (String word : List.of("STOP", "$stop", "KILL", "$kill", "$TERM", "EXIT", "QUIT", "SHUTDOWN")) {
                for (Message message : List.of(Message.of(word), Message.of("", word))) {
                    sent.add(message);
                    alice.send(message);
                    alice.expect(message);
                }
            }
            bench.expectNothingElse(alice);
        } catch (AssertionError | WireException e) {
            throw bench.failed(
                    "the subject to echo every message and to go on, after a peer has sent " + sent,
                    e instanceof ExpectationFailedError failed ? failed.observation() : String.valueOf(e.getMessage()));
        }
    }

    @Rule(
            id = "SHD-14",
            profile = FULL,
            says = "The request that it has in hand when it is asked to stop is finished and answered.",
            source = "subject contract, Stopping",
            causes = {
                "the process exits from the signal handler, in the middle of a request",
                "the reply is computed, but the socket was closed before it is sent"
            },
            mutants = {
                "AbandonsTheRequestInHand: ends without finishing what it works on",
                "ClosesFromTheHandler: closes its socket at once, under the loop that is at work"
            },
            needs = WORK,
            rung = PROCESS,
            ready = true,
            fresh = true,
            timed = true)
    default void theRequestInHandIsAnswered(Bench bench) throws InterruptedException {
        RequestInHand work = RequestInHand.send(bench, 500);
        work.requestStop();
        work.expectReply();
        bench.expectExit(Duration.ofMillis(500));
    }
}
