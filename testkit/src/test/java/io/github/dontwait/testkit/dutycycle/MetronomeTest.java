package io.github.dontwait.testkit.dutycycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class MetronomeTest {

    @Test
    void whatLiesBeforeTheMomentDoesNotCount() {
        try (Metronome metronome = new Metronome()) {
            assertThat(metronome.longestStallSince(System.nanoTime() + 60_000_000_000L))
                    .isEqualTo(Duration.ZERO);
            assertThat(metronome.longestStallEver()).isGreaterThanOrEqualTo(Duration.ZERO);
        }
    }

    @Test
    void aStallThatStillLastsCounts() {
        Metronome metronome = new Metronome();
        metronome.close();
        long begin = System.nanoTime();
        // Closed, it beats no more: from now on it stalls.
        while (System.nanoTime() - begin < 60_000_000) {
            Thread.onSpinWait();
        }
        assertThat(metronome.longestStallSince(begin)).isGreaterThan(Duration.ofMillis(40));
        assertThat(metronome.longestStallEver()).isGreaterThan(Duration.ofMillis(40));
    }

    @Test
    void leavesNoThread() {
        new Metronome().close();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("dontwait-metronome");
    }
}
