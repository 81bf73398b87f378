package io.github.dontwait.conformance.report;

import io.github.dontwait.conformance.Calibration;
import io.github.dontwait.conformance.Report;
import io.github.dontwait.conformance.Subject;
import java.util.stream.Collectors;

/** What a report begins with: the suite, the subject and the machine. */
final class HeaderLines {

    /** How far the values are from the left, here and in the lines of the groups. */
    static final int LABEL = 14;

    private final Report report;
    private final boolean isVerbose;
    private final Paper paper;

    HeaderLines(Report report, boolean isVerbose, Paper paper) {
        this.report = report;
        this.isVerbose = isVerbose;
        this.paper = paper;
    }

    void print() {
        Report.Examined subject = report.subject();
        paper.line(
                        Ink.STRONG,
                        "Dontwait " + report.suite().version() + ", contract "
                                + report.suite().contract())
                .gap();
        String command = subject.command().stream().map(Invocation::quote).collect(Collectors.joining(" "));
        String what = subject.role().word() + ", " + subject.kind().word();
        field("Subject", subject.name() + " (" + what + ")");
        // How the reference is started is the suite's own business.
        boolean isTelling = isVerbose || subject.kind() != Subject.Kind.REFERENCE;
        if (isTelling && !command.isEmpty() && !command.equals(subject.name())) {
            paper.print(Ink.FAINT, Words.padded("Command", LABEL))
                    .print(command)
                    .end();
        }
        if (!ConsoleReport.hasStarted(report)) {
            paper.gap();
            return;
        }
        field(
                "Profile",
                subject.profile() == null
                        ? ConsoleReport.UNKNOWN
                        : subject.profile().word());
        field(
                "Capabilities",
                subject.capabilities().isEmpty()
                        ? "none declared"
                        : String.join(
                                ", ", subject.capabilities().stream().sorted().toList()));
        Calibration machine = report.run().calibration();
        if (!machine.roundTripP50().isZero()) {
            field(
                    "Machine",
                    "loopback round trip " + Durations.text(machine.roundTripP50()) + " (median), longest stall "
                            + Durations.text(machine.stallMax()));
        }
        paper.gap();
    }

    private void field(String name, String value) {
        paper.labelled(Ink.FAINT, Words.padded(name, LABEL), Ink.PLAIN, value);
    }
}
