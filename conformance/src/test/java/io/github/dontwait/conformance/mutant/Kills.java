package io.github.dontwait.conformance.mutant;

import io.github.dontwait.conformance.Role;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a mutant with the rule that must fail on it, and why. A mutant may be one for several rules.
 *
 * <p>The class is a {@link MiniRouter}, {@link ModelService}, {@link MiniDealer}, {@link ModelClient} or any other
 * {@link ModelActor} or {@link io.github.dontwait.conformance.Subject}, with a constructor without parameters.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Repeatable(Kills.All.class)
public @interface Kills {

    /** The id of the rule. */
    String rule();

    /** A part of the failure's text: what was expected, what was observed, or the reason. It proves that the rule saw this fault. */
    String says();

    /** Whether only the probe after the rule can see it, since the mutant dies of the rule. */
    boolean byLiveness() default false;

    /** Whether it runs as a process of its own; so does every mutant of a rule that Java cannot decide. */
    boolean asProcess() default false;

    /** The role it takes, where it is a service. */
    Role role() default Role.WORKER;

    /** Several of them. */
    @Target(ElementType.TYPE)
    @Retention(RetentionPolicy.RUNTIME)
    @Documented
    @interface All {
        Kills[] value();
    }
}
