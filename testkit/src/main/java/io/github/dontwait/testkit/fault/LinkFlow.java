package io.github.dontwait.testkit.fault;

import io.github.dontwait.testkit.wire.Deadline;
import io.github.dontwait.testkit.wire.ListeningLoop;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * One direction of one connection: octets wait here until they are due, and leave in the order of their coming. Confined
 * to the link's thread.
 */
final class LinkFlow {

    /** What {@link #pump} answers when nothing but new octets or room for old ones can change anything. */
    static final long NEVER = ListeningLoop.NEVER;

    /** The most octets that wait; then nothing more is read, and the sender feels it. */
    static final int MOST_QUEUED = 1 << 20;

    private static final long SECOND_NANOS = 1_000_000_000;
    private static final long MOST_CATCH_UP_NANOS = Duration.ofMillis(20).toNanos();
    private static final int WRITES_PER_SECOND = 100;

    /** Octets and the moment from which they may leave. */
    private record Segment(ByteBuffer octets, long dueNanos) {}

    private final LinkDirection direction;
    private final SocketChannel source;
    private final SocketChannel target;
    private final Deque<Segment> queue = new ArrayDeque<>();
    private final StreamPosition position = new StreamPosition();
    private int queued;
    private long lastDueNanos = System.nanoTime();
    private long freeNanos = lastDueNanos;
    private long pausedUntilNanos = lastDueNanos;
    private boolean isStalled;
    private boolean awaitsRoom;
    private boolean hasSourceEnded;
    private boolean hasEndedTarget;

    LinkFlow(LinkDirection direction, SocketChannel source, SocketChannel target) {
        this.direction = direction;
        this.source = source;
        this.target = target;
    }

    LinkDirection direction() {
        return direction;
    }

    StreamPosition position() {
        return position;
    }

    boolean wantsToRead() {
        return !hasSourceEnded && queued < MOST_QUEUED;
    }

    boolean wantsToWrite() {
        return awaitsRoom;
    }

    /** Whether both ends of this direction are closed. */
    boolean isOver() {
        return hasSourceEnded && hasEndedTarget;
    }

    /** Takes what is there, once. */
    void read(ByteBuffer scratch) throws IOException {
        scratch.clear().limit(Math.min(scratch.capacity(), MOST_QUEUED - queued));
        int read = source.read(scratch);
        if (read < 0) {
            hasSourceEnded = true;
            return;
        }
        if (read == 0 || hasEndedTarget) {
            return; // what comes after a half-close goes nowhere
        }
        scratch.flip();
        // A later segment never overtakes an earlier one, whatever its jitter.
        long due = direction.dueNanos(System.nanoTime());
        lastDueNanos = due - lastDueNanos > 0 ? due : lastDueNanos;
        queue.addLast(new Segment(ByteBuffer.allocate(read).put(scratch).flip(), lastDueNanos));
        queued += read;
    }

    /**
     * Delivers what is due.
     *
     * @param connection is told which fault happens
     * @return after how many nanoseconds it is to be called again
     */
    long pump(LinkConnection connection) throws IOException {
        awaitsRoom = false;
        while (!connection.hasEnded()) {
            long wait = pausedUntilNanos - System.nanoTime();
            if (isStalled || direction.isStalled()) {
                return NEVER;
            }
            if (wait > 0) {
                return wait;
            }
            Fault fault = direction.armedAt(position);
            if (fault != null) {
                direction.disarm(fault);
                connection.happen(fault, this);
                continue;
            }
            Segment head = queue.peekFirst();
            if (head == null) {
                endTargetIfDone();
                return NEVER;
            }
            wait = waitFor(head);
            if (wait > 0) {
                return wait;
            }
            if (!deliver(head)) {
                awaitsRoom = true;
                return NEVER;
            }
        }
        return NEVER;
    }

    private void endTargetIfDone() throws IOException {
        if (hasSourceEnded && !hasEndedTarget) {
            endTarget();
        }
    }

    private long waitFor(Segment head) {
        long now = System.nanoTime();
        long free = direction.octetsPerSecond() > 0 ? freeNanos - now : 0;
        return Math.max(head.dueNanos() - now, free);
    }

    /** False if the target takes no more now. */
    private boolean deliver(Segment head) throws IOException {
        ByteBuffer octets = head.octets();
        long rate = direction.octetsPerSecond();
        long most = rate > 0 ? Math.max(1, rate / WRITES_PER_SECOND) : octets.remaining();
        ByteBuffer piece = octets.slice(octets.position(), (int) Math.min(most, octets.remaining()));
        piece.limit(direction.octetsBeforeFault(position, piece));
        int wanted = piece.remaining();
        int written = direction.write(piece, target, position);
        octets.position(octets.position() + written);
        queued -= written;
        if (rate > 0) {
            long earliest = System.nanoTime() - MOST_CATCH_UP_NANOS;
            freeNanos = (freeNanos - earliest > 0 ? freeNanos : earliest) + written * SECOND_NANOS / rate;
        }
        if (!octets.hasRemaining()) {
            queue.removeFirst();
        }
        return written == wanted;
    }

    void stall() {
        isStalled = true;
    }

    void pause(Duration length) {
        pausedUntilNanos = System.nanoTime() + Deadline.nanos(length);
    }

    /** Lets everything go that waits. */
    void resume() {
        isStalled = false;
        long now = System.nanoTime();
        pausedUntilNanos = now;
        freeNanos = now;
        lastDueNanos = now;
        List<Segment> waiting = List.copyOf(queue);
        queue.clear();
        waiting.forEach(segment -> queue.addLast(new Segment(segment.octets(), now)));
    }

    /** Sends a FIN to the target, once; what waits or comes is thrown away. */
    void endTarget() throws IOException {
        if (!hasEndedTarget) {
            hasEndedTarget = true;
            queue.clear();
            queued = 0;
            target.shutdownOutput();
        }
    }
}
