package io.github.dontwait.testkit.assertion;

import static io.github.dontwait.testkit.transcript.ExpectationFailedError.expecting;

import io.github.dontwait.testkit.dutycycle.BlockingDetector;
import io.github.dontwait.testkit.dutycycle.Finding;
import io.github.dontwait.testkit.dutycycle.Turn;
import java.time.Duration;
import java.util.Optional;

/**
 * Assertions on all the turns that a collecting detector has watched.
 *
 * <pre>{@code
 * assertThat(detector).sawNoWait().sawNoTurnAbove(Duration.ofMillis(50));
 * }</pre>
 */
public class DetectorAssert extends KitAssert<DetectorAssert, BlockingDetector> {

    /** Made by {@link DontwaitAssertions#assertThat(BlockingDetector)}. */
    public DetectorAssert(BlockingDetector actual) {
        super(actual, DetectorAssert.class);
    }

    /** No turn waited. */
    public DetectorAssert sawNoWait() {
        isNotNull();
        Optional<Turn> first =
                actual.objections().stream().filter(Turn::isBlocked).findFirst();
        if (first.isPresent()) {
            Turn turn = first.get();
            Finding finding = turn.findings().get(0);
            long others = actual.objections().stream().filter(Turn::isBlocked).count() - 1;
            throw failing(expecting("none of " + Words.count(actual.turns(), "turn") + " to wait")
                    .but("turn " + turn.number() + " of " + turn.name() + " did"
                            + (others == 0 ? "" : ", and " + others + " more") + ": " + finding.observation()));
        }
        return this;
    }

    /** No turn used more processor time than this. */
    public DetectorAssert sawNoTurnAbove(Duration processorTime) {
        isNotNull();
        Optional<Turn> dearest =
                actual.dearest().filter(turn -> turn.processorTime().compareTo(processorTime) > 0);
        if (dearest.isPresent()) {
            Turn turn = dearest.get();
            throw failing(expecting("each of " + Words.count(actual.turns(), "turn") + " to use at most "
                            + Words.of(processorTime) + " of processor time")
                    .but("turn " + turn.number() + " of " + turn.name() + " used " + Words.of(turn.processorTime()))
                    .values(processorTime, turn.processorTime()));
        }
        return this;
    }
}
