package io.github.dontwait.testkit.wire;

import io.github.dontwait.testkit.transcript.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * The octets of one TCP connection: never waits past a deadline, neither to read nor to write.
 *
 * <p>For one thread at a time, except that any thread may close it; whoever waits then stops waiting.
 */
final class Line {

    /** Octets that are read ahead of what is asked for, at most. */
    static final int MOST_READ_AHEAD = 1 << 20;

    private static final int FIRST_CAPACITY = 2 << 10;

    /** Enough for a whole frame of 64 KiB, and for what the system has ready of a larger one. */
    private static final int MOST_AT_ONCE = 128 << 10;

    private static final long SHORTEST_WAIT_NANOS = 1_000_000;

    private final SocketChannel channel;
    private ByteBuffer unread = ByteBuffer.allocate(FIRST_CAPACITY).limit(0);
    private ByteBuffer unsent = ByteBuffer.allocate(0);
    private boolean isEmpty;
    private boolean isTooSmall;
    private Event.@Nullable Ending ending;
    /** When nothing was there to read, the last time that anybody looked. */
    private long emptyNanos = System.nanoTime();
    /** Whether the wait for octets has just been ended by them. */
    private boolean hasWaited;

    private long filledAfterNanos = emptyNanos;
    private long filledByNanos = emptyNanos;
    private volatile boolean isClosedHere;
    private volatile @Nullable Watch waitingIn;

    /** Takes a connected channel over, and closes it if it cannot be used. */
    Line(SocketChannel channel) throws IOException {
        this.channel = channel;
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }

    /** What has been read and not been used, ready to be read from. */
    ByteBuffer unread() {
        return unread;
    }

    /** How the other side has ended the connection, or null if it has not, as far as is known. */
    Event.@Nullable Ending ending() {
        return ending;
    }

    /** Whether the last read took all that was there, and it was not the end. */
    boolean isEmpty() {
        return isEmpty;
    }

    /** When the octets that were read last had not come yet, by {@link System#nanoTime()}. */
    long filledAfterNanos() {
        return filledAfterNanos;
    }

    /** When they had come. */
    long filledByNanos() {
        return filledByNanos;
    }

    boolean isClosedHere() {
        return isClosedHere;
    }

    /**
     * Reads what is there, once, without waiting.
     *
     * @param most how many unread octets may pile up
     * @return whether something is new: octets, or the end
     */
    boolean fill(int most) {
        requireOpen();
        if (ending != null) {
            return false;
        }
        ByteBuffer free = writable(most);
        if (free == null) {
            return false;
        }
        int room = free.remaining();
        int read;
        try {
            read = channel.read(free);
        } catch (ClosedChannelException e) {
            throw closedHere(e);
        } catch (IOException e) {
            // Whatever the system calls it: octets can come no more, and no FIN has come before.
            ending = Event.Ending.RST;
            isEmpty = false;
            return true;
        } finally {
            free.flip();
        }
        if (read < 0) {
            ending = Event.Ending.FIN;
        }
        isEmpty = read >= 0 && read < room;
        isTooSmall = read == room;
        stamp(read, read == room);
        return read != 0;
    }

    private void stamp(int read, boolean mayBeMore) {
        long now = System.nanoTime();
        if (read > 0) {
            filledAfterNanos = hasWaited ? now : emptyNanos;
            filledByNanos = now;
        }
        if (!mayBeMore) {
            emptyNanos = now;
        }
        hasWaited = false;
    }

    private @Nullable ByteBuffer writable(int most) {
        if (unread.remaining() >= most) {
            return null;
        }
        if (isTooSmall && !unread.hasRemaining() && unread.capacity() < MOST_AT_ONCE) {
            // A frame that fills the buffer again and again shall not be read by the drop.
            unread = ByteBuffer.allocate(Math.min(MOST_AT_ONCE, 8 * unread.capacity()));
            return unread;
        }
        if (unread.position() == 0 && unread.limit() == unread.capacity()) {
            int larger = Math.min(Math.max(most, FIRST_CAPACITY), unread.capacity() * 2);
            ByteBuffer grown = ByteBuffer.allocate(larger).put(unread);
            unread = grown;
        } else {
            unread.compact();
        }
        return unread;
    }

