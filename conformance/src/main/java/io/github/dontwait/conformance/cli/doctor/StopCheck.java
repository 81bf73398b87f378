package io.github.dontwait.conformance.cli.doctor;

import io.github.dontwait.conformance.RunningSubject;
import io.github.dontwait.conformance.Subject;
import io.github.dontwait.conformance.SubjectOutput;
import io.github.dontwait.conformance.report.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An orderly stop: in time, STOPPED as the last line, exit code 0. */
final class StopCheck {

    /** The linger, which is 1 s unless told otherwise, and one second. */
    static final Duration LIMIT = Duration.ofSeconds(2);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final String FREE = "; asked only of a program that prints READY";

    private final Subject subject;
    private final RunningSubject running;

    StopCheck(Subject subject, RunningSubject running) {
        this.subject = subject;
        this.running = running;
    }

    List<Finding> examine() throws InterruptedException {
        if (!subject.kind().isStartedBySuite()) {
            return List.of(Finding.skipped("stop", "the suite did not start it"));
        }
        if (running.onExit().toCompletableFuture().isDone()) {
            return List.of(Finding.bad(
                    "stop",
                    "it has ended before it was asked to: "
                            + running.onExit().toCompletableFuture().join(),
                    "nothing that a peer sends may stop it"));
        }
        long began = System.nanoTime();
        running.stop();
        Optional<RunningSubject.Exit> exit = await(running, PATIENCE);
        if (exit.isEmpty()) {
            return List.of(Finding.bad(
                    "stop in time",
                    "it still runs " + Durations.text(PATIENCE) + " after SIGTERM",
                    "leave the loop on SIGTERM, set a bounded linger, close the socket, end the context"));
        }
        Duration took = Duration.ofNanos(exit.get().atNanos() - began);
        List<Finding> findings = new ArrayList<>();
        findings.add(
                took.compareTo(LIMIT) <= 0
                        ? Finding.good("stop in time", "after " + Durations.text(took))
                        : Finding.bad(
                                "stop in time",
                                "after " + Durations.text(took) + ", allowed are " + Durations.text(LIMIT),
                                "bound the linger by DONTWAIT_LINGER_MS and look at the stop request every turn"));
        if (subject.role().isService() && running.output().isPresent()) {
            findings.add(lastLine(running.output().get()));
        }
        findings.add(exitCode(exit.get()));
        return findings;
    }

    private Finding lastLine(SubjectOutput output) throws InterruptedException {
        boolean isWhole = output.awaitEnd(Duration.ofSeconds(1));
        List<String> lines = output.text(SubjectOutput.Stream.OUT);
        String last = lines.isEmpty() ? "" : lines.get(lines.size() - 1);
        String check = "last line STOPPED";
        if (last.equals("STOPPED")) {
            return Finding.good(check, last);
        }
        String seen = lines.isEmpty() ? "it printed nothing" : "the last line is '" + last + "'";
        if (!running.saidReady()) {
            return Finding.note(check, seen + FREE, "");
        }
        return Finding.bad(
                check,
                seen + (isWhole ? "" : ", and its output is still open"),
                "print STOPPED on standard output when all is closed, flush, and print nothing after it");
    }

    private Finding exitCode(RunningSubject.Exit exit) {
        String check = "exit code 0";
        if (exit.code() == 0) {
            return Finding.good(check, exit.toString());
        }
        if (!running.saidReady()) {
            return Finding.note(check, exit + FREE, "");
        }
        return Finding.bad(
                check,
                exit.toString(),
                exit.code() < 0
                        ? "handle SIGTERM: set a flag that the loop looks at, then leave in order"
                        : "leave in order after SIGTERM and exit with code 0");
    }

    /** How it ended; empty if it did not in time. */
    static Optional<RunningSubject.Exit> await(RunningSubject running, Duration patience) throws InterruptedException {
        try {
            return Optional.of(running.onExit().toCompletableFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a subject's onExit() must not complete exceptionally", e.getCause());
        }
    }
}
