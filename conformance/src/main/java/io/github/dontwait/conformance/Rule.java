package io.github.dontwait.conformance;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;

/**
 * Marks a default method of a contract as a numbered rule: one claim about a subject, in the present tense.
 *
 * <p>The method takes one parameter, the bench, and throws an {@link AssertionError} if the subject breaks the rule.
 * Anything else that it throws is the suite's own fault. Because {@code @Rule} is a {@code @Test}, whoever implements
 * the contract runs the rule with any JUnit launcher; an override must carry the annotation too, or the run fails.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Test
public @interface Rule {

    /** Stable, short, never reused: {@code IDN-01}. */
    String id();

    /** How binding the rule is. */
    Level level() default Level.MUST;

    /** The least that a subject must follow of the contract to be held to this rule. */
    Profile profile();

    /** What a conformant subject does, as one sentence about it. */
    String says();

    /** Where that is written: an RFC with its section, a man page, the subject contract. */
    String source();

    /** "If this fails, look for …": likely causes, the most likely first; never empty. */
    String[] causes();

    /** Subjects wrong in exactly this way, as {@code Name: what it does wrong}; the build proves that this rule kills them. */
    String[] mutants();

    /**
     * The behaviours that satisfy the rule, where its sentence allows several, as {@code name: what it is}. A rule that has
     * any tells the bench which it saw, and every report shows it.
     */
    String[] outcomes() default {};

    /** Capabilities without which the rule is not applicable. */
    Capability[] needs() default {};

    /** The lowest rung that can decide the rule. */
    Rung rung() default Rung.ENDPOINT;

    /** Whether the rung Java can decide it; not where exit codes, output lines or the use of the processor count. */
    boolean java() default true;

    /** Whether only a subject that said READY is held to it: a plain program makes no promise about how it stops. */
    boolean ready() default false;

    /** Whether stock libraries break it today; such a rule runs only when asked for. */
    boolean hardened() default false;

    /** Whether it may kill or disable a subject; such a rule spares a subject that the suite did not start. */
    boolean destructive() default false;

    /** Whether its sentence contains a time; only then may it fail on time, and be inconclusive. */
    boolean timed() default false;

    /**
     * Whether it keeps the processors busy, as whoever floods a subject does: never run beside another such rule, nor beside
     * one that is {@link #timed()}.
     */
    boolean heavy() default false;

    /**
     * Whether it needs a subject of its own, since it leaves it other than it found it: stopped, flooded, killed. The
     * others share one.
     */
    boolean fresh() default false;

    /**
     * What its own subject is started with besides the usual settings, each as {@code NAME=value}; only for a rule that is
     * {@link #fresh()}, and that needs the capability without which the setting is not given.
     */
    String[] settings() default {};
}
