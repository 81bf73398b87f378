package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.conformance.RunningSubject;
import io.github.dontwait.conformance.SubjectOutput;
import io.github.dontwait.conformance.bench.Bench;
import java.util.List;

/** What a subject says last. */
public final class LastWord {

    /** A line may be seen sooner than a reply that was sent before it, or the other way round. */
    private static final long TOLERANCE_NANOS = 300_000_000L;

    private LastWord() {}

    public static void expectStopped(Bench bench, RunningSubject.Exit exit) throws InterruptedException {
        SubjectOutput output =
                bench.subject().output().orElseThrow(() -> bench.notApplicable("the subject's lines cannot be seen"));
        if (!output.awaitEnd(bench.timeouts().arrival())) {
            throw bench.failed(
                    "standard output to end with the subject", "a process that it left behind still holds it open");
        }
        List<SubjectOutput.Line> lines = output.lines().stream()
                .filter(line -> line.stream() == SubjectOutput.Stream.OUT)
                .toList();
        SubjectOutput.Line last = lines.isEmpty() ? null : lines.get(lines.size() - 1);
        if (last == null || !last.text().equals("STOPPED")) {
            throw bench.failed(
                    "the last line of standard output to be STOPPED",
                    last == null ? "nothing was printed" : "it was \"" + last.text() + "\"");
        }
        long millis = (exit.atNanos() - last.atNanos()) / 1_000_000;
        long bound = 1000 + (long) (1000 * Math.max(1, bench.timeouts().factor()));
        if (millis > bound) {
            throw bench.failed(
                    "the end within 1 s after STOPPED (judged beyond " + bound + " ms)",
                    "it came after " + millis + " ms");
        }
    }

    /** Requires that STOPPED was not printed long before something else that it had to do. */
    public static void expectNotBefore(Bench bench, long doneNanos, String what) {
        bench.subject().log().stream()
                .flatMap(output -> output.lines().stream())
                .filter(line ->
                        line.stream() == SubjectOutput.Stream.OUT && line.text().equals("STOPPED"))
                .mapToLong(SubjectOutput.Line::atNanos)
                .filter(atNanos -> doneNanos - atNanos > TOLERANCE_NANOS)
                .findFirst()
                .ifPresent(atNanos -> {
                    throw bench.failed(
                            "STOPPED to be printed when all is done",
                            "it came " + (doneNanos - atNanos) / 1_000_000 + " ms before " + what);
                });
    }
}
