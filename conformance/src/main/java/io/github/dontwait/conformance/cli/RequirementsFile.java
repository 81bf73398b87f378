package io.github.dontwait.conformance.cli;

import io.github.dontwait.conformance.RequirementSet;
import io.github.dontwait.conformance.RequirementSetException;
import io.github.dontwait.conformance.Role;
import io.github.dontwait.conformance.RuleInfo;
import io.github.dontwait.conformance.report.RequirementSets;
import java.util.Set;
import java.util.TreeSet;

/** What {@code --requirements} names. */
final class RequirementsFile {

    private RequirementsFile() {}

    /**
     * Finds a set.
     *
     * @throws UsageException if there is none of that name, or its file is no list of rule ids
     */
    static RequirementSet find(String set, Suite suite) {
        Set<String> known = new TreeSet<>();
        for (Role role : Role.values()) {
            suite.rules(role).rules().stream().map(RuleInfo::id).forEach(known::add);
        }
        try {
            return RequirementSets.find(set, known);
        } catch (RequirementSetException e) {
            throw new UsageException("--requirements: " + e.getMessage(), e.remedy());
        }
    }
}
