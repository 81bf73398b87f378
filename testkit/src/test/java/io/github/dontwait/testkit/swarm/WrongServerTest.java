package io.github.dontwait.testkit.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dontwait.testkit.swarm.Conversation.Asked;
import io.github.dontwait.testkit.swarm.SwarmFailure.Kind;
import io.github.dontwait.testkit.swarm.WrongServer.Wrong;
import io.github.dontwait.testkit.transcript.ExpectationFailedError;
import io.github.dontwait.testkit.wire.Timeouts;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each wrong server is found out, and what it did is named. */
class WrongServerTest {

    /** Fences find what is lost soon; only a server that has fallen silent needs the patience. */
    private static final SwarmPlan PLAN = SwarmPlan.of(3)
            .withRoundTrips(4)
            .withConversation(Conversation.echo(24))
            .withTimeouts(Timeouts.standard().withSilence(Duration.ofMillis(100)));

    private static SwarmReport run(Wrong wrong, Predicate<Asked> isVictim, SwarmPlan plan) {
        try (WrongServer server = WrongServer.that(wrong, isVictim)) {
            return Swarm.run(server.endpoint(), plan);
        }
    }

    /** The message of the error, times and the port replaced. */
    private static String textOf(SwarmReport report) {
        try {
            report.requireNoFailure();
        } catch (ExpectationFailedError e) {
            return String.valueOf(e.getMessage())
                    .replace(report.endpoint(), "ENDPOINT")
                    .replaceAll("[0-9.]+ m?s ago", "TIME ago");
        }
        return "nothing failed";
    }

    private static final Asked ONE = new Asked(1, 2);

    @Test
    void aDroppedReplyIsNamed() {
        SwarmReport report = run(Wrong.DROPS, ONE::equals, PLAN);
        assertThat(textOf(report)).isEqualTo("""
                        Expecting 3 clients of ENDPOINT to be served, each of 12 replies right, in order and once
                        but of 3 clients 3 were connected, of 12 replies 11 were right; 1 lost:
                          client 1 (routing id "swarm-1") never received the reply to request 2, but one to a later request""");
    }

    @Test
    void aDuplicateIsNamed() {
        SwarmReport report = run(Wrong.DUPLICATES, ONE::equals, PLAN);
        assertThat(textOf(report)).isEqualTo("""
                        Expecting 3 clients of ENDPOINT to be served, each of 12 replies right, in order and once
                        but of 3 clients 3 were connected, of 12 replies 12 were right; 1 duplicate:
                          client 1 (routing id "swarm-1") received the reply to request 2 once more: [ "1/2|…" (24 octets) ]""");
    }

    @Test
    void aCorruptedOctetIsNamed() {
        SwarmReport report = run(Wrong.CORRUPTS, ONE::equals, PLAN);
        int right = Conversation.echo(24).reply(1, 2).first().octetAt(23);
        assertThat(textOf(report))
                .startsWith("""
                        Expecting 3 clients of ENDPOINT to be served, each of 12 replies right, in order and once
                        but of 3 clients 3 were connected, of 12 replies 11 were right; 1 corrupted:
                          client 1 (routing id "swarm-1") received other octets than the reply to request 2: [ "1/2|…" (24 octets)""")
                .containsPattern(
                        " ]\n    frame 1 of 1, byte 24: expected [^\n]*\\(?0x%02x\\)?, was [^\n]*\\(?0x%02x\\)?$"
                                .formatted(right, right ^ 1));
    }

    @Test
    void aFrameTooMuchIsNamed() {
        SwarmReport report = run(Wrong.ADDS_A_FRAME, ONE::equals, PLAN);
        assertThat(report.counts()).isEqualTo(Map.of(Kind.CORRUPTED, 1L));
        assertThat(textOf(report))
                .contains(
                        "client 1 (routing id \"swarm-1\") received other octets than the reply to request 2: [ 0x312f")
                .endsWith(", \"more\" ]\n    frame 2: expected the end of the message, was \"more\"");
    }

