package io.github.dontwait.testkit.benchmark;

import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.wire.FrameCodec;
import io.github.dontwait.testkit.wire.MalformedFrameException;
import io.github.dontwait.testkit.wire.WireFrame;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Messages of one frame to octets, and octets to frames. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CodecBenchmark {

    private static final int PIECE = 1_460;

    /** The octets of the frame. */
    @Param({"64", "65536"})
    public int octets;

    private final FrameCodec codec = new FrameCodec();
    private WireFrame frame = WireFrame.message(Frame.empty(), false);
    private Message message = Message.of(Frame.empty());
    private ByteBuffer encoded = ByteBuffer.allocate(0);
    private ByteBuffer room = ByteBuffer.allocate(0);

    @Setup
    public void prepare() {
        frame = WireFrame.message(Frame.filled(octets, 'x'), false);
        message = Message.of(frame.body());
        encoded = ByteBuffer.wrap(FrameCodec.encode(frame));
        room = ByteBuffer.allocateDirect(frame.encodedSize());
    }

    /** Into a new array: the one that the caller gets. */
    @Benchmark
    public byte[] encode() {
        return FrameCodec.encode(message);
    }

    /** Into a buffer that is there. */
    @Benchmark
    public ByteBuffer encodeInto() {
        FrameCodec.encode(frame, room.clear());
        return room;
    }

    /** All octets at once: the frame is what the caller gets. */
    @Benchmark
    public @Nullable WireFrame decode() throws MalformedFrameException {
        return codec.decode(encoded.rewind());
    }

    /** In pieces of a segment of Ethernet. */
    @Benchmark
    public @Nullable WireFrame decodeInPieces() throws MalformedFrameException {
        WireFrame read = null;
        encoded.clear();
        for (int end = PIECE; read == null; end += PIECE) {
            read = codec.decode(encoded.limit(Math.min(end, encoded.capacity())));
        }
        return read;
    }
}
