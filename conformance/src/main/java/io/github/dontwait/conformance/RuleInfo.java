package io.github.dontwait.conformance;

import java.lang.reflect.Method;
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

    @Override
    public String toString() {
        return rule.id() + " " + name();
    }
}
