package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.conformance.RunningSubject;
import io.github.dontwait.conformance.SubjectSettings;
import io.github.dontwait.conformance.SubjectStartException;
import io.github.dontwait.conformance.bench.AnyBench;
import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.conformance.bench.ClientBench;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Starts subjects with settings that cannot be used. */
public final class UnusableSettings {

    private final AnyBench bench;
    private final Starter starter;
    private final Map<String, String> others;

    private UnusableSettings(AnyBench bench, Starter starter, Map<String, String> others) {
        this.bench = bench;
        this.starter = starter;
        this.others = Map.copyOf(others);
    }

    /** Starts a subject with changed settings. */
    private interface Starter {
        RunningSubject start(UnaryOperator<SubjectSettings> change) throws InterruptedException;
    }

    /** For services. */
    public static UnusableSettings of(Bench bench) {
        return new UnusableSettings(bench, bench::start, Map.of());
    }

    /** For clients, which find nobody to ask. */
    public static UnusableSettings of(ClientBench bench) {
        String nobody = bench.deadEndpoint();
        return new UnusableSettings(bench, change -> bench.start(nobody, change), Map.of());
    }

    /** The same beside other settings, which can be used. */
    public UnusableSettings beside(Map<String, String> usable) {
        return new UnusableSettings(bench, starter, usable);
    }

    /** Requires that a subject with this setting ends before READY, with a code other than 0, and says why. */
    public void expectRefused(String name, String value) throws InterruptedException {
        String setting =
                name + "='" + value + "'" + (others.isEmpty() ? "" : " beside " + new TreeMap<>(others).keySet());
        try {
            RunningSubject started = starter.start(settings -> told(settings).with(name, value));
            throw bench.failed(
                    "the subject to refuse " + setting + " before READY", "it started, at " + started.endpoint());
        } catch (SubjectStartException e) {
            bench.note(setting + ": " + e.getMessage());
            SubjectStartException.Early early = e.early()
                    .orElseThrow(() -> bench.failed(
                            "the subject to end because of " + setting,
                            "it neither said READY nor ended: " + e.getMessage()));
            if (early.code() == 0 || early.errorLines().isEmpty()) {
                throw bench.failed(
                        "an exit code other than 0 and a line on standard error for " + setting,
                        "it ended with exit code " + early.code() + " and "
                                + early.errorLines().size() + " lines on standard error");
            }
        }
    }

    private SubjectSettings told(SubjectSettings settings) {
        SubjectSettings told = settings;
        for (Map.Entry<String, String> other : others.entrySet()) {
            told = told.with(other.getKey(), other.getValue());
        }
        return told;
    }
}
