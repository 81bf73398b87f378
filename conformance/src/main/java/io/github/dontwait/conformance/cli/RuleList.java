package io.github.dontwait.conformance.cli;

import io.github.dontwait.conformance.Role;
import io.github.dontwait.conformance.RuleInfo;
import io.github.dontwait.conformance.report.RuleJson;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The rules of all roles, each once, with the roles that are held to it. */
final class RuleList {

    private RuleList() {}

    /** All rules by group and id. */
    static List<RuleJson.Listed> of(Suite suite) {
        Map<String, SortedMap<Role, RuleInfo>> byId = new LinkedHashMap<>();
        for (Role role : Role.values()) {
            for (RuleInfo rule : suite.rules(role).rules()) {
                byId.computeIfAbsent(rule.id(), id -> new TreeMap<>()).put(role, rule);
            }
        }
        return byId.values().stream()
                .map(RuleJson.Listed::new)
                .sorted(Comparator.comparing(
                                (RuleJson.Listed listed) -> listed.info().group())
                        .thenComparing(listed -> listed.info().id()))
                .toList();
    }
}
