package io.github.dontwait.testkit.wire;

import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** One side of a handshake, with whatever octets for the other side. */
final class FuzzedHandshake {

    /** Handshakes that have got no further than their first step. */
    private static final Map<FuzzTarget, Handshake> WAITING = new EnumMap<>(FuzzTarget.class);

    private FuzzedHandshake() {}

    private static Handshake begun(Mechanism mechanism) {
        Handshake handshake = Handshake.of("it", WireOptions.of("ROUTER").withMechanism(mechanism));
        say(handshake);
        return handshake;
    }

    /** One side of a handshake whose other side says these octets. */
    static void converse(Mechanism mechanism, byte[] input) throws MalformedFrameException {
        converse(begun(mechanism), mechanism, input);
    }

    private static void converse(Handshake handshake, Mechanism mechanism, byte[] input)
            throws MalformedFrameException {
        FrameCodec codec = new FrameCodec(FuzzTarget.LARGEST_BODY);
        ByteBuffer octets = ByteBuffer.wrap(input);
        for (WireFrame frame = codec.decode(octets);
                frame != null && !handshake.isDone();
                frame = codec.decode(octets)) {
            handshake.take(frame);
            say(handshake);
        }
        if (handshake.isDone()) {
            handshake.requireAgreement();
            CodecPromise.same(
                    Metadata.parse(handshake.metadata().octets()).octets(),
                    handshake.metadata().octets());
            CodecPromise.require(
                    handshake.traffic().isPresent() == mechanism.name().equals("CURVE"),
                    "seals where nothing is sealed");
        } else {
            CodecPromise.require(!handshake.wanted().equals("nothing"), "nobody's turn, and not done");
        }
    }

    /** The same; what got no further than its first step waits for the next input, since keys are dear to draw. */
    static void converseAgain(FuzzTarget target, Mechanism mechanism, byte[] input) throws MalformedFrameException {
        Handshake waiting = WAITING.remove(target);
        Handshake handshake = waiting == null ? begun(mechanism) : waiting;
        String wanted = handshake.wanted();
        try {
            converse(handshake, mechanism, input);
        } finally {
            if (handshake.wanted().equals(wanted)) {
                WAITING.put(target, handshake);
            }
        }
    }

    private static void say(Handshake handshake) {
        for (Optional<Command> ours = handshake.next(); ours.isPresent(); ours = handshake.next()) {
            CodecPromise.require(FrameCodec.encode(ours.get().frame()).length > 2, "a command without octets");
        }
    }
}
