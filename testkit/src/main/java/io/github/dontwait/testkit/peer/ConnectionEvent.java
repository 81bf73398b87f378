package io.github.dontwait.testkit.peer;

import java.util.Locale;

/**
 * Something that happened to a connection of a {@link FakeRouter}.
 *
 * @param connection whose
 * @param kind what happened
 * @param atMicros when, in microseconds since the transcript began
 */
public record ConnectionEvent(ClientConnection connection, Kind kind, long atMicros) {

    /** What can happen to a connection. */
    public enum Kind {
        /** It was accepted; nothing has been said yet. */
        CONNECTED,
        /** The client's READY has come. */
        READY,
        /**
         * The client said something that ZMTP forbids, or more than the kit takes (a frame or a message beyond its
         * bound); the connection was closed for it.
         */
        REFUSED,
        /** It has ended, by whichever side. */
        DISCONNECTED
    }

    @Override
    public String toString() {
        return connection + " " + kind.name().toLowerCase(Locale.ROOT);
    }
}
