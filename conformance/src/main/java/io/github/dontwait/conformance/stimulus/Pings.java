package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.conformance.bench.AnyBench;
import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.wire.Command;
import io.github.dontwait.testkit.wire.Greeting;
import io.github.dontwait.testkit.wire.MalformedFrameException;
import io.github.dontwait.testkit.wire.WireException;
import io.github.dontwait.testkit.wire.WireFrame;
import io.github.dontwait.testkit.wire.WirePeer;

/** PINGs of every kind, and the PONG that each must get. */
public final class Pings {

    private static final Frame[] CONTEXTS = {
        Frame.empty(), Frame.text("a"), Frame.hex("00ff0a80"), Frame.text("sixteen octets !")
    };
    private static final int TEN_SECONDS = 100;

    private Pings() {}

    /**
     * Whether the other side's greeting announces ZMTP 3.1 or later. PING and PONG came with that version; to one that
     * speaks 3.0 they are commands it does not know.
     */
    public static boolean areAnnouncedBy(Stranger speaker) {
        WirePeer wire = speaker.wire();
        Greeting greeting = wire.peerGreeting();
        if (greeting == null) {
            throw new IllegalStateException(wire.name() + " has not received a greeting yet");
        }
        return greeting.major() > 3 || greeting.minor() >= 1;
    }

    /**
     * Ends the rule as not applicable where PING is no part of what the other side speaks: its greeting announces ZMTP 3.0,
     * and it does not answer one. Libraries that announce 3.0 and answer (JeroMQ does) are held to the rule.
     *
     * @param speaker one whose handshake is done
     */
    public static void requireSpoken(AnyBench bench, Stranger speaker) {
        if (areAnnouncedBy(speaker)) {
            return;
        }
        speaker.tell(Command.ping(0, Frame.empty()).frame(), "PING, whether it is known");
        try {
            Command answer = speaker.wire().receiveCommand();
            while (answer.isNamed(Command.PING)) {
                answer = speaker.wire().receiveCommand();
            }
            if (answer.isNamed(Command.PONG)) {
                return;
            }
            bench.note("PING was answered by the command " + answer);
        } catch (WireException e) {
            bench.note("PING was not answered: " + e.getMessage());
        }
        throw bench.notApplicable("it announces ZMTP 3.0 and does not answer PING, which came with 3.1:"
                + " its peers must leave heartbeats switched off");
    }

    /** Sends each over a connection whose handshake is done, and requires its answer before the next. */
    public static void expectAnswers(Stranger speaker) {
        for (Frame context : CONTEXTS) {
            WireFrame ping = Command.ping(0, context).frame();
            expectAnswer(speaker, ping, "PING, time to live 0, context " + context, context);
            expectAnswer(speaker, ping.inLongForm(), "PING in the long form, context " + context, context);
            WireFrame mortal = Command.ping(TEN_SECONDS, context).frame();
            expectAnswer(speaker, mortal, "PING, time to live 10 s, context " + context, context);
        }
    }

    private static void expectAnswer(Stranger speaker, WireFrame ping, String title, Frame context) {
        speaker.tell(ping, title);
        String expectation = "to receive PONG with the context " + context + " after " + title;
        try {
            Command answer = speaker.wire().receiveCommand();
            while (answer.isNamed(Command.PING)) {
                // The subject's own heartbeat; the kit has answered it.
                answer = speaker.wire().receiveCommand();
            }
            if (!answer.isNamed(Command.PONG) || !answer.context().equals(context)) {
                throw speaker.failed(expectation, "received the command " + answer);
            }
        } catch (WireException e) {
            throw speaker.failed(expectation, e);
        } catch (MalformedFrameException e) {
            throw speaker.failed(expectation, "received a malformed command: " + e.getMessage());
        }
    }

    /**
     * Sends a PING whose context is too long, and a right one behind it; the answer to the first must be nothing but what
     * it brought.
     *
     * @return what became of the first: closed, ignored, or answered with so many octets
     */
    public static String sendOverlong(Stranger speaker, int size) {
        byte[] octets = new byte[size];
        for (int i = 0; i < size; i++) {
            octets[i] = (byte) (1 + i % 250);
        }
        Frame context = Frame.of(octets);
        Frame behind = Frame.text("behind");
        speaker.described("who sent a PING with a context of " + size + " octets, and another PING");
        speaker.tell(Command.ping(0, context).frame(), "PING with a context of " + size + " octets");
        speaker.tell(Command.ping(0, behind).frame(), "PING behind it");
        String seen = "ignored";
        try {
            while (true) {
                Command answer = speaker.wire().receiveCommand();
                if (answer.isNamed(Command.PONG)) {
                    Frame came = answer.context();
                    if (came.equals(behind)) {
                        return seen;
                    }
                    if (came.size() > size || !came.equals(context.slice(0, came.size()))) {
                        throw speaker.failed(
                                "to be disconnected, or to receive a PONG with the context or its beginning, or none",
                                "received a PONG with a context of " + came.size() + " octets: " + came);
                    }
                    seen = "answered with " + (came.size() == size ? "the whole context" : came.size() + " octets");
                }
            }
        } catch (WireException.ClosedByPeer e) {
            return seen.equals("ignored") ? "closed" : seen + " and closed";
        } catch (WireException e) {
            throw speaker.failed("to be disconnected, or to have the PING behind answered", e);
        } catch (MalformedFrameException e) {
            throw speaker.failed(
                    "to be disconnected, or to have the PING behind answered",
                    "received a malformed command: " + e.getMessage());
        }
    }
}
