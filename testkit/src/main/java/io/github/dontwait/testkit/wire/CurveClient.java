package io.github.dontwait.testkit.wire;

import static java.util.Objects.requireNonNull;

import io.github.dontwait.testkit.message.Frame;
import java.nio.ByteBuffer;
import java.security.Key;
import org.jspecify.annotations.Nullable;

/**
 * The client's steps of one CURVE handshake, one by one (26/CURVEZMQ): makes its commands and opens the server's. It
 * sends nothing, so each step can be left out, repeated or spoilt. For one thread at a time.
 */
public final class CurveClient {

    private static final int HELLO_PADDING = 72;
    private static final int SIGNATURE = 64;
    private static final int COOKIE = 96;

    private final CurveKeyPair keys;
    private final CurveKey serverKey;
    private final CurveKeyPair transientKeys = CurveKeyPair.generate();
    private long nonce = 1;
    private @Nullable CurveKey serverTransientKey;
    private Frame cookie = Frame.empty();
    private @Nullable Key shared;
    private long serverNonce;

    private CurveClient(CurveKeyPair keys, CurveKey serverKey) {
        this.keys = keys;
        this.serverKey = serverKey;
    }

    /** The steps of a client with these keys, for a server that has this public key. */
    public static CurveClient of(CurveKeyPair keys, CurveKey serverKey) {
        Boxes.requireLibrary();
        return new CurveClient(keys, serverKey);
    }

    /** The first command: its transient key, and a box that only the server can open. */
    public Command hello() {
        byte[] counter = CurveNonce.counted(nonce++);
        byte[] box = Boxes.seal(
                agree(transientKeys, serverKey), CurveNonce.of("CurveZMQHELLO---", counter), new byte[SIGNATURE]);
        ByteBuffer data = ByteBuffer.allocate(2 + HELLO_PADDING + CurveKey.SIZE + counter.length + box.length);
        data.put((byte) 1).put((byte) 0).put(new byte[HELLO_PADDING]); // version 1.0
        data.put(transientKeys.publicKey().octets()).put(counter).put(box);
        return new Command(Command.HELLO, Frame.of(data.array()));
    }

    /**
     * Takes the server's answer to HELLO: its transient key and the cookie.
     *
     * @throws MalformedFrameException if it is cut off, or its box does not open: it is not from this server
     */
    public void welcome(Command command) throws MalformedFrameException {
        Frame data = command.data();
        int boxSize = CurveKey.SIZE + COOKIE + Boxes.TAG_SIZE;
        requireSize(data, CurveNonce.LONG + boxSize, Command.WELCOME);
        byte[] drawn = data.slice(0, CurveNonce.LONG).octets();
        Frame inside = Frame.of(Boxes.open(
                agree(transientKeys, serverKey),
                CurveNonce.of("WELCOME-", drawn),
                data.slice(CurveNonce.LONG, data.size())));
        CurveKey theirs = CurveKey.of(inside.slice(0, CurveKey.SIZE).octets());
        shared = Boxes.agree(transientKeys, theirs);
        serverTransientKey = theirs;
        cookie = inside.slice(CurveKey.SIZE, inside.size());
    }

    /** Goes on as if a WELCOME had come, with a cookie and a transient key that no server made. */
    public void imagineWelcome() {
        serverTransientKey = CurveKeyPair.generate().publicKey();
        shared = agree(transientKeys, serverTransientKey);
        cookie = Frame.filled(COOKIE, 0);
    }

    /**
     * The second command: the cookie, its own key with the vouch for it, and these octets as properties.
     *
     * @throws IllegalStateException if no WELCOME was taken or imagined
     */
    public Command initiate(Frame metadata) {
        return initiate(metadata, keys.publicKey());
    }

    /** The same, claiming to own this key; the vouch is still made with its own secret. */
    public Command initiate(Frame metadata, CurveKey claimed) {
        Key key = shared();
        byte[] drawn = CurveNonce.drawn();
        ByteBuffer vouched = ByteBuffer.allocate(2 * CurveKey.SIZE)
                .put(transientKeys.publicKey().octets())
                .put(serverKey.octets());
        byte[] vouch = Boxes.seal(
                agree(keys, requireNonNull(serverTransientKey)), CurveNonce.of("VOUCH---", drawn), vouched.array());
        ByteBuffer inside = ByteBuffer.allocate(CurveKey.SIZE + drawn.length + vouch.length + metadata.size());
        inside.put(claimed.octets()).put(drawn).put(vouch);
        metadata.writeTo(inside);
        byte[] counter = CurveNonce.counted(nonce++);
        byte[] box = Boxes.seal(key, CurveNonce.of("CurveZMQINITIATE", counter), inside.array());
        ByteBuffer data = ByteBuffer.allocate(COOKIE + counter.length + box.length);
        cookie.writeTo(data);
        data.put(counter).put(box);
        return new Command(Command.INITIATE, Frame.of(data.array()));
    }

    /**
     * Takes the server's last step.
     *
     * @return the server's properties
     * @throws MalformedFrameException if it is cut off, its box does not open, or its properties do not fit
     */
    public Metadata ready(Command command) throws MalformedFrameException {
        Frame data = command.data();
        if (data.size() < CurveNonce.SHORT) {
            throw new MalformedFrameException("a READY without a nonce", 0, data);
        }
        byte[] counter = data.slice(0, CurveNonce.SHORT).octets();
        byte[] inside = Boxes.open(
                shared(), CurveNonce.of("CurveZMQREADY---", counter), data.slice(CurveNonce.SHORT, data.size()));
        serverNonce = ByteBuffer.wrap(counter).getLong();
        return Metadata.parse(Frame.of(inside));
    }

    /**
     * What seals and opens the frames from now on.
     *
     * @throws IllegalStateException if no WELCOME was taken or imagined
     */
    public CurveTraffic traffic() {
        return new CurveTraffic(shared(), false, nonce, serverNonce);
    }

    private Key shared() {
        if (shared == null) {
            throw new IllegalStateException("no WELCOME was taken; to go on without one, call imagineWelcome()");
        }
        return shared;
    }

    /** With keys that were given by the test. */
    private static Key agree(CurveKeyPair ours, CurveKey theirs) {
        try {
            return Boxes.agree(ours, theirs);
        } catch (MalformedFrameException e) {
            throw new IllegalArgumentException(theirs + " is no public key that a box can be made for", e);
        }
    }

    static void requireSize(Frame data, int size, String name) throws MalformedFrameException {
        if (data.size() != size) {
            throw new MalformedFrameException(
                    "a " + name + " of CURVE with " + data.size() + " octets behind its name instead of " + size,
                    0,
                    data);
        }
    }
}
