package io.github.dontwait.conformance.cli.doctor;

import io.github.dontwait.conformance.Role;
import io.github.dontwait.conformance.RunningSubject;
import io.github.dontwait.conformance.Subject;
import io.github.dontwait.conformance.SubjectOutput;
import io.github.dontwait.conformance.SubjectSettings;
import io.github.dontwait.conformance.SubjectStartException;
import io.github.dontwait.conformance.report.Durations;
import io.github.dontwait.conformance.subject.FreePort;
import io.github.dontwait.testkit.peer.FakeRouter;
import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.Timeouts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Starts a subject once, goes through the contract step by step, and stops it. */
public final class Doctor {

    private static final int LAST_WORDS = 10;

    private final Subject subject;
    private final Timeouts timeouts = Timeouts.standard();
    private final Consumer<Finding> listener;
    private final List<Finding> findings = new ArrayList<>();
    private volatile String asked = "";

    private Doctor(Subject subject, Consumer<Finding> listener) {
        this.subject = subject;
        this.listener = listener;
    }

    /**
     * Examines a subject; it is ended in every case.
     *
     * @param listener hears each finding at once
     */
    public static Diagnosis examine(Subject subject, Consumer<Finding> listener) throws InterruptedException {
        Doctor doctor = new Doctor(subject, listener);
        return subject.role() == Role.CLIENT ? doctor.client() : doctor.service();
    }

    private Diagnosis service() throws InterruptedException {
        try (RunningSubject running = start(settings -> settings)) {
            found(new ReadyCheck(running, subject.kind(), asked).examine());
            found(new ServiceCheck(running, timeouts).examine());
            found(new StopCheck(subject, running).examine());
            return new Diagnosis(true, findings, lastWords(running));
        } catch (SubjectStartException e) {
            return notStarted(e);
        }
    }

    private Diagnosis client() throws InterruptedException {
        try (FakeRouter server = FakeRouter.listen(0, "doctor", Transcript.none(), timeouts);
                RunningSubject running =
                        start(settings -> settings.with(SubjectSettings.ENDPOINT, server.endpoint()))) {
            found(new ReadyCheck(running, subject.kind(), asked).examine());
            found(new ClientCheck(running, server, timeouts).examine());
            List<String> lastWords = lastWords(running);
            clientStop();
            return new Diagnosis(true, findings, lastWords);
        } catch (SubjectStartException e) {
            return notStarted(e);
        }
    }

    /** Another one, which waits for a reply when it is asked to stop. */
    private void clientStop() throws InterruptedException {
        try (FakeRouter server = FakeRouter.listen(0, "doctor", Transcript.none(), timeouts);
                RunningSubject running = start(settings -> settings.with(SubjectSettings.ENDPOINT, server.endpoint())
                        .with(SubjectSettings.TIMEOUT_MS, 60_000))) {
            if (server.pollRequest(timeouts.arrival()).isPresent()) {
                found(new StopCheck(subject, running).examine());
            }
        }
    }

    private RunningSubject start(Change change) throws InterruptedException {
        long began = System.nanoTime();
        RunningSubject running = FreePort.start(subject, settings -> {
            SubjectSettings changed = change.of(settings);
            asked = changed.endpoint();
            return changed;
        });
        String verb = subject.kind().isStartedBySuite() ? "ready after " : "reached after ";
        found(List.of(Finding.good(
                subject.kind().isStartedBySuite() ? "it starts" : "it is there",
                verb + Durations.text(Duration.ofNanos(System.nanoTime() - began)))));
        if (!subject.kind().isStartedBySuite()) {
            asked = running.endpoint();
        }
        return running;
    }

    private Diagnosis notStarted(SubjectStartException e) {
        // The message tells what to do.
        found(List.of(Finding.bad("it starts", String.valueOf(e.getMessage()), "")));
        return new Diagnosis(false, findings, List.of());
    }

    private void found(List<Finding> more) {
        more.forEach(finding -> {
            findings.add(finding);
            listener.accept(finding);
        });
    }

    private static List<String> lastWords(RunningSubject running) {
        List<SubjectOutput.Line> lines =
                running.output().map(SubjectOutput::lines).orElse(List.of());
        return lines.subList(Math.max(0, lines.size() - LAST_WORDS), lines.size()).stream()
                .map(line -> (line.stream() == SubjectOutput.Stream.OUT ? "out  " : "err  ") + line.text())
                .toList();
    }

    /** What else a subject is told. */
    @FunctionalInterface
    private interface Change {
        SubjectSettings of(SubjectSettings settings);
    }
}
