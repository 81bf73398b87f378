package io.github.dontwait.testkit.assertion;

import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.transcript.Event;
import io.github.dontwait.testkit.transcript.Transcript;
import java.util.List;

/**
 * Whom one message reached.
 *
 * @param whole the transcript of all
 * @param message the message, without the delimiter of a REQ
 */
public record Route(Transcript whole, Message message) {

    /** The names of those who received it, in the order in which they first did. */
    public List<String> receivers() {
        return arrivals().stream().map(Event::peer).distinct().toList();
    }

    List<Event.Received> arrivals() {
        return whole.events().stream()
                .filter(Event.Received.class::isInstance)
                .map(Event.Received.class::cast)
                .filter(event -> PeerTranscript.isOf(event.message(), message))
                .toList();
    }
}
