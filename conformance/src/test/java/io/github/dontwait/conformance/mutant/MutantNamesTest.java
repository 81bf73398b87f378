package io.github.dontwait.conformance.mutant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.dontwait.conformance.Role;
import io.github.dontwait.conformance.RuleInfo;
import io.github.dontwait.conformance.mutant.Mutants.Mutant;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What a rule says of its mutants is what there is, in both directions. A rule without any mutant, and a mutant without a
 * rule, are skipped, visibly; with {@code DONTWAIT_REQUIRE=mutants} they fail.
 */
class MutantNamesTest {

    @TestFactory
    Stream<DynamicTest> everyRuleNamesExactlyItsMutants() {
        return Examination.allRules().values().stream().map(rule -> dynamicTest(rule.toString(), () -> compare(rule)));
    }

    private static void compare(RuleInfo rule) {
        // A rule of two roles names in each role the mutants of that role.
        Set<String> named = Arrays.stream(Role.values())
                .flatMap(role -> Examination.find(role, rule.id()).stream())
                .flatMap(info -> Arrays.stream(info.rule().mutants()))
                .map(text -> text.substring(0, Math.max(0, text.indexOf(':'))))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(named)
                .as("%s names a mutant as 'Name: what it does wrong'", rule)
                .isNotEmpty()
                .doesNotContain("");
        Set<String> made = Mutants.all().stream()
                .filter(mutant -> mutant.kills().rule().equals(rule.id()))
                .map(Mutant::name)
                .collect(Collectors.toCollection(TreeSet::new));
        if (made.isEmpty() && !Examination.isRequired("mutants")) {
            abort(rule + " names " + named + ", and none of them exists");
        }
        assertThat(made)
                .as("%s: the mutants that exist are those it names", rule)
                .isEqualTo(named);
    }

    @Test
    void everyMutantKillsARuleThatExists() {
        Set<String> rules = Examination.allRules().keySet();
        Set<String> homeless = Mutants.all().stream()
                .filter(mutant -> !rules.contains(mutant.kills().rule()))
                .map(Mutant::toString)
                .collect(Collectors.toCollection(TreeSet::new));
        if (!homeless.isEmpty() && !Examination.isRequired("mutants")) {
            abort("rules that do not exist: " + homeless);
        }
        assertThat(homeless).as("mutants of rules that do not exist").isEmpty();
    }
}