    /** Waits until there is something to read; false if the deadline came first, or a stray wake-up. */
    boolean awaitReadable(Deadline deadline) {
        long begin = System.nanoTime();
        boolean isReady = await(SelectionKey.OP_READ, deadline);
        // A wait that ends at once tells only that octets are there, not since when.
        hasWaited = isReady && System.nanoTime() - begin >= SHORTEST_WAIT_NANOS;
        return isReady;
    }

    /** A buffer outside the heap to write from, for all these octets or as many as are written at once. */
    ByteBuffer roomFor(long octets) {
        if (unsent.capacity() < Math.min(octets, MOST_AT_ONCE)) {
            unsent = ByteBuffer.allocateDirect(octets < FIRST_CAPACITY ? FIRST_CAPACITY : MOST_AT_ONCE);
        }
        return unsent;
    }

    /** Writes what fits, without waiting. */
    int write(ByteBuffer octets) {
        requireOpen();
        if (ending == Event.Ending.RST) {
            return -1;
        }
        try {
            return channel.write(octets);
        } catch (ClosedChannelException e) {
            throw closedHere(e);
        } catch (IOException e) {
            ending = Event.Ending.RST;
            return -1;
        }
    }

    /** Writes all of it; false if the deadline came first, or the connection ended ({@link #ending()} tells). */
    boolean write(ByteBuffer octets, Deadline deadline) {
        while (octets.hasRemaining()) {
            int written = write(octets);
            if (written < 0) {
                return false;
            }
            if (written == 0) {
                if (deadline.isOver()) {
                    return false;
                }
                await(SelectionKey.OP_WRITE, deadline);
            }
        }
        return true;
    }

    private boolean await(int operation, Deadline deadline) {
        long millis = deadline.remainingMillis();
        if (millis == 0) {
            return false;
        }
        requireOpen();
        try {
            Watch watch = SelectorPool.borrow(channel);
            waitingIn = watch;
            try {
                boolean isReady = !isClosedHere && watch.await(channel, operation, millis);
                requireOpen();
                if (Thread.currentThread().isInterrupted()) {
                    throw new CancellationException("interrupted while waiting on a connection");
                }
                return isReady;
            } finally {
                waitingIn = null;
                SelectorPool.giveBack(watch);
            }
        } catch (ClosedChannelException e) {
            throw closedHere(e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot wait on a connection", e);
        }
    }

    /** Says that no more octets will be sent; reading goes on. */
    void closeOutput() {
        requireOpen();
        try {
            channel.shutdownOutput();
        } catch (ClosedChannelException e) {
            throw closedHere(e);
        } catch (IOException e) {
            // The other side was faster: there is nothing left to half-close.
            ending = ending == null ? Event.Ending.RST : ending;
        }
    }

    /**
     * Ends the connection.
     *
     * @return false if it was closed here before
     */
    boolean close(Event.Ending how) {
        synchronized (this) {
            if (isClosedHere) {
                return false;
            }
            isClosedHere = true;
        }
        try (channel) {
            if (how == Event.Ending.RST) {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            } else {
                // Unread octets would turn the FIN of a close into an RST; a FIN of its own goes first.
                channel.shutdownOutput();
            }
        } catch (IOException e) {
            // The other side has reset it already: it is closed all the same.
            ending = ending == null ? Event.Ending.RST : ending;
        }
        try {
            SelectorPool.closed(channel);
        } catch (IOException e) {
            throw new UncheckedIOException("a selector does not let go of a connection", e);
        }
        Watch waiting = waitingIn;
        if (waiting != null) {
            waiting.wakeup();
        }
        return true;
    }

    private void requireOpen() {
        if (isClosedHere) {
            throw closedHere(null);
        }
    }

    private static IllegalStateException closedHere(@Nullable Throwable cause) {
        return new IllegalStateException(
                "this connection was closed by the test, and takes no more; make a new one", cause);
    }
}
