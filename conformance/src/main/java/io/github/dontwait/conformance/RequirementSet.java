package io.github.dontwait.conformance;

import java.util.Set;

/**
 * The rules that a release scores, frozen: who has agreed on a set is not surprised by the rules of a later suite. Those run,
 * too, and are reported, but decide nothing until the user moves on.
 *
 * @param name how it is asked for, the release's number for instance
 * @param rules the ids of its rules
 */
public record RequirementSet(String name, Set<String> rules) {

    public RequirementSet {
        rules = Set.copyOf(rules);
    }

    /** Whether a rule is among them. */
    public boolean contains(RuleInfo rule) {
        return rules.contains(rule.id());
    }
}
