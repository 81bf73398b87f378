package io.github.dontwait.testkit.leak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The descriptors that one check finds left behind. They belong to no thread: whoever else is at work spoils the judgement. */
final class DescriptorWatch {

    private static final long LOOK_AGAIN_NANOS = Duration.ofMillis(10).toNanos();
    private static final int FEWEST_LOOKS = 4;

    private final @Nullable DescriptorWatch enclosing;
    private final Descriptors before = Descriptors.open();
    /** What watches inside this one have reported: nobody is told twice. */
    private final Map<Integer, String> told = new ConcurrentHashMap<>();

    private volatile @Nullable String notJudged =
            Descriptors.areKnown() ? null : "this platform does not tell what they are";

    DescriptorWatch(@Nullable DescriptorWatch enclosing) {
        this.enclosing = enclosing;
    }

    void doNotJudge(String reason) {
        notJudged = reason;
    }

    /** Another check is open that has nothing to do with this one. */
    void hasCompany() {
        if (notJudged == null) {
            doNotJudge("other checks were open at the same time");
        }
    }

    /** Why descriptors are not judged; empty if they are. */
    Optional<String> notJudged() {
        return Optional.ofNullable(notJudged);
    }

    /** What is left, at the deadline at the latest, unless it is not judged. */
    List<String> leaks(long deadline) {
        if (notJudged != null) {
            return List.of();
        }
        Descriptors left = Descriptors.open().since(before).without(told);
        // No event tells of a closed descriptor. What others open and close meanwhile is not there twice.
        for (int looks = 1; !left.isEmpty() && (looks < FEWEST_LOOKS || System.nanoTime() < deadline); looks++) {
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
            left = left.stillOpen();
        }
        if (notJudged != null || left.isEmpty()) {
            return List.of();
        }
        for (DescriptorWatch outer = enclosing; outer != null; outer = outer.enclosing) {
            outer.told.putAll(left.links());
        }
        return inWords(left);
    }

    private static List<String> inWords(Descriptors left) {
        Map<String, List<String>> alike = new LinkedHashMap<>();
        left.descriptions().forEach((number, what) -> alike.computeIfAbsent(what, any -> new ArrayList<>())
                .add(String.valueOf(number)));
        List<String> words = new ArrayList<>();
        alike.forEach((what, numbers) -> words.add(
                numbers.size() == 1
                        ? "descriptor " + numbers.get(0) + ": " + what
                        : "descriptors " + String.join(", ", numbers) + ": each " + what));
        return words;
    }
}
