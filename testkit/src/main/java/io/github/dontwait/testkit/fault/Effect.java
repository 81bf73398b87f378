package io.github.dontwait.testkit.fault;

import io.github.dontwait.testkit.message.RoutingId;
import io.github.dontwait.testkit.wire.Deadline;
import java.time.Duration;

/**
 * What a fault does. Made by the factories of {@link Fault}; a moment makes it a fault: {@code reset().insideFrame(3)}.
 *
 * <p>After an effect that {@linkplain #isFinal() ends} the conversation nothing more is sent. Others change how all that
 * follows is sent or received.
 */
public sealed interface Effect extends HasMoments {

    @Override
    default Fault at(Moment moment) {
        return new Fault(this, moment);
    }

    /** Whether nothing more is sent after it. */
    default boolean isFinal() {
        return false;
    }

    /** Behaves. */
    record None() implements Effect {

        @Override
        public String toString() {
            return "behaves";
        }
    }

    /** Reads no more, so that the other side can send no more when all buffers are full. */
    record StopReading() implements Effect {

        @Override
        public String toString() {
            return "stops reading";
        }
    }

    /** Sends no more, and keeps the connection. */
    record Stall() implements Effect {

        @Override
        public boolean isFinal() {
            return true;
        }

        @Override
        public String toString() {
            return "falls silent";
        }
    }

    /**
     * Sends octet by octet.
     *
     * @param octetsPerSecond 1 or more
     */
    record Drip(int octetsPerSecond) implements Effect {

        public Drip {
            require(octetsPerSecond >= 1, "a drip has 1 octet per second or more, not " + octetsPerSecond);
        }

        @Override
        public String toString() {
            return "drips " + octetsPerSecond + " octets per second";
        }
    }

    /**
     * Holds back what it sends and sends it in one piece.
     *
     * @param messages how many messages it waits for; 0 in the handshake holds back until READY
     */
    record Coalesce(int messages) implements Effect {

        public Coalesce {
            require(messages >= 0, "a number of messages to hold back is 0 or more, not " + messages);
        }

        @Override
        public String toString() {
            return "holds back up to " + messages + " messages and sends all in one segment";
        }
    }

    /**
     * Sends in pieces of random size.
     *
     * @param seed the same seed makes the same pieces
     */
    record Split(long seed) implements Effect {

        @Override
        public String toString() {
            return "splits at random (seed " + seed + ")";
        }
    }

    /** Closes its output (FIN) and goes on reading. */
    record HalfClose() implements Effect {

        @Override
        public boolean isFinal() {
            return true;
        }

        @Override
        public String toString() {
            return "half-closes";
        }
    }

    /** Ends the connection at once (RST); what was under way may be lost. */
    record Reset() implements Effect {

        @Override
        public boolean isFinal() {
            return true;
        }

        @Override
        public String toString() {
            return "resets";
        }
    }

    /** Ends the connection in order (FIN). */
    record Close() implements Effect {

        @Override
        public boolean isFinal() {
            return true;
        }

        @Override
        public String toString() {
            return "closes";
        }
    }

    /**
     * Sends octets without meaning instead of what should come.
     *
     * @param seed the same seed makes the same octets
     * @param octets how many, 1 or more
     */
    record Garbage(long seed, int octets) implements Effect {

        public Garbage {
            require(octets >= 1, "garbage has 1 octet or more, not " + octets);
        }

        @Override
        public boolean isFinal() {
            return true;
        }

        @Override
        public String toString() {
            return "sends " + octets + " octets of garbage (seed " + seed + ")";
        }
    }

    /**
     * Announces another mechanism than it speaks, and sends no more after its greeting.
     *
     * @param mechanism 20 octets of ASCII at most
     */
    record WrongMechanism(String mechanism) implements Effect {

        @Override
        public String toString() {
            return "announces the mechanism \"" + mechanism + "\"";
        }
    }

    /**
     * Announces a socket type that the other side does not talk to.
     *
     * @param socketType any text
     */
    record WrongSocketType(String socketType) implements Effect {

        @Override
        public String toString() {
            return "announces the socket type \"" + socketType + "\"";
        }
    }

    /**
     * Declares a frame that is larger than anybody can hold, and sends nothing of its body.
     *
     * @param size one of the sizes that are publicly known to be mishandled
     */
    record DeclaredSize(Declared size) implements Effect {

        @Override
        public boolean isFinal() {
            return true;
        }

        @Override
        public String toString() {
            return "declares a frame of " + size;
        }
    }

    /**
     * Sends frames with MORE and never the last one.
     *
     * @param frames how many of one octet each, 1 or more
     */
    record EndlessMore(int frames) implements Effect {

        public EndlessMore {
            require(frames >= 1, "endless MORE has 1 frame or more, not " + frames);
        }

        @Override
        public boolean isFinal() {
            return true;
        }

        @Override
        public String toString() {
            return "sends " + frames + " frames with MORE and never the last";
        }
    }

    /**
     * Announces a routing id that another peer holds.
     *
     * @param routingId the one in use
     */
    record DuplicateRoutingId(RoutingId routingId) implements Effect {

        @Override
        public String toString() {
            return "announces the routing id " + routingId + ", which is in use";
        }
    }

    /** Answers no PING any more. */
    record UnansweredPings() implements Effect {

        @Override
        public String toString() {
            return "leaves PINGs unanswered";
        }
    }

    /**
     * Sends nothing for a while, then goes on.
     *
     * @param length above zero
     */
    record Pause(Duration length) implements Effect {

        public Pause {
            require(!length.isNegative() && !length.isZero(), "a pause is longer than zero, not " + length);
        }

        @Override
        public String toString() {
            return "pauses for " + Deadline.inWords(length);
        }
    }

    /** Sizes for {@link DeclaredSize}: public, known, and never backed by octets. */
    enum Declared {
        /** 400,000,000: possible, and more than a small heap has. */
        MEGABYTES_400(400_000_000L, "400 MB"),
        /** 2 to the power of 62: positive in 64 bits, impossible. */
        TWO_TO_62(1L << 62, "2^62 octets"),
        /** Only bit 63, which RFC 23 forbids. */
        BIT_63(1L << 63, "2^63 octets"),
        /** All 64 bits. */
        ALL_ONES(-1L, "2^64-1 octets");

        private final long octets;
        private final String words;

        Declared(long octets, String words) {
            this.octets = octets;
            this.words = words;
        }

        /** The size as it stands in the header, unsigned. */
        public long octets() {
            return octets;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
