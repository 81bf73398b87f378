package io.github.dontwait.testkit.peer;

import io.github.dontwait.testkit.message.Envelope;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.transcript.ExpectationFailedError;

/**
 * A REQ: it puts the delimiter before what it sends and takes it from what it receives, as the real socket does.
 *
 * <p>A reply without the delimiter, at which a real REQ would drop the connection, is a failure. That a REQ sends and
 * receives in turns is left to the test.
 */
public final class ReqPeer extends Peer {

    ReqPeer(Peers peers, PeerOptions options) {
        super(peers, options);
    }

    @Override
    Message outgoing(Message message) {
        return Envelope.delimiter().with(message);
    }

    @Override
    Message incoming(Message message) {
        if (!message.hasDelimiter()) {
            throw ExpectationFailedError.expecting(this + " to receive a reply that begins with the empty delimiter")
                    .but("received:\n  " + message)
                    .transcript(transcript(), lastReceived())
                    .error();
        }
        return message.body();
    }
}
