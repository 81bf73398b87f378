package io.github.dontwait.testkit.wire;

import static java.util.Objects.requireNonNull;

import io.github.dontwait.testkit.message.Frame;
import java.nio.ByteBuffer;
import java.security.Key;
import org.jspecify.annotations.Nullable;

/**
 * The server's steps of one CURVE handshake, one by one (26/CURVEZMQ): opens the client's commands and makes its own. It
 * sends nothing, so each step can be left out, repeated or spoilt. For one thread at a time.
 */
public final class CurveServer {

    private static final int HELLO_SIZE = 194;
    private static final int HELLO_KEY = 74;
    private static final int SECRET_COOKIE = 2 * CurveKey.SIZE + Boxes.TAG_SIZE;
    private static final int COOKIE = CurveNonce.LONG + SECRET_COOKIE;
    private static final int VOUCH = 2 * CurveKey.SIZE + Boxes.TAG_SIZE;
    private static final int SMALLEST_INITIATE =
            COOKIE + CurveNonce.SHORT + Boxes.TAG_SIZE + CurveKey.SIZE + CurveNonce.LONG + VOUCH;

    private final CurveKeyPair keys;
    private final CurveKeyPair transientKeys = CurveKeyPair.generate();
    private final Key cookieKey = Boxes.randomKey();
    private Frame cookie = Frame.empty();
    private @Nullable CurveKey clientTransientKey;
    private @Nullable CurveKey clientKey;
    private @Nullable Key shared;
    private long nonce = 1;
    private long clientNonce;

    private CurveServer(CurveKeyPair keys) {
        this.keys = keys;
    }

    /** The steps of a server with these keys. */
    public static CurveServer of(CurveKeyPair keys) {
        Boxes.requireLibrary();
        return new CurveServer(keys);
    }

    /**
     * Takes the client's first command.
     *
     * @throws MalformedFrameException if it is cut off, has another version, or its box does not open: it is for another
     *     server
     */
    public void hello(Command command) throws MalformedFrameException {
        Frame data = command.data();
        CurveClient.requireSize(data, HELLO_SIZE, Command.HELLO);
        if (data.octetAt(0) != 1 || data.octetAt(1) != 0) {
            throw new MalformedFrameException("a HELLO of CURVE of another version than 1.0", 0, data);
        }
        int counterAt = HELLO_KEY + CurveKey.SIZE;
        int boxAt = counterAt + CurveNonce.SHORT;
        CurveKey theirs = CurveKey.of(data.slice(HELLO_KEY, counterAt).octets());
        byte[] counter = data.slice(counterAt, boxAt).octets();
        Boxes.open(
                Boxes.agree(keys, theirs), CurveNonce.of("CurveZMQHELLO---", counter), data.slice(boxAt, data.size()));
        clientTransientKey = theirs;
    }

    /**
     * The answer to HELLO: its transient key and a cookie.
     *
     * @throws IllegalStateException if no HELLO was taken: there is nobody to make it for
     */
    public Command welcome() {
        CurveKey theirs = clientTransientKey();
        byte[] cookieNonce = CurveNonce.drawn();
        byte[] remembered = ByteBuffer.allocate(2 * CurveKey.SIZE)
                .put(theirs.octets())
                .put(transientKeys.secret())
                .array();
        byte[] secretCookie = Boxes.seal(cookieKey, CurveNonce.of("COOKIE--", cookieNonce), remembered);
        cookie = Frame.of(
                ByteBuffer.allocate(COOKIE).put(cookieNonce).put(secretCookie).array());
        ByteBuffer inside = ByteBuffer.allocate(CurveKey.SIZE + COOKIE)
                .put(transientKeys.publicKey().octets());
        cookie.writeTo(inside);
        byte[] drawn = CurveNonce.drawn();
        byte[] box = Boxes.seal(agreed(keys, theirs), CurveNonce.of("WELCOME-", drawn), inside.array());
        return new Command(
                Command.WELCOME,
                Frame.of(ByteBuffer.allocate(drawn.length + box.length)
                        .put(drawn)
                        .put(box)
                        .array()));
    }

