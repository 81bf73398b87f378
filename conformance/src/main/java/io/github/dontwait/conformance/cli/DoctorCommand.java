package io.github.dontwait.conformance.cli;

import io.github.dontwait.conformance.Subject;
import io.github.dontwait.conformance.cli.doctor.Diagnosis;
import io.github.dontwait.conformance.cli.doctor.Doctor;
import io.github.dontwait.conformance.cli.doctor.Finding;
import io.github.dontwait.conformance.report.Ink;
import io.github.dontwait.conformance.report.Paper;
import io.github.dontwait.conformance.report.Words;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dontwait doctor}: checks the adapter before any rule runs. */
@Command(
        name = "doctor",
        description = "Checks the adapter before any rule runs, and says what to do about what is wrong.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing is wrong",
            "1:something is wrong",
            "2:bad usage",
            "3:the subject could not be started or reached",
            "4:the suite itself failed"
        })
final class DoctorCommand implements Callable<Integer> {

    private static final int CHECK_WIDTH = 20;

    private final Suite suite;
    private final Console console;

    @Mixin
    private SubjectOptions subjectOptions = new SubjectOptions();

    @Option(
            names = "--skeleton",
            paramLabel = "LANGUAGE",
            description = "Print an adapter to start from instead: python or java.")
    private @Nullable String skeleton;

    @Option(names = "--verbose", description = "Show what the subject printed, and stack traces.")
    private boolean isVerbose;

    DoctorCommand(Suite suite, Console console) {
        this.suite = suite;
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (skeleton != null) {
            if (subjectOptions.namesClient()) {
                throw new UsageException(
                        "--skeleton: there is none for clients yet",
                        "conformance/subjects/python-pyzmq/client.py is one to start from");
            }
            console.out().print(Skeleton.of(skeleton));
            console.out().flush();
            return Dontwait.FINE;
        }
        Subject subject = subjectOptions.subject(suite, 1.0);
        Paper head = console.paper();
        head.print(Ink.STRONG, "Doctor: " + subject.name())
                .print(" (" + subject.role().word() + ", " + subject.kind().word() + ")")
                .end();
        head.gap();
        console.show(head);
        Diagnosis diagnosis = Doctor.examine(subject, this::show);
        console.show(summary(diagnosis));
        if (!diagnosis.hasStarted()) {
            return Dontwait.NOT_STARTED;
        }
        return diagnosis.isHealthy() ? Dontwait.FINE : Dontwait.BROKEN;
    }

    private void show(Finding finding) {
        Paper paper = console.paper();
        String check = finding.check()
                + " ".repeat(Math.max(1, CHECK_WIDTH - finding.check().length()));
        Ink ink =
                switch (finding.outcome()) {
                    case GOOD -> Ink.GOOD;
                    case NOTE -> Ink.WARNING;
                    case BAD -> Ink.BAD;
                    case SKIPPED -> Ink.FAINT;
                };
        String mark =
                switch (finding.outcome()) {
                    case GOOD -> "  ok     ";
                    case NOTE -> "  note   ";
                    case BAD -> "  WRONG  ";
                    case SKIPPED -> "  -      ";
                };
        paper.print(ink, mark);
        paper.labelled(Ink.PLAIN, check, Ink.PLAIN, finding.seen());
        if (!finding.remedy().isEmpty()) {
            paper.labelled(Ink.STRONG, " ".repeat(mark.length()) + "-> ", Ink.PLAIN, finding.remedy());
        }
        console.show(paper);
    }

    private Paper summary(Diagnosis diagnosis) {
        Paper paper = console.paper();
        paper.line("");
        boolean showsWords = isVerbose || !diagnosis.isHealthy();
        if (showsWords && !diagnosis.lastWords().isEmpty()) {
            paper.line("What it printed last:");
            diagnosis.lastWords().forEach(line -> paper.line("  " + line));
            paper.gap();
        }
        List<String> wrong = diagnosis.findings().stream()
                .filter(finding -> finding.outcome() == Finding.Outcome.BAD)
                .map(Finding::check)
                .toList();
        if (!diagnosis.hasStarted()) {
            return paper.line(Ink.VERDICT_BAD, "not started: no rule can be run");
        }
        if (diagnosis.isHealthy()) {
            long good = diagnosis.count(Finding.Outcome.GOOD);
            return paper.line(Ink.VERDICT_GOOD, "well: " + Words.count(good, "check") + " passed");
        }
        return paper.line(
                Ink.VERDICT_BAD,
                "unwell: " + Words.count(wrong.size(), "check") + " failed: "
                        + wrong.stream().collect(Collectors.joining(", ")));
    }
}
