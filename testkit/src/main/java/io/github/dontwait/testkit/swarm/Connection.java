package io.github.dontwait.testkit.swarm;

import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.transcript.Event;
import io.github.dontwait.testkit.wire.Command;
import io.github.dontwait.testkit.wire.FrameCodec;
import io.github.dontwait.testkit.wire.MalformedFrameException;
import io.github.dontwait.testkit.wire.WireOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * The octets of one client: connects, shakes hands, sends, receives, answers PINGs. It never waits, owns no buffer that
 * it does not need at the moment, and belongs to the thread of its selector.
 */
final class Connection implements Reception.Reader {

    /** How far it is. */
    enum State {
        UNUSED,
        CONNECTING,
        SHAKING_HANDS,
        OPEN,
        CLOSING,
        CLOSED
    }

    /** Who is told what happens. */
    interface Listener {

        /** The system has made the connection. */
        void connected();

        /** The server's READY has come. */
        void opened();

        /** A whole message has come. */
        void received(Message message);

        /** All that was written is with the system. */
        void drained();

        /** The other side has ended it; it is closed now on this side too. */
        void ended(Event.Ending ending);

        /** Something came that must not come; it is closed now. */
        void violated(String what);
    }

    private static final int MOST_READS = 8;

    private final Listener listener;
    private final Tally tally;
    private final WireOptions options;
    private final Reception reception;
    private final Unsent unsent = new Unsent();
    private State state = State.UNUSED;
    private @Nullable SocketChannel channel;
    private @Nullable SelectionKey key;
    private boolean isDeaf;
    private boolean isBroken;

    Connection(Listener listener, Tally tally, WireOptions options) {
        this.listener = listener;
        this.tally = tally;
        this.options = options;
        this.reception = new Reception(this, options);
    }

    State state() {
        return state;
    }

    /** Whether octets wait for the system to take them. */
    boolean isBlocked() {
        return !unsent.isEmpty();
    }

    /** What it waits for in the handshake, in words. */
    String progress() {
        return state == State.CONNECTING ? "a connection" : reception.progress();
    }

    /**
     * Begins to connect.
     *
     * @param source the address to connect from; null for the system's choice
     * @throws IOException if it cannot even begin
     */
    void connect(Selector selector, InetSocketAddress target, @Nullable SocketAddress source) throws IOException {
        SocketChannel opened = SocketChannel.open();
        channel = opened;
        state = State.CONNECTING;
        opened.configureBlocking(false);
        opened.setOption(StandardSocketOptions.TCP_NODELAY, true);
        if (options.receiveBufferSize() > 0) {
            opened.setOption(StandardSocketOptions.SO_RCVBUF, options.receiveBufferSize());
        }
        if (source != null) {
            opened.bind(source);
        }
        if (opened.connect(target)) {
            key = opened.register(selector, 0, listener);
            begin();
        } else {
            key = opened.register(selector, SelectionKey.OP_CONNECT, listener);
        }
    }

    private void begin() {
        state = State.SHAKING_HANDS;
        interest(SelectionKey.OP_READ);
        listener.connected();
        write(options.greeting().octets());
    }

    /**
     * Does what the selector found possible.
     *
     * @param buffer room to read into, shared by all connections of the thread
     * @throws IOException if the connection could not be made
     */
    void ready(int operations, ByteBuffer buffer) throws IOException {
        SocketChannel open = channel;
        if (open == null) {
            return;
        }
        if ((operations & SelectionKey.OP_CONNECT) != 0 && open.finishConnect()) {
            begin();
        }
        if ((operations & SelectionKey.OP_WRITE) != 0) {
            flush();
        }
        if ((operations & SelectionKey.OP_READ) != 0) {
            read(buffer);
        }
    }

    private void read(ByteBuffer buffer) {
        for (int reads = 0; reads < MOST_READS && channel != null; reads++) {
            buffer.clear();
            int count = readSome(channel, buffer);
            if (count <= 0) {
                return;
            }
            tally.octetsReceived += count;
            try {
                reception.take(buffer.flip());
            } catch (Reception.ForbiddenException | MalformedFrameException e) {
                close();
                listener.violated(String.valueOf(e.getMessage()));
            }
            if (count < buffer.capacity()) {
                return;
            }
        }
    }

    private int readSome(SocketChannel open, ByteBuffer buffer) {
        // A write that failed has taken the news of a reset with it: reading sees a mere end.
        Event.Ending ending = isBroken ? Event.Ending.RST : Event.Ending.FIN;
        int count = -1;
        try {
            count = open.read(buffer);
        } catch (IOException e) {
            ending = Event.Ending.RST; // what a reset connection says, whatever its words
        }
        if (count < 0) {
            close();
            listener.ended(ending);
        }
        return count;
    }

    @Override
    public void greeted() {
        write(FrameCodec.encode(Command.ready(options.metadata()).frame()));
    }

    @Override
    public void ready() {
        state = State.OPEN;
        listener.opened();
    }

    @Override
    public void pinged(Frame context) {
        if (state == State.OPEN) {
            write(FrameCodec.encode(Command.pong(context).frame()));
        }
    }

    @Override
    public void received(Message message) {
        listener.received(message);
    }

    @Override
    public boolean isClosed() {
        return state == State.CLOSED;
    }

    /** Sends octets; those that the system does not take now, as soon as it does. */
    void write(byte[] octets) {
        boolean isFirst = unsent.isEmpty();
        unsent.add(octets);
        if (isFirst) {
            flush();
        }
    }

    private void flush() {
        SocketChannel open = channel;
        if (unsent.isEmpty() || open == null) {
            return;
        }
        try {
            tally.octetsSent += unsent.writeTo(open);
        } catch (IOException e) {
            unsent.forget();
            isBroken = true;
            if (isDeaf) {
                close();
                listener.ended(Event.Ending.RST);
            } else {
                // What came before the end is still to be read; reading tells of the end, too.
                interest(SelectionKey.OP_READ);
            }
            return;
        }
        if (!unsent.isEmpty()) {
            interest(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        } else if (isAwaitingRoom()) {
            interest(SelectionKey.OP_READ);
            listener.drained();
        }
    }

    private boolean isAwaitingRoom() {
        return key != null && key.isValid() && (key.interestOps() & SelectionKey.OP_WRITE) != 0;
    }

    /** From now on nothing is read. */
    void stopReading() {
        isDeaf = true;
        interest(isBlocked() ? SelectionKey.OP_WRITE : 0);
    }

    private void interest(int operations) {
        if (key != null && key.isValid()) {
            key.interestOps(isDeaf ? operations & ~SelectionKey.OP_READ : operations);
        }
    }

    /** Says that no more will be sent, and goes on reading until the other side ends too. */
    void finish() {
        SocketChannel open = channel;
        if (open == null) {
            return;
        }
        state = State.CLOSING;
        unsent.forget();
        try {
            open.shutdownOutput();
            interest(SelectionKey.OP_READ);
        } catch (IOException e) {
            close(); // the other side was faster
        }
    }

    /** Ends it with a RST. */
    void reset() {
        SocketChannel open = channel;
        if (open != null) {
            try {
                open.setOption(StandardSocketOptions.SO_LINGER, 0);
            } catch (IOException e) {
                unsent.forget(); // the other side was faster
            }
            close();
        }
    }

    /** Closes it and gives up all that it has; the second time nothing happens. */
    void close() {
        SocketChannel open = channel;
        if (open == null) {
            return;
        }
        channel = null;
        key = null;
        unsent.forget();
        state = State.CLOSED;
        try {
            open.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close a connection", e);
        }
    }
}
