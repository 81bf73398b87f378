package io.github.dontwait.testkit.wire;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The octets that the kit makes and reads are those of the vectors, one by one. */
class VectorTest {

    @Test
    void greetings() {
        assertThat(Greeting.ofMinor(0).hex()).isEqualTo(Vectors.ZMTP_30_NULL);
        assertThat(Greeting.ofMinor(1).hex()).isEqualTo(Vectors.ZMTP_31_NULL);
        byte[] one = {0, 0, 0, 0, 0, 0, 0, 1};
        byte[] six = {0, 0, 0, 0, 0, 0, 0, 6};
        assertThat(Greeting.ofMinor(1).withPadding(one).hex()).isEqualTo(Vectors.LIBZMQ_GREETING);
        assertThat(Greeting.ofMinor(0).withPadding(one).hex()).isEqualTo(Vectors.JEROMQ_GREETING);
        assertThat(Greeting.ofMinor(0).withPadding(six).hex()).isEqualTo(Vectors.JEROMQ_GREETING_CLI_1);
        assertThat(Greeting.ofMinor(1).withPadding(one).withMechanism("PLAIN").hex())
                .isEqualTo(Vectors.LIBZMQ_PLAIN);
        assertThat(Greeting.ofMinor(1).withMechanism("CURVE").withAsServer(1).hex())
                .isEqualTo(Vectors.CURVE_SERVER);
    }

    @Test
    void everyOctetOfAGreetingCanBeWrong() {
        Greeting right = Greeting.ofMinor(1);
        for (int index = 0; index < Greeting.SIZE; index++) {
            byte[] expected = right.octets();
            expected[index] ^= 0x55;
            assertThat(right.withOctet(index, expected[index]).octets()).isEqualTo(expected);
        }
        assertThat(right.withOctet(9, 0).hasSignature()).isFalse();
        assertThat(right.withVersion(255, 254).major()).isEqualTo(255);
        assertThat(right.withMechanism("NULL\0\0\0\0X").mechanism()).isEqualTo("NULL\0\0\0\0X");
        byte[] filler = new byte[31];
        filler[30] = 7;
        assertThat(right.withFiller(filler).octets()[63]).isEqualTo((byte) 7);
        assertThatThrownBy(() -> Greeting.of(new byte[63])).hasMessage("a greeting has 64 octets, not 63");
    }

    static Stream<Map.Entry<String, WireOptions>> readies() {
        return Vectors.readies().entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource
    void readies(Map.Entry<String, WireOptions> vector) throws MalformedFrameException {
        byte[] octets = Frame.hex(vector.getKey()).octets();
        Command ready = Command.ready(vector.getValue().metadata());
        assertThat(FrameCodec.encode(ready.frame())).isEqualTo(octets);
        Metadata read = Command.parse(decode(octets).body()).metadata();
        assertThat(read).isEqualTo(vector.getValue().metadata());
        assertThat(read.value("SOCKET-type"))
                .contains(Frame.text(vector.getValue().socketType()));
    }

    static Stream<Map.Entry<String, WireFrame>> frames() {
        return Vectors.frames().entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource
    void frames(Map.Entry<String, WireFrame> vector) throws MalformedFrameException {
        byte[] octets = Frame.hex(vector.getKey()).octets();
        assertThat(FrameCodec.encode(vector.getValue())).isEqualTo(octets);
        assertThat(decode(octets)).isEqualTo(vector.getValue());
    }

    static Stream<Map.Entry<String, Command>> commands() {
        return Vectors.commands().entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource
    void commands(Map.Entry<String, Command> vector) throws MalformedFrameException {
        byte[] octets = Frame.hex(vector.getKey()).octets();
        assertThat(FrameCodec.encode(vector.getValue().frame())).isEqualTo(octets);
        assertThat(Command.parse(decode(octets).body())).isEqualTo(vector.getValue());
    }

    @Test
    void messages() {
        assertThat(FrameCodec.encode(Message.of("", "hi")))
                .isEqualTo(Frame.hex("01 00 00 02 6869").octets());
        assertThat(FrameCodec.encode(Message.of("", "hi", "!")))
                .isEqualTo(Frame.hex("01 00 01 02 6869 00 01 21").octets());
    }

    @Test
    void aCommandInTheLongForm() throws MalformedFrameException {
        byte[] octets = Frame.hex("06 0000000000000009 04 50494e47 0000 6c66").octets();
        Command ping = Command.ping(0, Frame.text("lf"));
        assertThat(FrameCodec.encode(ping.frame().inLongForm())).isEqualTo(octets);
        assertThat(Command.parse(decode(octets).body()).context()).isEqualTo(Frame.text("lf"));
    }

    @Test
    void whatCommandsSay() throws MalformedFrameException {
        assertThat(Command.ping(656, Frame.text("c")).ttlDeciseconds()).isEqualTo(656);
        assertThat(Command.ping(65_535, Frame.text("c")).ttlDeciseconds()).isEqualTo(65_535);
        assertThat(Command.error("400").reason()).isEqualTo("400");
        assertThat(Command.pong(Frame.text("c")).context()).isEqualTo(Frame.text("c"));
        assertThat(new Command("", Frame.empty())).hasToString("a command without a name");
        assertThat(new Command("", Frame.text("x"))).hasToString("a command without a name \"x\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"04 06 05 4552524f52", "04 08 05 4552524f52 ff 34"})
    void errorsWhoseReasonDoesNotFit(String hex) throws MalformedFrameException {
        Command error = Command.parse(decode(Frame.hex(hex).octets()).body());
        assertThat(error.name()).isEqualTo(Command.ERROR);
        assertThatThrownBy(error::reason)
                .isInstanceOf(MalformedFrameException.class)
                .hasMessageStartingWith("an ERROR's reason does not fit");
    }

    @ParameterizedTest
    @CsvSource({
        "04 00, a command without a name",
        "04 03 ff 4142, a command's name of 255 octets does not fit",
        "04 09 5e 52524f52 03 343030, a command's name of 94 octets does not fit"
    })
    void malformedCommands(String hex, String problem) {
        assertThatThrownBy(() -> Command.parse(decode(Frame.hex(hex).octets()).body()))
                .isInstanceOf(MalformedFrameException.class)
                .hasMessageStartingWith(problem);
    }

    @ParameterizedTest
    @CsvSource({
        "0b 536f636b65742d54797065 00000006 4445414c, 0, value of 6 octets does not fit",
        "0b 536f636b65742d54797065 7fffffff 4445414c4552, 0, value of 2147483647 octets does not fit",
        "0b 536f636b65742d54797065 ffffffff 4445414c4552, 0, value of 4294967295 octets does not fit",
        "01 41 00000000 ff 42, 6, name of 255 octets",
        "01 41 00, 0, name of 1 octets"
    })
    void malformedProperties(String hex, long offset, String problem) {
        assertThatThrownBy(() -> Metadata.parse(Frame.hex(hex)))
                .isInstanceOfSatisfying(MalformedFrameException.class, e -> assertThat(e.offset())
                        .isEqualTo(offset))
                .hasMessageContaining(problem);
    }

    private static WireFrame decode(byte[] octets) throws MalformedFrameException {
        ByteBuffer buffer = ByteBuffer.wrap(octets);
        WireFrame frame = requireNonNull(new FrameCodec().decode(buffer));
        assertThat(buffer.remaining()).isZero();
        return frame;
    }
}
