package io.github.dontwait.testkit.swarm;

/**
 * One thing that went wrong with one client.
 *
 * @param kind what sort of thing
 * @param client the client that saw it, counted from 0
 * @param request the number of the request that it is about; -1 where it is about none. Of a misrouted reply: the
 *     request, of another client, that it answers
 * @param text all that is known about it, the client's name and the octets included
 */
public record SwarmFailure(Kind kind, int client, int request, String text) {

    /** What sort of thing went wrong. */
    public enum Kind {
        /** The connection was refused, or could not be made. */
        NOT_CONNECTED("not connected"),
        /** Nobody tried to connect it: the others before it got nowhere, or the time was over. */
        NOT_TRIED("not tried"),
        /** It was connected, and the handshake did not come to its end. */
        NO_HANDSHAKE("without a handshake"),
        /** The server ended the connection. */
        DISCONNECTED("disconnected"),
        /** Octets came that ZMTP forbids. */
        VIOLATED("with forbidden octets"),
        /** A reply came that belongs to another client. */
        MISROUTED("misrouted"),
        /** A reply did not come, and a later one did. */
        LOST("lost"),
        /** A reply came once more. */
        DUPLICATE("duplicate"),
        /** A reply came after the reply to a later request. */
        OUT_OF_ORDER("out of order"),
        /** A reply came with other octets than it must have. */
        CORRUPTED("corrupted"),
        /** A message came and nothing was asked. */
        UNASKED("unasked"),
        /** Nothing came any more, and a request was open. */
        UNANSWERED("unanswered"),
        /** The client closed its side of the connection in order, and the server did not close the other. */
        LEFT_OPEN("left open");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** As people read it. */
        @Override
        public String toString() {
            return words;
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