    @Test
    void swappedRepliesAreNamedWithBothClients() {
        // The first of many: the others are sure to have one under way that can be swapped for it.
        Asked first = new Asked(1, 0);
        SwarmReport report = run(Wrong.SWAPS, first::equals, PLAN.withRoundTrips(20));
        assertThat(report.counts()).isEqualTo(Map.of(Kind.MISROUTED, 2L));
        assertThat(report.roundTripsRight()).isEqualTo(58);
        SwarmFailure lost = report.failures().stream()
                .filter(failure -> failure.client() != 1)
                .findFirst()
                .orElseThrow();
        assertThat(lost.request()).isZero();
        assertThat(lost.text())
                .isEqualTo("client " + lost.client() + " (routing id \"swarm-" + lost.client()
                        + "\") received the reply to request 0 of client 1 (routing id \"swarm-1\"): "
                        + "[ \"1/0|…\" (24 octets) ]");
    }

    @Test
    void aReplyThatWasOvertakenIsNamed() {
        SwarmReport report = run(Wrong.OVERTAKES, ONE::equals, PLAN.withWindow(2));
        assertThat(report.counts()).isEqualTo(Map.of(Kind.OUT_OF_ORDER, 1L));
        assertThat(report.failures().get(0).text())
                .isEqualTo("client 1 (routing id \"swarm-1\") received the reply to request 2 too late: "
                        + "[ \"1/2|…\" (24 octets) ]");
    }

    @Test
    void aServerThatFallsSilentEndsInAReportAndNotInAHang() {
        SwarmPlan plan = PLAN.withTimeouts(
                new Timeouts(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofMillis(100), 1.0));
        SwarmReport report = run(
                Wrong.FALLS_SILENT,
                asked -> asked.number() == 2,
                plan.withClients(1).anonymous());
        assertThat(textOf(report)).isEqualTo("""
                        Expecting 1 clients of ENDPOINT to be served, each of 4 replies right, in order and once
                        but of 1 clients 1 were connected, of 4 replies 2 were right; 1 unanswered:
                          client 0 waits for the reply to request 2, asked TIME ago and has 1 more to ask; the connection is open""");
    }

    @ParameterizedTest
    @CsvSource({"SWAPS,      MISROUTED", "DROPS,      LOST", "DUPLICATES, DUPLICATE", "CORRUPTS,   CORRUPTED"})
    void oneInAThousandIsFound(Wrong wrong, Kind kind) {
        SwarmPlan plan = PLAN.withClients(100).withRoundTrips(50).withWindow(2);
        for (int threads = 1; threads <= (wrong == Wrong.SWAPS ? 2 : 1); threads++) {
            Set<Asked> done;
            SwarmReport report;
            try (WrongServer server = WrongServer.that(wrong, this::isOneInAThousand)) {
                report = Swarm.run(server.endpoint(), plan.withThreads(threads));
                done = server.victims();
            }
            // A victim with whose reply another one is swapped is not a victim of its own.
            assertThat(done.size()).isBetween(wrong == Wrong.SWAPS ? 1 : 5, 5);
            long wrongReplies = wrong == Wrong.SWAPS ? 2L * done.size() : done.size();
            assertThat(report.counts()).isEqualTo(Map.of(kind, wrongReplies));
            assertThat(report.failures().stream().map(this::asked).collect(Collectors.toSet()))
                    .containsAll(done);
            assertThat(report.roundTripsRight()).isEqualTo(wrong == Wrong.DUPLICATES ? 5_000 : 5_000 - wrongReplies);
        }
    }

    private boolean isOneInAThousand(Asked asked) {
        return asked.number() == 20 && asked.client() % 20 == 7;
    }

    /** The request whose reply it is about; a misrouted one names its owner in the text. */
    private Asked asked(SwarmFailure failure) {
        String owner = failure.text().replaceFirst("(?s).* of client ([0-9]+) .*", "$1");
        boolean isMisrouted = failure.kind() == Kind.MISROUTED;
        return new Asked(isMisrouted ? Integer.parseInt(owner) : failure.client(), failure.request());
    }

    @Test
    void aReportWithoutFailureSaysNothing() {
        SwarmReport report = run(Wrong.DROPS, asked -> false, PLAN);
        assertThat(report.requireNoFailure()).isSameAs(report);
        assertThatThrownBy(() -> run(Wrong.DROPS, ONE::equals, PLAN).requireNoFailure())
                .isInstanceOf(ExpectationFailedError.class);
    }
}
