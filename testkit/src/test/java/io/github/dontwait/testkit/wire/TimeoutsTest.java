package io.github.dontwait.testkit.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TimeoutsTest {

    private final String before = System.getProperty(Timeouts.TIME_FACTOR, "");

    @AfterEach
    void restore() {
        if (before.isEmpty()) {
            System.clearProperty(Timeouts.TIME_FACTOR);
        } else {
            System.setProperty(Timeouts.TIME_FACTOR, before);
        }
    }

    @Test
    void aFactorStretchesPatienceAndNeverQuiet() {
        System.setProperty(Timeouts.TIME_FACTOR, "2.5");
        Timeouts timeouts = Timeouts.configured();
        assertThat(timeouts.arrival()).isEqualTo(Duration.ofMillis(12_500));
        assertThat(timeouts.close()).isEqualTo(Duration.ofMillis(12_500));
        assertThat(timeouts.silence()).isEqualTo(Timeouts.standard().silence());
        assertThat(timeouts.factor()).isEqualTo(2.5);
    }

    @Test
    void aBadFactorIsNamedWithItsSource() {
        for (String bad : new String[] {"fast", "0", "-1", "NaN", "Infinity"}) {
            System.setProperty(Timeouts.TIME_FACTOR, bad);
            assertThatIllegalArgumentException()
                    .isThrownBy(Timeouts::configured)
                    .withMessage("dontwait.time-factor is \"" + bad
                            + "\"; a time factor is a number above 0, for example 2.5");
        }
    }
}
