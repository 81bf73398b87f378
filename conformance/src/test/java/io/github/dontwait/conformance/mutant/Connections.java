package io.github.dontwait.conformance.mutant;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.github.dontwait.conformance.mutant.Link.Phase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Reads, writes and ends connections without ever waiting for one; all on the socket's I/O thread. */
public abstract class Connections extends Zmtp {

    private static final ByteBuffer NONE = ByteBuffer.allocate(0);
    private static final int BUFFER_OCTETS = 64 << 10;
    private static final long LAST_WORDS_MS = 500;
    private static final long MOST_UNTAKEN_OCTETS = 32L << 20;

    /** Guards the queues of whole messages. */
    final ReentrantLock lock = new ReentrantLock();

    /** All links that are not closed. */
    final Set<Link> links = new HashSet<>();

    private final Set<Link> timed = new HashSet<>();
    private ByteBuffer readBuffer = NONE;
    private ByteBuffer writeBuffer = NONE;

    /** Makes the buffers, once there is a thread to use them. */
    final void openBuffers() {
        readBuffer = ByteBuffer.allocateDirect(BUFFER_OCTETS);
        writeBuffer = ByteBuffer.allocateDirect(BUFFER_OCTETS);
    }

    /** The connection stands: starts the greeting, and the clock of the handshake. */
    final void begin(Link link) throws IOException {
        link.channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        link.phase = Phase.GREETING;
        expectTraffic(link, handshakeMillis());
        sendGreeting(link);
    }

    /** How long a handshake may take, from the connection on. */
    protected long handshakeMillis() {
        return SECONDS.toMillis(30);
    }

    // ---- reading

    /** A connection has something to read: reads once, so that others get their turn. */
    protected void onReadable(Link link) throws IOException {
        readBuffer.clear();
        int count = link.channel.read(readBuffer);
        if (count < 0) {
            close(link);
            return;
        }
        readBuffer.flip();
        if (link.phase == Phase.TRAFFIC) {
            onTraffic(link);
        }
        if (link.phase == Phase.GREETING) {
            int wanted = Math.min(link.greeting.length - link.greetingReceived, readBuffer.remaining());
            readBuffer.get(link.greeting, link.greetingReceived, wanted);
            link.greetingReceived += wanted;
            onGreetingOctets(link);
        }
        if (readBuffer.hasRemaining()) {
            digest(link, readBuffer);
        }
    }

    /** Octets came on an established connection: it lives. */
    protected void onTraffic(Link link) {
        timed.remove(link);
    }

    private void digest(Link link, ByteBuffer octets) {
        onOctets(link, octets);
        while (octets.hasRemaining() && link.phase == Phase.TRAFFIC) {
            // The application does not take: keep these, read no more, and let TCP push back.
            link.unparsed = ByteBuffer.allocate(octets.remaining())
                    .put(octets.duplicate())
                    .flip();
            interest(link, SelectionKey.OP_READ, false);
            if (isFull(link)) {
                return;
            }
            // It took in the meantime, and did not see that something was kept here.
            link.unparsed = null;
            interest(link, SelectionKey.OP_READ, true);
            onOctets(link, octets);
        }
    }

    /** Reads on where reading had stopped. */
    final void resume(Link link) {
        ByteBuffer kept = link.unparsed;
        if (kept == null || !link.isOpen()) {
            return;
        }
        link.unparsed = null;
        interest(link, SelectionKey.OP_READ, true);
        try {
            digest(link, kept);
        } catch (RuntimeException | OutOfMemoryError e) {
            onFailure(link, e);
        }
    }

    @Override
    protected boolean isFull(Link link) {
        int mark = options().highWaterMark();
        lock.lock();
        try {
            return (mark > 0 && link.incoming.size() >= mark) || link.incomingOctets > MOST_UNTAKEN_OCTETS;
        } finally {
            lock.unlock();
        }
    }

    // ---- writing

