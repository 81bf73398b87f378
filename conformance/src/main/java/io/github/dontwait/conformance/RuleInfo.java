package io.github.dontwait.conformance;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;

/**
 * A rule as a catalogue lists it: the annotation and the method that carries it.
 *
 * @param rule what the rule says of itself
 * @param method the contract's method; its one parameter is the bench
 */
public record RuleInfo(Rule rule, Method method) {

    public String id() {
        return rule.id();
    }

    public Group group() {
        return Group.ofRule(rule.id());
    }

    /** The method's name: a claim about the subject, {@code repliesReachThePeerThatAsked}. */
    public String name() {
        return method.getName();
    }

    public List<Capability> needs() {
        return List.of(rule.needs());
    }

    /** The names of the behaviours that satisfy it; empty where there is but one. */
    public List<String> outcomes() {
        return Arrays.stream(rule.outcomes())
                .map(text -> text.substring(0, Math.max(0, text.indexOf(':'))))
                .toList();
    }

    @Override
    public String toString() {
        return rule.id() + " " + name();
    }
}
