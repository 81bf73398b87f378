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
        return Exits.await(subject, patience).map(exit -> inWords(subject, exit));
    }

    /**
     * The same, waiting for an end as long as the signs of it that show already are worth; not at all if there are none.
     *
     * @param isCutOff whether the subject has ended a connection: it may be dying
     */
    static Optional<String> of(RunningSubject subject, boolean isCutOff, Timeouts timeouts)
            throws InterruptedException {
        if (!isCutOff && !listensNoMore(subject, timeouts)) {
            return of(subject, Duration.ZERO);
        }
        Optional<String> death = of(subject, LAST_WORDS);
        // Connections may be closed before the listener is: only now it is sure.
        return death.isEmpty() && listensNoMore(subject, timeouts) ? of(subject, END) : death;
    }

    private static String inWords(RunningSubject subject, RunningSubject.Exit exit) {
        List<String> last = lastWords(subject, 0);
        return exit + (last.isEmpty() ? "" : ". It said:\n  " + String.join("\n  ", last));
    }

    /**
     * The last lines of its standard error, or the last exceptions that ended its threads.
     *
     * @param from the number of the first line of its log that counts
     */
    static List<String> lastWords(RunningSubject subject, long from) {
        List<String> said = subject.log().stream()
                .flatMap(log -> log.lines().stream())
                .filter(line -> line.index() >= from && line.stream() == SubjectOutput.Stream.ERR)
                .map(SubjectOutput.Line::text)
                .toList();
        return LastWords.of(said, line -> line, "…");
    }

    /** Whether the subject ended a connection that the rule has recorded. */
    static boolean isCutOff(Transcript transcript) {
        return transcript.events().stream()
                .anyMatch(event -> event instanceof Event.Disconnected end && end.by() == Event.By.SUBJECT);
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
