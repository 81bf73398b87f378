package io.github.dontwait.conformance.report;

import io.github.dontwait.conformance.Calibration;
import io.github.dontwait.conformance.Capability;
import io.github.dontwait.conformance.Level;
import io.github.dontwait.conformance.Profile;
import io.github.dontwait.conformance.Report;
import io.github.dontwait.conformance.Role;
import io.github.dontwait.conformance.Rule;
import io.github.dontwait.conformance.RuleCatalog;
import io.github.dontwait.conformance.RuleInfo;
import io.github.dontwait.conformance.RuleResult;
import io.github.dontwait.conformance.Rung;
import io.github.dontwait.conformance.Status;
import io.github.dontwait.conformance.Subject;
import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.transcript.Event;
import io.github.dontwait.testkit.transcript.Excerpt;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rules and results made by hand. */
public final class Samples {

    /** How the samples were called. */
    public static final Invocation INVOCATION =
            Invocation.of(List.of("--role", "server", "--exec", "python3 it's.py {endpoint}"));

    private static final RuleCatalog CATALOG = RuleCatalog.of(SampleRules.class);

    private Samples() {}

    /** A few rules. */
    interface SampleRules {

        @Rule(
                id = "IDN-01",
                profile = Profile.EXCHANGE,
                says = "A reply goes to the connection that sent the request and to no other.",
                source = "28/REQREP, ROUTER, outgoing messages",
                causes = {"a routing id kept in a field", "a routing id taken from the wrong frame"},
                mutants = "SwapsReplies: answers the other one")
        void repliesReachThePeerThatAsked();

        @Rule(
                id = "IDN-02",
                profile = Profile.EXCHANGE,
                says = "Routing ids are octets, not text.",
                source = "28/REQREP",
                causes = "an id that was decoded",
                mutants = "DecodesIds: reads them as UTF-8")
        void routingIdsAreOctets();

        @Rule(
                id = "ENV-05",
                level = Level.SHOULD,
                profile = Profile.EXCHANGE,
                says = "A hundred frames come back as a hundred frames.",
                source = "subject contract, Serving",
                causes = "a fixed number of frames",
                mutants = "CutsMessages: keeps the first ten")
        void manyFramesComeBack();

        @Rule(
                id = "NBL-01",
                profile = Profile.FULL,
                needs = Capability.STATS,
                timed = true,
                says = "While nothing arrives, its loop keeps turning.",
                source = "subject contract, Serving",
                causes = "a blocking receive",
                mutants = "WaitsForMessages: blocks until one comes")
        void anEmptyQueueDoesNotStopTheLoop();

        @Rule(
                id = "SHD-02",
                profile = Profile.EXCHANGE,
                rung = Rung.PROCESS,
                says = "After SIGTERM it exits with code 0.",
                source = "subject contract, Stopping",
                causes = "no handler for SIGTERM",
                mutants = "DiesOfSignals: has none")
        void sigtermEndsInOrder();

        @Rule(
                id = "WIRE-22",
                profile = Profile.WIRE,
                hardened = true,
                says = "A frame whose size has bit 63 set harms nobody else.",
                source = "37/ZMTP, Framing",
                causes = "the library",
                mutants = "TrustsSizes: allocates what it is told")
        void hugeSizesHarmNobody();
    }

    /** A rule of the sample. */
    public static RuleInfo rule(String id) {
        return CATALOG.find(id).orElseThrow();
    }

    /** The sample as a catalogue. */
    public static RuleCatalog catalog() {
        return CATALOG;
    }

    /** A rule that passed. */
    public static RuleResult passed(String id) {
        return new RuleResult(rule(id), Status.PASSED, true, Duration.ofMillis(12), null, "", null, swapped());
    }

    /** A rule that was run and has this status. */
    public static RuleResult result(String id, Status status, String reason) {
        boolean executed = status != Status.NOT_APPLICABLE && status != Status.ERROR;
        return new RuleResult(rule(id), status, executed, Duration.ofMillis(5), null, reason, null, List.of());
    }

    /** A rule that nobody came to run. */
    public static RuleResult notBegun(String id, String reason) {
        return new RuleResult(rule(id), Status.INCONCLUSIVE, false, Duration.ZERO, null, reason, null, List.of());
    }

    /** A rule that failed without being run. */
    public static RuleResult notRun(String id, String reason) {
        return new RuleResult(rule(id), Status.FAILED, false, Duration.ZERO, null, reason, null, List.of());
    }

    /** A rule that was passed in one of several ways. */
    public static RuleResult passed(String id, String outcome) {
        return new RuleResult(rule(id), Status.PASSED, true, Duration.ofMillis(12), outcome, "", null, List.of());
    }

    /** A rule that was broken. */
    public static RuleResult failed(String id) {
        return failed(
                id,
                "alice (routing id \"alice\") to receive within 5 s:\n  [ \"ping-a\" ]",
                "received:\n  [ \"ping-b\" ]");
    }

    /** A rule that was broken in this way. */
    public static RuleResult failed(String id, String expected, String observed) {
        RuleResult.Violation violation = new RuleResult.Violation(
                expected,
                observed,
                "frame 1 of 1, byte 6: expected 'a' (0x61), was 'b' (0x62)",
                "SampleRules.java:41",
                null);
        return new RuleResult(rule(id), Status.FAILED, true, Duration.ofMillis(7), null, "", violation, swapped());
    }

    /** A rule that was broken by a subject that died meanwhile. */
    public static RuleResult died(String id, String death) {
        RuleResult.Violation violation =
                new RuleResult.Violation("a reply", "the connection ended", null, "SampleRules.java:41", death);
        return new RuleResult(rule(id), Status.FAILED, true, Duration.ofMillis(7), null, "", violation, swapped());
    }

