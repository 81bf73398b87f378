package io.github.dontwait.testkit.fault;

import io.github.dontwait.testkit.wire.Greeting;

/**
 * When a fault happens: a place in the octets that one side of a connection sends.
 *
 * <p>An octet of a greeting, READY or frame is the number of its octets that have gone before the fault; for frames its
 * flags and size count too. Frames are parts of messages, counted from 1 for the whole connection; commands such as PING
 * do not count. Under a mechanism that encrypts, MORE is not to be seen and each frame counts as a message.
 */
public sealed interface Moment {

    /** Before anything else; on a live connection, now. */
    record AtOnce() implements Moment {

        @Override
        public String toString() {
            return "at once";
        }
    }

    /**
     * When so many octets have gone, whatever they mean.
     *
     * @param octet 0 or more
     */
    record AtOctet(long octet) implements Moment {

        public AtOctet {
            require(octet >= 0, "the octet of a moment is 0 or more, not " + octet);
        }

        @Override
        public String toString() {
            return "at octet " + octet;
        }
    }

    /**
     * In the greeting.
     *
     * @param octet 0 to 63
     */
    record InGreeting(int octet) implements Moment {

        public InGreeting {
            require(
                    octet >= 0 && octet < Greeting.SIZE,
                    "the octet of a moment in the greeting is 0 to 63, not " + octet);
        }

        @Override
        public String toString() {
            return "in the greeting at octet " + octet;
        }
    }

    /**
     * In the last command of the handshake: READY, or INITIATE where a client uses PLAIN or CURVE.
     *
     * @param octet 0 (behind what came before it) or more
     */
    record InReady(int octet) implements Moment {

        public InReady {
            require(octet >= 0, "the octet of a moment in READY is 0 or more, not " + octet);
        }

        @Override
        public String toString() {
            return "in READY at octet " + octet;
        }
    }

    /** For a peer: when both sides have sent READY. For a link: when this direction's READY has passed. */
    record AfterHandshake() implements Moment {

        @Override
        public String toString() {
            return "after the handshake";
        }
    }

    /**
     * Inside a frame.
     *
     * @param frame from 1
     * @param octet 1 (only the flags have gone) or more, less than the size of flags, size and body together
     */
    record InsideFrame(int frame, int octet) implements Moment {

        public InsideFrame {
            require(frame >= 1, "frames are counted from 1, not " + frame);
            require(octet >= 1, "inside a frame at least 1 octet of it has gone, not " + octet);
        }

        @Override
        public String toString() {
            return "inside frame " + frame + " at octet " + octet;
        }
    }

    /**
     * Behind one frame and before the next, whether they are of one message or not.
     *
     * @param frame the one that has gone, from 1
     */
    record BetweenFrames(int frame) implements Moment {

        public BetweenFrames {
            require(frame >= 1, "frames are counted from 1, not " + frame);
        }

        @Override
        public String toString() {
            return "between frames " + frame + " and " + (frame + 1);
        }
    }

    /**
     * Behind a whole message.
     *
     * @param message from 1
     */
    record AfterMessage(int message) implements Moment {

        public AfterMessage {
            require(message >= 1, "messages are counted from 1, not " + message);
        }

        @Override
        public String toString() {
            return "after message " + message;
        }
    }

    /**
     * When a whole message has come from the other side, before anything is answered. For peers, not for links.
     *
     * @param message from 1
     */
    record AfterReceived(int message) implements Moment {

        public AfterReceived {
            require(message >= 1, "messages are counted from 1, not " + message);
        }

        @Override
        public String toString() {
            return "after receiving message " + message;
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
