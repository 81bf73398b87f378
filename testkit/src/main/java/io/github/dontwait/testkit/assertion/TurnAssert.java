package io.github.dontwait.testkit.assertion;

import static io.github.dontwait.testkit.transcript.ExpectationFailedError.expecting;

import io.github.dontwait.testkit.dutycycle.Finding;
import io.github.dontwait.testkit.dutycycle.Turn;
import java.time.Duration;
import java.util.stream.Collectors;

/**
 * Assertions on a turn that a detector has watched.
 *
 * <pre>{@code
 * assertThat(invoker).nextTurn().neverWaited().usedAtMost(Duration.ofMillis(20)).did(1);
 * }</pre>
 */
public class TurnAssert extends KitAssert<TurnAssert, Turn> {

    /** Made by {@link DontwaitAssertions#assertThat(Turn)}. */
    public TurnAssert(Turn actual) {
        super(actual, TurnAssert.class);
    }

    /** It was not seen waiting. */
    public TurnAssert neverWaited() {
        isNotNull();
        if (actual.isBlocked()) {
            throw failing(expecting(name() + " to never wait")
                    .but(actual.findings().stream()
                            .filter(finding -> finding.kind() != Finding.Kind.OVER_BUDGET)
                            .map(Finding::observation)
                            .collect(Collectors.joining("\nand "))));
        }
        return this;
    }

    /** It stayed within this processor time; permitted waits and the loading of classes do not count. */
    public TurnAssert usedAtMost(Duration processorTime) {
        isNotNull();
        Duration used = actual.processorTime();
        if (used.compareTo(processorTime) > 0) {
            throw failing(expecting(name() + " to use at most " + Words.of(processorTime) + " of processor time")
                    .but("it used " + Words.of(used))
                    .values(processorTime, used));
        }
        return this;
    }

    /** It did so much; a failure tells what else was seen of the turn, for example that it was interrupted. */
    public TurnAssert did(int workCount) {
        isNotNull();
        if (actual.workCount() != workCount) {
            throw failing(expecting(name() + " to have the work count " + workCount)
                    .but("it has " + actual.workCount() + observed("; besides, "))
                    .values(workCount, actual.workCount()));
        }
        return this;
    }

    /** It found nothing to do. */
    public TurnAssert didNothing() {
        return did(0);
    }

    /** What the detector saw, behind these words; empty if it saw nothing. */
    private String observed(String words) {
        return actual.findings().isEmpty()
                ? ""
                : words + actual.findings().stream().map(Finding::observation).collect(Collectors.joining("\nand "));
    }

    private String name() {
        return "turn " + actual.number() + " of " + actual.name();
    }
}
