package io.github.dontwait.conformance.contract;

import static io.github.dontwait.conformance.Profile.WIRE;

import io.github.dontwait.conformance.Rule;
import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.conformance.stimulus.Pings;
import io.github.dontwait.conformance.stimulus.Stranger;
import io.github.dontwait.conformance.stimulus.TimeToLive;
import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.wire.Command;

/** Rules: ZMTP's own heartbeats, which the library answers whatever the application does. */
public interface PingContract extends Contract {

    @Rule(
            id = "HBT-01",
            profile = WIRE,
            says = "A PING is answered by a PONG with the same context of 0 to 16 octets, whatever its time to live.",
            source =
                    "37/ZMTP, Connection Heartbeating; of a library that announces 3.0 and knows no PING it asks nothing",
            causes = {
                "PING is not implemented: the library is older than ZMTP 3.1, or the wire protocol is hand-written",
                "the context is taken from the wrong place: it follows the two octets of the time to live",
                "a PING with the time to live 0 is ignored"
            },
            mutants = {
                "IgnoresPing: knows no PING",
                "AnswersWithoutContext: sends an empty PONG",
                "AnswersWithTheTimeToLive: repeats all that follows the command's name"
            })
    default void pingIsAnswered(Bench bench) {
        Stranger visitor = Stranger.connect(bench, "visitor");
        visitor.enter("DEALER");
        Pings.requireSpoken(bench, visitor);
        Pings.expectAnswers(visitor);
        if (bench.introduction().profile() != WIRE) {
            // The next message is its echo: no PING has become a request.
            visitor.expectEcho(Message.of("after", "all"));
        }
    }

    @Rule(
            id = "HBT-03",
            profile = WIRE,
            says =
                    "After a PING with a time to live and then silence it closes the connection, no sooner than that time; any"
                            + " traffic within it keeps the connection open, and a time of 0 asks for nothing.",
            source = "37/ZMTP, Connection Heartbeating, \"SHOULD consider the connection dead\"",
            causes = {
                "the time to live of a PING is not looked at, so that dead peers keep their connections",
                "the time is read in another unit: it is in tenths of a second",
                "only PING or PONG counts as life: messages must too"
            },
            mutants = {
                "IgnoresTheTimeToLive: keeps silent peers",
                "ReadsTheTimeToLiveAsCentiseconds: closes after a tenth of the time",
                "CountsOnlyCommandsAsLife: closes on a peer that sends messages"
            },
            timed = true)
    default void silenceAfterPingEndsTheConnection(Bench bench) {
        boolean takesMessages = bench.introduction().profile() != WIRE;
        Pings.requireSpoken(bench, visitor(bench, "visitor"));
        Stranger cut = null;
        for (int attempt = 1; attempt <= TimeToLive.ATTEMPTS; attempt++) {
            TimeToLive game = new TimeToLive(bench);
            if (attempt == 1) {
                game.silent(visitor(bench, "silent")).resting(visitor(bench, "resting"));
            }
            Stranger ponging = visitor(bench, "ponging");
            game.talking(ponging, "a PONG", () -> ponging.tell(Command.pong(Frame.empty())));
            if (takesMessages) {
                Stranger asking = visitor(bench, "asking");
                game.talking(asking, "a message", () -> asking.tell(Message.of("still", "here")));
            }
            cut = game.play();
            if (cut == null) {
                return;
            }
            bench.note(cut.wire().name() + " was cut off in attempt " + attempt);
        }
        throw bench.failed(
                cut + " to keep its connection", "it was disconnected in each of " + TimeToLive.ATTEMPTS + " attempts");
    }

    private static Stranger visitor(Bench bench, String name) {
        Stranger visitor = Stranger.connect(bench, name);
        visitor.enter("DEALER");
        return visitor;
    }
}
