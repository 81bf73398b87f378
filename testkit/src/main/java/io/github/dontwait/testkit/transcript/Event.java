package io.github.dontwait.testkit.transcript;

/** One thing that happened to a peer. */
public sealed interface Event {

    /** When, in microseconds since the transcript began. */
    long atMicros();

    /** The name of the peer, as the test gave it. */
    String peer();

    /** The peer sent a whole message to the subject. */
    record Sent(long atMicros, String peer, Excerpt message) implements Event {}

    /** The peer received a whole message from the subject. */
    record Received(long atMicros, String peer, Excerpt message) implements Event {}

    /** Octets that are no message: a greeting, a command, a fragment; the note says what they are. */
    record Octets(long atMicros, String peer, Direction direction, Excerpt.Part octets, String note) implements Event {}

    /** The connection was made; the note says how, for example over what. */
    record Connected(long atMicros, String peer, String note) implements Event {}

    /** The connection has ended. */
    record Disconnected(long atMicros, String peer, Ending ending, By by) implements Event {}

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
