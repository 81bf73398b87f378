package io.github.dontwait.testkit.assertion;

import static io.github.dontwait.testkit.transcript.ExpectationFailedError.expecting;

import io.github.dontwait.testkit.transcript.Event;
import java.util.List;
import java.util.Optional;

/** Assertions on whom a reply reached. */
public class RouteAssert extends KitAssert<RouteAssert, Route> {

    /** Made by {@link TranscriptAssert#reply}. */
    public RouteAssert(Route actual) {
        super(actual, RouteAssert.class);
    }

    /** It reached this peer, and nobody else. */
    public RouteAssert reachedOnly(String peer) {
        isNotNull();
        actual.whole().look();
        TranscriptAssert.unknown(actual.whole(), peer).ifPresent(told -> {
            throw failing(told);
        });
        String claim = "to reach " + peer + " and nobody else";
        requireComplete(claim);
        Optional<Event.Received> wrong = actual.arrivals().stream()
                .filter(event -> !PeerTranscript.isOf(event.peer(), peer))
                .findFirst();
        List<String> receivers = actual.receivers();
        if (wrong.isPresent() || receivers.isEmpty()) {
            String observation = receivers.isEmpty()
                    ? "nobody received it"
                    : Words.list(receivers)
                            + (receivers.stream().anyMatch(name -> PeerTranscript.isOf(name, peer))
                                    ? " received it"
                                    : " received it instead");
            throw failing(
                    expecting(expectation(claim)).but(observation).transcript(actual.whole(), wrong.orElse(null)));
        }
        return this;
    }

    /** Nobody received it. */
    public RouteAssert reachedNobody() {
        isNotNull();
        actual.whole().look();
        requireComplete("to reach nobody");
        if (!actual.arrivals().isEmpty()) {
            throw failing(expecting(expectation("to reach nobody"))
                    .but(Words.list(actual.receivers()) + " received it")
                    .transcript(actual.whole(), actual.arrivals().get(0)));
        }
        return this;
    }

    private String expectation(String claim) {
        return "the reply " + claim + ":\n  " + actual.message();
    }

    private void requireComplete(String claim) {
        TranscriptAssert.incomplete(actual.whole(), expectation(claim)).ifPresent(told -> {
            throw failing(told);
        });
    }
}
