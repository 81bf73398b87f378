package io.github.dontwait.conformance.contract;

import io.github.dontwait.conformance.Subject;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What a subject promises, as rules that JUnit can run.
 *
 * <p>Implement a contract in a test class and say what the subject is; the inherited rules are its tests. The subject is
 * started once for all rules that leave it as they found it, and anew for those that don't; {@link #subject()} is asked
 * once for each test class. A rule that does not apply to the subject aborts with its reason; what is known to fail is
 * said with {@link Deviation}, never by overriding a rule.
 *
 * <p>Configuration parameters of the JUnit platform, from a file {@code junit-platform.properties} at the root of the
 * test class path or as system properties ({@code mvn test -Ddontwait.seed=7}):
 *
 * <ul>
 *   <li>{@code dontwait.time-factor}: stretches every patience; a number above 0, for slow machines. Not
 *       given, the environment variable {@code DONTWAIT_TIME_FACTOR} is asked, and then it is 1.
 *   <li>{@code dontwait.seed}: of all that is random; a whole number, default 1. Failures name it where it was given.
 *   <li>{@code dontwait.level}: the lowest level that fails a test: {@code must} (default), {@code should} or {@code may};
 *       a violated rule below it aborts with a warning.
 *   <li>{@code dontwait.requirements}: the frozen set of rules that fail a test, {@code 1.0} for instance, or the path of a
 *       file like it; a violated rule outside of it aborts with a warning; default: all rules.
 *   <li>{@code dontwait.hardened}: {@code true} also runs the rules that stock libraries break today; default {@code false}.
 * </ul>
 */
@ExtendWith(RuleExtension.class)
@Timeout(120)
public interface Contract {

    /** The subject; never null. It is started by the suite. */
    Subject subject();
}
