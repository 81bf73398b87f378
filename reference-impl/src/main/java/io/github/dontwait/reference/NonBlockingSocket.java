package io.github.dontwait.reference;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;
import zmq.ZError;
import zmq.util.Errno;

/**
 * Whole messages in and out of a ZeroMQ socket, never waiting. Confined to the thread that opened the socket.
 *
 * <p>JeroMQ reports an interrupt of the thread by an exception in the middle of whatever it does. Here the interrupted
 * step is repeated, so that no message is ever cut in two, and the interrupt is kept for {@link #wasInterrupted()}.
 */
final class NonBlockingSocket {

    private final ZMQ.Socket socket;
    private boolean interrupted;

    NonBlockingSocket(ZMQ.Socket socket) {
        this.socket = socket;
    }

    /**
     * Takes the next message.
     *
     * @return all its frames, or null if there is no message now
     */
    @Nullable
    List<byte[]> receive() {
        byte[] frame = receiveFrame();
        if (frame == null) {
            return null;
        }
        List<byte[]> message = new ArrayList<>(4);
        message.add(frame);
        // A message arrives whole, so its other frames are there when its first one is.
        while (socket.hasReceiveMore() && (frame = receiveFrame()) != null) {
            message.add(frame);
        }
        return message;
    }

    /**
     * Gives a message to the socket, which keeps the arrays: they must not be changed afterwards.
     *
     * @return false if there is no room for it; nothing was sent then
     * @throws ZMQException with EHOSTUNREACH, if the socket knows that the addressed peer is not there
     */
    boolean send(List<byte[]> message) {
        int last = message.size() - 1;
        for (int i = 0; i <= last; i++) {
            boolean taken = sendFrame(message.get(i), i < last ? ZMQ.DONTWAIT | ZMQ.SNDMORE : ZMQ.DONTWAIT);
            // Only the first frame can be refused: what follows it goes where it went.
            if (!taken && i == 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether the thread was interrupted since the last call. */
    boolean wasInterrupted() {
        boolean was = interrupted;
        interrupted = false;
        return was;
    }

    private byte @Nullable [] receiveFrame() {
        while (true) {
            try {
                return socket.recv(ZMQ.DONTWAIT);
            } catch (ZMQException e) {
                rememberInterrupt(e);
            }
        }
    }

    private boolean sendFrame(byte[] frame, int flags) {
        while (true) {
            try {
                return socket.send(frame, flags);
            } catch (ZMQException e) {
                rememberInterrupt(e);
            }
        }
    }

    private void rememberInterrupt(ZMQException e) {
        if (e.getErrorCode() != ZError.EINTR) {
            throw e;
        }
        clearInterrupt();
        interrupted = true;
    }

    /**
     * Clears the thread's interrupt and the error number that JeroMQ keeps of it: left behind, it would make the
     * closing of the context fail.
     */
    static void clearInterrupt() {
        Thread.interrupted();
        new Errno().set(0);
    }
}
