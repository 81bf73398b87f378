package io.github.dontwait.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.wire.Command;
import io.github.dontwait.testkit.wire.FrameCodec;
import io.github.dontwait.testkit.wire.Greeting;
import io.github.dontwait.testkit.wire.WireFrame;
import io.github.dontwait.testkit.wire.WireOptions;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamPositionTest {

    private static final byte[] READY =
            FrameCodec.encode(Command.ready(WireOptions.of("DEALER").metadata()).frame());
    /** Where the first frame begins. */
    private static final int TRAFFIC = Greeting.SIZE + READY.length;

    /** Greeting, READY, ["one", ""], a PING, ["", 300 octets, "z"]. */
    private static byte[] conversation(String mechanism) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(Greeting.ofMinor(1).withMechanism(mechanism).octets());
        all.writeBytes(READY);
        all.writeBytes(FrameCodec.encode(Message.of("one", "")));
        all.writeBytes(FrameCodec.encode(Command.ping(0, Frame.empty()).frame()));
        all.writeBytes(FrameCodec.encode(Message.of(Frame.empty(), Frame.filled(300, 'x'), Frame.text("z"))));
        return all.toByteArray();
    }

    private static long octetsAt(Moment moment, byte[] octets, int largestPiece) {
        StreamPosition position = new StreamPosition();
        Random random = new Random(3);
        ByteBuffer rest = ByteBuffer.wrap(octets);
        while (rest.hasRemaining()) {
            int size = Math.min(rest.remaining(), 1 + random.nextInt(largestPiece));
            ByteBuffer piece = rest.slice(rest.position(), size);
            int before = position.octetsBefore(moment, piece);
            if (position.advance(piece, moment)) {
                assertThat(before).isEqualTo(piece.position());
                return position.octets();
            }
            assertThat(before).isEqualTo(-1);
            rest.position(rest.position() + size);
        }
        return -1;
    }

    @ParameterizedTest
    @CsvSource({"1", "3", "100", "1000"})
    void findsEveryMomentHoweverTheOctetsCome(int piece) {
        byte[] all = conversation("NULL");
        // Frames 1 and 2 have 5 and 2 octets, the PING 9, frames 3, 4 and 5 have 2, 309 and 3.
        int ping = TRAFFIC + 7;
        Object[][] expected = {
            {new Moment.AtOnce(), 0},
            {new Moment.AtOctet(77), 77},
            {new Moment.InGreeting(0), 0},
            {new Moment.InGreeting(63), 63},
            {new Moment.InReady(0), 64},
            {new Moment.InReady(5), 69},
            {new Moment.AfterHandshake(), TRAFFIC},
            {new Moment.InsideFrame(1, 1), TRAFFIC + 1},
            {new Moment.InsideFrame(1, 4), TRAFFIC + 4},
            {new Moment.InsideFrame(1, 5), -1},
            {new Moment.BetweenFrames(1), TRAFFIC + 5},
            {new Moment.InsideFrame(2, 1), TRAFFIC + 6},
            {new Moment.AfterMessage(1), ping},
            {new Moment.InsideFrame(3, 1), ping + 10},
            {new Moment.InsideFrame(4, 200), ping + 9 + 2 + 200},
            {new Moment.BetweenFrames(4), ping + 9 + 2 + 309},
            {new Moment.AfterMessage(2), all.length},
            {new Moment.AfterMessage(3), -1},
            {new Moment.AfterReceived(1), -1},
        };
        for (Object[] each : expected) {
            long at = ((Integer) each[1]).longValue();
            assertThat(octetsAt((Moment) each[0], all, piece)).as("%s", each[0]).isEqualTo(at);
        }
    }

    @Test
    void countsFramesAndMessagesButNoCommands() {
        StreamPosition position = new StreamPosition();
        position.advance(ByteBuffer.wrap(conversation("NULL")), null);
        assertThat(position.frames()).isEqualTo(5);
        assertThat(position.messages()).isEqualTo(2);
        assertThat(position.octets()).isEqualTo(conversation("NULL").length);
    }

    @Test
    void otherMechanismsShakeHandsInTwoSteps() {
        byte[] all = conversation("CURVE");
        assertThat(octetsAt(new Moment.InReady(1), all, 50)).isEqualTo(TRAFFIC + 1);
        assertThat(octetsAt(new Moment.AfterHandshake(), all, 50)).isEqualTo(TRAFFIC + 5);
    }

    @Test
    void framesNeedNotFitIntoMemory() {
        StreamPosition position = new StreamPosition();
        position.advance(ByteBuffer.wrap(conversation("NULL")), null);
        ByteBuffer header = ByteBuffer.allocate(9)
                .put((byte) WireFrame.LONG)
                .putLong(1L << 62)
                .flip();
        assertThat(position.advance(header, new Moment.InsideFrame(6, 9))).isTrue();
        position.advance(ByteBuffer.allocate(100), null);
        assertThat(position.frames()).isEqualTo(5);
    }

    @Test
    void whatIsNoZmtpHasOctetsAlone() {
        byte[] text = new byte[500];
        assertThat(octetsAt(new Moment.AtOctet(400), text, 90)).isEqualTo(400);
        assertThat(octetsAt(new Moment.AfterHandshake(), text, 90)).isEqualTo(-1);
        StreamPosition position = new StreamPosition();
        position.advance(ByteBuffer.wrap(conversation("NULL")), null);
        byte[] bit63 =
                ByteBuffer.allocate(9).put((byte) WireFrame.LONG).putLong(-1).array();
        position.advance(ByteBuffer.wrap(bit63), null);
        position.advance(ByteBuffer.wrap(text), null);
        assertThat(position.frames()).isEqualTo(5);
    }
}
