package io.github.dontwait.testkit.fault;

/** What makes a {@link Fault} of an {@link Effect}: a method for each moment at which it can happen. */
sealed interface HasMoments permits Effect {

    /** This effect at this moment. */
    Fault at(Moment moment);

    /** Before anything is sent. */
    default Fault atOnce() {
        return at(new Moment.AtOnce());
    }

    /** When so many octets have been sent. */
    default Fault atOctet(long octet) {
        return at(new Moment.AtOctet(octet));
    }

    /** In the greeting, when so many of its octets have been sent, 0 to 63. */
    default Fault inGreeting(int octet) {
        return at(new Moment.InGreeting(octet));
    }

    /** In READY, when so many of its octets have been sent. */
    default Fault inReady(int octet) {
        return at(new Moment.InReady(octet));
    }

    /** When the handshake is done. */
    default Fault afterHandshake() {
        return at(new Moment.AfterHandshake());
    }

    /** Inside this frame, counted from 1, when its flags have been sent and nothing else of it. */
    default Fault insideFrame(int frame) {
        return insideFrame(frame, 1);
    }

    /** Inside this frame, counted from 1, when so many of its octets (flags and size included) have been sent. */
    default Fault insideFrame(int frame, int octet) {
        return at(new Moment.InsideFrame(frame, octet));
    }

    /** Behind this frame, counted from 1. */
    default Fault afterFrame(int frame) {
        return at(new Moment.BetweenFrames(frame));
    }

    /** Behind this message, counted from 1. */
    default Fault afterMessage(int message) {
        return at(new Moment.AfterMessage(message));
    }

    /** When this message of the other side has come, counted from 1, and before it is answered. */
    default Fault afterReceiving(int message) {
        return at(new Moment.AfterReceived(message));
    }
}
