package io.github.dontwait.conformance.run;

import io.github.dontwait.conformance.Report;
import io.github.dontwait.conformance.RuleInfo;
import io.github.dontwait.conformance.RuleResult;
import java.util.List;

/** Sees a run as it goes; called from the run's threads, one call at a time. Several rules may be under way. */
public interface RunListener {

    /** The machine is being measured and the subject started for the first time. */
    default void preparing(String what) {}

    /** The subject was reached; what it is, and which rules will run. */
    default void planned(Report.Examined subject, List<RuleInfo> rules) {}

    /** A rule begins. */
    default void started(RuleInfo rule) {}

    /** A rule has ended; repeated runs end a rule several times. */
    default void finished(RuleResult result) {}

    /** Hears nothing. */
    static RunListener silent() {
        return new RunListener() {};
    }
}
