package io.github.dontwait.testkit.swarm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import org.jspecify.annotations.Nullable;

/** Octets that the system has not taken yet; without any it has no buffer. */
final class Unsent {

    private @Nullable ByteBuffer octets;

    boolean isEmpty() {
        return octets == null;
    }

    /** The octets are not copied, unless others wait already. */
    void add(byte[] more) {
        ByteBuffer waiting = octets;
        octets = waiting == null
                ? ByteBuffer.wrap(more)
                : ByteBuffer.allocate(waiting.remaining() + more.length)
                        .put(waiting)
                        .put(more)
                        .flip();
    }

    /** Writes as many as the system takes now, and says how many those were. */
    int writeTo(WritableByteChannel channel) throws IOException {
        ByteBuffer waiting = octets;
        if (waiting == null) {
            return 0;
        }
        int count = channel.write(waiting);
        if (!waiting.hasRemaining()) {
            octets = null;
        }
        return count;
    }

    void forget() {
        octets = null;
    }
}
