package io.github.dontwait.conformance.contract;

import static io.github.dontwait.conformance.Profile.WIRE;

import io.github.dontwait.conformance.Rule;
import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.conformance.bench.Bystander;
import io.github.dontwait.conformance.stimulus.LongTimesToLive;
import io.github.dontwait.conformance.stimulus.Pings;
import io.github.dontwait.conformance.stimulus.Stranger;
import io.github.dontwait.conformance.stimulus.TimeToLive;
import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.wire.Command;
import java.util.LinkedHashSet;
import java.util.Set;

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

    @Rule(
            id = "HBT-04",
            profile = WIRE,
            says = "A long time to live in a PING, up to 6553.5 seconds, does not cut the connection early.",
            source = "37/ZMTP, Connection Heartbeating, \"the maximum TTL is 6553.5 seconds\"",
            causes = {
                "the time is computed in 16 bits: tenths of a second times 100 do not fit beyond 65.5 seconds",
                "one of its two octets is left out, or the two are read in the wrong order",
                "the two octets are read as a signed number: above 3276.7 seconds it is negative"
            },
            mutants = {
                "KeepsTheTimeToLiveInSixteenBits: counts milliseconds in 16 bits",
                "ReadsOneOctetOfTheTimeToLive: looks at the lower octet only",
                "ReadsTheTimeToLiveAsSigned: takes more than 3276.7 seconds for none at all"
            },
            hardened = true,
            timed = true)
    default void aLongTimeToLiveIsKept(Bench bench) {
        Pings.requireSpoken(bench, visitor(bench, "visitor"));
        LongTimesToLive.expectKept(bench, deciseconds -> visitor(bench, "promised-" + deciseconds));
    }

    @Rule(
            id = "HBT-05",
            profile = WIRE,
            says =
                    "A PING whose context is longer than 16 octets closes that connection, is ignored, or is answered with no"
                            + " more than the octets that came; nobody else is disturbed.",
            source = "37/ZMTP, Connection Heartbeating, ping-context = 0*16OCTET",
            causes = {
                "the PONG is made in a buffer of a fixed size, and all of that is sent",
                "the context is copied into 16 octets without a look at its size: an index error ends the loop that serves"
                        + " everybody, or the whole program"
            },
            outcomes = {
                "ignored: the PING gets no answer, the next one does",
                "answered: with the context, or with the beginning of it",
                "closed: the connection ends, of one of the sizes at least"
            },
            mutants = {
                "AnswersWithAWholeBuffer: fills the context up to the size of its buffer",
                "DiesOfALongContext: an index error ends its I/O thread"
            },
            timed = true)
    default void aLongContextIsNotAnsweredWithMore(Bench bench) throws InterruptedException {
        Pings.requireSpoken(bench, visitor(bench, "visitor"));
        Bystander bystander = bench.introduction().answers() ? bench.bystander() : null;
        Set<String> outcomes = new LinkedHashSet<>();
        try {
            for (int size : new int[] {17, 64, 249, 300, 65_536}) {
                outcomes.add(Pings.sendOverlong(visitor(bench, "speaker-of-" + size), size));
            }
        } finally {
            // Those who kept the rules matter more.
            if (bystander != null) {
                bystander.expectServed(3);
            }
        }
        bench.note("contexts of more than 16 octets: " + String.join(", ", outcomes));
        String all = outcomes.toString();
        bench.outcome(all.contains("closed") ? "closed" : all.contains("answered") ? "answered" : "ignored");
    }

    private static Stranger visitor(Bench bench, String name) {
        Stranger visitor = Stranger.connect(bench, name);
        visitor.enter("DEALER");
        return visitor;
    }
}