    /** The same of a subject that needs this long for a request while it is idle. */
    public static Report withIdleRoundTrip(Report report, Duration idle) {
        Report.Examined subject = report.subject();
        return of(
                report,
                new Report.Examined(
                        subject.name(),
                        subject.kind(),
                        subject.role(),
                        subject.command(),
                        subject.capabilities(),
                        subject.profile(),
                        idle,
                        subject.remarks()));
    }

    private static List<Event> swapped() {
        return List.of(
                new Event.Sent(0, "alice", Excerpt.of(Message.of("ping-a"))),
                new Event.Sent(300, "bob", Excerpt.of(Message.of("ping-b"))),
                new Event.Received(1_900, "alice", Excerpt.of(Message.of("ping-b"))),
                new Event.Disconnected(2_000, "alice", Event.Ending.FIN, Event.By.PEER));
    }

    /** One event of each kind, a large frame among them. */
    public static List<Event> everyKindOfEvent() {
        return List.of(
                new Event.Connected(1, "alice", "over tcp"),
                new Event.Sent(2, "alice", Excerpt.of(Message.of(Frame.filled(1_000, 7), Frame.empty()))),
                new Event.Received(3, "alice", Excerpt.of(Message.of(many()))),
                new Event.Octets(4, "bob", Event.Direction.SENT, Excerpt.Part.of(Frame.hex("ff00")), "half a greeting"),
                new Event.Octets(5, "bob", Event.Direction.RECEIVED, Excerpt.Part.of(Frame.filled(70, 1)), "the rest"),
                new Event.Turn(6, "loop", 12, 0),
                new Event.Note(7, "rule", "a remark\u001b[31m"),
                new Event.Failed(8, "alice", "nothing came"),
                new Event.Disconnected(9, "bob", Event.Ending.RST, Event.By.SUBJECT));
    }

    private static List<Frame> many() {
        List<Frame> frames = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            frames.add(Frame.text("f" + i));
        }
        return frames;
    }

    /** A report of these results, MUST scored. */
    public static Report report(List<RuleResult> results) {
        return report(results, Level.MUST, null);
    }

    /** A report of these results. */
    public static Report report(List<RuleResult> results, Level scored, Report.@Nullable Trouble trouble) {
        return new Report(
                new Report.Suite("1.2.3", 1, null),
                new Report.Examined(
                        "python3 it's.py {endpoint}",
                        Subject.Kind.EXEC,
                        Role.SERVER,
                        List.of("python3", "it's.py", "{endpoint}"),
                        Set.of("work", "fail"),
                        Profile.FULL,
                        Duration.ofNanos(95_000),
                        List.of()),
                new Report.Run(
                        7,
                        1.0,
                        Instant.parse("2026-11-23T12:00:00.5Z"),
                        Duration.ofMillis(9_840),
                        new Calibration(Duration.ofNanos(87_000), Duration.ofMillis(3)),
                        results.size(),
                        1),
                results,
                List.of(),
                Report.Scoring.of(scored),
                trouble);
    }

    /** The same of a subject of which something is to be said. */
    public static Report withRemark(Report report, String remark) {
        Report.Examined subject = report.subject();
        return of(
                report,
                new Report.Examined(
                        subject.name(),
                        subject.kind(),
                        subject.role(),
                        subject.command(),
                        subject.capabilities(),
                        subject.profile(),
                        subject.idleRoundTrip(),
                        List.of(remark)));
    }

    /** The same with another profile. */
    public static Report inProfile(Report report, @Nullable Profile profile) {
        Report.Examined subject = report.subject();
        return of(
                report,
                new Report.Examined(
                        subject.name(),
                        subject.kind(),
                        subject.role(),
                        subject.command(),
                        subject.capabilities(),
                        profile,
                        subject.idleRoundTrip(),
                        subject.remarks()));
    }

    /** The same on a machine that stalled so long. */
    public static Report withStall(Report report, Duration stall) {
        Report.Run run = report.run();
        return new Report(
                report.suite(),
                report.subject(),
                new Report.Run(
                        run.seed(),
                        run.timeFactor(),
                        run.startedAt(),
                        run.duration(),
                        new Calibration(run.calibration().roundTripP50(), stall),
                        run.inProfile(),
                        run.repetitions()),
                report.results(),
                report.tallies(),
                report.scoring(),
                report.trouble());
    }

    /** The same, other rules counting. */
    public static Report scored(Report report, Report.Scoring scoring) {
        return new Report(
                report.suite(),
                report.subject(),
                report.run(),
                report.results(),
                report.tallies(),
                scoring,
                report.trouble());
    }

    private static Report of(Report report, Report.Examined subject) {
        return new Report(
                report.suite(),
                subject,
                report.run(),
                report.results(),
                report.tallies(),
                report.scoring(),
                report.trouble());
    }

    /** The same, repeated. */
    public static Report repeated(Report report, int repetitions, List<Report.Tally> tallies) {
        Report.Run run = report.run();
        return new Report(
                report.suite(),
                report.subject(),
                new Report.Run(
                        run.seed(),
                        run.timeFactor(),
                        run.startedAt(),
                        run.duration(),
                        run.calibration(),
                        run.inProfile(),
                        repetitions),
                report.results(),
                tallies,
                report.scoring(),
                report.trouble());
    }

    /** A run whose subject did not start. */
    public static Report notStarted() {
        return report(
                List.of(),
                Level.MUST,
                new Report.Trouble(
                        Report.Trouble.Kind.SUBJECT_NOT_STARTED, "cannot start 'python3': it ended\nexit code 1"));
    }
}
