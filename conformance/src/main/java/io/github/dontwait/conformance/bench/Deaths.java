package io.github.dontwait.conformance.bench;

import io.github.dontwait.conformance.RunningSubject;
import io.github.dontwait.conformance.SubjectOutput;
import io.github.dontwait.testkit.peer.Peers;
import io.github.dontwait.testkit.transcript.Event;
import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.Timeouts;
import io.github.dontwait.testkit.wire.WireException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Tells how a subject died that nobody had asked to end. */
final class Deaths {

    /** A dying program closes its connections before its end is told; but perhaps it closes only this one. */
    static final Duration LAST_WORDS = Duration.ofMillis(300);

    /** Who listens no more is dying for sure; a core dump takes its time. */
    private static final Duration END = Duration.ofSeconds(2);

    private Deaths() {}

    /**
     * Its exit and the last lines of its standard error; empty if it lives.
     *
     * @param patience how long its end is waited for
     */
    static Optional<String> of(RunningSubject subject, Duration patience) throws InterruptedException {
        return Exits.await(subject, patience).map(exit -> {
            List<String> said = subject.output()
                    .map(output -> output.text(SubjectOutput.Stream.ERR))
                    .orElse(List.of());
            List<String> last = LastWords.of(said, line -> line, "…");
            return exit + (last.isEmpty() ? "" : ". It said:\n  " + String.join("\n  ", last));
        });
    }

    /** How long the end of a subject is worth waiting for, by the signs of it that show already; zero if there are none. */
    static Duration patience(RunningSubject subject, Transcript transcript, Timeouts timeouts) {
        if (listensNoMore(subject, timeouts)) {
            return END;
        }
        return transcript.events().stream()
                        .anyMatch(event -> event instanceof Event.Disconnected end && end.by() == Event.By.SUBJECT)
                ? LAST_WORDS
                : Duration.ZERO;
    }

    /** Not every peer is recorded: a bystander is not, and the one who did it may not have looked. */
    private static boolean listensNoMore(RunningSubject subject, Timeouts timeouts) {
        // Of a full backlog nothing comes at all; only a refusal is a sign.
        try (Peers peers = Peers.to(subject.endpoint(), Transcript.none(), timeouts.withArrival(LAST_WORDS))) {
            peers.raw("last look");
            return false;
        } catch (AssertionError e) {
            return e.getCause() instanceof WireException.NotConnected refusal && refusal.isRefused();
        }
    }
}
