package io.github.dontwait.testkit.assertion;

import static io.github.dontwait.testkit.transcript.ExpectationFailedError.expecting;

import io.github.dontwait.testkit.transcript.ExpectationFailedError;
import java.time.Duration;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on how long a subject lets somebody wait who asks small things all the while.
 *
 * <pre>{@code
 * assertThatRoundTrip(() -> {
 *             alice.send("ping");
 *             alice.expect("ping");
 *         })
 *         .staysResponsiveWhile(() -> rude.wire().sendHex("01 05 68"));
 * }</pre>
 */
public class RoundTripAssert extends KitAssert<RoundTripAssert, RoundTrip> {

    private static final Duration LEAST_BOUND = Duration.ofSeconds(1);
    private static final int TIMES_IDLE = 20;
    private static final int AFTERWARDS = 3;
    private static final Duration IDLE_PATIENCE = Duration.ofSeconds(10);

    private double factor = 1;

    /** Made by {@link DontwaitAssertions#assertThatRoundTrip(RoundTrip)}. */
    public RoundTripAssert(RoundTrip actual) {
        super(actual, RoundTripAssert.class);
    }

    /** Stretches the bound, on a machine that is known to be slow; below 1 it shortens it. */
    public RoundTripAssert stretchedBy(double times) {
        if (!(times > 0) || Double.isInfinite(times)) {
            throw new IllegalArgumentException("a time factor is a number above 0, for example 2.5, not " + times);
        }
        factor = times;
        return this;
    }

    /**
     * Measures idle round trips, then lets the stimulus run on the calling thread while another thread goes on with round
     * trips, and a few more after it. None may take longer than a second, or twenty times the 99th percentile of the idle
     * ones if that is longer. What the machine itself stood still is not counted.
     *
     * <p>A failure says that somebody waited in vain: in a test of the JUnit extension it shows where the threads of the
     * test are, those of an actor under test among them.
     *
     * @throws RuntimeException what the stimulus throws; a checked exception is the cause of an
     *     {@link IllegalStateException}
     */
    public RoundTripAssert staysResponsiveWhile(ThrowingCallable stimulus) {
        isNotNull();
        try (Bystander bystander = new Bystander(actual)) {
            Duration idle = bystander.awaitIdle(stretched(IDLE_PATIENCE));
            if (idle == null) {
                throw failing(expecting("round trips to come back before the stimulus")
                        .but(Objects.requireNonNullElse(
                                bystander.complaint(Duration.ZERO),
                                "none has within " + Words.of(stretched(IDLE_PATIENCE))))
                        .inVain());
            }
            Duration bound = bound(idle);
            run(stimulus);
            bystander.awaitMore(AFTERWARDS, bound);
            String complaint = bystander.complaint(bound);
            if (complaint != null) {
                throw failing(
                        caused(expecting(claim(bound, idle)).but(complaint).inVain(), bystander.trouble()));
            }
            return this;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the subject was watched", e);
        }
    }

    private String claim(Duration bound, Duration idle) {
        return "every round trip to take at most " + Words.of(bound) + " during the stimulus\n("
                + Words.of(LEAST_BOUND) + ", or " + TIMES_IDLE + " times the idle " + Words.of(idle)
                + " if that is longer" + (factor == 1 ? "" : "; stretched by " + factor) + ")";
    }

    private static ExpectationFailedError.Builder caused(
            ExpectationFailedError.Builder told, @Nullable Throwable trouble) {
        return trouble == null ? told : told.cause(trouble);
    }

    private Duration bound(Duration idle) {
        Duration stretchable = idle.multipliedBy(TIMES_IDLE);
        return stretched(stretchable.compareTo(LEAST_BOUND) > 0 ? stretchable : LEAST_BOUND);
    }

    private Duration stretched(Duration time) {
        return Duration.ofNanos(Math.round(time.toNanos() * factor));
    }

    private static void run(ThrowingCallable stimulus) {
        try {
            stimulus.call();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("the stimulus threw " + e, e);
        }
    }
}
