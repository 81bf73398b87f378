package io.github.dontwait.conformance.contract;

import static io.github.dontwait.conformance.Level.SHOULD;
import static io.github.dontwait.conformance.Profile.FULL;
import static io.github.dontwait.conformance.Rung.PROCESS;

import io.github.dontwait.conformance.Rule;
import io.github.dontwait.conformance.RunningSubject;
import io.github.dontwait.conformance.bench.ClientBench;
import io.github.dontwait.conformance.stimulus.ClientRun;
import io.github.dontwait.conformance.stimulus.Complaints;
import io.github.dontwait.conformance.stimulus.IdleUse;
import io.github.dontwait.conformance.stimulus.Reconnects;
import io.github.dontwait.conformance.stimulus.StaggeredReplies;
import io.github.dontwait.testkit.peer.FakeRouter;
import java.time.Duration;
import java.util.List;

/** Rules: waiting costs a client little, and its servers, too. */
public interface ClientPatienceContract extends Contract {

    @Rule(
            id = "CLI-19",
            profile = FULL,
            says = "While it waits, for replies or for its server, it uses less than a quarter of a core.",
            source = "subject contract, The client",
            causes = {
                "the loop receives with DONTWAIT again and again without waiting in between",
                "POLLOUT is polled for all the time: it is set whenever there is room, so that poll never waits",
                "a request that could not be sent is tried again without a rest",
                "the deadline of a request that has ended stays in the list of timers: once it has passed, the time to"
                        + " wait is nought, or less, for ever"
            },
            mutants = {
                "SpinsForReplies: asks for messages without a pause",
                "SpinsWithoutAServer: waits nowhere while it is not connected",
                "SpinsOnOldDeadlines: waits for the deadline of a request that was answered long ago",
                "SpinsUntilTheNextMessage: waits no longer once such a deadline has passed, until a message comes",
                "SpinsAfterATimeout: waits no longer once a request has timed out"
            },
            rung = PROCESS,
            java = false,
            timed = true)
    default void waitingIsCheap(ClientBench bench) throws InterruptedException {
        // Its requests end meanwhile, and others are started.
        RunningSubject alone = bench.start(bench.deadEndpoint(), 10_000, 5, Duration.ofMillis(400));
        StaggeredReplies replies = StaggeredReplies.start(bench);
        RunningSubject client = replies.run().client();
        // Longer than a time-out, so that deadlines of answered requests have passed when it ends.
        Duration first = StaggeredReplies.TIMEOUT.plusMillis(50);
        IdleUse.expectBelow(bench, alone, 0.25, first, "while its server is absent", replies::give);
        Duration window = Duration.ofMillis(400);
        IdleUse.expectBelow(
                bench,
                client,
                0.25,
                window,
                "while it waits for replies, its server is silent, and deadlines of answered requests have passed");
        IdleUse.expectBelow(
                bench,
                client,
                0.25,
                window,
                "while it waits for replies, one each 100 ms, and deadlines of answered requests have passed",
                replies::give);
        bench.note("the clients were killed");
        alone.close();
        client.close();
    }

    @Rule(
            id = "REC-04",
            level = SHOULD,
            profile = FULL,
            says = "Where its server closes its connections, it comes back by itself, and takes its time to: no storm.",
            source = "37/ZMTP, Error Handling, \"To avoid connection storms\"",
            causes = {
                "a new socket is made for each attempt, so that no back-off ever grows",
                "the reconnect interval was set to 0, or below 10 ms",
                "a connection that was closed in its handshake is taken for the end"
            },
            mutants = {
                "ReconnectsWithoutARest: tries again at once",
                "ComesBackAtOnce: tries again at once where the handshake had been done",
                "NeverReconnects: stays without a server once its connection was lost"
            },
            rung = PROCESS,
            timed = true)
    default void itReconnectsWithoutAStorm(ClientBench bench) throws InterruptedException {
        Reconnects.expectNoStorm(bench);
    }

    @Rule(
            id = "SHD-10",
            level = SHOULD,
            profile = FULL,
            says = "An orderly stop leaves no traceback, failed assertion or thread dump on standard error.",
            source = "subject contract, Stopping, an orderly stop",
            causes = {
                "the stop interrupts a receive, and what that throws is not caught",
                "ETERM, or whatever the library calls a closed context, is not caught in a thread that still receives"
            },
            mutants = {"ComplainsOfItsStop: reports the interrupted receive as Python does"},
            rung = PROCESS,
            java = false)
    default void aStopIsNoError(ClientBench bench) throws InterruptedException {
        ClientRun run = ClientRun.start(bench, 10, 5, ClientRun.NEVER);
        run.take(5);
        long since = System.nanoTime();
        bench.note("stop requested");
        run.client().stop();
        // Whether it ends in time is another rule's business; what it says comes before its end.
        bench.output(run.client()).awaitEnd(bench.timeouts().arrival());
        Complaints.expectNone(bench, run.client(), since);
    }

    @Rule(
            id = "SHD-11",
            profile = FULL,
            says = "Requests that it could not send do not hold up its end: a stop request ends it within a second.",
            source = "subject contract, The client; man zmq_setsockopt, ZMQ_LINGER",
            causes = {
                "the linger is left at -1: closing waits for ever for requests that nobody takes",
                "the linger is longer than a second"
            },
            mutants = {"WaitsForUnsentRequests: ends when all its requests have left"},
            rung = PROCESS,
            timed = true)
    default void unsentRequestsDoNotHoldUpTheEnd(ClientBench bench) throws InterruptedException {
        int many = 5_000;
        FakeRouter deaf = bench.router();
        RunningSubject alone = bench.start(bench.deadEndpoint(), many, many, ClientRun.NEVER);
        RunningSubject unheard = bench.start(deaf.endpoint(), many, many, ClientRun.NEVER);
        RunningSubject ignored = bench.start(bench.listener().endpoint(), many, many, ClientRun.NEVER);
        deaf.takeConnection().stopReading();
        // One second by the contract; judged beyond two.
        Duration bound =
                Duration.ofMillis((long) (2_000 * Math.max(1, bench.timeouts().factor())));
        for (RunningSubject client : List.of(alone, unheard, ignored)) {
            bench.note("stop requested, "
                    + (client == alone
                            ? "where nobody listens"
                            : client == unheard
                                    ? "where the server does not read"
                                    : "where the server says not a word"));
            client.stop();
            bench.expectExit(client, bound);
        }
    }
}
