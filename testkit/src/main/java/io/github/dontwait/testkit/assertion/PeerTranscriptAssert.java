package io.github.dontwait.testkit.assertion;

import static io.github.dontwait.testkit.transcript.ExpectationFailedError.expecting;

import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.transcript.Event;
import io.github.dontwait.testkit.transcript.ExpectationFailedError;
import io.github.dontwait.testkit.transcript.Transcript;
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

    private boolean isVacuous;

    /** Made by {@link TranscriptAssert#from(String)}. */
    public PeerTranscriptAssert(PeerTranscript actual) {
        super(actual, PeerTranscriptAssert.class);
    }

    static PeerTranscriptAssert vacuous() {
        PeerTranscriptAssert nobody = new PeerTranscriptAssert(new PeerTranscript(Transcript.none(), ""));
        nobody.isVacuous = true;
        return nobody;
    }

    /** Takes notice of what has come to the peer; whether there is none to make claims of. */
    private boolean isVacuous() {
        isNotNull();
        actual.whole().look(name -> PeerTranscript.isOf(name, actual.peer()));
        return isVacuous;
    }

    /** It sent this, once or more. */
    public PeerTranscriptAssert sent(Message message) {
        if (isVacuous()) {
            return this;
        }
        if (actual.sent().stream().noneMatch(event -> PeerTranscript.isOf(event.message(), message))) {
            throw failing(expecting(actual.peer() + " to have sent:\n  " + message)
                    .but(notThisOne("sent", actual.sent().size()))
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
        if (isVacuous()) {
            return this;
        }
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
        if (isVacuous()) {
            return this;
        }
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
        if (isVacuous()) {
            return this;
        }
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
            if (actual.whole().leftOut() > 0) {
                observation =
                        "not among the kept events is:\n  " + missing + "\n" + TranscriptAssert.leftOut(actual.whole());
            }
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
        if (isVacuous()) {
            return this;
        }
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

    /**
     * It received this no later than that after it had sent its latest message before. What counts is when the message came
     * to the peer. If that is not known because the test looked too late, it is a failure that says so: expect the message
     * at once, and make this claim afterwards.
     */
    public PeerTranscriptAssert receivedWithin(Duration time, Message message) {
        received(message);
        if (isVacuous) {
            return this;
        }
        Event.Received came = actual.received().stream()
                .filter(event -> PeerTranscript.isOf(event.message(), message))
                .findFirst()
                .orElseThrow();
        long asked = actual.sent().stream()
                .mapToLong(Event.Sent::atMicros)
                .filter(at -> at <= came.cameByMicros())
                .max()
                .orElse(0);
        Duration least = micros(Math.max(0, came.cameAfterMicros() - asked));
        Duration most = micros(came.cameByMicros() - asked);
        if (most.compareTo(time) > 0) {
            String observation = least.compareTo(time) > 0
                    ? "it took " + Words.of(most)
                    : "nobody knows: the test looked after " + Words.of(most)
                            + ", and it was there; have the peer expect it before this claim";
            throw failing(
                    expecting(actual.peer() + " to receive within " + Words.of(time) + " after it asked:\n  " + message)
                            .but(observation)
                            .transcript(actual.whole(), came));
        }
        return this;
    }

    private static Duration micros(long micros) {
        return Duration.ofNanos(micros * 1_000);
    }

    /** It received this text no later than that after it had sent its latest message before. */
    public PeerTranscriptAssert receivedWithin(Duration time, String text) {
        return receivedWithin(time, Message.of(text));
    }

    /** The subject did not end its connection. */
    public PeerTranscriptAssert wasNotDisconnected() {
        if (isVacuous()) {
            return this;
        }
        requireComplete("not to have been disconnected");
        Optional<Event.Disconnected> ended = actual.of(Event.Disconnected.class).stream()
                .filter(event -> event.by() == Event.By.SUBJECT)
                .findFirst();
        if (ended.isPresent()) {
            throw failing(expecting(actual.peer() + " not to be disconnected by the subject")
                    .but("it was"
                            + (ended.get().ending() == null
                                    ? ""
                                    : " (" + ended.get().ending() + ")"))
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
        actual.whole().look();
        List<String> others = new Route(actual.whole(), message).receivers();
        String elsewhere = others.isEmpty() ? "" : "; " + Words.list(others) + " received it instead";
        return claim.but(notThisOne("received", actual.received().size()) + elsewhere)
                .transcript(actual.whole());
    }

    private String notThisOne(String did, int kept) {
        long leftOut = actual.whole().leftOut();
        return leftOut == 0
                ? "it " + did + " " + Words.messages(kept) + ", and not this one"
                : "of the kept events " + Words.messages(kept) + " that it " + did
                        + (kept == 1 ? " is not this one; " : " are not this one; ")
                        + TranscriptAssert.leftOut(actual.whole());
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
