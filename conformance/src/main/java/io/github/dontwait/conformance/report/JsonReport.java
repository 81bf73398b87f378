package io.github.dontwait.conformance.report;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.github.dontwait.conformance.Calibration;
import io.github.dontwait.conformance.Report;
import io.github.dontwait.conformance.RuleResult;
import io.github.dontwait.conformance.Status;
import io.github.dontwait.testkit.transcript.Event;
import io.github.dontwait.testkit.transcript.Excerpt;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A report for programs; {@code report.schema.json} beside this class describes it. */
public final class JsonReport {

    /** The version of the format. */
    public static final int SCHEMA = 1;

    private final Report report;
    private final Invocation invocation;
    private final Evidence evidence;
    private final JsonGenerator json;

    private JsonReport(Report report, Invocation invocation, Evidence evidence, JsonGenerator json) {
        this.report = report;
        this.invocation = invocation;
        this.evidence = evidence;
        this.json = json;
    }

    /** Writes a report in UTF-8; the stream is flushed and stays open. */
    public static void write(Report report, Invocation invocation, Evidence evidence, OutputStream out)
            throws IOException {
        try (JsonGenerator json = generator(out)) {
            new JsonReport(report, invocation, evidence, json).write();
        }
        out.write('\n');
        out.flush();
    }

    /** A generator for indented JSON that leaves the stream open. */
    public static JsonGenerator generator(OutputStream out) throws IOException {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        JsonGenerator json = JsonFactory.builder()
                .disable(com.fasterxml.jackson.core.StreamWriteFeature.AUTO_CLOSE_TARGET)
                .build()
                .createGenerator(out, JsonEncoding.UTF8);
        return json.setPrettyPrinter(new DefaultPrettyPrinter().withObjectIndenter(indenter));
    }

