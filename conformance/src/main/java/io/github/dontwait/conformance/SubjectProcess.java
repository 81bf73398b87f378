package io.github.dontwait.conformance;

import io.github.dontwait.testkit.transcript.ResourceUse;
import java.time.Duration;
import java.util.Optional;

/** The operating-system process of a subject. Any thread may call any method. */
public interface SubjectProcess {

    /** The id of the process that the suite started. */
    long pid();

    /** What it and its descendants have used so far; empty where the platform does not tell, or it has ended. */
    Optional<ResourceUse> resources();

    /**
     * How long threads of it, those of its descendants among them, were ready to run and got no processor, so far; empty
     * where the platform does not tell, or it has ended. The time of a thread that has ended is not in it any more.
     */
    default Optional<Duration> waitedForProcessor() {
        return Optional.empty();
    }

    /**
     * What runs it, in words, where that is a runtime which collects garbage when it pleases: with nothing to bound its heap
     * it may let memory grow for long although the program keeps nothing. Empty where nothing of the kind is seen.
     */
    default Optional<String> unboundedHeap() {
        return Optional.empty();
    }

    /** Ends it at once with SIGKILL, with its whole tree; returns when it is gone. */
    void kill();

    /**
     * Ends its standard input, which is open until then; the stop request of a subject that declares {@code stdin}.
     *
     * @return false if the suite does not hold that end
     */
    default boolean closeInput() {
        return false;
    }
}
