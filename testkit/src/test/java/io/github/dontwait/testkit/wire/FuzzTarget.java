package io.github.dontwait.testkit.wire;

import io.github.dontwait.testkit.message.Frame;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What takes octets from strangers. Each target lets them in and holds what the codec promises of any octets: what is
 * read is written the same again, and no exception but the declared ones.
 */
enum FuzzTarget {

    /** A greeting: 64 octets, whatever they say. */
    GREETING {
        @Override
        void take(byte[] input) {
            Greeting greeting = Greeting.of(Arrays.copyOf(input, Greeting.SIZE));
            CodecPromise.same(Frame.of(greeting.octets()), Frame.of(Arrays.copyOf(input, Greeting.SIZE)));
            Greeting again = Greeting.of(greeting.octets())
                    .withVersion(greeting.major(), greeting.minor())
                    .withAsServer(greeting.asServer());
            CodecPromise.require(
                    again.equals(greeting) && !again.toString().isEmpty(), "a greeting that is not itself");
            for (Mechanism mechanism : List.of(Mechanism.none(), PLAIN)) {
                Handshake.of("it", WireOptions.of("ROUTER").withMechanism(mechanism))
                        .check(greeting);
                CodecPromise.require(
                        greeting.hasSignature() && greeting.mechanism().equals(mechanism.name()), "a wrong greeting");
            }
        }

        @Override
        List<byte[]> seeds() {
            return octets(Vectors.ZMTP_30_NULL, Vectors.JEROMQ_GREETING_CLI_1, Vectors.LIBZMQ_PLAIN);
        }
    },

    /** Frames in pieces: the first octet says how large, the others are the stream. */
    FRAMES {
        @Override
        void take(byte[] input) throws MalformedFrameException {
            if (input.length == 0) {
                return;
            }
            FrameCodec codec = new FrameCodec(LARGEST_BODY);
            int size = 1 + (input[0] & 0xff);
            int read = 1;
            for (int at = 1; at < input.length; at += size) {
                ByteBuffer piece = ByteBuffer.wrap(input, at, Math.min(size, input.length - at));
                for (WireFrame frame = codec.decode(piece); frame != null; frame = codec.decode(piece)) {
                    read = sameBehind(read, frame, input);
                }
                CodecPromise.require(!piece.hasRemaining(), "octets that nobody took");
            }
            CodecPromise.require(read + codec.unfinishedOctets() == input.length, "octets that nobody has");
            CodecPromise.require(codec.offset() == input.length - 1, "an offset that is not how far it is");
        }

        private int sameBehind(int at, WireFrame frame, byte[] input) {
            int end = at + frame.encodedSize();
            CodecPromise.same(Frame.of(FrameCodec.encode(frame)), Frame.of(Arrays.copyOfRange(input, at, end)));
            return end;
        }

        @Override
        List<byte[]> seeds() {
            List<byte[]> seeds = new ArrayList<>();
            for (WireFrame vector : Vectors.all().values()) {
                if (vector.encodedSize() < LONGEST_SEED) {
                    byte[] octets = FrameCodec.encode(vector);
                    seeds.add(behind(3, octets));
                    seeds.add(behind(255, octets, octets));
                }
            }
            seeds.add(behind(255, Frame.hex("02 ffffffffffffffff").octets()));
            seeds.add(behind(255, Frame.hex("02 0000000000100000 00").octets()));
            return seeds;
        }
    },

    /** The body of a command, with all that can be asked of it. */
    COMMAND {
        @Override
        void take(byte[] input) throws MalformedFrameException {
            Command command = Command.parse(Frame.of(input));
            CodecPromise.same(command.octets(), Frame.of(input));
            CodecPromise.require(!command.toString().isEmpty(), "a command without text");
            CodecPromise.ask(() -> CodecPromise.require(command.reason().length() <= 255, "too long a reason"));
            CodecPromise.ask(() -> CodecPromise.require(command.ttlDeciseconds() <= 0xffff, "too long a time to live"));
            CodecPromise.ask(() -> CodecPromise.require(
                    command.context().size() <= command.data().size(), "too long a context"));
            CodecPromise.same(command.metadata().octets(), command.data());
        }

        @Override
        List<byte[]> seeds() {
            return Vectors.all().values().stream()
                    .filter(frame -> frame.isCommand() && !frame.hasMore())
                    .map(frame -> frame.body().octets())
                    .toList();
        }
    },

    /** Properties. */
    METADATA {
        @Override
        void take(byte[] input) throws MalformedFrameException {
            Metadata metadata = Metadata.parse(Frame.of(input));
            CodecPromise.same(metadata.octets(), Frame.of(input));
            for (Metadata.Property property : metadata.properties()) {
                CodecPromise.require(metadata.value(property.name()).isPresent(), "a property that is not found");
            }
        }

        @Override
        List<byte[]> seeds() {
            return Vectors.readies().values().stream()
                    .map(options -> options.metadata().octets().octets())
                    .toList();
        }
    },

