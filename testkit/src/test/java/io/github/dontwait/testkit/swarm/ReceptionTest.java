package io.github.dontwait.testkit.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.wire.Command;
import io.github.dontwait.testkit.wire.FrameCodec;
import io.github.dontwait.testkit.wire.Greeting;
import io.github.dontwait.testkit.wire.WireFrame;
import io.github.dontwait.testkit.wire.WireOptions;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReceptionTest implements Reception.Reader {

    private static final int LARGEST_BODY = 1_000;

    private final List<String> seen = new ArrayList<>();
    private final Reception reception = new Reception(this, WireOptions.of("DEALER"));

    @Override
    public void greeted() {
        seen.add("greeting");
    }

    @Override
    public void ready() {
        seen.add("READY");
    }

    @Override
    public void pinged(Frame context) {
        seen.add("PING " + context);
    }

    @Override
    public void received(Message message) {
        seen.add(message.toString());
    }

    @Override
    public boolean isClosed() {
        return seen.contains("[ \"enough\" ]");
    }

    private void take(byte[] octets) throws Exception {
        reception.take(ByteBuffer.wrap(octets));
    }

    private void shakeHands() throws Exception {
        take(Greeting.ofMinor(1).octets());
        take(FrameCodec.encode(
                Command.ready(WireOptions.of("ROUTER").metadata()).frame()));
    }

    @Test
    void itSaysHowFarTheHandshakeIs() throws Exception {
        byte[] greeting = Greeting.ofMinor(1).octets();
        assertThat(reception.progress()).isEqualTo("a greeting, got 0 of 64 octets");
        reception.take(ByteBuffer.wrap(greeting, 0, 11));
        assertThat(reception.progress()).isEqualTo("a greeting, got 11 of 64 octets");
        reception.take(ByteBuffer.wrap(greeting, 11, 53));
        assertThat(reception.progress()).isEqualTo("READY, got a greeting");
        assertThat(seen).containsExactly("greeting");
    }

    @Test
    void octetsMayComeInPiecesOfAnySize() throws Exception {
        shakeHands();
        Frame long17 = Frame.text("12345678901234567");
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        octets.writeBytes(FrameCodec.encode(Message.of("", "two frames")));
        octets.writeBytes(FrameCodec.encode(Command.ping(0, long17).frame()));
        octets.writeBytes(FrameCodec.encode(Message.of("one")));
        for (byte octet : octets.toByteArray()) {
            take(new byte[] {octet});
        }
        assertThat(seen)
                .containsExactly(
                        "greeting", "READY", "[ \"\", \"two frames\" ]", "PING \"1234567890123456\"", "[ \"one\" ]");
    }

    @Test
    void nothingIsTakenAfterTheReaderHasClosed() throws Exception {
        shakeHands();
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        octets.writeBytes(FrameCodec.encode(Message.of("enough")));
        octets.writeBytes(FrameCodec.encode(Message.of("too much")));
        take(octets.toByteArray());
        assertThat(seen).containsExactly("greeting", "READY", "[ \"enough\" ]");
    }

    @Test
    void aMessageWithoutEndIsForbidden() throws Exception {
        shakeHands();
        byte[] more = FrameCodec.encode(WireFrame.message(Frame.empty(), true));
        for (int i = 0; i < 1_000; i++) {
            take(more);
        }
        assertThatExceptionOfType(Reception.ForbiddenException.class)
                .isThrownBy(() -> take(more))
                .withMessage("a message of more than 1000 frames");
    }

    @Test
    void theFramesOfAMessageMayTogetherHaveTheOctetsOfOneFrame() throws Exception {
        Reception narrow = new Reception(this, WireOptions.of("DEALER").withLargestBody(LARGEST_BODY));
        narrow.take(ByteBuffer.wrap(Greeting.ofMinor(1).octets()));
        narrow.take(ByteBuffer.wrap(FrameCodec.encode(
                Command.ready(WireOptions.of("ROUTER").metadata()).frame())));
        Message half = Message.of(Frame.filled(LARGEST_BODY / 2, 'x'), Frame.filled(LARGEST_BODY / 2, 'y'));
        narrow.take(ByteBuffer.wrap(FrameCodec.encode(half)));
        narrow.take(ByteBuffer.wrap(FrameCodec.encode(half)));
        assertThat(seen).containsExactly("greeting", "READY", half.toString(), half.toString());

        byte[] more = FrameCodec.encode(WireFrame.message(Frame.filled(LARGEST_BODY, 'x'), true));
        narrow.take(ByteBuffer.wrap(more));
        byte[] last = FrameCodec.encode(Message.of("x"));
        assertThatExceptionOfType(Reception.ForbiddenException.class)
                .isThrownBy(() -> narrow.take(ByteBuffer.wrap(last)))
                .withMessage("a message of more than 1000 octets");
    }

    @Test
    void aMessageInsteadOfReadyIsForbidden() throws Exception {
        take(Greeting.ofMinor(1).octets());
        assertThatExceptionOfType(Reception.ForbiddenException.class)
                .isThrownBy(() -> take(FrameCodec.encode(Message.of("early"))))
                .withMessage("00 \"early\" instead of READY");
    }
}
