package io.github.dontwait.testkit.assertion;

import static io.github.dontwait.testkit.transcript.ExpectationFailedError.expecting;

import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.transcript.Event;
import io.github.dontwait.testkit.transcript.ExpectationFailedError;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on what one peer sent and received. Messages are whole; the delimiter of a REQ before them does not count, and
 * a text stands for a message of one frame.
 */
public class PeerTranscriptAssert extends KitAssert<PeerTranscriptAssert, PeerTranscript> {

    /** Made by {@link TranscriptAssert#from(String)}. */
    public PeerTranscriptAssert(PeerTranscript actual) {
        super(actual, PeerTranscriptAssert.class);
    }

    /** It sent this, once or more. */
    public PeerTranscriptAssert sent(Message message) {
        isNotNull();
        if (actual.sent().stream().noneMatch(event -> PeerTranscript.isOf(event.message(), message))) {
            throw failing(expecting(actual.peer() + " to have sent:\n  " + message)
                    .but("it sent " + Words.messages(actual.sent().size()) + ", and not this one")
                    .transcript(actual.whole()));
        }
        return this;
    }

    /** It sent this text, once or more. */
    public PeerTranscriptAssert sent(String text) {
        return sent(Message.of(text));
    }

    /** It received this, once or more. */
    public PeerTranscriptAssert received(Message message) {
        isNotNull();
        if (times(message) == 0) {
            throw failing(missed(expecting(actual.peer() + " to have received:\n  " + message), message));
        }
        return this;
    }

    /** It received this text, once or more. */
    public PeerTranscriptAssert received(String text) {
        return received(Message.of(text));
    }

    /** It received this once, not twice. */
    public PeerTranscriptAssert receivedExactlyOnce(Message message) {
        isNotNull();
        requireComplete("to have received a message exactly once");
        int times = times(message);
        ExpectationFailedError.Expecting claim =
                expecting(actual.peer() + " to have received exactly once:\n  " + message);
        if (times == 0) {
            throw failing(missed(claim, message));
        }
        if (times > 1) {
            Event second = actual.received().stream()
                    .filter(event -> PeerTranscript.isOf(event.message(), message))
                    .skip(1)
                    .findFirst()
                    .orElseThrow();
            throw failing(claim.but("it received it " + times + " times").transcript(actual.whole(), second));
        }
        return this;
    }

    /** It received this text once, not twice. */
    public PeerTranscriptAssert receivedExactlyOnce(String text) {
        return receivedExactlyOnce(Message.of(text));
    }

    /** It received these, in this order; others may have come between them. */
    public PeerTranscriptAssert receivedInOrder(Message... messages) {
        isNotNull();
        List<Event.Received> received = actual.received();
        int next = 0;
        for (Event.Received event : received) {
            if (next < messages.length && PeerTranscript.isOf(event.message(), messages[next])) {
                next++;
            }
        }
        if (next < messages.length) {
            Message missing = messages[next];
            Optional<Event.Received> early = received.stream()
                    .filter(event -> PeerTranscript.isOf(event.message(), missing))
                    .findFirst();
            String observation = early.isPresent()
                    ? "it received, but only earlier:\n  " + missing
                    : "it never received:\n  " + missing;
            throw failing(expecting(actual.peer() + " to have received in order:" + listed(messages))
                    .but(observation)
                    .transcript(actual.whole(), early.orElse(null)));
        }
        return this;
    }

    /** It received these texts, in this order; others may have come between them. */
    public PeerTranscriptAssert receivedInOrder(String... texts) {
        return receivedInOrder(messages(texts));
    }

    /** It received these, in this order, and nothing else. */
    public PeerTranscriptAssert receivedNothingBut(Message... messages) {
        isNotNull();
        requireComplete("to have received nothing else");
        List<Event.Received> received = actual.received();
        for (int i = 0; i < Math.max(received.size(), messages.length); i++) {
            boolean isThere = i < received.size();
            boolean isMeant = i < messages.length;
            if (!isThere || !isMeant || !PeerTranscript.isOf(received.get(i).message(), messages[i])) {
                String claim = messages.length == 0
                        ? actual.peer() + " to have received nothing"
                        : actual.peer() + " to have received in order, and nothing else:" + listed(messages);
                String observation = isThere
                        ? "message " + (i + 1) + " is:\n  " + received.get(i).message()
                        : "it received only " + Words.messages(received.size());
                throw failing(expecting(claim).but(observation).transcript(actual.whole(), at(received, i)));
            }
        }
        return this;
    }

    /** It received these texts, in this order, and nothing else. */
    public PeerTranscriptAssert receivedNothingBut(String... texts) {
        return receivedNothingBut(messages(texts));
    }

    /** It received nothing. */
    public PeerTranscriptAssert receivedNothing() {
        return receivedNothingBut(new Message[0]);
    }

    /** It received this no later than that after it had sent its latest message before. */
    public PeerTranscriptAssert receivedWithin(Duration time, Message message) {
        received(message);
        Event.Received came = actual.received().stream()
                .filter(event -> PeerTranscript.isOf(event.message(), message))
                .findFirst()
                .orElseThrow();
        long asked = actual.sent().stream()
                .mapToLong(Event.Sent::atMicros)
                .filter(at -> at <= came.atMicros())
                .max()
                .orElse(0);
        Duration took = Duration.ofNanos((came.atMicros() - asked) * 1_000);
        if (took.compareTo(time) > 0) {
            throw failing(
                    expecting(actual.peer() + " to receive within " + Words.of(time) + " after it asked:\n  " + message)
                            .but("it took " + Words.of(took))
                            .transcript(actual.whole(), came));
        }
        return this;
    }

    /** It received this text no later than that after it had sent its latest message before. */
    public PeerTranscriptAssert receivedWithin(Duration time, String text) {
        return receivedWithin(time, Message.of(text));
    }

    /** The subject did not end its connection. */
    public PeerTranscriptAssert wasNotDisconnected() {
        isNotNull();
        requireComplete("not to have been disconnected");
        Optional<Event.Disconnected> ended = actual.of(Event.Disconnected.class).stream()
                .filter(event -> event.by() == Event.By.SUBJECT)
                .findFirst();
        if (ended.isPresent()) {
            throw failing(expecting(actual.peer() + " not to be disconnected by the subject")
                    .but("it was (" + ended.get().ending() + ")")
                    .transcript(actual.whole(), ended.get()));
        }
        return this;
    }

    private int times(Message message) {
        return (int) actual.received().stream()
                .filter(event -> PeerTranscript.isOf(event.message(), message))
                .count();
    }

    private ExpectationFailedError.Builder missed(ExpectationFailedError.Expecting claim, Message message) {
        List<String> others = new Route(actual.whole(), message).receivers();
        String elsewhere = others.isEmpty() ? "" : "; " + Words.list(others) + " received it instead";
        return claim.but("it received " + Words.messages(actual.received().size()) + ", and not this one" + elsewhere)
                .transcript(actual.whole());
    }

    private void requireComplete(String claim) {
        TranscriptAssert.incomplete(actual.whole(), actual.peer() + " " + claim).ifPresent(told -> {
            throw failing(told);
        });
    }

    private static @Nullable Event at(List<Event.Received> events, int index) {
        return index < events.size() ? events.get(index) : null;
    }

    private static Message[] messages(String... texts) {
        return Arrays.stream(texts).map(Message::of).toArray(Message[]::new);
    }

    private static String listed(Message... messages) {
        return Arrays.stream(messages).map(message -> "\n  " + message).collect(Collectors.joining());
    }
}
