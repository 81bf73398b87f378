package io.github.dontwait.conformance.bench;

import io.github.dontwait.conformance.SubjectOutput;
import io.github.dontwait.testkit.transcript.Event;
import io.github.dontwait.testkit.transcript.Transcript;
import java.util.ArrayList;
import java.util.List;

/** What a subject's log says, as events. */
final class OutputEvents {

    private OutputEvents() {}

    /**
     * Its last lines, each at its moment.
     *
     * @param from the number of the first line that may be told
     * @param transcript whose time the events have
     */
    static List<Event> of(SubjectOutput output, long from, Transcript transcript) {
        List<Event> events = new ArrayList<>();
        SubjectOutput.Line gap = new SubjectOutput.Line(0, 0, SubjectOutput.Stream.ERR, "…");
        List<SubjectOutput.Line> since =
                output.lines().stream().filter(line -> line.index() >= from).toList();
        long nowNanos = System.nanoTime();
        long nowMicros = transcript.nowMicros();
        long atMicros = 0;
        for (SubjectOutput.Line line : LastWords.of(since, SubjectOutput.Line::text, gap)) {
            // The gap has no time of its own.
            atMicros =
                    line.equals(gap) ? atMicros : Math.max(atMicros, nowMicros - (nowNanos - line.atNanos()) / 1_000);
            String stream = line.stream() == SubjectOutput.Stream.ERR ? "stderr: " : "stdout: ";
            events.add(new Event.Note(atMicros, "subject", stream + line.text()));
        }
        return events;
    }
}
