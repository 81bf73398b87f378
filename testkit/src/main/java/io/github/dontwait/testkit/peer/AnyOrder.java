package io.github.dontwait.testkit.peer;

import static java.util.Objects.requireNonNull;

import io.github.dontwait.testkit.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Messages that are assigned to matchers as they come, one each.
 *
 * <p>What was assigned before moves on if only so there is room for all: a matcher of anything never takes the place of
 * one that is satisfied by less.
 */
final class AnyOrder {

    private final List<MessageMatcher> expected;
    private final @Nullable Message[] assigned;

    AnyOrder(List<MessageMatcher> expected) {
        this.expected = expected;
        this.assigned = new @Nullable Message[expected.size()];
    }

    /** Finds room for the message; false if there is none. */
    boolean accepts(Message message) {
        return accepts(message, new boolean[assigned.length]);
    }

    private boolean accepts(Message message, boolean[] isTried) {
        for (int i = 0; i < assigned.length; i++) {
            if (isTried[i] || !expected.get(i).matches(message)) {
                continue;
            }
            isTried[i] = true;
            if (assigned[i] == null || accepts(requireNonNull(assigned[i]), isTried)) {
                assigned[i] = message;
                return true;
            }
        }
        return false;
    }

    /** Those to which no message was assigned. */
    List<MessageMatcher> missing() {
        List<MessageMatcher> missing = new ArrayList<>();
        IntStream.range(0, assigned.length).filter(i -> assigned[i] == null).forEach(i -> missing.add(expected.get(i)));
        return missing;
    }
}
