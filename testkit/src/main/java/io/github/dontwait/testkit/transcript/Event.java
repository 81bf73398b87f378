package io.github.dontwait.testkit.transcript;

import org.jspecify.annotations.Nullable;

/** One thing that happened to a peer. Its time is that at which the peer, or the test in its place, took notice of it. */
public sealed interface Event {

    /** When, in microseconds since the transcript began. */
    long atMicros();

    /** The name of the peer, as the test gave it. */
    String peer();

    /** The peer sent a whole message to the subject. */
    record Sent(long atMicros, String peer, Excerpt message) implements Event {}

    /**
     * The peer received a whole message from the subject. A peer without a thread of its own looks only when the test does,
     * so a message may have come some time before.
     *
     * @param cameAfterMicros when the message was not there yet; {@code atMicros} if it was noticed as it came
     * @param cameByMicros when it was there, {@code atMicros} at the latest
     */
    record Received(long atMicros, String peer, Excerpt message, long cameAfterMicros, long cameByMicros)
            implements Event {

        public Received {
            cameByMicros = Math.min(cameByMicros, atMicros);
            cameAfterMicros = Math.max(0, Math.min(cameAfterMicros, cameByMicros));
        }

        /** A message that was noticed as it came. */
        public Received(long atMicros, String peer, Excerpt message) {
            this(atMicros, peer, message, atMicros, atMicros);
        }
    }

    /** Octets that are no message: a greeting, a command, a fragment; the note says what they are. */
    record Octets(long atMicros, String peer, Direction direction, Excerpt.Part octets, String note) implements Event {}

    /** The connection was made; the note says how, for example over what. */
    record Connected(long atMicros, String peer, String note) implements Event {}

    /** The connection has ended; the ending is null where nobody can tell, as behind JeroMQ. */
    record Disconnected(
            long atMicros, String peer, @Nullable Ending ending, By by) implements Event {}

    /** Something that was expected of the subject did not happen. */
    record Failed(long atMicros, String peer, String reason) implements Event {}

    /** A loop that the test steps by hand has turned. */
    record Turn(long atMicros, String peer, long turn, int workCount) implements Event {}

    /** A remark of the test. */
    record Note(long atMicros, String peer, String text) implements Event {}

    /** Which way octets went. */
    enum Direction {
        /** From the peer to the subject. */
        SENT,
        /** From the subject to the peer. */
        RECEIVED
    }

    /** How a connection ended. */
    enum Ending {
        /** In order: no more octets will come. */
        FIN,
        /** At once: what was under way is lost. */
        RST
    }

    /** Who ended a connection. */
    enum By {
        /** The peer, on the test's behalf. */
        PEER,
        /** The other side. */
        SUBJECT
    }
}
