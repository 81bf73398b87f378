package io.github.dontwait.conformance.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dontwait.conformance.RuleResult;
import io.github.dontwait.conformance.report.Samples;
import org.junit.jupiter.api.Test;

class ToldReasonsTest {

    private static final String REASON = "no first reply: nothing came within 5 s\nand more of it";

    private final ToldReasons told = new ToldReasons();

    private static RuleResult notRun(String id) {
        return Samples.notRun(id, REASON);
    }

    @Test
    void aReasonIsToldInFullOnce() {
        assertThat(told.briefly(notRun("IDN-01"), true).reason()).isEqualTo(REASON);
        assertThat(told.briefly(notRun("NBL-01"), true).reason())
                .isEqualTo(
                        "not run, for the reason that IDN-01 tells in full: no first reply: nothing came within 5 s");
        assertThat(told.briefly(Samples.notRun("NBL-01", "another"), true).reason())
                .isEqualTo("another");
    }

    @Test
    void whatOnlyWarnsTellsForNoOther() {
        assertThat(told.briefly(notRun("NBL-01"), false).reason()).isEqualTo(REASON);
        assertThat(told.briefly(notRun("IDN-01"), true).reason()).isEqualTo(REASON);
        assertThat(told.briefly(notRun("NBL-01"), false).reason()).contains("that IDN-01 tells in full");
    }
}
