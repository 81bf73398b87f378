package io.github.dontwait.conformance.contract;

import static io.github.dontwait.conformance.Level.SHOULD;
import static io.github.dontwait.conformance.Profile.FULL;
import static io.github.dontwait.conformance.Rung.PROCESS;

import io.github.dontwait.conformance.Rule;
import io.github.dontwait.conformance.RunningSubject;
import io.github.dontwait.conformance.SubjectSettings;
import io.github.dontwait.conformance.bench.ClientBench;
import io.github.dontwait.conformance.stimulus.ClientRun;
import io.github.dontwait.conformance.stimulus.Countdown;
import io.github.dontwait.conformance.stimulus.Stranger;
import io.github.dontwait.conformance.stimulus.ToldOutcomes;
import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.message.RoutingId;
import io.github.dontwait.testkit.peer.ClientConnection;
import io.github.dontwait.testkit.peer.FakeRouter;
import io.github.dontwait.testkit.peer.Request;
import io.github.dontwait.testkit.transcript.Event;
import io.github.dontwait.testkit.transcript.ExpectationFailedError;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Rules: what a server that is absent, that does not read or that comes back changes for a client, and what it does not. */
public interface ClientAbsenceContract extends Contract {

    @Rule(
            id = "POL-08",
            profile = FULL,
            says =
                    "While its server is absent, from the start or since a while, no request is told as answered: each ends as"
                            + " a time-out.",
            source =
                    "man zmq_setsockopt, ZMQ_IMMEDIATE; subject contract, The client (one of the two) and Saying what it is",
            causes = {
                "POLLOUT is taken for \"the server is up\": a DEALER that connects has room before there is a server",
                "a send that succeeded is counted as a reply: it says that the message is queued, no more",
                "a request whose connection ended is ended without an outcome, or as done"
            },
            mutants = {
                "TakesQueuedForAnswered: counts what its socket has taken as answered, once its server has gone",
                "ForgetsRequestsOfALostServer: drops what is open when its connection ends"
            },
            rung = PROCESS)
    default void anAbsentServerIsNotTakenForUp(ClientBench bench) throws InterruptedException {
        RunningSubject alone = bench.start(bench.deadEndpoint(), 8, 4, Duration.ofMillis(250));
        ToldOutcomes ofAlone = new ToldOutcomes(bench, alone, 8, "where nobody listens");
        Duration timeout = Duration.ofMillis(500);
        ClientRun left = ClientRun.start(bench, 12, 4, timeout).connected(timeout);
        Set<Integer> answered = new TreeSet<>();
        for (int i = 0; i < 4; i++) {
            Request request = left.take();
            answered.add(ClientRun.number(request));
            left.reply(request);
        }
        // These have reached the server, which leaves without another word.
        left.take();
        left.take();
        left.router().vanish(Event.Ending.RST);
        bench.note("the server has gone for good");
        Duration patience = bench.timeouts().arrival().multipliedBy(2);
        ofAlone.requireTrue(Set.of(), patience);
        new ToldOutcomes(bench, left.client(), 12, "where the server left after " + answered.size() + " replies")
                .requireTrue(answered, patience);
    }

    @Rule(
            id = "BKP-06",
            profile = FULL,
            says =
                    "A request that its socket has no room for is told like any other: as a reply if it was sent later and"
                            + " answered, else as a time-out.",
            source =
                    "28/REQREP, DEALER (\"SHALL NOT discard\"); subject contract, The client (each request ends in exactly one)",
            causes = {
                "the result of a send is not looked at: EAGAIN, or false from JeroMQ, means that the message was not taken",
                "a request is entered into the table of open ones only when it was sent, and its number is gone else",
                "an exception of the send ends the loop that fills the window"
            },
            mutants = {
                "ForgetsRefusedRequests: says nothing more of a request that its socket refused",
                "TakesRefusedForDone: counts a refused request as answered",
                "EndsAtAFullQueue: takes a refused request for the end of its work"
            },
            rung = PROCESS)
    default void refusedRequestsAreTold(ClientBench bench) throws InterruptedException {
        int many = 2_500;
        Host host = new Host(bench, many, many, Duration.ofMillis(1_500));
        // More than any usual queue holds are started by now; the server, reached and silent, speaks while they are
        // open.
        bench.output(host.client()).await(line -> line.text().startsWith("TIMEOUT"), Duration.ofMillis(150));
        Stranger server = host.enterAtLast();
        bench.note("the server speaks now");
        ToldOutcomes outcomes = new ToldOutcomes(
                bench, host.client(), many, "where the server spoke late, and there were more than a queue holds");
        Set<Integer> answered = new TreeSet<>();
        Countdown countdown = Countdown.of(bench.timeouts().arrival().multipliedBy(2));
        while (!outcomes.areComplete()
                && !server.wire().isClosed()
                && !countdown.left().isZero()) {
            Optional<Message> request = server.wire().pollMessage(Duration.ofMillis(20));
            if (request.isPresent()) {
                answered.add(Host.number(request.get().first()));
                server.tell(Message.of(request.get().first()));
            }
        }
        outcomes.requireTrue(answered, countdown.left());
    }