    private void write() throws IOException {
        json.writeStartObject();
        json.writeNumberField("schema", SCHEMA);
        suite();
        subject();
        run();
        summary();
        json.writeStringField("verdict", report.verdict().word());
        trouble();
        tallies();
        json.writeArrayFieldStart("rules");
        for (RuleResult result : report.results()) {
            rule(result);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void suite() throws IOException {
        json.writeObjectFieldStart("suite");
        json.writeStringField("name", "dontwait");
        json.writeStringField("version", report.suite().version());
        json.writeNumberField("contract", report.suite().contract());
        json.writeStringField("requirements", report.suite().requirements());
        json.writeEndObject();
    }

    private void subject() throws IOException {
        Report.Examined subject = report.subject();
        json.writeObjectFieldStart("subject");
        json.writeStringField("name", subject.name());
        json.writeStringField("kind", subject.kind().word());
        json.writeStringField("role", subject.role().word());
        strings("command", subject.command());
        strings("capabilities", subject.capabilities().stream().sorted().toList());
        json.writeStringField(
                "profile", subject.profile() == null ? null : subject.profile().word());
        strings("remarks", subject.remarks());
        json.writeEndObject();
    }

    private void run() throws IOException {
        Report.Run run = report.run();
        Calibration calibration = run.calibration();
        json.writeObjectFieldStart("run");
        json.writeNumberField("seed", run.seed());
        json.writeNumberField("timeFactor", run.timeFactor());
        json.writeStringField("startedAt", run.startedAt().toString());
        json.writeNumberField("durationMillis", run.duration().toMillis());
        json.writeObjectFieldStart("calibration");
        json.writeNumberField("roundTripMicrosP50", micros(calibration.roundTripP50()));
        json.writeNumberField("stallMillisMax", calibration.stallMax().toMillis());
        json.writeEndObject();
        json.writeStringField("scored", report.scoring().lowest().name());
        json.writeNumberField("repetitions", run.repetitions());
        json.writeObjectFieldStart("starts");
        json.writeNumberField("count", run.starts().count());
        json.writeNumberField("durationMillis", run.starts().together().toMillis());
        json.writeEndObject();
        json.writeEndObject();
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1_000;
    }

    private void summary() throws IOException {
        json.writeObjectFieldStart("summary");
        json.writeNumberField("executed", report.executed());
        json.writeNumberField("passed", report.count(Status.PASSED));
        json.writeNumberField("failed", report.count(Status.FAILED));
        json.writeNumberField("known", report.count(Status.KNOWN));
        json.writeNumberField("notApplicable", report.count(Status.NOT_APPLICABLE));
        json.writeNumberField("inconclusive", report.count(Status.INCONCLUSIVE));
        json.writeNumberField("error", report.count(Status.ERROR));
        json.writeNumberField("inProfile", report.run().inProfile());
        json.writeEndObject();
    }

    private void trouble() throws IOException {
        Report.Trouble trouble = report.trouble();
        if (trouble != null) {
            json.writeObjectFieldStart("trouble");
            json.writeStringField(
                    "kind",
                    switch (trouble.kind()) {
                        case SUBJECT_NOT_STARTED -> "subject-not-started";
                        case SUITE_FAILED -> "suite-failed";
                    });
            json.writeStringField("message", trouble.message());
            json.writeEndObject();
        }
    }

    private void tallies() throws IOException {
        if (report.tallies().isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("tallies");
        for (Report.Tally tally : report.tallies()) {
            json.writeStartObject();
            json.writeStringField("id", tally.rule().id());
            json.writeNumberField("runs", tally.runs());
            json.writeNumberField("passed", tally.passed());
            json.writeNumberField("failed", tally.failed());
            json.writeNumberField("inconclusive", tally.inconclusive());
            json.writeNumberField("error", tally.error());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void rule(RuleResult result) throws IOException {
        RuleResult.Violation violation = result.violation();
        json.writeStartObject();
        RuleJson.writeFields(result.rule(), json);
        json.writeStringField("status", result.status().word());
        json.writeBooleanField("executed", result.executed());
        json.writeNumberField("durationMillis", result.duration().toMillis());
        json.writeStringField("outcome", result.outcome());
        json.writeStringField("expected", violation == null ? null : violation.expected());
        json.writeStringField("observed", violation == null ? null : violation.observed());
        json.writeStringField("difference", violation == null ? null : violation.difference());
        json.writeStringField("death", violation == null ? null : violation.death());
        json.writeStringField("reason", result.reason());
        json.writeArrayFieldStart("transcript");
        if (evidence.keeps(result)) {
            for (Event event : result.transcript()) {
                event(event);
            }
        }
        json.writeEndArray();
        json.writeStringField("reproduce", invocation.again(result.rule(), report));
        json.writeEndObject();
    }

    private void event(Event event) throws IOException {
        json.writeStartObject();
        json.writeNumberField("atMicros", event.atMicros());
        json.writeStringField("peer", event.peer());
        if (event instanceof Event.Sent sent) {
            message("sent", sent.message());
        } else if (event instanceof Event.Received received) {
            message("received", received.message());
        } else if (event instanceof Event.Octets octets) {
            boolean isSent = octets.direction() == Event.Direction.SENT;
            frames(isSent ? "sent" : "received", List.of(octets.octets()), octets.note());
        } else {
            frames("event", List.of(), TranscriptLines.note(event));
        }
        json.writeEndObject();
    }

    private void message(String direction, Excerpt message) throws IOException {
        int missing = message.frameCount() - message.parts().size();
        frames(direction, message.parts(), missing == 0 ? null : Words.count(missing, "more frame") + " left out");
    }

    private void frames(String direction, List<Excerpt.Part> parts, @Nullable String note) throws IOException {
        List<String> notes = new ArrayList<>();
        if (note != null && !note.isEmpty()) {
            notes.add(note);
        }
        for (int i = 0; i < parts.size(); i++) {
            Excerpt.Part part = parts.get(i);
            if (!part.isComplete()) {
                notes.add("frame " + (i + 1) + ": the first " + part.head().size() + " of " + part.size() + " octets");
            }
        }
        json.writeStringField("direction", direction);
        strings("frames", parts.stream().map(part -> part.head().hex()).toList());
        json.writeStringField("note", String.join("; ", notes));
    }

    private void strings(String name, List<String> values) throws IOException {
        RuleJson.writeStrings(name, values, json);
    }
}
