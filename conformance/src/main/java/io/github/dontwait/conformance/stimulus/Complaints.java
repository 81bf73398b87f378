package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.conformance.RunningSubject;
import io.github.dontwait.conformance.SubjectOutput;
import io.github.dontwait.conformance.bench.AnyBench;
import java.util.List;
import java.util.regex.Pattern;

/** Lines by which runtimes tell that a program did not end as its author meant it to. */
public final class Complaints {

    private static final int LINES = 12;

    /** In turn: Python, Java, Go, Rust, Node, .NET, C and C++, the sanitizers, libzmq, Ruby, a thread dump. */
    private static final List<Pattern> PATTERNS = List.of(
            Pattern.compile("^Traceback \\(most recent call last\\):"),
            Pattern.compile("^Exception ignored in"),
            Pattern.compile("^Exception in thread "),
            Pattern.compile("^\\s+at [\\w.$<>/@]+\\(.*\\)\\s*$"),
            Pattern.compile("^# A fatal error has been detected"),
            Pattern.compile("^(panic|fatal error): "),
            Pattern.compile("^goroutine [0-9]+ \\["),
            Pattern.compile("^thread '.*' .*panicked at"),
            Pattern.compile("^\\s+at .*:[0-9]+:[0-9]+\\)?$"),
            Pattern.compile("^Uncaught |UnhandledPromiseRejection"),
            Pattern.compile("^Unhandled exception"),
            Pattern.compile("Assertion .*failed|^Assertion failed"),
            Pattern.compile("terminate called (after|without)|pure virtual method called"),
            Pattern.compile("double free or corruption|corrupted (size|double|unsorted)|free\\(\\): invalid"),
            Pattern.compile("^(==[0-9]+==)?ERROR: \\w+Sanitizer|^WARNING: ThreadSanitizer"),
            Pattern.compile("^(Segmentation fault|Aborted|Bus error|Floating point exception)"),
            Pattern.compile("^(Interrupted system call|Bad address|Bad file descriptor) \\(.*\\.[ch]pp:[0-9]+\\)"),
            Pattern.compile("^\\s+from .+\\.rb:[0-9]+:in "),
            Pattern.compile("^Full thread dump"));

    private Complaints() {}

    /** Requires that standard error has none since a moment, by {@link System#nanoTime()}; for after the subject's end. */
    public static void expectNone(AnyBench bench, RunningSubject ended, long sinceNanos) throws InterruptedException {
        SubjectOutput output =
                ended.output().orElseThrow(() -> bench.notApplicable("the subject's lines cannot be seen"));
        output.awaitEnd(bench.timeouts().arrival());
        List<String> said = output.lines().stream()
                .filter(line -> line.stream() == SubjectOutput.Stream.ERR && line.atNanos() - sinceNanos >= 0)
                .map(SubjectOutput.Line::text)
                .toList();
        for (int i = 0; i < said.size(); i++) {
            String line = said.get(i);
            if (PATTERNS.stream().anyMatch(pattern -> pattern.matcher(line).find())) {
                throw bench.failed(
                        "no traceback, failed assertion or thread dump on standard error when it is asked to stop",
                        "it said:\n  "
                                + String.join(
                                        "\n  ", said.subList(Math.max(0, i - 2), Math.min(said.size(), i + LINES))));
            }
        }
    }
}
