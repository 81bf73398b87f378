package io.github.dontwait.testkit.fault;

import io.github.dontwait.testkit.wire.Deadline;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a {@link Link}. What is set holds at once for all connections, live and future ones; what has been
 * delivered is counted over all of them.
 *
 * <p>Any thread may call. Octets are never reordered, whatever the jitter.
 */
public final class LinkDirection {

    private final Link link;
    private final String name;
    private volatile long latencyNanos;
    private volatile long jitterNanos;
    private volatile long octetsPerSecond;
    private volatile boolean isStalled;

    // Used by the link's thread alone.
    private Random random = new Random(0);
    private final Deque<Fault> armed = new ArrayDeque<>();

    // Guarded by the link's lock.
    private long octets;
    private long frames;
    private long messages;

    LinkDirection(Link link, String name) {
        this.link = link;
        this.name = name;
    }

    /** Delays every octet by so much; zero ends it. */
    public LinkDirection latency(Duration delay) {
        requireNotNegative("a latency", delay);
        return change("latency " + Deadline.inWords(delay), () -> latencyNanos = Deadline.nanos(delay));
    }

    /**
     * Delays by a random time more, from zero to this; zero ends it.
     *
     * @param seed the same seed draws the same times, segment by segment
     */
    public LinkDirection jitter(Duration most, long seed) {
        requireNotNegative("a jitter", most);
        return change("jitter " + Deadline.inWords(most) + " (seed " + seed + ")", () -> {
            random = new Random(seed);
            jitterNanos = Deadline.nanos(most);
        });
    }

    /** Lets so many octets per second through, for each connection; 0 ends it. */
    public LinkDirection bandwidth(long perSecond) {
        if (perSecond < 0) {
            throw new IllegalArgumentException(
                    "a bandwidth is 0 (no bound) or more octets per second, not " + perSecond);
        }
        String text = perSecond == 0 ? "bandwidth without bound" : "bandwidth " + perSecond + " octets per second";
        return change(text, () -> octetsPerSecond = perSecond);
    }

    /** Delivers nothing until {@link #heal()}; the ends stay connected, and senders feel it when buffers are full. */
    public LinkDirection stall() {
        return change("stalled", () -> isStalled = true);
    }

    /** Tells all receivers that no more will come (FIN), and throws away what is sent to them; the other way goes on. */
    public LinkDirection halfClose() {
        return change("half-closed", () -> link.loop().halfClose(this));
    }

    /**
     * Has a fault happen once: on the first connection, live or future, that delivers up to its moment. What has gone
     * before is delivered, and nothing behind it.
     *
     * @param fault with one of the effects reset, close, halfClose, stall and pause; reset and close end the connection
     *     on both sides
     * @throws IllegalArgumentException if no link can do it
     */
    public LinkDirection arm(Fault fault) {
        Effect effect = fault.effect();
        boolean isPossible = effect instanceof Effect.Reset
                || effect instanceof Effect.Close
                || effect instanceof Effect.HalfClose
                || effect instanceof Effect.Stall
                || effect instanceof Effect.Pause;
        if (!isPossible || fault.moment() instanceof Moment.AfterReceived) {
            throw new IllegalArgumentException("a link cannot do this: " + fault + "; it can reset, close, halfClose, "
                    + "stall and pause, at any moment but after receiving");
        }
        return change("armed: " + fault, () -> {
            armed.addLast(fault);
            link.loop().pumpAll();
        });
    }

    /** Ends latency, jitter, bandwidth and stalls, and disarms what has not happened; what was cut stays cut. */
    public LinkDirection heal() {
        return change("healed", () -> {
            latencyNanos = 0;
            jitterNanos = 0;
            octetsPerSecond = 0;
            isStalled = false;
            armed.clear();
            link.loop().resume(this);
        });
    }

    private LinkDirection change(String text, Runnable change) {
        link.note(name + " " + text);
        link.loop().call(change);
        return this;
    }

    private static void requireNotNegative(String what, Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException(what + " is zero or more, not " + duration);
        }
    }

    // --- what has been delivered

    /** The octets delivered over all connections. */
    public long octets() {
        synchronized (link.lock()) {
            return octets;
        }
    }

    /** The whole frames of messages delivered over all connections; commands do not count. */
    public long frames() {
        synchronized (link.lock()) {
            return frames;
        }
    }

    /** The whole messages delivered over all connections. */
    public long messages() {
        synchronized (link.lock()) {
            return messages;
        }
    }

    /** Requires that so many octets in all have been delivered within the patience. */
    public void awaitOctets(long count, Duration patience) {
        link.await(count + " octets to have been delivered " + name, patience, () -> octets >= count);
    }

    /** Requires that so many messages in all have been delivered within the patience. */
    public void awaitMessages(long count, Duration patience) {
        link.await(count + " messages to have been delivered " + name, patience, () -> messages >= count);
    }

    // --- for the link's thread

    /** When an octet that came now is due, in the units of {@link System#nanoTime()}. */
    long dueNanos(long now) {
        long jitter = jitterNanos == 0 ? 0 : (long) (random.nextDouble() * jitterNanos);
        return now + latencyNanos + jitter;
    }

    long octetsPerSecond() {
        return octetsPerSecond;
    }

    boolean isStalled() {
        return isStalled;
    }

    /** The fault whose moment this is; null if there is none. */
    @Nullable
    Fault armedAt(StreamPosition position) {
        for (Fault fault : armed) {
            if (position.isAt(fault.moment())) {
                return fault;
            }
        }
        return null;
    }

    /** How many of these octets may go before the next fault; all of them if none comes. */
    int octetsBeforeFault(StreamPosition position, ByteBuffer octets) {
        int first = octets.remaining();
        for (Fault fault : armed) {
            int before = position.octetsBefore(fault.moment(), octets);
            first = before < 0 ? first : Math.min(first, before);
        }
        return first;
    }

    void disarm(Fault fault) {
        armed.remove(fault);
    }

    /** Writes what fits; whoever has received it finds it counted. */
    int write(ByteBuffer octets, SocketChannel target, StreamPosition position) throws IOException {
        synchronized (link.lock()) {
            long framesBefore = position.frames();
            long messagesBefore = position.messages();
            int start = octets.position();
            int written = target.write(octets);
            position.advance(octets.slice(start, written), null);
            this.octets += written;
            frames += position.frames() - framesBefore;
            messages += position.messages() - messagesBefore;
            link.lock().notifyAll();
            return written;
        }
    }

    String name() {
        return name;
    }

    @Override
    public String toString() {
        synchronized (link.lock()) {
            return name + ": " + octets + " octets, " + frames + " frames, " + messages + " messages";
        }
    }
}
