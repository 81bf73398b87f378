package io.github.dontwait.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubjectSettingsTest {

    @Test
    void anEmptyEnvironmentMeansWhatTheContractSays() {
        SubjectSettings settings =
                SubjectSettings.fromEnvironment(Map.of("PATH", "/bin", "DONTWAIT_HWM", "", "DONTWAIT_ROLE", ""));
        assertThat(settings.role()).isEqualTo(Role.WORKER);
        assertThat(settings.endpoint()).isEqualTo("tcp://127.0.0.1:5555");
        assertThat(settings.heartbeat()).isZero();
        assertThat(settings.highWaterMark()).isEmpty();
        assertThat(settings.maxMessageSize()).isEmpty();
        assertThat(settings.linger()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.security()).isEqualTo("null");
        assertThat(settings.requests()).isEqualTo(10);
        assertThat(settings.window()).isEqualTo(1);
        assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.hasVerbs()).isFalse();
        assertThat(settings.toEnvironment()).doesNotContainKey("PATH");
    }

    @Test
    void thePeersTimeToLiveIsTenIntervalsUnlessSaid() {
        SubjectSettings settings =
                SubjectSettings.of(Role.SERVER, "tcp://127.0.0.1:1").with("DONTWAIT_HEARTBEAT_MS", 200);
        assertThat(settings.peerTimeToLive()).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.with("DONTWAIT_PEER_TTL_MS", 700).peerTimeToLive()).isEqualTo(Duration.ofMillis(700));
    }

    @ParameterizedTest
    @CsvSource({"DONTWAIT_HWM, -1", "DONTWAIT_HWM, 99999999999", "DONTWAIT_HWM, many", "DONTWAIT_HWM, 1.5"})
    void anUnusableNumberIsNamedWithItsValueAndWhatWasExpected(String name, String value) {
        SubjectSettings settings =
                SubjectSettings.of(Role.WORKER, "tcp://127.0.0.1:1").with(name, value);
        assertThatThrownBy(settings::highWaterMark)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name)
                .hasMessageContaining("'" + value + "'")
                .hasMessageContaining("expected a whole number of at least 0");
    }

    @Test
    void anUnknownRoleIsNamed() {
        SubjectSettings settings =
                SubjectSettings.of(Role.WORKER, "tcp://127.0.0.1:1").with("DONTWAIT_ROLE", "waiter");
        assertThatThrownBy(settings::role)
                .hasMessageContaining("'waiter'")
                .hasMessageContaining("worker, server or client");
    }

    @Test
    void secretsAreNotShown() {
        String shown = SubjectSettings.of(Role.WORKER, "tcp://127.0.0.1:1")
                .with("DONTWAIT_PLAIN_PASSWORD", "s3cret")
                .with("DONTWAIT_CURVE_SECRETKEY", "abcdef")
                .toString();
        assertThat(shown).doesNotContain("s3cret").doesNotContain("abcdef").contains("(hidden)");
    }
}
