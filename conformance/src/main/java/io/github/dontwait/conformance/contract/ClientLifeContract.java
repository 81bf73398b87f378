package io.github.dontwait.conformance.contract;

import static io.github.dontwait.conformance.Profile.FULL;
import static io.github.dontwait.conformance.Rung.PROCESS;

import io.github.dontwait.conformance.Rule;
import io.github.dontwait.conformance.RunningSubject;
import io.github.dontwait.conformance.SubjectOutput;
import io.github.dontwait.conformance.bench.ClientBench;
import io.github.dontwait.conformance.stimulus.ClientRun;
import io.github.dontwait.conformance.stimulus.SteadyTalk;
import io.github.dontwait.testkit.message.RoutingId;
import io.github.dontwait.testkit.peer.FakeRouter;
import io.github.dontwait.testkit.peer.Request;
import io.github.dontwait.testkit.transcript.Event;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Rules: servers that are absent, mute, restarted; and the client's own end. */
public interface ClientLifeContract extends Contract {

    @Rule(
            id = "CLI-04",
            profile = FULL,
            says = "Each request that is not answered ends as a time-out, in its time.",
            source = "subject contract, The client",
            causes = {
                "the receive has no time-out: without a reply the client waits for ever",
                "time-outs are looked at only when a message comes",
                "time is counted from when the connection was made, or from the last message"
            },
            mutants = {
                "WaitsForEver: never gives a request up",
                "GivesUpEarly: ends requests at half their time",
                "ExpiresOnlyOnMessages: looks at its time-outs only when a message comes",
                "StartsTheClockAfresh: counts from the last time-out"
            },
            rung = PROCESS,
            timed = true)
    default void unansweredRequestsTimeOut(ClientBench bench) throws InterruptedException {
        Duration timeout = Duration.ofMillis(1_200);
        ClientRun run = ClientRun.start(bench, 2, 2, timeout).connected(timeout);
        run.take(2);
        run.expectTimeoutInTime(1, timeout);
        run.expectTimeoutInTime(2, timeout);
        run.expectDone(0, 2);
    }

    @Rule(
            id = "CLI-25",
            profile = FULL,
            says = "Each request that is not answered ends in its time, also while other messages come all the time.",
            source = "subject contract, The client (counted from when it was started)",
            causes = {
                "time-outs are looked at only when a poll found nothing",
                "the poll has the whole time-out each time, so that every message begins it anew",
                "one deadline for all: each request that is started, or each message, puts it off",
                "the branch for heartbeats continues with the loop, past the look at the time-outs"
            },
            mutants = {
                "ExpiresOnlyWhenQuiet: looks at its time-outs only when no message has come for a while",
                "CountsFromTheLastMessage: takes every message for a sign that all replies may still come",
                "HasOneDeadline: counts the time of all from the latest start",
                "ForgetsTheTimeAfterHeartbeats: goes on to the next turn after a heartbeat"
            },
            rung = PROCESS,
            timed = true)
    default void timeoutsAreKeptWhileMessagesCome(ClientBench bench) throws InterruptedException {
        SteadyTalk.expectTimeoutsKept(bench);
    }

    @Rule(
            id = "CLI-07",
            profile = FULL,
            says = "No server, a mute server and a server that does not read hold nothing up: requests end in time.",
            source = "subject contract, The client; 28/REQREP, DEALER",
            causes = {
                "a send without DONTWAIT blocks once the high-water mark is reached",
                "the client waits for the connection before it starts its clock",
                "a send that answers EAGAIN is repeated in a loop that looks at nothing else"
            },
            mutants = {
                "WaitsForRoom: repeats a send until it succeeds and looks at nothing else",
                "WaitsForTheServer: starts its clock when the connection stands"
            },
            rung = PROCESS,
            timed = true)
    default void anAbsentServerHoldsNothingUp(ClientBench bench) throws InterruptedException {
        Duration timeout = Duration.ofSeconds(1);
        int many = 1_500;
        FakeRouter deaf = bench.router();
        RunningSubject alone = bench.start(bench.deadEndpoint(), many, many, timeout);
        long aloneSince = System.nanoTime();
        RunningSubject ignored = bench.start(bench.listener().endpoint(), many, many, timeout);
        long ignoredSince = System.nanoTime();
        RunningSubject unheard = bench.start(deaf.endpoint(), many, many, timeout);
        long unheardSince = System.nanoTime();
        deaf.takeConnection().stopReading();
        expectAllTimedOut(bench, alone, aloneSince, many, timeout, "nobody listens");
        expectAllTimedOut(bench, ignored, ignoredSince, many, timeout, "the server says not a word");
        expectAllTimedOut(bench, unheard, unheardSince, many, timeout, "the server does not read");
    }

