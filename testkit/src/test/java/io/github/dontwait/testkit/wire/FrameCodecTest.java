package io.github.dontwait.testkit.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dontwait.testkit.message.Frame;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameCodecTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void readsTheSameFramesHoweverTheOctetsAreCut(long seed) throws MalformedFrameException {
        Random random = new Random(seed);
        List<WireFrame> sent = new ArrayList<>();
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        for (int i = 0; i < 200; i++) {
            int[] sizes = {0, 1, 2, 254, 255, 256, 257, random.nextInt(3_000), i == 100 ? 200_000 : 9};
            byte[] body = new byte[sizes[random.nextInt(sizes.length)]];
            random.nextBytes(body);
            WireFrame frame = WireFrame.message(Frame.of(body), random.nextBoolean());
            sent.add(random.nextInt(4) == 0 ? frame.inLongForm() : frame);
            octets.writeBytes(FrameCodec.encode(sent.get(i)));
        }
        byte[] stream = octets.toByteArray();
        FrameCodec codec = new FrameCodec();
        List<WireFrame> read = new ArrayList<>();
        for (int at = 0; at < stream.length; ) {
            int piece = Math.min(stream.length - at, 1 + random.nextInt(random.nextInt(2_000) + 1));
            ByteBuffer buffer = ByteBuffer.wrap(stream, at, piece);
            for (WireFrame frame = codec.decode(buffer); frame != null; frame = codec.decode(buffer)) {
                read.add(frame);
            }
            at += piece;
        }
        assertThat(read).isEqualTo(sent);
        assertThat(codec.offset()).isEqualTo(stream.length);
        assertThat(codec.unfinishedOctets()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"02 ffffffffffffffff", "02 4000000000000000", "02 00000000000003e9"})
    void refusesAFrameThatDeclaresMoreThanTheBound(String header) throws MalformedFrameException {
        FrameCodec codec = new FrameCodec(1_000);
        assertThat(codec.decode(ByteBuffer.wrap(new byte[] {0, 1, 65}))).isNotNull();
        assertThatThrownBy(() -> codec.decode(ByteBuffer.wrap(Frame.hex(header).octets())))
                .isInstanceOfSatisfying(MalformedFrameException.class, e -> assertThat(e.offset())
                        .isEqualTo(3))
                .hasMessageContaining("the bound is 1000");
    }

    @Test
    void takesAFrameOfExactlyTheBound() throws MalformedFrameException {
        WireFrame frame = WireFrame.message(Frame.filled(1_000, 1), false);
        assertThat(new FrameCodec(1_000).decode(ByteBuffer.wrap(FrameCodec.encode(frame))))
                .isEqualTo(frame);
    }

    @Test
    void saysHowMuchOfAFrameIsMissing() throws MalformedFrameException {
        FrameCodec codec = new FrameCodec();
        assertThat(codec.decode(ByteBuffer.wrap(new byte[] {0, 5, 65, 66}))).isNull();
        assertThat(codec.unfinishedOctets()).isEqualTo(4);
    }

    @Test
    void aShortFrameCannotCarryMoreThan255Octets() {
        assertThatThrownBy(() -> new WireFrame(0, Frame.filled(256, 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("needs the long form");
    }
}
