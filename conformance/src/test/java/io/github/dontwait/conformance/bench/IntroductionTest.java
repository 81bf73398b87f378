package io.github.dontwait.conformance.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dontwait.conformance.Profile;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IntroductionTest {

    private static Introduction declaring(String... words) {
        return new Introduction(Profile.FULL, Set.of(words), true, null, Duration.ZERO, null, Map.of());
    }

    @Test
    void anUnknownCapabilityIsRemarkedOnWithTheOneThatWasMeant() {
        assertThat(declaring("work", "fial").remarks())
                .containsExactly("It declares 'fial', which the suite does not know and does not check: did you mean"
                        + " 'fail'?");
    }

    @Test
    void whatIsLikeNoCapabilityGetsTheList() {
        assertThat(declaring("frobnicate").remarks())
                .singleElement()
                .asString()
                .endsWith("handover, concurrent," + " reorders, stdin");
    }

    @Test
    void knownCapabilitiesAreNotWorthARemark() {
        assertThat(declaring("work", "fail", "stdin").remarks()).isEmpty();
    }
}