    private static void expectAllTimedOut(
            ClientBench bench, RunningSubject client, long since, int count, Duration timeout, String situation)
            throws InterruptedException {
        Duration most = timeout.multipliedBy(125).dividedBy(100).plusMillis((long)
                (1_000 * Math.max(1, bench.timeouts().factor())));
        SubjectOutput.Line done = bench.expectLine(
                client,
                "\"DONE 0 " + count + "\" where " + situation,
                ("DONE 0 " + count)::equals,
                most.plus(bench.timeouts().arrival()));
        long millis = (done.atNanos() - since) / 1_000_000;
        if (millis > most.toMillis()) {
            throw bench.failed(
                    count + " requests to end within " + most.toMillis() + " ms where " + situation,
                    "they ended after " + millis + " ms");
        }
        bench.expectExit(client, bench.timeouts().arrival());
    }

    @Rule(
            id = "CLI-08",
            profile = FULL,
            says = "A restarted server is found again without help.",
            source = "subject contract, The client; 37/ZMTP, \"SHOULD reconnect\"",
            causes = {
                "after a lost connection the client keeps a state that is never left",
                "a reconnect is tried once, or its back-off grows without a bound"
            },
            mutants = {
                "NeverReconnects: stays without a server once its connection was lost",
                "EndsWithItsServer: takes the loss of its connection for its own end"
            },
            rung = PROCESS)
    default void aRestartedServerIsFoundAgain(ClientBench bench) throws InterruptedException {
        ClientRun run = ClientRun.start(bench, 1_000, 1, Duration.ofMillis(250));
        for (int i = 0; i < 3; i++) {
            run.reply(run.take());
        }
        run.router().vanish(Event.Ending.RST);
        bench.note("the server was killed");
        int lost = run.lines("REPLY ").size();
        run.router().listenAgain();
        bench.note("the server is back");
        int served = 0;
        long deadline =
                System.nanoTime() + bench.timeouts().arrival().multipliedBy(2).toNanos();
        while (served < 3) {
            Optional<Request> request = run.router().pollRequest(Duration.ofMillis(500));
            if (request.isPresent() && request.get().connection().isOpen()) {
                run.reply(request.get());
                served++;
            } else if (System.nanoTime() > deadline) {
                throw bench.failed(
                        "the client to come back to a server that was killed and started again on its port",
                        run.state());
            }
        }
        bench.expectLine(
                run.client(),
                "a REPLY from the restarted server",
                line -> run.lines("REPLY ").size() > lost,
                bench.timeouts().arrival());
        // How it ends when it is asked to is another rule's business.
        bench.note("the client was killed");
        run.client().close();
    }

    @Rule(
            id = "CLI-13",
            profile = FULL,
            says = "A stop request ends it within a second, whatever is still open, with exit code 0.",
            source = "subject contract, The client",
            causes = {
                "SIGTERM is left to the runtime, which ends the process with another code",
                "closing waits for a thread that is blocked in a receive",
                "closing waits for unsent requests, with a linger of -1"
            },
            mutants = {
                "LeavesSigtermToTheRuntime: is ended by it with a code of its own",
                "FinishesFirst: ends only when all its requests have ended"
            },
            rung = PROCESS,
            timed = true)
    default void aStopEndsItAtOnce(ClientBench bench) throws InterruptedException {
        ClientRun run = ClientRun.start(bench, 10, 10, ClientRun.NEVER);
        run.take(10);
        stop(bench, run);
        RunningSubject alone = bench.start(bench.deadEndpoint(), 10, 10, ClientRun.NEVER);
        alone.stop();
        bench.expectExit(alone, stopBound(bench));
    }

