package io.github.dontwait.testkit.jeromq;

import io.github.dontwait.testkit.leak.Resource;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import zmq.Msg;
import zmq.SocketBase;

/**
 * A JeroMQ socket that notices when a wrong thread uses it and when an array that it was given to send is changed.
 *
 * <p>It behaves as any other socket otherwise. A thread that takes it over from the one that made it becomes its owner;
 * see {@link #release()} for more than that. Getters and setters are free to all threads: only what sends, receives, polls,
 * binds, connects and closes is watched. Of what {@code ZMsg} and {@code ZFrame} send, the thread is seen and the arrays
 * are not; {@code ZPoller} and {@code ZLoop} are seen when they register, not when they poll.
 *
 * <p>Misuse throws {@link SocketMisuseError}, at once and again from {@link CheckedContext#close()}.
 */
public final class CheckedSocket extends ZMQ.Socket {

    private final CheckedContext context;
    private final String name;
    private final Resource resource;
    private final Ownership ownership;
    private final SentArrays sent;
    private final boolean hearsReplies;

    CheckedSocket(CheckedContext context, SocketType type, int number) {
        super((ZContext) context, type);
        this.context = context;
        this.name = type + " socket " + number;
        this.resource = Resource.opened(() -> name);
        this.ownership = new Ownership(name);
        this.sent = new SentArrays(name);
        // A client that has a reply knows that its request has left; a server that has a request knows nothing.
        this.hearsReplies = type == SocketType.REQ || type == SocketType.DEALER;
    }

    /** Hands it over: the next thread that uses it owns it, even one that had it before. The owner calls this. */
    public void release() {
        use("release", () -> null);
        ownership.release();
    }

    /** The thread that uses it; null if none does, or if that thread has ended. */
    public @Nullable Thread owner() {
        return ownership.owner();
    }

    /** Where it was made, the innermost frame first. */
    public List<StackTraceElement> madeAt() {
        return resource.madeAt();
    }

    // --- what is watched

    @Override
    public SocketBase base() {
        return use("base", super::base);
    }

    @Override
    public boolean bind(String address) {
        return use("bind", () -> super.bind(address));
    }

    @Override
    public boolean unbind(String address) {
        return use("unbind", () -> super.unbind(address));
    }

    @Override
    public boolean connect(String address) {
        return use("connect", () -> super.connect(address));
    }

    @Override
    public boolean disconnect(String address) {
        return use("disconnect", () -> super.disconnect(address));
    }

    @Override
    public boolean send(byte[] data, int flags) {
        return send(data, () -> super.send(data, flags));
    }

    @Override
    public boolean send(byte[] data, int flags, ZMQ.CancellationToken cancellationToken) {
        return send(data, () -> super.send(data, flags, cancellationToken));
    }

    @Override
    public boolean send(byte[] data, int off, int length, int flags) {
        return use("send", () -> super.send(data, off, length, flags));
    }

    @Override
    public boolean sendMsg(Msg msg, int flags) {
        return use("sendMsg", () -> super.sendMsg(msg, flags));
    }

    @Override
    public int sendByteBuffer(ByteBuffer data, int flags) {
        byte[] array = wholeArray(data);
        return use("sendByteBuffer", () -> {
            if (array != null) {
                remember(array);
            }
            int octets = super.sendByteBuffer(data, flags);
            if (octets < 0 && array != null) {
                sent.arrived(array);
            }
            return octets;
        });
    }

    /** The array behind a buffer; null if there is none, or if it may hold something else besides. */
    private static byte @Nullable [] wholeArray(ByteBuffer data) {
        return data.hasArray() && data.arrayOffset() == 0 && data.remaining() == data.array().length
                ? data.array()
                : null;
    }

    private boolean send(byte[] data, Supplier<Boolean> action) {
        return use("send", () -> {
            remember(data);
            boolean isSent = action.get();
            if (!isSent) {
                sent.arrived(data);
            }
            return isSent;
        });
    }

    private void remember(byte[] data) {
        try {
            sent.sending(data);
        } catch (SocketMisuseError e) {
            throw context.note(e);
        }
    }

    @Override
    public @Nullable Msg recvMsg(int flags) {
        return use("recvMsg", () -> received(super.recvMsg(flags)));
    }

    @Override
    public byte @Nullable [] recv(int flags) {
        return use("recv", () -> received(super.recv(flags)));
    }

    @Override
    public byte @Nullable [] recv(int flags, ZMQ.CancellationToken cancellationToken) {
        return use("recv", () -> received(super.recv(flags, cancellationToken)));
    }

    @Override
    public int recv(byte[] buffer, int offset, int len, int flags) {
        return use("recv", () -> received(super.recv(buffer, offset, len, flags)));
    }

    @Override
    public int recvByteBuffer(ByteBuffer buffer, int flags) {
        return use("recvByteBuffer", () -> received(super.recvByteBuffer(buffer, flags)));
    }

    private byte @Nullable [] received(byte @Nullable [] data) {
        if (data != null) {
            heard();
            // Over inproc it is the sender's own array.
            context.arrived(data);
        }
        return data;
    }

    private @Nullable Msg received(@Nullable Msg message) {
        if (message != null) {
            heard();
            byte[] array = wholeArray(message.buf());
            if (array != null) {
                context.arrived(array);
            }
        }
        return message;
    }

    private int received(int octets) {
        if (octets >= 0) {
            heard();
        }
        return octets;
    }

    private void heard() {
        if (hearsReplies) {
            sent.allArrived();
        }
    }

    @Override
    public void close() {
        if (resource.isClosed()) {
            return;
        }
        use("close", () -> {
            super.close();
            return true;
        });
        forget();
    }

    // --- for the context and for pollers

    /** Closes it from whichever thread closes the context; the context has seen to it that nobody uses it. */
    void closeWithContext() {
        super.close();
        forget();
    }

    private void forget() {
        resource.closed();
        context.forget(this);
        try {
            sent.requireUnchanged();
        } catch (SocketMisuseError e) {
            throw context.note(e);
        }
    }

    void arrived(byte[] data) {
        sent.arrived(data);
    }

    void enter(String operation) {
        try {
            ownership.enter(operation);
        } catch (SocketMisuseError e) {
            throw context.note(e);
        }
    }

    void exit() {
        ownership.exit();
    }

    String takenAt() {
        return ownership.takenAt();
    }

    private <T extends @Nullable Object> T use(String operation, Supplier<T> action) {
        enter(operation);
        try {
            return action.get();
        } finally {
            exit();
        }
    }

    /** Type and number: {@code DEALER socket 2}. */
    @Override
    public String toString() {
        return name;
    }
}
