package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.conformance.RunningSubject;
import io.github.dontwait.conformance.bench.AnyBench;
import java.util.Set;
import java.util.TreeSet;

/** What a subject declared at one start, held against what it declares at others. */
public final class Declarations {

    private final AnyBench bench;
    private final String first;
    private final Set<String> declared;

    private Declarations(AnyBench bench, String first, Set<String> declared) {
        this.bench = bench;
        this.first = first;
        this.declared = declared;
    }

    /** What this one declared; {@code first} says which start that was. */
    public static Declarations of(AnyBench bench, String first, RunningSubject subject) {
        return new Declarations(bench, first, new TreeSet<>(subject.capabilities()));
    }

    /** Requires the same of another start. */
    public void requireSame(String start, RunningSubject subject) {
        Set<String> now = new TreeSet<>(subject.capabilities());
        if (!now.equals(declared)) {
            Set<String> missing = new TreeSet<>(declared);
            missing.removeAll(now);
            Set<String> more = new TreeSet<>(now);
            more.removeAll(declared);
            throw bench.failed(
                    start + " to declare what " + first + " did, " + declared,
                    "it declares " + now + (missing.isEmpty() ? "" : "; missing: " + missing)
                            + (more.isEmpty() ? "" : "; new: " + more));
        }
    }
}
