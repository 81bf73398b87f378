package io.github.dontwait.conformance.report;

import io.github.dontwait.conformance.Profile;
import io.github.dontwait.conformance.Report;
import io.github.dontwait.conformance.RuleResult;
import io.github.dontwait.conformance.Verdict;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A report for continuous integration, in the dialect of JUnit XML that Surefire writes and Jenkins reads.
 *
 * <p>It is red exactly where the exit code is not 0. A scored violation is a {@code failure}; what the suite could not
 * decide is an {@code error}; not applicable, known to fail, and broken below the scored level is {@code skipped}, with
 * the reason as its message, so that it stays visible and turns nothing red. A run that could not be carried through, or
 * that executed nothing, has an {@code error} in a test case of its own.
 */
public final class JunitReport {

    private static final String INDENT = "\n  ";

    private final Report report;
    private final Invocation invocation;
    private final XMLStreamWriter xml;

    private JunitReport(Report report, Invocation invocation, XMLStreamWriter xml) {
        this.report = report;
        this.invocation = invocation;
        this.xml = xml;
    }

    /** How a result is shown. */
    private enum Shown {
        PASSED,
        FAILURE,
        ERROR,
        SKIPPED
    }

    /** Writes a report in UTF-8; the stream is flushed and stays open. */
    public static void write(Report report, Invocation invocation, OutputStream out) throws IOException {
        try {
            XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(out, "UTF-8");
            new JunitReport(report, invocation, xml).write();
            xml.flush();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IOException("JUnit XML could not be written: " + e.getMessage(), e);
        }
        out.flush();
    }

    private void write() throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeCharacters("\n");
        xml.writeStartElement("testsuite");
        attribute("name", "dontwait " + report.subject().name());
        attribute("tests", Long.toString(report.results().size() + (isRunAnError() ? 1 : 0)));
        attribute("failures", Long.toString(count(Shown.FAILURE)));
        attribute("errors", Long.toString(count(Shown.ERROR) + (isRunAnError() ? 1 : 0)));
        attribute("skipped", Long.toString(count(Shown.SKIPPED)));
        attribute("time", seconds(report.run().duration()));
        attribute("timestamp", timestamp());
        properties();
        for (RuleResult result : report.results()) {
            rule(result);
        }
        if (isRunAnError()) {
            theRun();
        }
        xml.writeCharacters("\n");
        xml.writeEndElement();
        xml.writeEndDocument();
        xml.writeCharacters("\n");
    }

    /** The schema knows no zone: it is UTC. */
    private String timestamp() {
        return report.run().startedAt().toString().replaceAll("(\\.[0-9]+)?Z$", "");
    }

    private void properties() throws XMLStreamException {
        Map<String, String> properties = new TreeMap<>();
        properties.put("dontwait.version", report.suite().version());
        properties.put("dontwait.verdict", report.verdict().word());
        properties.put("dontwait.role", report.subject().role().word());
        Profile profile = report.subject().profile();
        properties.put("dontwait.profile", profile == null ? ConsoleReport.UNKNOWN : profile.word());
        properties.put("dontwait.seed", Long.toString(report.run().seed()));
        properties.put(
                "dontwait.executed", report.executed() + " of " + report.run().inProfile());
        String command =
                report.subject().command().stream().map(Invocation::quote).collect(Collectors.joining(" "));
        properties.put("dontwait.subject", command);
        xml.writeCharacters(INDENT);
        xml.writeStartElement("properties");
        for (Map.Entry<String, String> property : properties.entrySet()) {
            xml.writeCharacters(INDENT + "  ");
            xml.writeEmptyElement("property");
            attribute("name", property.getKey());
            attribute("value", property.getValue());
        }
        xml.writeCharacters(INDENT);
        xml.writeEndElement();
    }

    private void rule(RuleResult result) throws XMLStreamException {
        beginCase("dontwait." + result.rule().group().name(), result.rule().toString(), result.duration());
        outcome(result);
        switch (shown(result)) {
            case PASSED -> {}
            case FAILURE -> problem("failure", result.rule().rule().level().name(), message(result), details(result));
            case ERROR -> problem("error", result.status().word(), message(result), details(result));
            case SKIPPED -> {
                xml.writeCharacters(INDENT + "  ");
                xml.writeEmptyElement("skipped");
                attribute("message", skipMessage(result));
            }
        }
        endCase();
    }

    /** As a property of the test case: Surefire and Jenkins know such. */
    private void outcome(RuleResult result) throws XMLStreamException {
        if (result.outcome() != null) {
            xml.writeCharacters(INDENT + "  ");
            xml.writeStartElement("properties");
            xml.writeEmptyElement("property");
            attribute("name", "outcome");
            attribute("value", result.outcome());
            xml.writeEndElement();
        }
    }

    private void theRun() throws XMLStreamException {
        beginCase("dontwait", "the run", Duration.ZERO);
        Report.Trouble trouble = report.trouble();
        String message = trouble == null ? "nothing was executed" : VerdictLine.firstLine(trouble.message());
        problem("error", report.verdict().word(), message, trouble == null ? message : trouble.message());
        endCase();
    }

    private void beginCase(String classname, String name, Duration duration) throws XMLStreamException {
        xml.writeCharacters(INDENT);
        xml.writeStartElement("testcase");
        attribute("classname", classname);
        attribute("name", name);
        attribute("time", seconds(duration));
    }

    private void endCase() throws XMLStreamException {
        xml.writeCharacters(INDENT);
        xml.writeEndElement();
    }

    private void problem(String element, String type, String message, String details) throws XMLStreamException {
        xml.writeCharacters(INDENT + "  ");
        xml.writeStartElement(element);
        attribute("type", type);
        attribute("message", message);
        xml.writeCharacters(XmlText.of(details));
        xml.writeEndElement();
    }

    private void attribute(String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, XmlText.of(value));
    }

    private String details(RuleResult result) {
        Paper paper = Paper.plain();
        FailureGroup alone = new FailureGroup(result, List.of());
        new FailureText(report, invocation, true).print(paper, alone, Ink.PLAIN);
        return "\n" + paper.text();
    }

    private static String message(RuleResult result) {
        RuleResult.Violation violation = result.violation();
        String said = result.reason().isEmpty() && violation != null ? violation.observed() : result.reason();
        return VerdictLine.firstLine(said.isEmpty() ? result.rule().rule().says() : said);
    }

    private String skipMessage(RuleResult result) {
        return switch (result.status()) {
            case FAILED -> "warning, " + report.scoring().whyNot(result.rule()) + ": " + message(result);
            case INCONCLUSIVE -> "inconclusive, " + report.scoring().whyNot(result.rule()) + ": " + message(result);
            case KNOWN -> "known deviation: " + message(result);
            default -> message(result);
        };
    }

    private Shown shown(RuleResult result) {
        boolean isScored = report.scoring().counts(result.rule());
        return switch (result.status()) {
            case PASSED -> Shown.PASSED;
            case FAILED -> isScored ? Shown.FAILURE : Shown.SKIPPED;
            case KNOWN, NOT_APPLICABLE -> Shown.SKIPPED;
            case INCONCLUSIVE -> isScored ? Shown.ERROR : Shown.SKIPPED;
            case ERROR -> Shown.ERROR;
        };
    }

    private boolean isRunAnError() {
        return report.trouble() != null || (report.executed() == 0 && report.verdict() == Verdict.UNDECIDED);
    }

    private long count(Shown wanted) {
        return report.results().stream()
                .filter(result -> shown(result) == wanted)
                .count();
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.3f", duration.toNanos() / 1e9);
    }
}