    /** The other side of a NULL handshake. */
    NULL {
        @Override
        void take(byte[] input) throws MalformedFrameException {
            FuzzedHandshake.converse(Mechanism.none(), input);
        }

        @Override
        List<byte[]> seeds() {
            return octets(Vectors.readies().keySet().toArray(String[]::new));
        }
    },

    /** A server that a client of PLAIN meets. */
    PLAIN_CLIENT {
        @Override
        void take(byte[] input) throws MalformedFrameException {
            FuzzedHandshake.converse(PLAIN, input);
        }

        @Override
        List<byte[]> seeds() {
            return octets(
                    "04 08 07 57454c434f4d45" + Vectors.ROUTER_EMPTY_IDENTITY,
                    "04 0a 05 4552524f52 03 343030",
                    "04 09 5e 52524f52 03 343030");
        }
    },

    /** A client that a server of PLAIN meets. */
    PLAIN_SERVER {
        @Override
        void take(byte[] input) throws MalformedFrameException {
            FuzzedHandshake.converse(Mechanism.plainServer((user, password) -> user.equals("admin")), input);
        }

        @Override
        List<byte[]> seeds() {
            Metadata said = WireOptions.of("DEALER").metadata();
            return List.of(
                    behindEachOther(Command.hello("admin", "secret"), Command.initiate(said)),
                    behindEachOther(Command.hello("mallory", "")),
                    behindEachOther(Command.error("400")));
        }
    },

    /** A server that a client of CURVE meets. */
    CURVE_CLIENT {
        @Override
        void take(byte[] input) throws MalformedFrameException {
            FuzzedHandshake.converseAgain(
                    this, Mechanism.curve(CurveLine.CLIENT_KEYS, CurveLine.SERVER_KEYS.publicKey()), input);
        }

        @Override
        List<byte[]> seeds() {
            return CurveLine.octetsToTheClient();
        }
    },

    /** A client that a server of CURVE meets. */
    CURVE_SERVER {
        @Override
        void take(byte[] input) throws MalformedFrameException {
            FuzzedHandshake.converseAgain(this, Mechanism.curveServer(CurveLine.SERVER_KEYS, key -> true), input);
        }

        @Override
        List<byte[]> seeds() {
            return CurveLine.octetsToTheServer();
        }
    },

    /** What comes sealed behind a handshake of CURVE: the first octets spoil the box, the others are in it. */
    CURVE_TRAFFIC {
        @Override
        void take(byte[] input) throws MalformedFrameException {
            CurveLine.exchange(input);
        }

        @Override
        List<byte[]> seeds() {
            return octets("000000 00 6869", "000000 02 04 50494e47 0000", "010801 00 68", "040900 01 68", "03 0005 00");
        }
    },

    /** Both sides of a handshake of CURVE, of which one command is spoilt; the properties are the octets that remain. */
    CURVE_HANDSHAKE {
        @Override
        void take(byte[] input) throws MalformedFrameException {
            CurveLine.agree(input);
        }

        @Override
        List<byte[]> seeds() {
            Frame properties = WireOptions.of("DEALER").metadata().octets();
            return List.of(
                    behind(0, new byte[] {0, 0, 0}, properties.octets()),
                    behind(0, new byte[] {1, 90, 1}, properties.octets()),
                    behind(1, new byte[] {4, 70, 0}, properties.octets()),
                    behind(2, new byte[] {0, 0, 0}, new byte[] {1, 'A', 0, 0, 0, 9}),
                    behind(3, new byte[] {2, 20, 7}, properties.octets()));
        }
    };

    /** The most octets that a frame may declare here; far more than any input has. */
    static final int LARGEST_BODY = 1 << 20;

    private static final int LONGEST_SEED = 300;
    private static final Mechanism PLAIN = Mechanism.plain("admin", "secret");

    /** Whether it calculates with keys, for which the JDK takes memory that no octet of the input is to blame for. */
    boolean usesKeys() {
        return name().startsWith("CURVE_");
    }

    /**
     * Lets octets in.
     *
     * @throws MalformedFrameException as the codec declares it, like the exceptions that {@link #isDeclared} knows
     */
    abstract void take(byte[] input) throws MalformedFrameException;

    /** Octets to begin with. */
    abstract List<byte[]> seeds();

    /** Its name on a command line. */
    String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static FuzzTarget titled(String title) {
        return Arrays.stream(values())
                .filter(each -> each.title().equals(title))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no target is called " + title));
    }

    /** Whether the codec may answer octets by this. */
    static boolean isDeclared(Throwable thrown) {
        return thrown instanceof MalformedFrameException
                || thrown instanceof WireException.ProtocolViolation
                || thrown instanceof WireException.Refused;
    }

    private static List<byte[]> octets(String... hex) {
        return Arrays.stream(hex).map(each -> Frame.hex(each).octets()).toList();
    }

    private static byte[] behind(int first, byte[]... others) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        octets.write(first);
        Arrays.stream(others).forEach(octets::writeBytes);
        return octets.toByteArray();
    }

    static byte[] behindEachOther(Command... commands) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        Arrays.stream(commands).forEach(command -> octets.writeBytes(FrameCodec.encode(command.frame())));
        return octets.toByteArray();
    }
}
