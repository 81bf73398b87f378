package io.github.dontwait.conformance.contract;

import io.github.dontwait.conformance.Subject;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What a subject promises, as rules that JUnit can run.
 *
 * <p>Implement a contract in a test class and say what the subject is; the inherited rules are its tests. The subject is
 * started once for all rules that leave it as they found it, and anew for those that don't; {@link #subject()} is asked
 * once for each test class.
 */
@ExtendWith(RuleExtension.class)
@Timeout(120)
public interface Contract {

    /** The subject; never null. It is started by the suite. */
    Subject subject();
}
