package io.github.dontwait.testkit.assertion;

import static io.github.dontwait.testkit.transcript.ExpectationFailedError.expecting;

import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.transcript.Event;
import io.github.dontwait.testkit.transcript.Excerpt;
import io.github.dontwait.testkit.transcript.ExpectationFailedError;
import io.github.dontwait.testkit.transcript.Transcript;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * Assertions on what happened between the peers and the subject.
 *
 * <p>A transcript keeps of large messages an {@link Excerpt}, so messages are compared as far as that goes. Claims that
 * something did <em>not</em> happen fail if events were left out, for then nobody knows. Every claim first {@linkplain
 * Transcript#look() looks} what has come to the peers that it is about and nobody has taken, without waiting. What the subject has yet to
 * send it cannot see: a claim that nothing more came needs a fence before it, the answer to a last request. Ask before the
 * peers disconnect or are closed, and of JeroMQ peers on the thread that made them: nobody else can look.
 *
 * <pre>{@code
 * assertThat(transcript).from("alice").receivedInOrder("job-1 done", "job-2 done");
 * assertThat(transcript).reply("for alice").reachedOnly("alice");
 * assertThat(transcript).nothingWasDropped();
 * }</pre>
 */
public class TranscriptAssert extends KitAssert<TranscriptAssert, Transcript> {

    /** Made by {@link DontwaitAssertions#assertThat(Transcript)}. */
    public TranscriptAssert(Transcript actual) {
        super(actual, TranscriptAssert.class);
    }

    /**
     * Goes on with what one peer saw: what it sent, what it received, in the order in which it did. A server is all its
     * connections: {@code from("server")} sees what came over {@code server#2} too. A name that no peer has is a failure.
     */
    public PeerTranscriptAssert from(String peer) {
        isNotNull();
        Optional<ExpectationFailedError.Builder> unknown = unknown(actual, peer);
        if (unknown.isPresent()) {
            return missing(unknown.get(), PeerTranscriptAssert::vacuous);
        }
        PeerTranscript view = new PeerTranscript(actual, peer);
        return next(() -> new PeerTranscriptAssert(view), softly -> softly.assertThat(view));
    }

    /** Goes on with whom a reply of this one text reached, with or without a delimiter before it. */
    public RouteAssert reply(String text) {
        return reply(Message.of(text));
    }

    /** Goes on with whom a reply, or any other message of the subject, reached, with or without a delimiter before it. */
    public RouteAssert reply(Message message) {
        isNotNull();
        Route route = new Route(actual, message);
        return next(() -> new RouteAssert(route), softly -> softly.assertThat(route));
    }

    /**
     * Every peer that was still connected at the end received at least as many messages as it sent. Peers that do not read
     * must be left out: nobody can say what they would have received.
     */
    public TranscriptAssert nothingWasDropped(String... exceptPeers) {
        isNotNull();
        lookPast(exceptPeers);
        requireComplete("nothing to have been dropped");
        requireKnown(exceptPeers);
        List<String> losses = new ArrayList<>();
        openPeers(Set.of(exceptPeers)).forEach((peer, events) -> {
            long sent = events.stream().filter(Event.Sent.class::isInstance).count();
            long received =
                    events.stream().filter(Event.Received.class::isInstance).count();
            if (received < sent) {
                losses.add(peer + " sent " + Words.messages((int) sent) + " and received " + received);
            }
        });
        if (!losses.isEmpty()) {
            throw failing(
                    expecting("nothing to have been dropped: each peer to receive a message for each that it sent")
                            .but(String.join("; ", losses))
                            .transcript(actual));
        }
        return this;
    }

    /**
     * Every request of a peer that was still connected at the end has a reply of its own, which came later.
     *
     * @param answers whether the second message is the reply to the first; both without what the transcript left out
     */
    public TranscriptAssert everyRequestWasAnswered(BiPredicate<Excerpt, Excerpt> answers, String... exceptPeers) {
        isNotNull();
        lookPast(exceptPeers);
        requireComplete("every request to have been answered");
        requireKnown(exceptPeers);
        for (List<Event> events : openPeers(Set.of(exceptPeers)).values()) {
            List<Event.Sent> open = new ArrayList<>();
            for (Event event : events) {
                if (event instanceof Event.Sent sent) {
                    open.add(sent);
                } else if (event instanceof Event.Received received) {
                    open.stream()
                            .filter(sent -> answers.test(sent.message(), received.message()))
                            .findFirst()
                            .ifPresent(open::remove);
                }
            }
            if (!open.isEmpty()) {
                Event.Sent first = open.get(0);
                throw failing(expecting("every request to have been answered")
                        .but(Words.count(open.size(), "request") + " of " + first.peer()
                                + (open.size() == 1 ? " was not:\n  " : " were not, the first:\n  ") + first.message())
                        .transcript(actual, first));
            }
        }
        return this;
    }

    /** What each peer saw, of the peers whose connection did not end. */
    private Map<String, List<Event>> openPeers(Set<String> exceptPeers) {
        Map<String, List<Event>> all = new LinkedHashMap<>();
        Map<String, Boolean> ended = new LinkedHashMap<>();
        for (Event event : actual.events()) {
            if (exceptPeers.stream().noneMatch(peer -> PeerTranscript.isOf(event.peer(), peer))) {
                all.computeIfAbsent(event.peer(), peer -> new ArrayList<>()).add(event);
                ended.merge(
                        event.peer(),
                        event instanceof Event.Disconnected,
                        (was, is) -> is || was && !(event instanceof Event.Connected));
            }
        }
        all.keySet().removeIf(peer -> Boolean.TRUE.equals(ended.get(peer)));
        return all;
    }

    /** Looks at what has come, except to these: they may be meant to read nothing. */
    private void lookPast(String... exceptPeers) {
        actual.look(name -> Arrays.stream(exceptPeers).noneMatch(peer -> PeerTranscript.isOf(name, peer)));
    }

    private void requireKnown(String... peers) {
        for (String peer : peers) {
            unknown(actual, peer).ifPresent(told -> {
                throw failing(told);
            });
        }
    }

    /** What to say of a name that no peer has; nothing if one has it. */
    static Optional<ExpectationFailedError.Builder> unknown(Transcript transcript, String peer) {
        if (!transcript.isKept() || transcript.mayKnow(peer)) {
            return Optional.empty();
        }
        List<String> peers = transcript.peers();
        return Optional.of(expecting(Words.inQuotes(peer) + " to be one of the peers")
                .but("nobody is called " + peer
                        + (peers.isEmpty() ? "; there are no peers" : "; peers: " + String.join(", ", peers)))
                .transcript(transcript));
    }

    private void requireComplete(String claim) {
        incomplete(actual, claim).ifPresent(told -> {
            throw failing(told);
        });
    }

    static Optional<ExpectationFailedError.Builder> incomplete(Transcript transcript, String claim) {
        if (!transcript.isKept()) {
            return Optional.of(expecting(claim).but("this transcript keeps nothing, so nobody knows"));
        }
        return transcript.leftOut() == 0
                ? Optional.empty()
                : Optional.of(expecting(claim).but(leftOut(transcript)));
    }

    /** That the transcript is not whole, and what to do about it. */
    static String leftOut(Transcript transcript) {
        return "the transcript left out " + Words.count(transcript.leftOut(), "event") + " and kept "
                + transcript.events().size() + ", so nobody knows; Transcript.begin(events) makes one that keeps more";
    }
}
