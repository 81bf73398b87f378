package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.conformance.RunningSubject;
import io.github.dontwait.conformance.SubjectStartException;
import io.github.dontwait.conformance.bench.Bench;

/** Starts subjects with settings that cannot be used. */
public final class UnusableSettings {

    private UnusableSettings() {}

    /** Requires that a subject with this setting ends before READY, with a code other than 0, and says why. */
    public static void expectRefused(Bench bench, String name, String value) throws InterruptedException {
        try {
            RunningSubject started = bench.start(settings -> settings.with(name, value));
            throw bench.failed(
                    "the subject to refuse " + name + "='" + value + "' before READY",
                    "it started, at " + started.endpoint());
        } catch (SubjectStartException e) {
            bench.note(name + "='" + value + "': " + e.getMessage());
            SubjectStartException.Early early = e.early()
                    .orElseThrow(() -> bench.failed(
                            "the subject to end because of " + name + "='" + value + "'",
                            "it neither said READY nor ended: " + e.getMessage()));
            if (early.code() == 0 || early.errorLines().isEmpty()) {
                throw bench.failed(
                        "an exit code other than 0 and a line on standard error for " + name + "='" + value + "'",
                        "it ended with exit code " + early.code() + " and "
                                + early.errorLines().size() + " lines on standard error");
            }
        }
    }
}
