package io.github.dontwait.reference;

import java.nio.ByteBuffer;
import zmq.Msg;
import zmq.msg.MsgAllocator;

/**
 * Gives JeroMQ the memory for each incoming frame, and refuses what cannot be: JeroMQ 0.6.0 lets a frame size with the
 * highest bit set pass every limit, and one such header would end its I/O thread, and with it the service for all.
 *
 * <p>Called on I/O threads.
 */
final class FrameAllocator implements MsgAllocator {

    private final long limit;

    /** Refuses frames of more than that many octets. */
    FrameAllocator(long limit) {
        this.limit = limit;
    }

    @Override
    public Msg allocate(int size) {
        if (size < 0 || size > limit) {
            return new Refusal();
        }
        try {
            return new Msg(size);
        } catch (OutOfMemoryError tooLargeForNow) {
            return new Refusal();
        }
    }

    /**
     * Takes the place of the frame and ends the connection: JeroMQ sees a PING command of a peer that wants to be cut
     * after a tenth of a second of silence. During a handshake the command itself is an error and ends it at once.
     * Nothing reaches the application.
     */
    private static final class Refusal extends Msg {

        private static final byte[] PING_WITH_SHORTEST_TTL = {4, 'P', 'I', 'N', 'G', 0, 1};

        Refusal() {
            super(PING_WITH_SHORTEST_TTL.clone());
            setFlags(COMMAND);
        }

        /** No room: the decoder must not read the peer's octets into it. */
        @Override
        public ByteBuffer buf() {
            return ByteBuffer.allocate(0);
        }
    }
}
