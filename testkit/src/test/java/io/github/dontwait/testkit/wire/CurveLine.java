package io.github.dontwait.testkit.wire;

import io.github.dontwait.testkit.message.Frame;
import java.util.Arrays;
import java.util.List;

/** Two ends of CURVE whose octets are spoilt on their way. */
final class CurveLine {

    static final CurveKeyPair CLIENT_KEYS =
            CurveKeyPair.ofSecret(Frame.filled(CurveKey.SIZE, 3).octets());
    static final CurveKeyPair SERVER_KEYS =
            CurveKeyPair.ofSecret(Frame.filled(CurveKey.SIZE, 5).octets());

    private static final int HELLO_KEY = 74;

    private final Handshake client;
    private final Handshake server;

    private CurveLine(Frame properties) {
        client = Handshake.of(
                "client",
                WireOptions.of("DEALER").withMechanism(Mechanism.curve(CLIENT_KEYS, SERVER_KEYS.publicKey())));
        server = Handshake.of(
                "server", WireOptions.of("ROUTER").withMechanism(Mechanism.curveServer(SERVER_KEYS, key -> true)));
        client.sayProperties(properties);
        server.sayProperties(properties);
    }

    /** A handshake that was done rightly. */
    private static CurveLine agreed() {
        CurveLine line = new CurveLine(WireOptions.of("DEALER").metadata().octets());
        for (int i = 0; i < 2; i++) {
            line.server.take(line.client.next().orElseThrow().frame());
            line.client.take(line.server.next().orElseThrow().frame());
        }
        return line;
    }

    /** Made once, when the first message is sealed. */
    private static final class Traffic {
        private static final CurveLine LINE = agreed();
        private static final CurveTraffic CLIENT = LINE.client.traffic().orElseThrow();
        private static final CurveTraffic SERVER = LINE.server.traffic().orElseThrow();
    }

    /** How a command is spoilt, where and by what, as three octets of an input say. */
    private record Spoiling(int how, int place, int value) {

        static Spoiling of(byte[] input, int at) {
            byte[] said = Arrays.copyOf(input, at + 3);
            return new Spoiling(said[at] & 0xff, said[at + 1] & 0xff, said[at + 2] & 0xff);
        }

        Frame spoil(Frame body) {
            byte[] octets = body.octets();
            int at = place % octets.length;
            switch (how) {
                case 0 -> {
                    return body;
                }
                case 1 -> octets[at] ^= (byte) value;
                case 2 -> octets[octets.length - 1 - at] ^= (byte) value;
                case 3 -> octets = Arrays.copyOf(octets, octets.length + value);
                default -> octets = Arrays.copyOf(octets, at);
            }
            return Frame.of(octets);
        }
    }

    private static Frame behind(byte[] input, int from) {
        return Frame.of(Arrays.copyOfRange(input, Math.min(from, input.length), input.length));
    }

    /** Both take their turns. The first octet says which command is spoilt, three more how; the others are properties. */
    static void agree(byte[] input) throws MalformedFrameException {
        int spoiltTurn = input.length == 0 ? 0 : input[0] & 3;
        Spoiling spoiling = Spoiling.of(input, 1);
        Frame properties = behind(input, 4);
        CurveLine line = new CurveLine(properties);
        boolean isSpoilt = false;
        for (int turn = 0; turn < 4; turn++) {
            Handshake from = turn % 2 == 0 ? line.client : line.server;
            Handshake to = turn % 2 == 0 ? line.server : line.client;
            Frame said = from.next().orElseThrow().octets();
            Frame came = turn == spoiltTurn ? spoiling.spoil(said) : said;
            isSpoilt |= !came.equals(said);
            to.take(WireFrame.command(came));
        }
        CodecPromise.same(line.server.metadata().octets(), properties);
        CodecPromise.same(line.client.metadata().octets(), properties);
        // The padding of HELLO and the highest bit of a key are all that nothing depends on.
        CodecPromise.require(!isSpoilt || spoiltTurn == 0, "a spoilt command was taken");
    }

    /** One sealed frame from the client to the server: three octets say how it is spoilt, the others are in it. */
    static void exchange(byte[] input) throws MalformedFrameException {
        Frame inside = behind(input, 3);
        WireFrame sealed = Traffic.CLIENT.sealOctets(inside);
        Frame came = Spoiling.of(input, 0).spoil(sealed.body());
        WireFrame opened = Traffic.SERVER.open(new WireFrame(came.size() > 255 ? WireFrame.LONG : 0, came));
        CodecPromise.require(came.equals(sealed.body()), "a spoilt box was opened");
        CodecPromise.same(opened.body(), inside.slice(1, inside.size()));
    }

    /** What a client may say to a server: rightly, with keys of small order, cut off. */
    static List<byte[]> octetsToTheServer() {
        Command hello = CurveClient.of(CLIENT_KEYS, SERVER_KEYS.publicKey()).hello();
        Frame zero = Frame.filled(CurveKey.SIZE, 0);
        Frame one = Frame.of(Arrays.copyOf(new byte[] {1}, CurveKey.SIZE));
        return List.of(
                FuzzTarget.behindEachOther(hello),
                FuzzTarget.behindEachOther(withKey(hello, zero)),
                FuzzTarget.behindEachOther(withKey(hello, one)),
                FuzzTarget.behindEachOther(hello, new Command(Command.INITIATE, Frame.filled(257, 1))),
                FuzzTarget.behindEachOther(Command.error("400")));
    }

    private static Command withKey(Command hello, Frame key) {
        byte[] data = hello.data().octets();
        System.arraycopy(key.octets(), 0, data, HELLO_KEY, CurveKey.SIZE);
        return new Command(Command.HELLO, Frame.of(data));
    }

    /** What a server may say to a client that is another, since its keys are drawn anew: of the right size, and not. */
    static List<byte[]> octetsToTheClient() {
        CurveServer server = CurveServer.of(SERVER_KEYS);
        try {
            server.hello(CurveClient.of(CLIENT_KEYS, SERVER_KEYS.publicKey()).hello());
        } catch (MalformedFrameException e) {
            throw new IllegalStateException("a right HELLO was not taken", e);
        }
        return List.of(
                FuzzTarget.behindEachOther(server.welcome()),
                FuzzTarget.behindEachOther(server.welcome(), new Command(Command.READY, Frame.filled(60, 1))),
                FuzzTarget.behindEachOther(Command.error("400")));
    }
}
