package io.github.dontwait.conformance.contract;

import static io.github.dontwait.conformance.Profile.FULL;
import static io.github.dontwait.conformance.Rung.PROCESS;

import io.github.dontwait.conformance.Rule;
import io.github.dontwait.conformance.bench.ClientBench;
import io.github.dontwait.conformance.stimulus.Pings;
import io.github.dontwait.conformance.stimulus.Stranger;
import io.github.dontwait.conformance.stimulus.TimeToLive;
import io.github.dontwait.testkit.message.Message;
import java.time.Duration;
import java.util.Iterator;
import java.util.stream.IntStream;

/** Rules: ZMTP's own heartbeats, as a connecting client must answer them. */
public interface ClientPingContract extends Contract {

    @Rule(
            id = "HBT-01",
            profile = FULL,
            says = "A PING is answered by a PONG with the same context of 0 to 16 octets, whatever its time to live.",
            source =
                    "37/ZMTP, Connection Heartbeating; of a library that announces 3.0 and knows no PING it asks nothing",
            causes = {
                "PING is not implemented: the library is older than ZMTP 3.1, or the wire protocol is hand-written",
                "the context is taken from the wrong place: it follows the two octets of the time to live"
            },
            mutants = {"LeavesPingUnanswered: knows no PING"},
            rung = PROCESS)
    default void pingIsAnswered(ClientBench bench) throws InterruptedException {
        Host host = new Host(bench, 1, 1, Duration.ofSeconds(30));
        Stranger server = host.enter();
        Pings.requireSpoken(bench, server);
        Pings.expectAnswers(server);
        host.expectNothingUnexpected("a PING is no message");
    }

    @Rule(
            id = "HBT-03",
            profile = FULL,
            says =
                    "After a PING with a time to live and then silence it closes the connection, no sooner than that time; any"
                            + " traffic within it keeps the connection open, and a time of 0 asks for nothing.",
            source = "37/ZMTP, Connection Heartbeating, \"SHOULD consider the connection dead\"",
            causes = {
                "the time to live of a PING is not looked at, so that a dead server is never left",
                "the time is read in another unit: it is in tenths of a second",
                "only PING or PONG counts as life: messages must too"
            },
            mutants = {
                "StaysWithASilentServer: does not look at the time to live",
                "LeavesAServerTooSoon: reads the time to live in hundredths of a second"
            },
            rung = PROCESS,
            timed = true)
    default void silenceAfterPingEndsTheConnection(ClientBench bench) throws InterruptedException {
        // More requests than replies are sent: some stay open to the end, or the client would have nothing left to do.
        int requests = 40;
        Host host = new Host(bench, requests, requests, Duration.ofSeconds(30));
        Iterator<Integer> next = IntStream.rangeClosed(1, requests).iterator();
        for (int attempt = 1; ; attempt++) {
            Stranger server = host.enter();
            Pings.requireSpoken(bench, server);
            Stranger cut = new TimeToLive(bench)
                    .talking(server, "a reply", () -> server.tell(Message.of(Integer.toString(next.next()), "answer")))
                    .play();
            if (cut == null) {
                new TimeToLive(bench).silent(server).play();
                host.expectAlive();
                return;
            }
            if (attempt == TimeToLive.ATTEMPTS) {
                throw cut.failed("to keep its connection", "it was disconnected in each of " + attempt + " attempts");
            }
            bench.note("cut off in attempt " + attempt);
        }
    }
}
