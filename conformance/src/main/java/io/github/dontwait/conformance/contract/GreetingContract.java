package io.github.dontwait.conformance.contract;

import static io.github.dontwait.conformance.Profile.EXCHANGE;
import static io.github.dontwait.conformance.Profile.WIRE;

import io.github.dontwait.conformance.Rule;
import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.conformance.stimulus.Foreigners;
import io.github.dontwait.conformance.stimulus.OtherMechanisms;
import io.github.dontwait.conformance.stimulus.Paddings;
import io.github.dontwait.conformance.stimulus.Stranger;
import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.wire.Command;
import io.github.dontwait.testkit.wire.Greeting;
import io.github.dontwait.testkit.wire.WireException;
import io.github.dontwait.testkit.wire.WireOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rules: the 64 octets with which each side of a connection begins. */
public interface GreetingContract extends Contract {

    @Rule(
            id = "WIRE-01",
            profile = WIRE,
            says =
                    "Its greeting has exactly 64 octets: a signature from ff to 7f, a major version of 3 or more, and the"
                            + " mechanism NULL where none was configured.",
            source = "23/ZMTP and 37/ZMTP, grammar of the greeting",
            causes = {
                "the greeting is a hand-written constant with one octet too few or too many; count the filler: 31 zeros",
                "the version octet (the 11th) says 1 or 2: the library is older than ZeroMQ 4",
                "a security mechanism is configured that the suite was not told of (DONTWAIT_SECURITY, --capability)",
                "the port belongs to another program, one that does not speak ZMTP"
            },
            mutants = {
                "GreetsWithAnOctetTooFew: sends 63 octets and then READY",
                "AnnouncesVersionTwo: says 2 in the eleventh octet"
            })
    default void itsGreetingIsWellFormed(Bench bench) {
        Stranger visitor = Stranger.connect(bench, "visitor");
        Greeting greeting = visitor.greet(Greeting.ofMinor(1));
        if (!greeting.hasSignature()) {
            throw visitor.failed("to receive a greeting whose octets 0 and 9 are ff and 7f", "was 0x" + greeting.hex());
        }
        if (greeting.major() < 3) {
            throw visitor.failed(
                    "to receive a greeting whose major version, octet 10, is 3 or more",
                    "it is " + greeting.major() + ": 0x" + greeting.hex());
        }
        if (!greeting.mechanism().equals("NULL")) {
            throw visitor.failed(
                    "to receive a greeting whose mechanism, octets 12 to 31, is \"NULL\" and zeros",
                    "it is \"" + greeting.mechanism() + "\": 0x" + greeting.hex());
        }
        // What follows shows that the greeting ended where it must: one octet off, and this is no frame.
        visitor.described("which has read 64 octets of greeting")
                .tell(Command.ready(WireOptions.of("DEALER").metadata()));
        visitor.expectReady();
    }

    @Rule(
            id = "WIRE-02",
            profile = WIRE,
            says = "The padding of a peer's greeting, octets 1 to 8, means nothing to it.",
            source = "37/ZMTP, Version Negotiation, \"SHALL NOT assign any significance to the padding\"",
            causes = {
                "the ten octets of the signature are compared with a constant: look at the first and the tenth only",
                "the padding is taken for a size, as in ZMTP 1.0: libraries write the size of their routing id there"
            },
            outcomes = {
                "filler-ignored: zeros or not in octets 33 to 63, the peer is let in",
                "filler-looked-at: a peer whose filler is not zero is not let in, as the grammar allows"
            },
            mutants = {
                "ChecksThePadding: accepts zeros only",
                "KnowsOnlyItsOwnPadding: accepts zeros, and what a library writes that has no routing id"
            })
    default void thePaddingMeansNothing(Bench bench) {
        boolean answers = bench.introduction().answers();
        for (String padding : Paddings.all(bench.random())) {
            Stranger visitor =
                    Stranger.connect(bench, "visitor").described("whose greeting has the padding " + padding);
            visitor.greet(Greeting.ofMinor(1).withPadding(Frame.hex(padding).octets()));
            visitor.finishHandshake("DEALER");
            if (answers) {
                visitor.expectEcho(Message.of("padding", padding));
            }
        }
        // The filler must be zero by the grammar; nobody is told to look.
        bench.outcome(Paddings.ignoresTheFiller(bench) ? "filler-ignored" : "filler-looked-at");
    }

    @Rule(
            id = "WIRE-03",
            profile = EXCHANGE,
            says =
                    "A peer whose greeting announces a higher version, such as 3.9, 4.0 or 255.255, is accepted and served.",
            source = "37/ZMTP, Version Negotiation",
            causes = {
                "the version is compared for equality; accept every major version of 3 or more and go on with your own",
                "the version octet is read as a signed number: 255 becomes -1"
            },
            mutants = {
                "ClosesOnHigherVersion: talks to ZMTP 3 only",
                "ReadsTheVersionAsSigned: takes version 255 for -1"
            })
    default void higherVersionsAreAccepted(Bench bench) {
        for (int[] version : new int[][] {{3, 9}, {4, 0}, {255, 255}}) {
            String name = version[0] + "." + version[1];
            Stranger visitor =
                    Stranger.connect(bench, "speaker-of-" + name).described("whose greeting says version " + name);
            visitor.greet(Greeting.ofMinor(1).withVersion(version[0], version[1]));
            visitor.tell(Command.ready(WireOptions.of("DEALER").metadata()));
            visitor.expectReady();
            visitor.expectEcho(Message.of("version", name));
        }
    }

