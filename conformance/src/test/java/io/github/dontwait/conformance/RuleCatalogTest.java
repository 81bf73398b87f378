package io.github.dontwait.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.conformance.bench.ClientBench;
import io.github.dontwait.conformance.contract.Contracts;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RuleCatalogTest {

    @ParameterizedTest
    @EnumSource
    void everyRuleIsDescribedCompletely(Role role) {
        for (RuleInfo info : Contracts.of(role).rules()) {
            Rule rule = info.rule();
            assertThat(rule.id()).matches("[A-Z]{3,4}-\\d{2}");
            assertThat(rule.says()).as(rule.id()).endsWith(".").hasSizeBetween(20, 300);
            assertThat(rule.source()).as(rule.id()).isNotBlank();
            assertThat(rule.causes()).as(rule.id()).isNotEmpty().allMatch(cause -> !cause.isBlank());
            assertThat(rule.mutants())
                    .as(rule.id())
                    .isNotEmpty()
                    .allMatch(mutant -> mutant.matches("(?s)[A-Z][A-Za-z0-9]+: .+"));
            assertThat(rule.outcomes())
                    .as(rule.id() + " has no outcomes, or several")
                    .hasSizeBetween(rule.outcomes().length == 0 ? 0 : 2, 4)
                    .allMatch(outcome -> outcome.matches("(?s)[a-z][a-z-]*: .+"));
            assertThat(info.outcomes()).as(rule.id()).doesNotHaveDuplicates();
            assertThat(info.method().getParameterTypes())
                    .as(rule.id())
                    .containsExactly(role.isService() ? Bench.class : ClientBench.class);
            assertThat(Modifier.isAbstract(info.method().getModifiers())).isFalse();
            assertThat(rule.needs().length == 0 || rule.profile() == Profile.FULL)
                    .as(rule.id() + " needs capabilities, which only a full subject declares")
                    .isTrue();
            assertThat(rule.java() || rule.rung() != Rung.ENDPOINT)
                    .as(rule.id() + " needs a process, so the suite must have started it")
                    .isTrue();
        }
    }

    @Test
    void oneIdMeansOneRuleInEveryRole() {
        Map<String, Rule> seen = new HashMap<>();
        for (Role role : Role.values()) {
            for (RuleInfo info : Contracts.of(role).rules()) {
                Rule known = seen.putIfAbsent(info.id(), info.rule());
                if (known != null) {
                    assertThat(info.rule().says()).as(info.id()).isEqualTo(known.says());
                    assertThat(info.rule().level()).as(info.id()).isEqualTo(known.level());
                    assertThat(info.outcomes()).as(info.id()).isEqualTo(new RuleInfo(known, info.method()).outcomes());
                    assertThat(info.rule().source()).as(info.id()).isEqualTo(known.source());
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void methodNamesAreUniqueInARole(Role role) {
        List<String> names =
                Contracts.of(role).rules().stream().map(RuleInfo::name).toList();
        assertThat(names).hasSameSizeAs(new TreeSet<>(names));
    }

    @Test
    void patternsSelectByIdGroupAndGlob() {
        RuleCatalog catalog = Contracts.of(Role.WORKER);
        assertThat(catalog.rules().stream().filter(catalog.matching("idn-01"))).hasSize(1);
        assertThat(catalog.rules().stream().filter(catalog.matching("IDENTITY")))
                .hasSizeGreaterThan(3);
        assertThat(catalog.rules().stream().filter(catalog.matching("SHD-*")))
                .hasSizeGreaterThan(3)
                .allMatch(rule -> rule.group() == Group.SHUTDOWN);
    }

    @Test
    void aPatternThatMatchesNothingIsAnError() {
        RuleCatalog catalog = Contracts.of(Role.WORKER);
        assertThatThrownBy(() -> catalog.matching("IDN-99"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no rule matches 'IDN-99'")
                .hasMessageContaining("dontwait rules");
    }
}
