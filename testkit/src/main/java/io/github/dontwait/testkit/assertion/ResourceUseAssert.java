package io.github.dontwait.testkit.assertion;

import static io.github.dontwait.testkit.transcript.ExpectationFailedError.expecting;

import io.github.dontwait.testkit.transcript.ResourceUse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on what a subject has used between two moments.
 *
 * <pre>{@code
 * assertThat(after).since(before).usedLessCpuThan(0.05).keptNoDescriptor();
 * }</pre>
 */
public class ResourceUseAssert extends KitAssert<ResourceUseAssert, ResourceUse> {

    private @Nullable ResourceUse before;

    /** Made by {@link DontwaitAssertions#assertThat(ResourceUse)}. */
    public ResourceUseAssert(ResourceUse actual) {
        super(actual, ResourceUseAssert.class);
    }

    /** Looks at what was used since this earlier moment. */
    public ResourceUseAssert since(ResourceUse earlier) {
        before = earlier;
        return this;
    }

    /**
     * It used less processor time than that share of one core: 0.05 are 5 %.
     *
     * @throws IllegalStateException if {@link #since} was not called before
     */
    public ResourceUseAssert usedLessCpuThan(double shareOfACore) {
        isNotNull();
        ResourceUse earlier = earlier();
        double share = actual.cpuShareSince(earlier);
        if (share >= shareOfACore) {
            Duration window = Duration.ofNanos(actual.atNanos() - earlier.atNanos());
            throw failing(expecting("the subject to use less than " + Words.percent(shareOfACore) + " of a core over "
                            + Words.of(window))
                    .but("it used " + Words.percent(share) + ", "
                            + Words.of(actual.cpuTime().minus(earlier.cpuTime())) + " of processor time"));
        }
        return this;
    }

    /**
     * It holds no more descriptors than before.
     *
     * @throws IllegalStateException if {@link #since} was not called before, or one of the two numbers is not known
     */
    public ResourceUseAssert keptNoDescriptor() {
        isNotNull();
        ResourceUse earlier = earlier();
        if (actual.descriptors() == ResourceUse.UNKNOWN || earlier.descriptors() == ResourceUse.UNKNOWN) {
            throw new IllegalStateException("nobody counted the subject's descriptors: they are known of a process on"
                    + " Linux, not of one thread and not of a container");
        }
        if (actual.descriptors() > earlier.descriptors()) {
            throw failing(expecting(
                            "the subject to hold no more descriptors than the " + earlier.descriptors() + " of before")
                    .but("it holds " + actual.descriptors())
                    .values(earlier.descriptors(), actual.descriptors()));
        }
        return this;
    }

    private ResourceUse earlier() {
        if (before == null) {
            throw new IllegalStateException("use is counted between two moments; call since(earlier) first");
        }
        return before;
    }
}
