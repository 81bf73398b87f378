package io.github.dontwait.testkit.assertion;

import static io.github.dontwait.testkit.transcript.ExpectationFailedError.expecting;

import io.github.dontwait.testkit.dutycycle.BlockingDetector;
import io.github.dontwait.testkit.dutycycle.ManualInvoker;
import io.github.dontwait.testkit.dutycycle.Turn;

/**
 * Assertions on an actor that is turned by hand.
 *
 * <pre>{@code
 * assertThat(invoker).hasTurned(3).hasDone(5).isNotFinished();
 * }</pre>
 */
public class InvokerAssert extends KitAssert<InvokerAssert, ManualInvoker> {

    /** Made by {@link DontwaitAssertions#assertThat(ManualInvoker)}. */
    public InvokerAssert(ManualInvoker actual) {
        super(actual, InvokerAssert.class);
    }

    /** It has turned so often. */
    public InvokerAssert hasTurned(long times) {
        isNotNull();
        if (actual.turns() != times) {
            throw failing(expecting(actual.name() + " to have turned " + Words.count(times, "time"))
                    .but("it has turned " + Words.count(actual.turns(), "time"))
                    .values(times, actual.turns()));
        }
        return this;
    }

    /** All its turns together have this work count. */
    public InvokerAssert hasDone(long workCount) {
        isNotNull();
        if (actual.work() != workCount) {
            throw failing(expecting(actual.name() + " to have the work count " + workCount + " in all")
                    .but("it has " + actual.work() + " after " + Words.count(actual.turns(), "turn"))
                    .values(workCount, actual.work()));
        }
        return this;
    }

    /** It said that it has finished. */
    public InvokerAssert isFinished() {
        isNotNull();
        if (!actual.isFinished()) {
            throw failing(expecting(actual.name() + " to have finished")
                    .but("it has not after " + Words.count(actual.turns(), "turn")));
        }
        return this;
    }

    /** It did not say that it has finished. */
    public InvokerAssert isNotFinished() {
        isNotNull();
        if (actual.isFinished()) {
            throw failing(expecting(actual.name() + " not to have finished")
                    .but("it has after " + Words.count(actual.turns(), "turn")));
        }
        return this;
    }

    /** Turns it once, now, watched by a {@link BlockingDetector}, and goes on with that turn. */
    public TurnAssert nextTurn() {
        isNotNull();
        Turn turn;
        try (BlockingDetector detector = BlockingDetector.standard().collecting()) {
            turn = actual.turnUnder(detector);
        }
        return next(() -> new TurnAssert(turn), softly -> softly.assertThat(turn));
    }
}
