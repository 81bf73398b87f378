package io.github.dontwait.conformance.cli;

import io.github.dontwait.conformance.Role;
import io.github.dontwait.conformance.RuleInfo;
import io.github.dontwait.conformance.report.RuleJson;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rules of all roles, each once, with the roles that are held to it. */
final class RuleList {

    private RuleList() {}

    /** All rules by group and id. */
    static List<RuleJson.Listed> of(Suite suite) {
        Map<String, RuleInfo> infos = new LinkedHashMap<>();
        Map<String, List<Role>> roles = new LinkedHashMap<>();
        for (Role role : Role.values()) {
            for (RuleInfo rule : suite.rules(role).rules()) {
                infos.putIfAbsent(rule.id(), rule);
                roles.computeIfAbsent(rule.id(), id -> new ArrayList<>()).add(role);
            }
        }
        return infos.values().stream()
                .map(rule -> new RuleJson.Listed(rule, roles.getOrDefault(rule.id(), List.of())))
                .sorted(Comparator.comparing(
                                (RuleJson.Listed listed) -> listed.info().group())
                        .thenComparing(listed -> listed.info().id()))
                .toList();
    }
}
