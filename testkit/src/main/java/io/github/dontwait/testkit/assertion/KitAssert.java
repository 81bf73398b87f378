package io.github.dontwait.testkit.assertion;

import io.github.dontwait.testkit.transcript.ExpectationFailedError;
import java.util.function.Function;
import java.util.function.Supplier;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/** What all assertions of the kit share: how they fail, and how they go on to a part of what they look at. */
abstract class KitAssert<S extends KitAssert<S, A>, A> extends AbstractAssert<S, A> {

    /** Where failures are collected, so that the assertion on a part collects them too; null if they are thrown. */
    private @Nullable DontwaitSoftAssertions softly;

    KitAssert(A actual, Class<?> self) {
        super(actual, self);
    }

    /** Makes the assertions on its parts collect as well. */
    final void collectInto(DontwaitSoftAssertions collector) {
        softly = collector;
    }

    /** The failure, under the description that the test gave, or with the message that it put in its place. */
    final AssertionError failing(ExpectationFailedError.Builder told) {
        if (info.overridingErrorMessage() != null) {
            return failure("");
        }
        return told.heading(info.hasDescription() ? info.descriptionText() : null)
                .error();
    }

    /** The assertion on a part, under the same description. */
    final <N extends KitAssert<N, ?>> N next(Supplier<N> thrown, Function<DontwaitSoftAssertions, N> collected) {
        DontwaitSoftAssertions collector = softly;
        N next = collector == null ? thrown.get() : collected.apply(collector);
        if (info.hasDescription()) {
            next.info.description(info.description());
        }
        return next;
    }

    /**
     * The assertion on a part that is not there: throws, or collects the failure and goes on with an assertion that holds
     * whatever is asked of it.
     */
    final <N extends KitAssert<N, ?>> N missing(ExpectationFailedError.Builder told, Supplier<N> vacuous) {
        AssertionError error = failing(told);
        if (softly == null) {
            throw error;
        }
        softly.collectAssertionError(error);
        return vacuous.get();
    }
}
