package io.github.dontwait.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.dontwait.conformance.Role;
import io.github.dontwait.conformance.RuleInfo;
import io.github.dontwait.conformance.report.Samples;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The commands {@code rules} and {@code explain}. */
class RulesCommandTest {

    private final Output output = Output.pipe();

    @ParameterizedTest
    @EnumSource
    void listsEveryRuleOfARoleAsJson(Role role) throws IOException {
        Suite suite = new WholeSuite();
        assertThat(Dontwait.run(suite, output.console(), "rules", "--json", "--role", role.word()))
                .isZero();

        JsonNode rules = new ObjectMapper().readTree(output.out()).at("/rules");
        List<String> ids = suite.rules(role).rules().stream().map(RuleInfo::id).toList();
        assertThat(rules.findValuesAsText("id")).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(rules.findValues("causes")).allMatch(causes -> !causes.isEmpty());
    }

    @Test
    void listsRulesByGroup() {
        FakeSuite suite = FakeSuite.of(Samples.report(List.of()));
        assertThat(Dontwait.run(suite, output.console(), "rules")).isZero();

        assertThat(output.out())
                .startsWith("""
                        WIRE
                          WIRE-22  MUST   A frame whose size has bit 63 set harms nobody else.
                                          worker server client, profile wire, rung endpoint, hardened

                        IDENTITY
                          IDN-01   MUST   A reply goes to the connection that sent the request and to no other.
                        """)
                .endsWith("6 rules. 'dontwait explain WIRE-22' tells more of one; 'dontwait verify' checks them.\n");
    }

    @Test
    void listsOnlyWhatAPatternSelects() {
        FakeSuite suite = FakeSuite.of(Samples.report(List.of()));
        assertThat(Dontwait.run(suite, output.console(), "rules", "identity", "nbl-*"))
                .isZero();

        assertThat(output.out()).contains("IDN-01", "NBL-01").doesNotContain("WIRE-22");
    }

    @Test
    void aPatternThatSelectsNothingIsBadUse() {
        FakeSuite suite = FakeSuite.of(Samples.report(List.of()));
        assertThat(Dontwait.run(suite, output.console(), "rules", "--role", "worker", "SHX"))
                .isEqualTo(2);

        assertThat(output.err())
                .contains("no rule for a worker matches 'SHX'", "give an id (IDN-01), a group (IDENTITY) or a glob");
    }

    @Test
    void explainsARule() {
        FakeSuite suite = FakeSuite.of(Samples.report(List.of()));
        assertThat(Dontwait.run(suite, output.console(), "explain", "nbl-01")).isZero();

        assertThat(output.out()).isEqualTo("""
                        [NBL-01 MUST] anEmptyQueueDoesNotStopTheLoop

                        While nothing arrives, its loop keeps turning.

                        Source        subject contract, Serving
                        Group         NONBLOCKING
                        Roles         worker, server, client
                        Level         MUST: a subject that breaks it is not conformant
                        Profile       full: only an adapter that follows the subject contract is held to it
                        Rung          endpoint: it can be decided on the wire, also with --endpoint
                        Needs         stats, declared by the subject; not applicable without
                        Timed         its sentence contains a time; on a machine that stalls it is inconclusive

                        If it fails, look for:
                          - a blocking receive

                        Subjects that are wrong in exactly this way, and that it catches:
                          - WaitsForMessages: blocks until one comes

                        Try it        ./dontwait verify --rule NBL-01 --exec 'COMMAND {endpoint}'
                        """);
    }
}
