package io.github.dontwait.testkit.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** What holds of the frame codec for any frames, however their octets are cut. */
@Domain(AnyWire.class)
@Domain(DomainContext.Global.class)
class FramePropertyTest {

    private static final String SEED = "20261126";

    @Property(tries = 150, seed = SEED)
    void anyMessageReadsTheSameHoweverItIsCut(@ForAll Message message, @ForAll Cuts cuts)
            throws MalformedFrameException {
        byte[] octets = FrameCodec.encode(message);
        FrameCodec codec = new FrameCodec();
        List<WireFrame> frames = cuts.decode(codec, octets);
        assertThat(frames.stream().map(WireFrame::body).toList()).isEqualTo(message.frames());
        assertThat(frames.stream().map(WireFrame::hasMore).toList())
                .isEqualTo(IntStream.range(0, message.size())
                        .mapToObj(i -> i < message.size() - 1)
                        .toList());
        assertThat(frames).noneMatch(WireFrame::isCommand);
        assertThat(codec.offset()).isEqualTo(octets.length);
        assertThat(codec.unfinishedOctets()).isZero();
    }

    @Property(tries = 150, seed = SEED)
    void anyFramesReadTheSameHoweverTheyAreCut(@ForAll @Size(max = 6) List<WireFrame> sent, @ForAll Cuts cuts)
            throws MalformedFrameException {
        assertThat(cuts.decode(new FrameCodec(), encoded(sent))).isEqualTo(sent);
    }

    @Property(tries = 100, seed = SEED)
    void theWaysToEncodeAgree(@ForAll Message message) {
        List<WireFrame> frames = new ArrayList<>();
        message.frames().forEach(each -> frames.add(WireFrame.message(each, frames.size() < message.size() - 1)));
        assertThat(FrameCodec.encode(message)).isEqualTo(encoded(frames));
        for (WireFrame frame : frames) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(frame.encodedSize());
            FrameCodec.encode(frame, buffer);
            assertThat(buffer.hasRemaining()).isFalse();
            assertThat(Frame.of(buffer.flip()).octets()).isEqualTo(FrameCodec.encode(frame));
        }
    }

    @Property(tries = 150, seed = SEED)
    void aMessageGoesOutTheSameHoweverLittleRoomThereIs(
            @ForAll Message message, @ForAll @IntRange(min = 1, max = 300_000) int room) {
        OutgoingMessage outgoing = new OutgoingMessage(message);
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(room);
        while (outgoing.remaining() > 0) {
            outgoing.putInto(buffer.clear());
            octets.write(buffer.array(), 0, buffer.position());
            assertThat(buffer.hasRemaining() && outgoing.remaining() > 0).isFalse();
        }
        assertThat(octets.toByteArray()).isEqualTo(FrameCodec.encode(message));
    }

    @Property(tries = 150, seed = SEED)
    void itReadsWhatTheGrammarSays(@ForAll @Size(max = 6) List<WireFrame> frames) throws IOException {
        byte[] octets = encoded(frames);
        DataInputStream stream = new DataInputStream(new ByteArrayInputStream(octets));
        for (WireFrame frame : frames) {
            int flags = stream.readUnsignedByte();
            long size = (flags & 0x02) == 0 ? stream.readUnsignedByte() : stream.readLong();
            assertThat(flags).isEqualTo(frame.flags());
            assertThat(stream.readNBytes(Math.toIntExact(size)))
                    .isEqualTo(frame.body().octets());
        }
        assertThat(stream.read()).isEqualTo(-1);
    }

    @Property(tries = 150, seed = SEED)
    void anUnfinishedFrameIsSaidToBeOne(@ForAll WireFrame frame, @ForAll Cuts cuts, @ForAll int end)
            throws MalformedFrameException {
        byte[] octets = FrameCodec.encode(frame);
        int size = Math.floorMod(end, octets.length);
        FrameCodec codec = new FrameCodec();
        assertThat(cuts.decode(codec, Frame.of(octets).slice(0, size).octets())).isEmpty();
        assertThat(codec.unfinishedOctets()).isEqualTo(size);
        ByteBuffer rest = ByteBuffer.wrap(octets, size, octets.length - size);
        assertThat(codec.decode(rest)).isEqualTo(frame);
    }

    @Property(tries = 150, seed = SEED)
    void aFrameAboveTheBoundIsRefusedWhereItBegins(
            @ForAll @Size(max = 4) List<WireFrame> before, @ForAll Cuts cuts, @ForAll("aboveTheBound") long declared) {
        int bound = 200_000;
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        octets.writeBytes(encoded(before));
        octets.writeBytes(ByteBuffer.allocate(9)
                .put((byte) WireFrame.LONG)
                .putLong(declared)
                .array());
        try {
            List<WireFrame> read = cuts.decode(new FrameCodec(bound), octets.toByteArray());
            fail("read %s behind %s", read, before);
        } catch (MalformedFrameException e) {
            assertThat(e.offset()).isEqualTo(encoded(before).length);
            assertThat(e)
                    .hasMessageContaining("declares " + Long.toUnsignedString(declared) + " octets")
                    .hasMessageContaining("the bound is 200000");
        }
    }

    @Provide
    Arbitrary<Long> aboveTheBound() {
        return Arbitraries.oneOf(
                Arbitraries.longs().greaterOrEqual(200_001), Arbitraries.longs().lessOrEqual(-1));
    }

    @Property(tries = 500, seed = SEED)
    void whateverComesIsFramesOrMalformed(@ForAll AnyWire.Noise noise, @ForAll Cuts cuts) {
        FrameCodec codec = new FrameCodec(1_000);
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        for (ByteBuffer piece : cuts.of(noise.octets())) {
            try {
                for (WireFrame frame = codec.decode(piece); frame != null; frame = codec.decode(piece)) {
                    read.writeBytes(FrameCodec.encode(frame));
                }
            } catch (MalformedFrameException e) {
                assertThat(e.offset()).isEqualTo(read.size());
                return;
            }
        }
        assertThat(read.size() + codec.unfinishedOctets()).isEqualTo(noise.octets().length);
        assertThat(noise.frame().slice(0, read.size())).isEqualTo(Frame.of(read.toByteArray()));
    }

    @Property(tries = 300, seed = SEED)
    void theVectorsReadTheSameHoweverTheyAreCut(
            @ForAll("vectors") Map.Entry<String, WireFrame> vector, @ForAll Cuts cuts) throws MalformedFrameException {
        byte[] octets = Frame.hex(vector.getKey()).octets();
        assertThat(cuts.decode(new FrameCodec(), octets)).containsExactly(vector.getValue());
        assertThat(FrameCodec.encode(vector.getValue())).isEqualTo(octets);
    }

    @Provide
    Arbitrary<Map.Entry<String, WireFrame>> vectors() {
        return Arbitraries.of(Vectors.all().entrySet());
    }

    private static byte[] encoded(List<WireFrame> frames) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        frames.forEach(frame -> octets.writeBytes(FrameCodec.encode(frame)));
        return octets.toByteArray();
    }
}