    @Rule(
            id = "WIRE-04",
            profile = WIRE,
            says = "A peer whose greeting names another security mechanism is disconnected and gets no session.",
            source = "37/ZMTP, Security: a mechanism that does not exactly match, MUST close",
            causes = {
                "only the first four octets of the mechanism are compared, or those before the first zero; compare all 20",
                "the greeting is given up, and the connection forgotten without being closed",
                "the name is compared without regard to case",
                "the mechanism of the peer's greeting is not looked at"
            },
            mutants = {
                "ComparesThePrefixOfTheMechanism: takes NULL and more for NULL",
                "IgnoresTheMechanism: talks NULL to everybody",
                "ComparesMechanismsWithoutCase: takes null for NULL"
            })
    default void anotherMechanismIsRefused(Bench bench) {
        List<Stranger> visitors = new ArrayList<>();
        OtherMechanisms.greetings().forEach((mechanism, greeting) -> {
            Stranger visitor = Stranger.connect(bench, "visitor-" + (visitors.size() + 1))
                    .described("whose greeting names the mechanism " + mechanism);
            visitor.tell(greeting.octets(), "greeting, mechanism " + mechanism);
            // It goes on as if it were right: a subject that lets it has a session now.
            visitor.tell(Command.ready(WireOptions.of("DEALER").metadata()));
            visitors.add(visitor);
        });
        visitors.forEach(Stranger::expectDisconnected);
    }

    @Rule(
            id = "WIRE-05",
            profile = WIRE,
            says =
                    "The handshake completes with a peer that sends its greeting in stages of 10, 1 and 53 octets, and with one"
                            + " that waits for the subject's octets before each of its own stages.",
            source = "37/ZMTP, Version Negotiation; 23/ZMTP, Backwards Compatibility",
            causes = {
                "the greeting is sent only after a whole greeting of the peer has come: two such peers wait for ever;"
                        + " send the first 10 octets as soon as the connection stands",
                "one read is taken for the whole greeting, however many octets it gave"
            },
            mutants = {
                "WaitsForAWholeGreeting: sends nothing before it has received 64 octets",
                "TakesOneReadForTheGreeting: gives a greeting up that comes in pieces"
            })
    default void theGreetingNeedsNoTurns(Bench bench) {
        byte[] greeting = Greeting.ofMinor(1).octets();
        Stranger waiting = Stranger.connect(bench, "waiting-visitor");
        receive(waiting.described("which sends nothing before the subject's first 10 octets"), 10);
        waiting.tell(Arrays.copyOf(greeting, 10), "octets 0 to 9 of the greeting");
        receive(waiting.described("which has sent 10 octets and waits for the subject's octet 10, the version"), 1);
        waiting.tell(Arrays.copyOfRange(greeting, 10, 11), "octet 10 of the greeting");
        waiting.tell(Arrays.copyOfRange(greeting, 11, Greeting.SIZE), "octets 11 to 63 of the greeting");
        receive(waiting.described("which sent its greeting in stages, waiting between them"), Greeting.SIZE - 11);
        enter(waiting);
        Stranger hasty = Stranger.connect(bench, "hasty-visitor")
                .described("which sent its greeting in three writes of 10, 1 and 53 octets");
        hasty.wire().sendInPieces(greeting, 10, 1);
        hasty.expectGreeting();
        enter(hasty);
    }

    @Rule(
            id = "WIRE-20",
            profile = WIRE,
            says = "Noise, other protocols (HTTP, TLS, lines of text) and peers of ZMTP 1.0 and 2.0 harm no other peer,"
                    + " whether they are refused, held or served.",
            source = "37/ZMTP, Backwards Interoperability and Version Negotiation; subject contract, Serving",
            causes = {
                "an exception in the accept loop ends it: nobody gets in any more",
                "an error in one greeting ends the loop that serves everybody, or the whole program",
                "a handshake is awaited where the others are served: whoever falls silent in it keeps them waiting",
                "noise is taken for an older ZMTP and its first octets for a size, and that much memory is taken"
            },
            outcomes = {
                "older-served: peers of ZMTP 1.0 or 2.0 are served, by downgrade",
                "older-not-served: they are refused, or held until a timer ends them"
            },
            mutants = {
                "StopsListeningAfterNoise: accepts nobody after a peer that spoke no ZMTP",
                "DiesOfNoise: an error in one greeting ends its I/O thread",
                "DisconnectsAllForOne: starts afresh, without anybody, when a peer speaks no ZMTP"
            },
            timed = true)
    default void foreignSpeechHarmsNobody(Bench bench) throws InterruptedException {
        new Foreigners(bench).play();
    }

    private static void receive(Stranger visitor, int count) {
        try {
            visitor.wire().receiveOctets(count);
        } catch (WireException e) {
            throw visitor.failed("to receive " + count + " octets of the subject's greeting", e);
        }
    }

    private static void enter(Stranger visitor) {
        visitor.tell(Command.ready(WireOptions.of("DEALER").metadata()));
        visitor.expectReady();
    }
}
