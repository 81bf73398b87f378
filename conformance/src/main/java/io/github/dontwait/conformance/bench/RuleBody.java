package io.github.dontwait.conformance.bench;

/** The method of a rule, ready to be run on a bench. */
@FunctionalInterface
public interface RuleBody {

    /**
     * Runs the rule once.
     *
     * @param bench a {@link Bench} or a {@link ClientBench}, whichever the rule's method takes
     * @throws Throwable an {@link AssertionError} if the subject broke the rule
     */
    void run(AnyBench bench) throws Throwable;
}
