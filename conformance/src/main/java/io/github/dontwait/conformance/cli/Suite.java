package io.github.dontwait.conformance.cli;

import io.github.dontwait.conformance.Report;
import io.github.dontwait.conformance.Role;
import io.github.dontwait.conformance.RuleCatalog;
import io.github.dontwait.conformance.Subject;
import io.github.dontwait.conformance.run.RunListener;
import io.github.dontwait.conformance.run.RunOptions;

/** What the commands ask of the rest of the suite; tests put another in its place. */
interface Suite {

    /** The version of this suite. */
    String version();

    /** All rules of a role. */
    RuleCatalog rules(Role role);

    /**
     * The rules that the options select.
     *
     * @throws IllegalArgumentException if a pattern matches none; the message is for the user
     */
    RuleCatalog select(Role role, RunOptions options);

    /**
     * The subject that the user named; nothing is started.
     *
     * @throws IllegalArgumentException if there can be no such subject; the message is for the user
     */
    Subject subject(SubjectChoice choice);

    /** Runs the rules; a subject that cannot be started is a report, no exception. */
    Report run(Subject subject, RunOptions options, RunListener listener) throws InterruptedException;
}