    private static void stop(ClientBench bench, ClientRun run) throws InterruptedException {
        bench.note("stop requested");
        run.client().stop();
        bench.expectExit(run.client(), stopBound(bench));
    }

    /** One second by the contract; judged beyond two. */
    private static Duration stopBound(ClientBench bench) {
        return Duration.ofMillis((long) (2_000 * Math.max(1, bench.timeouts().factor())));
    }

    @Rule(
            id = "CLI-17",
            profile = FULL,
            says = "When all its requests have ended, DONE is its last line, and it ends with exit code 0.",
            source = "subject contract, Saying what it is",
            causes = {
                "the exit code tells of time-outs; they are outcomes, not errors",
                "a thread of the library keeps the process alive after DONE"
            },
            mutants = {
                "ExitsWithTheCount: ends with the number of its time-outs as exit code",
                "LivesOnAfterDone: is kept alive by a thread that nobody ends"
            },
            rung = PROCESS,
            java = false)
    default void itEndsWithCodeZero(ClientBench bench) throws InterruptedException {
        ClientRun run = ClientRun.start(bench, 3, 3, Duration.ofMillis(700)).connected(Duration.ofMillis(700));
        List<Request> requests = run.take(3);
        run.reply(requests.get(1));
        run.expectDone(1, 2);
    }

    @Rule(
            id = "CLI-18",
            profile = FULL,
            says = "It announces the routing id that it was told, octet for octet, and none otherwise.",
            source = "subject contract, Starting; man zmq_setsockopt, ZMQ_ROUTING_ID",
            causes = {
                "the routing id is set after the connect, when the handshake has already said it",
                "a fixed routing id is built in, so that two clients cannot run at once",
                "the name is sent as a frame of the request: that is payload"
            },
            mutants = {
                "AnnouncesAFixedRoutingId: always calls itself the same",
                "SetsItsRoutingIdTooLate: sets it after the connect"
            },
            rung = PROCESS)
    default void theRoutingIdIsTheOneAskedFor(ClientBench bench) throws InterruptedException {
        FakeRouter router = bench.router();
        bench.start(router.endpoint(), settings -> settings.with("DONTWAIT_ROUTING_ID", "cli-ünï-7"));
        RoutingId wanted = RoutingId.text("cli-ünï-7");
        RoutingId announced = router.takeConnection().routingId();
        if (announced == null || !announced.equals(wanted)) {
            throw bench.failed("the client to announce the routing id " + wanted, "it announced " + announced);
        }
        FakeRouter another = bench.router();
        bench.start(another.endpoint(), settings -> settings);
        RoutingId none = another.takeConnection().routingId();
        if (none != null && !none.isEmpty()) {
            throw bench.failed("the client to announce no routing id where none was asked for", "it announced " + none);
        }
    }

    @Rule(
            id = "REC-05",
            profile = FULL,
            says = "A request that was under way when the connection broke ends as a time-out, never as done.",
            source = "subject contract, The client",
            causes = {
                "a request counts as done once it was sent",
                "it is believed that a DEALER delivers what it queued: what was handed to a broken connection is lost"
            },
            mutants = {"TakesSentForDone: counts a request as answered when its connection ends"},
            rung = PROCESS)
    default void aBrokenConnectionIsNoReply(ClientBench bench) throws InterruptedException {
        ClientRun run = ClientRun.start(bench, 2, 1, Duration.ofMillis(700)).connected(Duration.ofMillis(700));
        Request lost = run.take();
        run.expectNoRequest(Duration.ofMillis(100), "while the first is under way");
        lost.connection().reset();
        bench.expectLine(run.client(), "TIMEOUT 1");
        run.reply(run.take());
        run.expectDone(1, 1);
        run.expectOutcomes(List.of(2), List.of(1));
    }
}
