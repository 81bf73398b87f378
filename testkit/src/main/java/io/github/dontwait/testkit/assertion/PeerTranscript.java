package io.github.dontwait.testkit.assertion;

import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.transcript.Event;
import io.github.dontwait.testkit.transcript.Excerpt;
import io.github.dontwait.testkit.transcript.Transcript;
import java.util.List;

/**
 * What one peer saw.
 *
 * @param whole the transcript of all
 * @param peer the name of the peer
 */
public record PeerTranscript(Transcript whole, String peer) {

    /** What the peer sent. */
    public List<Event.Sent> sent() {
        return of(Event.Sent.class);
    }

    /** What the peer received. */
    public List<Event.Received> received() {
        return of(Event.Received.class);
    }

    <E extends Event> List<E> of(Class<E> kind) {
        return whole.events().stream()
                .filter(event -> event.peer().equals(peer))
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    /** Whether the excerpt is of this message, with or without the delimiter of a REQ before it. */
    static boolean isOf(Excerpt excerpt, Message message) {
        return excerpt.equals(Excerpt.of(message)) || excerpt.equals(Excerpt.of(message.prepend(Frame.empty())));
    }
}
