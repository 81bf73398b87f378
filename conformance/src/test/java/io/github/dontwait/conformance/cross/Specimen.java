package io.github.dontwait.conformance.cross;

import io.github.dontwait.conformance.Role;
import io.github.dontwait.conformance.RuleInfo;
import io.github.dontwait.conformance.Subject;
import io.github.dontwait.conformance.contract.Contracts;
import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelSubject;
import io.github.dontwait.conformance.mutant.Mutants;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A mutant in one role, with the kills that are claimed of it.
 *
 * @param kills by the id of the rule
 */
record Specimen(Class<?> type, Role role, Map<String, Kills> kills) {

    String name() {
        return type.getSimpleName();
    }

    /** All of them, by name and role. */
    static List<Specimen> all() {
        List<Specimen> all = new ArrayList<>();
        for (Mutants.Mutant mutant : Mutants.all()) {
            Role role = ModelSubject.of(mutant.type(), mutant.kills().role()).role();
            Specimen known = all.stream()
                    .filter(each -> each.type().equals(mutant.type()) && each.role() == role)
                    .findFirst()
                    .orElseGet(() -> {
                        Specimen added = new Specimen(mutant.type(), role, new LinkedHashMap<>());
                        all.add(added);
                        return added;
                    });
            known.kills().put(mutant.kills().rule(), mutant.kills());
        }
        all.sort(Comparator.comparing(Specimen::name).thenComparing(Specimen::role));
        return all;
    }

    /** The rules of its role. */
    List<RuleInfo> rules() {
        return Contracts.of(role).rules();
    }

    /** What is claimed of a rule and this mutant. */
    Optional<Kills> claimed(RuleInfo rule) {
        return Optional.ofNullable(kills.get(rule.id()));
    }

    /** Whether a rule needs it as a process of its own. */
    boolean isProcessFor(RuleInfo rule) {
        return !rule.rule().java() || claimed(rule).map(Kills::asProcess).orElse(false);
    }

    Subject subject(boolean asProcess) {
        return asProcess ? ModelSubject.asProcess(type, role) : ModelSubject.of(type, role);
    }
}
