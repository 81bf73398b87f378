package io.github.dontwait.conformance.cli;

import io.github.dontwait.conformance.Role;
import io.github.dontwait.conformance.Subject;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which subject a user named.
 *
 * @param kind how it is plugged in
 * @param value the command line, the endpoint or the class; empty for the reference
 * @param role the side that it takes
 * @param capabilities what a live endpoint is said to be able to do
 * @param environment more variables for a process
 * @param startTimeout how long it may take to become ready; null for the default
 * @param timeFactor stretches the default
 */
record SubjectChoice(
        Subject.Kind kind,
        String value,
        Role role,
        Set<String> capabilities,
        Map<String, String> environment,
        @Nullable Duration startTimeout,
        double timeFactor) {

    SubjectChoice {
        capabilities = Set.copyOf(capabilities);
        environment = Map.copyOf(environment);
    }
}
