package io.github.dontwait.testkit.assertion;

import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.transcript.Event;
import io.github.dontwait.testkit.transcript.Excerpt;
import io.github.dontwait.testkit.transcript.Transcript;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What one peer saw. Of a server to which clients connect that is what came over all its connections, of which the second
 * is called {@code server#2}; under such a name one alone can be asked for.
 *
 * @param whole the transcript of all
 * @param peer the name of the peer
 */
public record PeerTranscript(Transcript whole, String peer) {

    private static final Pattern CONNECTION = Pattern.compile("#\\d+");

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
                .filter(event -> isOf(event.peer(), peer))
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    /** Whether something of this name happened to the peer: it has the name itself, or a connection of it has. */
    static boolean isOf(String name, String peer) {
        return name.startsWith(peer)
                && (name.length() == peer.length()
                        || CONNECTION.matcher(name.substring(peer.length())).matches());
    }

    /** Whether the excerpt is of this message, with or without the delimiter of a REQ before it. */
    static boolean isOf(Excerpt excerpt, Message message) {
        return excerpt.equals(Excerpt.of(message)) || excerpt.equals(Excerpt.of(message.prepend(Frame.empty())));
    }
}
