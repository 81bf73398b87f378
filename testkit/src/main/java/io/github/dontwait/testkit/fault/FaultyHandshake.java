package io.github.dontwait.testkit.fault;

import io.github.dontwait.testkit.transcript.ExpectationFailedError;
import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.Command;
import io.github.dontwait.testkit.wire.FrameCodec;
import io.github.dontwait.testkit.wire.Greeting;
import io.github.dontwait.testkit.wire.MalformedFrameException;
import io.github.dontwait.testkit.wire.WireFrame;
import io.github.dontwait.testkit.wire.WireOptions;
import io.github.dontwait.testkit.wire.WirePeer;
import java.util.Arrays;

/** The handshake of a faulty peer, on either side of a connection: as far as the fault lets it come. */
final class FaultyHandshake {

    private final WirePeer wire;
    private final Fault fault;
    private final WireOptions options;
    private final FaultyStream stream;
    private final Transcript transcript;
    private boolean wantsGreeting = true;
    private boolean wantsReady = true;

    FaultyHandshake(WirePeer wire, Fault fault, WireOptions options, FaultyStream stream, Transcript transcript) {
        this.wire = wire;
        this.fault = fault;
        this.options = options;
        this.stream = stream;
        this.transcript = transcript;
    }

    void begin() {
        // In two stages, as libraries do: a connecting JeroMQ that gets all of it too early can fall silent.
        byte[] greeting = greeting().octets();
        stream.send(Arrays.copyOf(greeting, Greeting.SIGNATURE_SIZE), "signature");
        int taken = 0;
        if (stream.awaitsAnswers()) {
            taken = wire.receiveOctets(Greeting.SIGNATURE_SIZE).length;
        }
        stream.send(Arrays.copyOfRange(greeting, Greeting.SIGNATURE_SIZE, Greeting.SIZE), "greeting");
        if (fault.effect() instanceof Effect.WrongMechanism) {
            stream.mute();
        }
        if (stream.awaitsAnswers()) {
            receiveGreeting(taken);
        }
        muteIfBlind();
        stream.send(FrameCodec.encode(Command.ready(said().metadata()).frame()), "READY");
        catchUp();
        muteIfBlind();
    }

    /** One that does not read cannot know that it is its turn: going on would be another fault. */
    private void muteIfBlind() {
        if (!stream.reads() && (wantsGreeting || wantsReady)) {
            stream.mute();
        }
    }

    private Greeting greeting() {
        Greeting right = options.greeting();
        return fault.effect() instanceof Effect.WrongMechanism wrong ? right.withMechanism(wrong.mechanism()) : right;
    }

    /** What it says of itself in READY. */
    private WireOptions said() {
        if (fault.effect() instanceof Effect.WrongSocketType wrong) {
            return WireOptions.of(wrong.socketType())
                    .withRoutingId(options.routingId())
                    .withProperties(options.properties());
        }
        return fault.effect() instanceof Effect.DuplicateRoutingId duplicate
                ? options.withRoutingId(duplicate.routingId())
                : options;
    }

    private void receiveGreeting(int octetsTaken) {
        wire.receiveOctets(Greeting.SIZE - octetsTaken);
        wantsGreeting = false;
    }

    /** Receives what of the handshake is still to come. */
    void catchUp() {
        if (!stream.awaitsAnswers() || fault.effect() instanceof Effect.WrongSocketType) {
            return; // whether anybody answers a wrong socket type is for the test to see
        }
        if (wantsGreeting) {
            receiveGreeting(0);
        }
        if (wantsReady) {
            wantsReady = false;
            requireReady(wire.receiveFrame());
        }
    }

    private void requireReady(WireFrame frame) {
        MalformedFrameException reason = null;
        try {
            if (frame.isCommand() && Command.parse(frame.body()).isNamed(Command.READY)) {
                return;
            }
        } catch (MalformedFrameException e) {
            reason = e;
        }
        ExpectationFailedError.Builder error = ExpectationFailedError.expecting(wire.name() + " to receive READY")
                .but("received:\n  " + frame)
                .transcript(transcript);
        throw reason == null ? error.error() : error.cause(reason).error();
    }
}
