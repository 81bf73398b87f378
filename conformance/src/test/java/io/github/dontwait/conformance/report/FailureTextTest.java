package io.github.dontwait.conformance.report;

import static io.github.dontwait.conformance.report.ConsoleText.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dontwait.conformance.KnownDeviations;
import io.github.dontwait.conformance.RuleResult;
import io.github.dontwait.testkit.transcript.Event;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** How failures are told: what belongs together once, and in each what helps. */
class FailureTextTest {

    @Test
    void failuresOfOneCauseAreToldOnce() {
        String reason = "no first reply: expecting [ \"hello\" ] but nothing came within 5 s";
        String text = text(
                Samples.report(List.of(
                        Samples.notRun("IDN-01", reason),
                        Samples.notRun("IDN-02", reason),
                        Samples.notRun("SHD-02", reason),
                        Samples.passed("WIRE-22"))),
                false);

        assertThat(text)
                .containsOnlyOnce(reason)
                .containsOnlyOnce("Again:")
                .contains("[not run] 3 rules failed without being run\n  IDN-01, IDN-02, SHD-02\n\n" + reason + "\n")
                .doesNotContain("Source:")
                .endsWith(
                        "nonconformant: 3 rules broken: IDN-01, IDN-02, SHD-02; 1 of 4 applicable rules passed in 9.8 s\n");
    }

    @Test
    void aFewFailuresThatLookAlikeAreToldEachUnlessTheyAreMany() {
        List<RuleResult> three = new ArrayList<>();
        for (String id : List.of("IDN-01", "IDN-02", "SHD-02")) {
            three.add(Samples.failed(id, "a reply of " + id, "nothing came within 5 s"));
        }
        assertThat(FailureGroup.of(three, false)).hasSize(3);

        List<RuleResult> four = new ArrayList<>(three);
        four.add(Samples.failed("NBL-01", "turns", "nothing came within 6 s"));
        assertThat(FailureGroup.of(four, false)).singleElement().satisfies(group -> assertThat(group.others())
                .hasSize(3));
        assertThat(FailureGroup.of(four, true)).hasSize(4);
    }

    @Test
    void aDeathIsToldFirstAndOnceAndInsteadOfWhatTheRuleWouldLookFor() {
        String text = text(
                Samples.report(List.of(
                        Samples.failed("WIRE-22"),
                        Samples.died("IDN-01", "exit code 1. It said:\n  can't decode byte 0x8b in position 2"),
                        Samples.died("SHD-02", "exit code 1. It said:\n  can't decode byte 0xa1 in position 4"))),
                false);

        assertThat(text)
                .contains("""
                        The subject died while the rule ran, unasked: exit code 1. It said:
                          can't decode byte 0x8b in position 2

                        Expecting a reply
                        but the connection ended

                        It died the same way in 1 other rule:
                          SHD-02
                        """)
                .contains(
                        "Look for: what ended it, above: a program that dies breaks whatever rule is being run\nRule:")
                .doesNotContain("a routing id kept in a field", "[SHD-02 MUST]");
        assertThat(text.indexOf("[IDN-01 MUST]")).isLessThan(text.indexOf("[WIRE-22 MUST]"));
    }

    @Test
    void aWrongEnvelopeIsWhereToBegin() {
        String text = text(
                Samples.report(List.of(Samples.failed("IDN-01", "a", "b"), Samples.failed("SHD-02", "c", "d"))), false);
        assertThat(text).contains("\nFailures: 2 rules; begin with IDN-01, the rest may follow from that\n");
    }

    @Test
    void aStaleDeviationIsNoBrokenRule() {
        KnownDeviations known = new KnownDeviations(List.of(new KnownDeviations.Entry(
                "IDN-01",
                Pattern.compile("ping-b"),
                "it swaps",
                "https://example.org/1",
                LocalDate.of(2026, 11, 1),
                false)));
        RuleResult stale = known.judge(Samples.passed("IDN-01"));

        assertThat(text(Samples.report(List.of(stale)), false))
                .contains("[IDN-01 MUST]", "IDN-01 passes now: remove its entry", "https://example.org/1")
                .doesNotContain("Transcript:", "Look for:");
    }

    @Test
    void longTranscriptsAreCutInTheMiddleUnlessVerbose() {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            events.add(new Event.Note(i * 1_000L, "rule", "note " + i));
        }

        assertThat(TranscriptLines.of(events, true, false))
                .hasSize(41)
                .contains("  … 60 events left out, --json has them …")
                .last()
                .asString()
                .endsWith("note 99     <-- here");
        assertThat(TranscriptLines.of(events, true, true)).hasSize(100);
    }
}