    @Override
    protected void write(Link link, byte[] octets) {
        if (link.isOpen() && octets.length > 0) {
            link.writing.add(ByteBuffer.wrap(octets));
            interest(link, SelectionKey.OP_WRITE, true);
        }
    }

    /** The next message to a peer; null if none waits. */
    abstract @Nullable List<byte[]> nextOutgoing(Link link);

    /** A connection takes octets: writes until it takes no more or nothing is left. */
    protected void onWritable(Link link) throws IOException {
        while (link.isOpen()) {
            fillWriteBuffer(link);
            if (!writeBuffer.hasRemaining()) {
                interest(link, SelectionKey.OP_WRITE, false);
                onWritten(link);
                return;
            }
            int count = link.channel.write(writeBuffer);
            for (int left = count; left > 0; ) {
                ByteBuffer first = link.writing.element();
                int part = Math.min(left, first.remaining());
                first.position(first.position() + part);
                left -= part;
                if (!first.hasRemaining()) {
                    link.writing.remove();
                }
            }
            if (writeBuffer.hasRemaining()) {
                interest(link, SelectionKey.OP_WRITE, true);
                return;
            }
        }
    }

    private void fillWriteBuffer(Link link) {
        int octets = 0;
        for (ByteBuffer waiting : link.writing) {
            octets += waiting.remaining();
        }
        while (octets < BUFFER_OCTETS && link.phase == Phase.TRAFFIC) {
            List<byte[]> message = nextOutgoing(link);
            if (message == null) {
                break;
            }
            for (byte[] frame : message) {
                octets += frame.length;
            }
            sendMessage(link, message);
        }
        writeBuffer.clear();
        for (ByteBuffer waiting : link.writing) {
            int part = Math.min(waiting.remaining(), writeBuffer.remaining());
            writeBuffer.put(waiting.duplicate().limit(waiting.position() + part));
            if (!writeBuffer.hasRemaining()) {
                break;
            }
        }
        writeBuffer.flip();
    }

    private void onWritten(Link link) throws IOException {
        if (link.phase == Phase.CLOSING) {
            link.channel.shutdownOutput();
            expectTraffic(link, LAST_WORDS_MS);
        }
    }

    @Override
    protected void closeWhenSent(Link link) {
        link.phase = Phase.CLOSING;
        interest(link, SelectionKey.OP_WRITE, true);
    }

    static void interest(Link link, int operation, boolean wanted) {
        SelectionKey key = link.key;
        if (key != null && key.isValid()) {
            int now = key.interestOps();
            int then = wanted ? now | operation : now & ~operation;
            if (then != now) {
                key.interestOps(then);
            }
        }
    }

    // ---- the end of connections

    @Override
    protected void expectTraffic(Link link, long millis) {
        link.deadlineNanos = System.nanoTime() + MILLISECONDS.toNanos(millis);
        timed.add(link);
    }

    /** Nothing is expected within a time any more. */
    final void relax(Link link) {
        timed.remove(link);
    }

    final void closeOverdue() {
        if (!timed.isEmpty()) {
            long now = System.nanoTime();
            for (Link link : new ArrayList<>(timed)) {
                if (now - link.deadlineNanos >= 0) {
                    onOverdue(link);
                }
            }
        }
    }

    /** A handshake took too long, or a peer was silent for longer than it promised: closes. */
    protected void onOverdue(Link link) {
        close(link);
    }

    /** Closes a connection; what was assembled of a message is gone. */
    protected void close(Link link) {
        if (link.phase == Phase.CLOSED) {
            return;
        }
        link.phase = Phase.CLOSED;
        timed.remove(link);
        links.remove(link);
        try {
            link.channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close a connection", e);
        } finally {
            onClosed(link);
        }
    }

    /** A connection is closed. */
    protected void onClosed(Link link) {}

    /** One connection failed, by its peer's fault or not: closes it. Whatever this throws ends the I/O thread. */
    protected void onFailure(Link link, Throwable why) {
        close(link);
    }

    /** Whether a connection has to show life within a time. */
    final boolean hasDeadlines() {
        return !timed.isEmpty();
    }
}