    /**
     * Takes the client's second command.
     *
     * @return the client's properties
     * @throws MalformedFrameException if it is cut off, brings another cookie, a box does not open, the vouch is none
     *     for this connection, or its properties do not fit
     */
    public Metadata initiate(Command command) throws MalformedFrameException {
        Frame data = command.data();
        if (data.size() < SMALLEST_INITIATE) {
            throw new MalformedFrameException(
                    "an INITIATE of CURVE with " + data.size() + " octets behind its name instead of "
                            + SMALLEST_INITIATE + " or more",
                    0,
                    data);
        }
        if (!data.slice(0, COOKIE).equals(cookie)) {
            throw new MalformedFrameException("an INITIATE with another cookie than WELCOME gave", 0, data);
        }
        int boxAt = COOKIE + CurveNonce.SHORT;
        byte[] counter = data.slice(COOKIE, boxAt).octets();
        Key key = agreed(transientKeys, clientTransientKey());
        Frame inside =
                Frame.of(Boxes.open(key, CurveNonce.of("CurveZMQINITIATE", counter), data.slice(boxAt, data.size())));
        int vouchAt = CurveKey.SIZE + CurveNonce.LONG;
        CurveKey claimed = CurveKey.of(inside.slice(0, CurveKey.SIZE).octets());
        requireVouch(claimed, inside.slice(CurveKey.SIZE, vouchAt).octets(), inside.slice(vouchAt, vouchAt + VOUCH));
        shared = key;
        clientKey = claimed;
        clientNonce = ByteBuffer.wrap(counter).getLong();
        return Metadata.parse(inside.slice(vouchAt + VOUCH, inside.size()));
    }

    private void requireVouch(CurveKey claimed, byte[] drawn, Frame vouch) throws MalformedFrameException {
        byte[] said = Boxes.open(Boxes.agree(transientKeys, claimed), CurveNonce.of("VOUCH---", drawn), vouch);
        byte[] right = ByteBuffer.allocate(2 * CurveKey.SIZE)
                .put(clientTransientKey().octets())
                .put(keys.publicKey().octets())
                .array();
        if (!Frame.of(said).equals(Frame.of(right))) {
            throw new MalformedFrameException("a vouch for another connection or server", 0, vouch);
        }
    }

    /**
     * Who the client is.
     *
     * @throws IllegalStateException if no INITIATE was taken
     */
    public CurveKey clientKey() {
        if (clientKey == null) {
            throw new IllegalStateException("no INITIATE was taken yet; it says who the client is");
        }
        return clientKey;
    }

    /**
     * The last command, with these octets as properties.
     *
     * @throws IllegalStateException if no HELLO was taken
     */
    public Command ready(Frame metadata) {
        byte[] counter = CurveNonce.counted(nonce++);
        Key key = shared == null ? agreed(transientKeys, clientTransientKey()) : shared;
        byte[] box = Boxes.seal(key, CurveNonce.of("CurveZMQREADY---", counter), metadata.octets());
        return new Command(
                Command.READY,
                Frame.of(ByteBuffer.allocate(counter.length + box.length)
                        .put(counter)
                        .put(box)
                        .array()));
    }

    /**
     * What seals and opens the frames from now on.
     *
     * @throws IllegalStateException if no INITIATE was taken
     */
    public CurveTraffic traffic() {
        clientKey();
        return new CurveTraffic(requireNonNull(shared), true, nonce, clientNonce);
    }

    private CurveKey clientTransientKey() {
        if (clientTransientKey == null) {
            throw new IllegalStateException("no HELLO was taken yet; it brings the key to seal for");
        }
        return clientTransientKey;
    }

    private static Key agreed(CurveKeyPair ours, CurveKey theirs) {
        try {
            return Boxes.agree(ours, theirs);
        } catch (MalformedFrameException e) {
            throw new IllegalStateException("a key that was good before is none now", e);
        }
    }
}
