package io.github.dontwait.conformance.bench;

import io.github.dontwait.conformance.RunningSubject;
import io.github.dontwait.conformance.SubjectOutput;
import io.github.dontwait.testkit.transcript.Event;
import io.github.dontwait.testkit.transcript.Transcript;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Tells how a subject died that nobody had asked to end. */
final class Deaths {

    private static final int LINES_SHOWN = 12;

    /** A dying program closes its connections before its end is told. */
    private static final Duration LAST_WORDS = Duration.ofMillis(300);

    private Deaths() {}

    /** Its exit and the last lines of its standard error; empty if it lives. Waits a moment for an end that shows already. */
    static Optional<String> of(RunningSubject subject, boolean isCutOff) throws InterruptedException {
        return Exits.await(subject, isCutOff ? LAST_WORDS : Duration.ZERO).map(exit -> {
            List<String> said = subject.output()
                    .map(output -> output.text(SubjectOutput.Stream.ERR))
                    .orElse(List.of());
            List<String> last = said.subList(Math.max(0, said.size() - LINES_SHOWN), said.size());
            return exit + (last.isEmpty() ? "" : ". It said:\n  " + String.join("\n  ", last));
        });
    }

    /** Whether the subject ended a connection: it may be dying. */
    static boolean isCutOff(Transcript transcript) {
        return transcript.events().stream()
                .anyMatch(event -> event instanceof Event.Disconnected end && end.by() == Event.By.SUBJECT);
    }
}
