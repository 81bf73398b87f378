package io.github.dontwait.testkit.wire;

import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.Key;
import java.util.List;

/**
 * What CURVE makes of frames when its handshake is done (26/CURVEZMQ, MESSAGE): each is sealed, with its flags, under a
 * nonce that counts up. One side of one connection, for one thread at a time.
 */
public final class CurveTraffic {

    /** The name before each sealed frame. */
    public static final String MESSAGE = "MESSAGE";

    private static final int MORE = 0x01;
    private static final int COMMAND = 0x02;
    private static final String FROM_CLIENT = "CurveZMQMESSAGEC";
    private static final String FROM_SERVER = "CurveZMQMESSAGES";

    private final Key key;
    private final String sends;
    private final String receives;
    private long nextNonce;
    private long peerNonce;

    CurveTraffic(Key key, boolean isServer, long nextNonce, long peerNonce) {
        this.key = key;
        this.sends = isServer ? FROM_SERVER : FROM_CLIENT;
        this.receives = isServer ? FROM_CLIENT : FROM_SERVER;
        this.nextNonce = nextNonce;
        this.peerNonce = peerNonce;
    }

    /** The number that the next frame will carry. */
    public long nextNonce() {
        return nextNonce;
    }

    /** From now on counts from here: below {@link #nextNonce()} it repeats, which is wrong. */
    public void countFrom(long nonce) {
        nextNonce = nonce;
    }

    /** The frame that carries this one, its flags MORE and COMMAND inside; the outer one says neither, as libraries do. */
    public WireFrame seal(WireFrame clear) {
        int flags = (clear.hasMore() ? MORE : 0) | (clear.isCommand() ? COMMAND : 0);
        byte[] inside = new byte[1 + clear.body().size()];
        clear.body().writeTo(ByteBuffer.wrap(inside).put((byte) flags));
        return sealOctets(Frame.of(inside));
    }

    /** The octets of all frames of a message, each sealed. */
    public byte[] seal(Message message) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        List<Frame> frames = message.frames();
        for (int i = 0; i < frames.size(); i++) {
            WireFrame clear = WireFrame.message(frames.get(i), i < frames.size() - 1);
            octets.writeBytes(FrameCodec.encode(seal(clear)));
        }
        return octets.toByteArray();
    }

    /** The frame that carries these octets as they are: a right one has a first octet of flags. */
    public WireFrame sealOctets(Frame inside) {
        byte[] counter = CurveNonce.counted(nextNonce++);
        byte[] box = Boxes.seal(key, CurveNonce.of(sends, counter), inside.octets());
        ByteBuffer data =
                ByteBuffer.allocate(counter.length + box.length).put(counter).put(box);
        return WireFrame.message(new Command(MESSAGE, Frame.of(data.array())).octets(), false);
    }

    /**
     * The frame inside.
     *
     * @throws MalformedFrameException if it is no MESSAGE, its nonce does not count up, or its box does not open
     */
    public WireFrame open(WireFrame sealed) throws MalformedFrameException {
        Command command = Command.parse(sealed.body());
        Frame data = command.data();
        if (!command.isNamed(MESSAGE) || data.size() < CurveNonce.SHORT) {
            throw new MalformedFrameException("no MESSAGE of CURVE", 0, sealed.body());
        }
        byte[] counter = data.slice(0, CurveNonce.SHORT).octets();
        long nonce = ByteBuffer.wrap(counter).getLong();
        if (Long.compareUnsigned(nonce, peerNonce) <= 0) {
            throw new MalformedFrameException(
                    "a MESSAGE with nonce " + Long.toUnsignedString(nonce) + " behind one with "
                            + Long.toUnsignedString(peerNonce),
                    0,
                    sealed.body());
        }
        Frame box = data.slice(CurveNonce.SHORT, data.size());
        Frame inside = Frame.of(Boxes.open(key, CurveNonce.of(receives, counter), box));
        if (inside.isEmpty()) {
            throw new MalformedFrameException("a MESSAGE without flags", 0, sealed.body());
        }
        peerNonce = nonce;
        int flags = inside.octetAt(0);
        Frame body = inside.slice(1, inside.size());
        return (flags & COMMAND) != 0 ? WireFrame.command(body) : WireFrame.message(body, (flags & MORE) != 0);
    }
}