    @Rule(
            id = "BKP-05",
            level = SHOULD,
            profile = FULL,
            says = "While there is no room for its requests, since its server does not read, it still takes replies.",
            source =
                    "28/REQREP, DEALER (\"block, or return a suitable error\"); subject contract, The client (never waits)",
            causes = {
                "requests are sent before replies are looked for, and a send that finds no room is waited for: two sides"
                        + " that both wait for room wait for ever",
                "the loop returns to its receive only when its list of unsent requests is empty",
                "a blocking send; ZMQ_SNDTIMEO only makes it slow"
            },
            mutants = {"ReadsOnlyWithRoom: waits for room, minding its time-outs, before it looks for replies"},
            rung = PROCESS)
    default void repliesAreTakenWithoutRoom(ClientBench bench) throws InterruptedException {
        // Some 6 MB: more than the system takes for a peer that does not read.
        int many = 300_000;
        FakeRouter router = bench.router();
        RunningSubject client = bench.start(router.endpoint(), many, many, ClientRun.NEVER);
        ClientConnection connection = router.takeConnection();
        connection.stopReading();
        for (int number = 1; number <= 15; number++) {
            String begin = "REPLY " + number + " ";
            bench.output(client).await(line -> line.text().startsWith(begin), Duration.ofMillis(100));
            connection.send(Message.of(Integer.toString(number), "unread, but answered"));
            try {
                bench.expectLine(
                        client,
                        "\"" + begin + "…\", whose reply was sent while the server did not read",
                        line -> line.startsWith(begin),
                        bench.timeouts().arrival());
            } catch (ExpectationFailedError e) {
                if (client.onExit().toCompletableFuture().isDone() || takesRepliesWithRoom(bench, many)) {
                    throw e;
                }
                throw bench.inconclusive(
                        "with " + many + " requests open the client is too slow to take replies in time"
                                + " even where its server reads");
            }
        }
        bench.note("the client was killed");
        client.close();
    }

    /** Whether a client of so many requests tells a reply in time from a server that reads all that comes. */
    private static boolean takesRepliesWithRoom(ClientBench bench, int many) throws InterruptedException {
        bench.note("the same from a server that reads");
        FakeRouter router = bench.router();
        RunningSubject client = bench.start(router.endpoint(), many, many, ClientRun.NEVER);
        Countdown countdown = Countdown.of(bench.timeouts().arrival().multipliedBy(2));
        router.pollRequest(countdown.left()).ifPresent(first -> first.connection()
                .send(Message.of(first.message().first(), Frame.text("read and answered"))));
        boolean isTold = false;
        while (!isTold && !countdown.left().isZero()) {
            int read = 0;
            while (read < 10_000 && router.pollRequest(Duration.ZERO).isPresent()) {
                read++;
            }
            isTold = bench.output(client)
                    .await(line -> line.text().startsWith("REPLY "), Duration.ofMillis(20))
                    .isPresent();
        }
        client.close();
        return isTold;
    }

    @Rule(
            id = "IDN-11",
            profile = FULL,
            says = "Its routing id stays what it was told on every connection, up to 255 octets of it.",
            source =
                    "man zmq_setsockopt, ZMQ_ROUTING_ID (1 to 255 octets, set before connect); subject contract, Starting",
            causes = {
                "a new socket is made for each connection, and the option set for the first only",
                "a counter or a time is added, so that a server sees another peer after each interruption",
                "the id is kept in a buffer that is too short"
            },
            mutants = {
                "ForgetsItsRoutingId: announces none when it connects again",
                "ShortensItsRoutingId: announces 64 octets at most"
            },
            rung = PROCESS)
    default void theRoutingIdIsStable(ClientBench bench) throws InterruptedException {
        String told = "stable-" + "i".repeat(248);
        FakeRouter router = bench.router();
        RunningSubject client =
                bench.start(router.endpoint(), settings -> settings.with(SubjectSettings.ROUTING_ID, told)
                        .with(SubjectSettings.REQUESTS, 1_000)
                        .with(SubjectSettings.TIMEOUT_MS, 250));
        for (String connection : new String[] {"first", "second", "third"}) {
            ClientConnection made =
                    router.takeConnection(bench.timeouts().arrival().multipliedBy(2));
            RoutingId announced = made.routingId();
            if (announced == null || !announced.equals(RoutingId.text(told))) {
                throw bench.failed(
                        "the client to announce the " + told.length() + " octets of its routing id on its " + connection
                                + " connection, " + RoutingId.text(told),
                        "it announced " + (announced == null || announced.isEmpty() ? "none" : announced));
            }
            made.reset();
        }
        bench.note("the client was killed");
        client.close();
    }
}
