package io.github.dontwait.conformance.contract;

import static io.github.dontwait.conformance.Profile.FULL;
import static io.github.dontwait.conformance.Rung.PROCESS;

import io.github.dontwait.conformance.Rule;
import io.github.dontwait.conformance.bench.ClientBench;
import io.github.dontwait.conformance.stimulus.ClientRun;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.peer.ClientConnection;
import io.github.dontwait.testkit.peer.Request;
import java.time.Duration;
import java.util.List;

/** Rules: requests, replies, time-outs, and what belongs to none. */
public interface ClientExchangeContract extends Contract {

    @Rule(
            id = "CLI-02",
            profile = FULL,
            says =
                    "It keeps as many requests open as its window allows, and waits for no reply before it sends the next.",
            source = "subject contract, The client; 28/REQREP, DEALER",
            causes = {
                "each request is followed by a blocking receive: the lock-step of REQ",
                "the window counts requests sent instead of requests open"
            },
            mutants = {"WalksInLockStep: sends the next request only after the reply to the last"},
            rung = PROCESS)
    default void theWindowIsUsed(ClientBench bench) throws InterruptedException {
        ClientRun run = ClientRun.start(bench, 10, 10, ClientRun.NEVER);
        List<Request> requests = run.take(10);
        requests.forEach(run::reply);
        run.expectDone(10, 0);
    }

