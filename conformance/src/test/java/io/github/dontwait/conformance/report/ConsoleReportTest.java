package io.github.dontwait.conformance.report;

import static io.github.dontwait.conformance.report.ConsoleText.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dontwait.conformance.Level;
import io.github.dontwait.conformance.Profile;
import io.github.dontwait.conformance.Report;
import io.github.dontwait.conformance.RuleResult;
import io.github.dontwait.conformance.Status;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleReportTest {

    @Test
    void tellsWhichAcceptableOutcomesWereSeen() {
        Report report = Samples.report(List.of(
                Samples.passed("IDN-01", "first-keeps"),
                Samples.passed("IDN-02"),
                Samples.passed("SHD-02", "dropped")));

        assertThat(text(report, false))
                .contains("SHUTDOWN      1 passed\nOutcomes      IDN-01 first-keeps, SHD-02 dropped\n\n");
        assertThat(text(report, true))
                .contains("repliesReachThePeerThatAsked  12 ms  first-keeps\n")
                .doesNotContain("Outcomes");
    }

    @Test
    void failuresComeLastAndTheVerdictIsTheLastLine() {
        Report report = Samples.report(List.of(
                Samples.failed("IDN-01"),
                Samples.passed("IDN-02"),
                Samples.failed("ENV-05", "100 frames", "received 10"),
                Samples.result("NBL-01", Status.NOT_APPLICABLE, "needs stats, which is not declared"),
                Samples.passed("SHD-02"),
                Samples.result("WIRE-22", Status.KNOWN, "JeroMQ dies of it (https://example.org/1, 2026-11-01)")));

        assertThat(text(report, false)).isEqualTo("""
                        Dontwait 1.2.3, contract 1

                        Subject       python3 it's.py {endpoint} (server, exec)
                        Command       python3 'it'\\''s.py' {endpoint}
                        Profile       full
                        Capabilities  fail, work
                        Machine       loopback round trip 0.09 ms (median), longest stall 3.00 ms

                        WIRE          1 known
                        IDENTITY      1 passed, 1 failed
                        ENVELOPE      1 failed
                        NONBLOCKING   1 not applicable
                        SHUTDOWN      1 passed

                        Not applicable: 1 rule
                          needs stats, which is not declared: NBL-01

                        Known deviations: 1 rule
                          WIRE-22  JeroMQ dies of it (https://example.org/1, 2026-11-01)

                        Warnings: 1 rule below what is scored (MUST)

                        [ENV-05 SHOULD] manyFramesComeBack
                          A hundred frames come back as a hundred frames.
                          Expecting 100 frames
                          but received 10
                        Again:    ./dontwait verify --rule ENV-05 --seed 7 --role server --exec 'python3 it'\\''s.py {endpoint}'

                        Failures: 1 rule

                        [IDN-01 MUST] repliesReachThePeerThatAsked
                          A reply goes to the connection that sent the request and to no other.

                        Expecting alice (routing id "alice") to receive within 5 s:
                          [ "ping-a" ]
                        but received:
                          [ "ping-b" ]
                        frame 1 of 1, byte 6: expected 'a' (0x61), was 'b' (0x62)

                        Transcript:
                          +0.0 ms  alice -> subject  [ "ping-a" ]
                          +0.3 ms  bob   -> subject  [ "ping-b" ]
                          +1.9 ms  alice <- subject  [ "ping-b" ]     <-- here
                          +2.0 ms  alice -- disconnected (FIN)

                        Source:   28/REQREP, ROUTER, outgoing messages
                        Look for: a routing id kept in a field
                                  a routing id taken from the wrong frame
                        Rule:     SampleRules.java:41
                        Again:    ./dontwait verify --rule IDN-01 --seed 7 --role server --exec 'python3 it'\\''s.py {endpoint}'

                        Executed 5 of the 6 rules in profile full; seed 7, time factor 1.0.
                        nonconformant: 1 rule broken: IDN-01; 2 of 5 applicable rules passed (1 not applicable, 1 known to fail, 1 warning) in 9.8 s
                        """);
    }

    @Test
    void aConformantRunIsShort() {
        Report report = Samples.report(List.of(Samples.passed("IDN-01"), Samples.passed("SHD-02")));

        assertThat(text(report, false).lines().skip(7))
                .containsExactly(
                        "",
                        "IDENTITY      1 passed",
                        "SHUTDOWN      1 passed",
                        "",
                        "Executed 2 of the 2 rules in profile full; seed 7, time factor 1.0.",
                        "conformant: 2 of 2 applicable rules passed in 9.8 s");
    }

    @Test
    void aSubjectThatDidNotStartIsToldWithTheReason() {
        assertThat(text(Samples.notStarted(), false)).isEqualTo("""
                        Dontwait 1.2.3, contract 1

                        Subject       python3 it's.py {endpoint} (server, exec)
                        Command       python3 'it'\\''s.py' {endpoint}

                        The subject could not be started or reached:
                          cannot start 'python3': it ended
                          exit code 1

                        undecided: the subject was not started: cannot start 'python3': it ended (after 9.8 s)
                        """);
    }

    @Test
    void whatWasNotBegunForOneReasonIsToldOnce() {
        Report report = Samples.report(List.of(
                Samples.passed("IDN-01"),
                Samples.notBegun("IDN-02", "the time of the whole run was used up"),
                Samples.notBegun("SHD-02", "the time of the whole run was used up"),
                Samples.result("NBL-01", Status.INCONCLUSIVE, "the machine stalled for 400 ms")));

        assertThat(text(report, false)).contains("""
                        Inconclusive: 3 rules
                          the time of the whole run was used up: IDN-02, SHD-02
                          NBL-01   the machine stalled for 400 ms
                        """);
    }

    @Test
    void aProfileThatWasNotFoundOutIsNoProfile() {
        Report interrupted = Samples.report(
                List.of(),
                Level.MUST,
                new Report.Trouble(Report.Trouble.Kind.SUITE_FAILED, "the run was interrupted before the first rule"));

        assertThat(text(Samples.inProfile(interrupted, null), false))
                .contains("Profile       not found out\n")
                .endsWith("""
                        Executed no rule; which profile the subject follows was not found out; seed 7, time factor 1.0.
                        undecided: the run was interrupted before the first rule in 9.8 s
                        """);
    }

    @Test
    void remarksKeepTheirLinesAndAWireProfileWithoutReplySaysSo() {
        Report report = Samples.inProfile(Samples.report(List.of(Samples.passed("WIRE-22"))), Profile.WIRE);
        String text = text(
                Samples.withIdleRoundTrip(Samples.withRemark(report, "It gave no reply.\n  asked: x"), Duration.ZERO),
                false);
        assertThat(text)
                .contains("\nNote\n  It gave no reply.\n    asked: x\n\n")
                .contains("\nconformant (profile wire, it gave no reply): 1 of 1 applicable rule passed in 9.8 s\n");
    }

    @Test
    void aSlowSubjectIsToldWhereToLook() {
        Report quick = Samples.report(List.of(Samples.failed("IDN-01")));

        assertThat(text(Samples.withIdleRoundTrip(quick, Duration.ofMillis(110)), false))
                .containsSubsequence(
                        "One small request takes it 110 ms while it is idle",
                        "a sleep, or slow work, in the handler on the loop's thread",
                        "Failures: 1 rule");
        assertThat(text(quick, false)).doesNotContain("One small request");
    }

    @Test
    void repetitionsTellOfUnsteadyRulesOnlyAndRepeatThemAsOften() {
        Report once = Samples.report(
                List.of(Samples.failed("IDN-01"), Samples.result("NBL-01", Status.NOT_APPLICABLE, "needs stats")));
        Report report = Samples.repeated(
                once,
                3,
                List.of(
                        new Report.Tally(Samples.rule("IDN-01"), 3, 2, 1, 0, 0),
                        new Report.Tally(Samples.rule("NBL-01"), 3, 0, 0, 0, 0)));

        assertThat(text(report, false))
                .contains("not always passed:\n  IDN-01   passed 2 of 3, failed 1, inconclusive 0, suite error 0\n\n")
                .contains(" verify --rule IDN-01 --seed 7 --repeat 3 --role ");
    }

    @Test
    void repetitionsThatAllPassedSaySo() {
        Report once = Samples.report(
                List.of(Samples.passed("IDN-01"), Samples.result("NBL-01", Status.NOT_APPLICABLE, "needs stats")));
        Report report = Samples.repeated(
                once,
                2,
                List.of(
                        new Report.Tally(Samples.rule("IDN-01"), 2, 2, 0, 0, 0),
                        new Report.Tally(Samples.rule("NBL-01"), 2, 0, 0, 0, 0)));

        assertThat(text(report, false))
                .contains("Each rule ran up to 2 times; every one that applies passed every time.");
    }

    @Test
    void verboseListsEveryRule() {
        RuleResult slow = new RuleResult(
                Samples.rule("SHD-02"),
                Status.PASSED,
                true,
                Duration.ofMillis(1_500),
                "closed the connection",
                "",
                null,
                List.of());
        String text = text(
                Samples.report(
                        List.of(Samples.passed("IDN-01"), slow, Samples.result("NBL-01", Status.NOT_APPLICABLE, "no"))),
                true);

        assertThat(text)
                .contains(
                        "  passed         IDN-01   repliesReachThePeerThatAsked  12 ms\n",
                        "  passed         SHD-02   sigtermEndsInOrder  1.5 s  closed the connection\n",
                        "  not applicable NBL-01   anEmptyQueueDoesNotStopTheLoop\n");
    }

    @Test
    void whatASubjectSaysReachesNoTerminalUnescaped() {
        RuleResult hostile = Samples.failed("IDN-01", "peace", "said \u001b[2J\u0007\u202e and \u0000");
        Report report = Samples.report(List.of(hostile));
        Paper ascii = new Paper(StandardCharsets.US_ASCII, false, 80);
        ConsoleReport.write(report, Samples.INVOCATION, true, "", ascii);

        assertThat(ascii.text())
                .contains("but said \\x1b[2J\\x07\\u{202e} and \\x00")
                .matches("[\\n\\x20-\\x7e]*");
        assertThat(ascii.lines()).noneMatch(line -> line.endsWith(" "));
    }

    @Test
    void coloursSurroundWordsAndNothingElse() {
        Report report = Samples.report(List.of(Samples.failed("IDN-01")), Level.MUST, null);
        Paper paper = new Paper(StandardCharsets.UTF_8, true, 100);
        ConsoleReport.write(report, Samples.INVOCATION, false, "", paper);

        assertThat(paper.text()).contains("\u001b[31m[IDN-01 MUST]\u001b[0m");
        assertThat(paper.text().replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(text(report, false));
    }
}
