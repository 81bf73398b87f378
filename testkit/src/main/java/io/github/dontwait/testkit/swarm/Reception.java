package io.github.dontwait.testkit.swarm;

import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.wire.Command;
import io.github.dontwait.testkit.wire.FrameCodec;
import io.github.dontwait.testkit.wire.Greeting;
import io.github.dontwait.testkit.wire.MalformedFrameException;
import io.github.dontwait.testkit.wire.WireFrame;
import io.github.dontwait.testkit.wire.WireOptions;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one client makes of the octets that come: a greeting, READY, then messages and PINGs. */
final class Reception {

    /** Who acts on what has come. */
    interface Reader {

        /** The server's greeting is there, and acceptable. */
        void greeted();

        /** The server's READY is there. */
        void ready();

        /** A PING wants to be answered with this. */
        void pinged(Frame context);

        /** A whole message is there. */
        void received(Message message);

        /** Whether nothing more is to be read. */
        boolean isClosed();
    }

    /** Something came that must not come. */
    static final class ForbiddenException extends Exception {

        private static final long serialVersionUID = 1L;

        ForbiddenException(String what) {
            super(what);
        }
    }

    /**
     * Less than {@link io.github.dontwait.testkit.wire.UnfinishedMessage} lets a single peer keep: the ten thousand
     * clients of a swarm share a heap that may be as small as 256 MB. For the same reason all frames of a message may
     * have together no more octets than one frame may have.
     */
    private static final int MOST_PARTS = 1_000;

    private static final int LONGEST_CONTEXT = 16;

    private final Reader reader;
    private final WireOptions options;
    private byte @Nullable [] greeting = new byte[Greeting.SIZE];
    private int greetingOctets;
    private @Nullable FrameCodec codec;
    private boolean isReady;
    private @Nullable List<Frame> parts;
    private long partOctets;

    Reception(Reader reader, WireOptions options) {
        this.reader = reader;
        this.options = options;
    }

    /** What it still waits for in the handshake, in words. */
    String progress() {
        return greeting == null
                ? "READY, got a greeting"
                : "a greeting, got " + greetingOctets + " of " + Greeting.SIZE + " octets";
    }

    /** Takes all octets, unless the reader closes meanwhile. */
    void take(ByteBuffer octets) throws ForbiddenException, MalformedFrameException {
        if (greeting != null) {
            takeGreeting(greeting, octets);
        }
        FrameCodec frames = codec;
        while (frames != null && !reader.isClosed()) {
            WireFrame frame = frames.decode(octets);
            if (frame == null) {
                return;
            }
            if (!isReady) {
                takeReady(frame);
            } else if (frame.isCommand()) {
                takeCommand(Command.parse(frame.body()));
            } else {
                takePart(frame);
            }
        }
    }

    private void takeGreeting(byte[] filling, ByteBuffer octets) throws ForbiddenException {
        int piece = Math.min(octets.remaining(), filling.length - greetingOctets);
        octets.get(filling, greetingOctets, piece);
        greetingOctets += piece;
        if (greetingOctets < filling.length) {
            return;
        }
        Greeting theirs = Greeting.of(filling);
        String mechanism = options.mechanism().name();
        if (!theirs.hasSignature() || theirs.major() < 3 || !theirs.mechanism().equals(mechanism)) {
            throw new ForbiddenException("a greeting that is not of ZMTP 3 and " + mechanism + ": 0x" + theirs.hex());
        }
        greeting = null;
        codec = new FrameCodec(options.largestBody());
        reader.greeted();
    }

    private void takeReady(WireFrame frame) throws ForbiddenException, MalformedFrameException {
        if (!frame.isCommand()) {
            throw new ForbiddenException(frame + " instead of READY");
        }
        Command command = Command.parse(frame.body());
        if (command.isNamed(Command.ERROR)) {
            throw new ForbiddenException("ERROR \"" + command.reason() + "\" instead of READY");
        }
        if (!command.isNamed(Command.READY)) {
            throw new ForbiddenException(command + " instead of READY");
        }
        command.metadata(); // throws if it is malformed
        isReady = true;
        reader.ready();
    }

    private void takeCommand(Command command) throws MalformedFrameException {
        if (command.isNamed(Command.PING)) {
            Frame context = command.context();
            reader.pinged(context.slice(0, Math.min(context.size(), LONGEST_CONTEXT)));
        }
    }

    private void takePart(WireFrame frame) throws ForbiddenException {
        List<Frame> all = parts;
        if (all == null) {
            if (!frame.hasMore()) {
                reader.received(Message.of(frame.body()));
                return;
            }
            all = new ArrayList<>();
            parts = all;
        }
        all.add(frame.body());
        partOctets += frame.body().size();
        if (all.size() > MOST_PARTS) {
            throw new ForbiddenException("a message of more than " + MOST_PARTS + " frames");
        }
        if (partOctets > options.largestBody()) {
            throw new ForbiddenException("a message of more than " + options.largestBody() + " octets");
        }
        if (!frame.hasMore()) {
            parts = null;
            partOctets = 0;
            reader.received(Message.of(all));
        }
    }
}