    @Rule(
            id = "CLI-03",
            profile = FULL,
            says = "A reply belongs to the open request whose number it carries, in whatever order replies come.",
            source = "subject contract, The client",
            causes = {
                "replies are taken to come in the order of the requests",
                "the number of the reply is not looked at",
                "one frame is received instead of one message: what is left of a reply is taken for the next one"
            },
            mutants = {
                "MatchesRepliesInOrder: takes each reply for the oldest open request",
                "ReceivesFrameByFrame: takes each frame for a message"
            },
            rung = PROCESS)
    default void repliesAreMatchedByNumber(ClientBench bench) throws InterruptedException {
        ClientRun run = ClientRun.start(bench, 10, 10, ClientRun.NEVER);
        List<Request> requests = run.take(10);
        for (int i : new int[] {9, 4, 7, 0, 8, 1, 6, 2, 5, 3}) {
            run.reply(requests.get(i));
            run.expectReply(ClientRun.number(requests.get(i)));
        }
        run.expectDone(10, 0);
        run.expectOutcomes(List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10), List.of());
    }

    @Rule(
            id = "CLI-05",
            profile = FULL,
            says =
                    "A reply that comes after its request has timed out is told as unexpected, and never taken for the reply "
                            + "to another request.",
            source = "subject contract, The client",
            causes = {
                "the next message that comes is taken for the reply to the request that is open now",
                "a request that timed out stays in the table of open requests"
            },
            mutants = {
                "TakesLateReplies: gives a late reply to the request that is open",
                "CountsLateReplies: counts a late reply as the reply of its request"
            },
            rung = PROCESS)
    default void lateRepliesAreNobodys(ClientBench bench) throws InterruptedException {
        Duration timeout = Duration.ofMillis(800);
        ClientRun run = ClientRun.start(bench, 2, 1, timeout).connected(timeout);
        Request first = run.take();
        bench.expectLine(run.client(), "TIMEOUT 1");
        Request second = run.take();
        run.reply(first);
        run.reply(second);
        run.expectUnexpected("1");
        run.expectReply(2);
        run.expectDone(1, 1);
        run.expectOutcomes(List.of(2), List.of(1), "1");
    }

    @Rule(
            id = "CLI-06",
            profile = FULL,
            says = "Unknown, repeated and unasked messages are told as unexpected, and do no harm.",
            source = "subject contract, The client",
            causes = {
                "an unknown number raises an exception in the table of open requests",
                "a message without a second frame is indexed beyond its end",
                "the number is parsed before it is looked up, and something else than digits came"
            },
            mutants = {
                "DiesOfUnknownReplies: takes an unknown number for an error of its own",
                "ParsesEveryNumber: parses the first frame before it looks it up",
                "LooksBeyondTheLastFrame: takes the second frame of every message for granted",
                "CountsRepeatedReplies: counts a repeated reply once more",
                "SwallowsUnexpected: says nothing of what it did not ask for"
            },
            rung = PROCESS)
    default void strangeMessagesDoNoHarm(ClientBench bench) throws InterruptedException {
        ClientRun run = ClientRun.start(bench, 2, 1, ClientRun.NEVER);
        Request first = run.take();
        ClientConnection connection = first.connection();
        connection.send("99", "answer");
        connection.send("garbage");
        connection.send("", "1", "answer");
        connection.send("01", "answer");
        run.reply(first);
        Request second = run.take();
        run.reply(first);
        run.reply(second);
        String[] strange = {"99", "garbage", "", "01", "1"};
        for (String frame : strange) {
            run.expectUnexpected(frame);
        }
        run.expectDone(2, 0);
        run.expectOutcomes(List.of(1, 2), List.of(), strange);
    }

    @Rule(
            id = "CLI-09",
            profile = FULL,
            says = "Each request is sent once, answered or not.",
            source = "subject contract, The client",
            causes = {
                "a request is sent again when its time is over, or when the connection was lost",
                "both the library and the program repeat what was not answered"
            },
            mutants = {"RepeatsOnTimeout: sends a request again when its time is over"},
            rung = PROCESS)
    default void eachRequestIsSentOnce(ClientBench bench) throws InterruptedException {
        ClientRun run = ClientRun.start(bench, 4, 2, Duration.ofMillis(500)).connected(Duration.ofMillis(500));
        List<Request> requests = run.take(4);
        List<Integer> numbers =
                requests.stream().map(ClientRun::number).sorted().toList();
        if (!numbers.equals(List.of(1, 2, 3, 4))) {
            throw bench.failed("each of the requests 1 to 4 once", "these came: " + numbers);
        }
        run.expectDone(0, 4);
        run.expectNoRequest(Duration.ZERO, "after all have ended");
    }

    @Rule(
            id = "CLI-14",
            profile = FULL,
            says = "Its window is never exceeded, and refilled one by one as requests end.",
            source = "subject contract, The client",
            causes = {
                "the comparison with the window is off by one",
                "the window is refilled only when it is empty",
                "a request ends for the window only when all before it have ended"
            },
            mutants = {
                "ExceedsTheWindow: keeps one request too many open",
                "CountsSentRequests: takes the window for a number of requests sent",
                "RefillsWhenEmpty: waits until all requests of a window have ended"
            },
            rung = PROCESS)
    default void theWindowIsRefilledOneByOne(ClientBench bench) throws InterruptedException {
        ClientRun run = ClientRun.start(bench, 12, 4, ClientRun.NEVER);
        List<Request> open = run.take(4);
        run.expectNoRequest(Duration.ofMillis(200), "while 4 of 4 are open");
        for (int next = 5; next <= 12; next++) {
            run.reply(open.remove(next % open.size()));
            Request request = run.take("request " + next + " as soon as one of 4 open requests has ended");
            if (ClientRun.number(request) != next) {
                throw bench.failed(
                        "request " + next + " as soon as one of 4 open requests has ended",
                        "request " + ClientRun.number(request) + " came");
            }
            open.add(request);
        }
        open.forEach(run::reply);
        run.expectDone(12, 0);
    }

    @Rule(
            id = "CLI-15",
            profile = FULL,
            says = "Its requests are numbered from 1, in order, each with its body, without a delimiter.",
            source = "subject contract, The client",
            causes = {
                "the numbers begin at 0",
                "an empty delimiter is put in front, as REQ does",
                "the routing id is sent as the first frame: that is payload, a routing id is a socket option"
            },
            mutants = {
                "CountsFromZero: begins with request 0",
                "SendsADelimiter: puts an empty frame in front",
                "SendsItsNameFirst: puts its own name before the number, as if that made it a routing id"
            },
            rung = PROCESS)
    default void requestsAreNumberedFromOne(ClientBench bench) throws InterruptedException {
        ClientRun run = ClientRun.start(bench, 5, 1, ClientRun.NEVER);
        for (int i = 1; i <= 5; i++) {
            Request request = run.router().takeRequest();
            Message wanted = Message.of(Integer.toString(i), "body-" + i);
            if (!request.message().equals(wanted)) {
                throw bench.failed("request " + i + " to be " + wanted, "the client sent " + request.message());
            }
            run.reply(request);
        }
        run.expectDone(5, 0);
    }

    @Rule(
            id = "CLI-16",
            profile = FULL,
            says = "Its lines are true: one outcome for each request, and DONE adds them up.",
            source = "subject contract, Saying what it is",
            causes = {
                "a late reply is counted although its request has already timed out",
                "a line is printed for each message instead of each request",
                "lines are buffered and lost at the exit",
                "the milliseconds of a reply are counted from something else than the start of its request"
            },
            mutants = {
                "AddsUpWrongly: counts requests that timed out as replies in DONE",
                "LosesItsLastLines: ends before its last outcome is flushed",
                "TellsTheTimeWrongly: counts the milliseconds from the last message"
            },
            rung = PROCESS)
    default void itsLinesAreTrue(ClientBench bench) throws InterruptedException {
        ClientRun run = ClientRun.start(bench, 6, 6, Duration.ofMillis(900)).connected(Duration.ofMillis(900));
        Duration held = Duration.ofMillis(300);
        List<Request> requests = run.take(6);
        run.reply(requests.get(0));
        run.reply(requests.get(2));
        run.expectNoRequest(held, "after the last");
        run.reply(requests.get(4));
        run.expectReplyTime(ClientRun.number(requests.get(2)), Duration.ZERO);
        run.expectReplyTime(ClientRun.number(requests.get(4)), held);
        run.expectDone(3, 3);
        run.expectOutcomes(List.of(1, 3, 5), List.of(2, 4, 6));
    }

    @Rule(
            id = "CLI-20",
            profile = FULL,
            says = "A heartbeat of the server is dropped without a line and without harm.",
            source = "subject contract, The client",
            causes = {"every message that is no reply is told as unexpected, the single frame $heartbeat too"},
            mutants = {
                "TellsOfHeartbeats: prints a line for a heartbeat",
                "TakesHeartbeatsForReplies: takes one for the reply to the open request"
            },
            rung = PROCESS)
    default void heartbeatsAreDropped(ClientBench bench) throws InterruptedException {
        ClientRun run = ClientRun.start(bench, 2, 1, ClientRun.NEVER);
        for (int i = 0; i < 2; i++) {
            Request request = run.take();
            request.connection().send("$heartbeat");
            run.reply(request);
        }
        run.expectDone(2, 0);
        List<String> unexpected = run.lines("UNEXPECTED");
        if (!unexpected.isEmpty()) {
            throw bench.failed(
                    "no line for a message of the single frame $heartbeat", "the client printed " + unexpected);
        }
    }
}
