package io.github.dontwait.testkit.wire;

import io.github.dontwait.testkit.transcript.Event;

/** What the other side of a connection did, or failed to do, so that the conversation cannot go on. */
public abstract sealed class WireException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private WireException(String message) {
        super(message);
    }

    private WireException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Nobody listens at the address, or it cannot be reached. */
    public static final class NotConnected extends WireException {

        private static final long serialVersionUID = 1L;

        private final boolean isRefused;

        NotConnected(String message, boolean isRefused, Throwable cause) {
            super(message, cause);
            this.isRefused = isRefused;
        }

        /** Whether the connection was refused: the machine is there, and nobody listens at the port. */
        public boolean isRefused() {
            return isRefused;
        }
    }

    /** Something did not come, or could not be sent, in time; the message says what did come. */
    public static final class TimedOut extends WireException {

        private static final long serialVersionUID = 1L;

        TimedOut(String message) {
            super(message);
        }
    }

    /** The other side has closed the connection. */
    public static final class ClosedByPeer extends WireException {

        private static final long serialVersionUID = 1L;

        private final Event.Ending ending;

        ClosedByPeer(String message, Event.Ending ending) {
            super(message);
            this.ending = ending;
        }

        /** How it was closed. */
        public Event.Ending ending() {
            return ending;
        }
    }

    /** The two sides did not agree: an ERROR was received, or it was sent because the other side may not come in. */
    public static final class Refused extends WireException {

        private static final long serialVersionUID = 1L;

        private final String reason;

        Refused(String message, String reason) {
            super(message);
            this.reason = reason;
        }

        /** What the ERROR says, for example {@code 400}. */
        public String reason() {
            return reason;
        }
    }

    /**
     * The other side sent octets that ZMTP does not allow at this place, or more than the kit takes: a frame or a message
     * beyond its bound.
     */
    public static final class ProtocolViolation extends WireException {

        private static final long serialVersionUID = 1L;

        ProtocolViolation(String message) {
            super(message);
        }

        ProtocolViolation(String message, MalformedFrameException cause) {
            super(message, cause);
        }
    }
}
