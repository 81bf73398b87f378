package io.github.dontwait.conformance.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.github.dontwait.conformance.Level;
import io.github.dontwait.conformance.Report;
import io.github.dontwait.conformance.RuleResult;
import io.github.dontwait.conformance.Status;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JsonReportTest {

    private static final RuleResult FULL_OF_EVENTS = new RuleResult(
            Samples.rule("WIRE-22"),
            Status.PASSED,
            true,
            Duration.ofMillis(3),
            "closed the connection",
            "",
            null,
            Samples.everyKindOfEvent());

    private static JsonNode json(Report report, Evidence evidence) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        JsonReport.write(report, Samples.INVOCATION, evidence, out);
        return new ObjectMapper().readTree(out.toByteArray());
    }

    static Stream<Report> reports() {
        RuleResult failed = Samples.failed("IDN-01");
        Report repeated = Samples.report(List.of(failed));
        return Stream.of(
                Samples.report(List.of()),
                Samples.report(List.of(
                        failed,
                        FULL_OF_EVENTS,
                        Samples.failed("ENV-05", "\u0000\ud800", "\u001b"),
                        Samples.result("NBL-01", Status.NOT_APPLICABLE, "needs stats"),
                        Samples.result("SHD-02", Status.ERROR, "oops"),
                        Samples.result("IDN-02", Status.KNOWN, "known"))),
                Samples.notStarted(),
                Samples.report(
                        List.of(failed),
                        Level.MAY,
                        new Report.Trouble(Report.Trouble.Kind.SUITE_FAILED, "interrupted")),
                new Report(
                        new Report.Suite("1.2.3", 1, "2026-11"),
                        repeated.subject(),
                        repeated.run(),
                        repeated.results(),
                        List.of(new Report.Tally(Samples.rule("IDN-01"), 10, 7, 2, 1, 0)),
                        repeated.scoring(),
                        null));
    }

    @ParameterizedTest
    @MethodSource("reports")
    void everyReportObeysTheSchema(Report report) throws IOException {
        JsonSchema schema;
        try (InputStream in = JsonReport.class.getResourceAsStream("report.schema.json")) {
            schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(Objects.requireNonNull(in));
        }
        assertThat(schema.validate(json(report, Evidence.ALL))).isEmpty();
    }

    @Test
    void theSchemaIsNotSatisfiedByAnything() throws IOException {
        JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Objects.requireNonNull(JsonReport.class.getResourceAsStream("report.schema.json")));
        String text = json(Samples.report(List.of(Samples.failed("IDN-01"))), Evidence.ALL)
                .toString();
        JsonNode wrong =
                new ObjectMapper().readTree(text.replace("\"failed\",\"executed\"", "\"broken\",\"executed\""));

        assertThat(schema.validate(wrong)).singleElement().asString().contains("status");
    }

    @Test
    void aFailureCarriesAllThatIsNeededToBelieveIt() throws IOException {
        JsonNode report = json(Samples.report(List.of(Samples.failed("IDN-01"))), Evidence.FAILURES);
        JsonNode rule = report.at("/rules/0");

        assertThat(report.at("/verdict").asText()).isEqualTo("nonconformant");
        assertThat(report.at("/summary/failed").asInt()).isEqualTo(1);
        assertThat(report.at("/subject/command/1").asText()).isEqualTo("it's.py");
        assertThat(report.at("/run/calibration/roundTripMicrosP50").asInt()).isEqualTo(87);
        assertThat(rule.at("/observed").asText()).isEqualTo("received:\n  [ \"ping-b\" ]");
        assertThat(rule.at("/transcript/2").toString())
                .isEqualTo("{\"atMicros\":1900,\"peer\":\"alice\",\"direction\":\"received\","
                        + "\"frames\":[\"70696e672d62\"],\"note\":\"\"}");
        assertThat(rule.at("/reproduce").asText())
                .isEqualTo(
                        "./dontwait verify --rule IDN-01 --seed 7 --role server --exec 'python3 it'\\''s.py {endpoint}'");
    }

    @Test
    void tellsHowTheSubjectDied() throws IOException {
        RuleResult died = Samples.died("IDN-01", "exit code 2. It said:\n  panic: x");
        JsonNode report = json(Samples.report(List.of(died, Samples.failed("SHD-02"))), Evidence.FAILURES);

        assertThat(report.at("/rules/0/death").asText()).isEqualTo("exit code 2. It said:\n  panic: x");
        assertThat(report.at("/rules/1/death").isNull()).isTrue();
    }

    @Test
    void evidenceForAPassIsKeptOnDemand() throws IOException {
        Report report = Samples.report(List.of(FULL_OF_EVENTS));

        assertThat(json(report, Evidence.FAILURES).at("/rules/0/transcript")).isEmpty();
        JsonNode transcript = json(report, Evidence.ALL).at("/rules/0/transcript");
        assertThat(transcript).hasSize(9);
        assertThat(transcript.at("/1/note").asText()).isEqualTo("frame 1: the first 64 of 1000 octets");
        assertThat(transcript.at("/1/frames/0").asText()).isEqualTo("07".repeat(64));
        assertThat(transcript.at("/2/note").asText()).isEqualTo("4 more frames left out");
        assertThat(transcript.at("/3/frames/0").asText()).isEqualTo("ff00");
        assertThat(transcript.at("/5/note").asText()).isEqualTo("turn 12, work count 0");
        assertThat(transcript.at("/8/note").asText()).isEqualTo("disconnected by subject (RST)");
    }

    @Test
    void aRunThatNeverBeganSaysWhy() throws IOException {
        JsonNode report = json(Samples.inProfile(Samples.notStarted(), null), Evidence.ALL);
        assertThat(report.at("/subject/profile").isNull()).isTrue();
        assertThat(report.at("/verdict").asText()).isEqualTo("undecided");
        assertThat(report.at("/trouble/kind").asText()).isEqualTo("subject-not-started");
        assertThat(report.at("/trouble/message").asText()).contains("exit code 1");
    }
}
