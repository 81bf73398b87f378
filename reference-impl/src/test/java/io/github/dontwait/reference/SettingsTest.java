package io.github.dontwait.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    private static final String KEY = "0123456789abcdefghijABCDEFGHIJ.-:+=^!/*?";

    @Test
    void theDefaultsAreTheContracts() {
        Settings settings = Settings.from(Map.of());
        assertThat(settings.role()).isEqualTo(Settings.Role.WORKER);
        assertThat(settings.verbs()).isFalse();
        assertThat(settings.endpoint()).isEqualTo("tcp://127.0.0.1:5555");
        assertThat(settings.heartbeat().intervalMillis()).isZero();
        assertThat(settings.limits().highWaterMark()).isNull();
        assertThat(settings.limits().mostOpenPerPeer()).isEqualTo(1_000);
        assertThat(settings.limits().maxMessageSize()).isGreaterThanOrEqualTo(32L << 20);
        assertThat(settings.limits().lingerMillis()).isEqualTo(1_000);
        assertThat(settings.security()).isEqualTo(new Security.Open());
        assertThat(settings.clientWork()).isEqualTo(new Settings.ClientWork(10, 1, 1_000, null));
    }

    @Test
    void anEmptyValueIsAbsent() {
        Settings settings = Settings.from(Map.of("DONTWAIT_HWM", "", "DONTWAIT_ROLE", "", "DONTWAIT_CONTRACT", ""));
        assertThat(settings).isEqualTo(Settings.from(Map.of()));
    }

    @Test
    void thePeerTimeToLiveFollowsTheInterval() {
        assertThat(Settings.from(Map.of("DONTWAIT_HEARTBEAT_MS", "200")).heartbeat())
                .isEqualTo(new Settings.Heartbeat(200, 2_000));
        assertThat(Settings.from(Map.of("DONTWAIT_HEARTBEAT_MS", "200", "DONTWAIT_PEER_TTL_MS", "500"))
                        .heartbeat())
                .isEqualTo(new Settings.Heartbeat(200, 500));
    }

    @Test
    void aHighWaterMarkOfZeroMeansNoLimit() {
        assertThat(Settings.from(Map.of("DONTWAIT_HWM", "0")).limits().mostOpenPerPeer())
                .isEqualTo(Integer.MAX_VALUE);
        assertThat(Settings.from(Map.of("DONTWAIT_HWM", "7")).limits().mostOpenPerPeer())
                .isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource({
        "DONTWAIT_CONTRACT,2",
        "DONTWAIT_ROLE,boss",
        "DONTWAIT_ROLE,Worker",
        "DONTWAIT_ENDPOINT,127.0.0.1:5555",
        "DONTWAIT_ENDPOINT,tcp://127.0.0.1",
        "DONTWAIT_ENDPOINT,tcp://127.0.0.1:",
        "DONTWAIT_ENDPOINT,tcp://:5555",
        "DONTWAIT_ENDPOINT,tcp://127.0.0.1:0",
        "DONTWAIT_ENDPOINT,tcp://127.0.0.1:65536",
        "DONTWAIT_ENDPOINT,tcp://127.0.0.1:99999999999",
        "DONTWAIT_ENDPOINT,tcp://127.0.0.1:5x",
        "DONTWAIT_ENDPOINT,tcp://a b:1",
        "DONTWAIT_ENDPOINT,ipc:///tmp/x",
        "DONTWAIT_HEARTBEAT_MS,-1",
        "DONTWAIT_HEARTBEAT_MS,1.5",
        "DONTWAIT_HEARTBEAT_MS,ten",
        "DONTWAIT_PEER_TTL_MS,0",
        "DONTWAIT_HWM,-1",
        "DONTWAIT_HWM,99999999999999999999",
        "DONTWAIT_MAXMSGSIZE,0",
        "DONTWAIT_MAXMSGSIZE,1k",
        "DONTWAIT_LINGER_MS,-1",
        "DONTWAIT_SECURITY,tls",
        "DONTWAIT_REQUESTS,-1",
        "DONTWAIT_WINDOW,0",
        "DONTWAIT_TIMEOUT_MS,0",
        "DONTWAIT_TIMEOUT_MS,' 5'",
        "DONTWAIT_IDLE,doze",
        "DONTWAIT_PING_MS,x",
    })
    void anUnusableValueIsNamedWithItsVariable(String variable, String value) {
        assertThatThrownBy(() -> Settings.from(Map.of(variable, value)))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith(variable + " is \"" + value + "\"; expected ");
    }

    @Test
    void theMessageIsOneLine() {
        assertThatThrownBy(() -> Settings.from(Map.of("DONTWAIT_ROLE", "a\nb")))
                .hasMessage("DONTWAIT_ROLE is \"a?b\"; expected worker, server or client");
    }

    @Test
    void aClientCannotConnectToAnyPort() {
        assertThatThrownBy(() ->
                        Settings.from(Map.of("DONTWAIT_ROLE", "client", "DONTWAIT_ENDPOINT", "tcp://127.0.0.1:*")))
                .isInstanceOf(SettingsException.class);
        assertThat(Settings.from(Map.of("DONTWAIT_ENDPOINT", "tcp://*:*")).endpoint())
                .isEqualTo("tcp://*:*");
        assertThat(Settings.from(Map.of("DONTWAIT_ENDPOINT", "tcp://[::1]:5555"))
                        .endpoint())
                .isEqualTo("tcp://[::1]:5555");
    }

    @Test
    void aRoutingIdHasAtMost255Octets() {
        assertThat(Settings.from(Map.of("DONTWAIT_ROUTING_ID", "é".repeat(127)))
                        .clientWork()
                        .routingId())
                .hasSize(127);
        assertThatThrownBy(() -> Settings.from(Map.of("DONTWAIT_ROUTING_ID", "é".repeat(128))))
                .hasMessageStartingWith("DONTWAIT_ROUTING_ID is ");
    }

    @ParameterizedTest
    @CsvSource({
        "DONTWAIT_CURVE_SECRETKEY",
        "DONTWAIT_CURVE_PUBLICKEY",
        "DONTWAIT_CURVE_SERVERKEY",
        "DONTWAIT_CURVE_CLIENTKEYS"
    })
    void aBadKeyIsNamedButNotShown(String variable) {
        for (String bad : new String[] {KEY + "0", KEY.substring(1), KEY.replace('0', '~')}) {
            assertThatThrownBy(() -> Settings.from(Map.of(variable, bad)))
                    .hasMessageStartingWith(variable + " is not a key")
                    .hasMessageNotContaining(bad);
        }
    }

    @Test
    void halfAKeyPairIsRefused() {
        assertThatThrownBy(() -> Settings.from(Map.of("DONTWAIT_CURVE_SECRETKEY", KEY)))
                .hasMessageStartingWith("DONTWAIT_CURVE_PUBLICKEY is not set")
                .hasMessageNotContaining(KEY);
        assertThatThrownBy(() -> Settings.from(Map.of("DONTWAIT_CURVE_PUBLICKEY", KEY)))
                .hasMessageStartingWith("DONTWAIT_CURVE_SECRETKEY is not set");
        assertThatThrownBy(() -> Settings.from(Map.of("DONTWAIT_SECURITY", "curve")))
                .hasMessageStartingWith("DONTWAIT_CURVE_SECRETKEY is not set");
    }

    @Test
    void plainNeedsBothHalvesAndShowsNoPassword() {
        assertThatThrownBy(() -> Settings.from(Map.of("DONTWAIT_SECURITY", "plain", "DONTWAIT_PLAIN_PASSWORD", "hush")))
                .hasMessageStartingWith("DONTWAIT_PLAIN_USERNAME is not set")
                .hasMessageNotContaining("hush");
        assertThatThrownBy(() -> Settings.from(Map.of(
                        "DONTWAIT_SECURITY", "plain",
                        "DONTWAIT_PLAIN_USERNAME", "admin",
                        "DONTWAIT_PLAIN_PASSWORD", "hush".repeat(32))))
                .hasMessageStartingWith("DONTWAIT_PLAIN_PASSWORD is too long")
                .hasMessageNotContaining("hush");
    }

    @Test
    void settingsPrintNoSecret() {
        Settings plain = Settings.from(Map.of(
                "DONTWAIT_SECURITY", "plain",
                "DONTWAIT_PLAIN_USERNAME", "admin",
                "DONTWAIT_PLAIN_PASSWORD", "hush"));
        assertThat(plain.toString()).contains("admin").doesNotContain("hush");
        String secret = KEY.replace('0', 'Z');
        Settings curve = Settings.from(Map.of(
                "DONTWAIT_SECURITY",
                "curve",
                "DONTWAIT_CURVE_PUBLICKEY",
                KEY,
                "DONTWAIT_CURVE_SECRETKEY",
                secret,
                "DONTWAIT_CURVE_CLIENTKEYS",
                KEY + ", " + KEY));
        assertThat(curve.toString()).contains(KEY).doesNotContain(secret);
        assertThat(((Security.Curve) curve.security()).clientKeys()).containsExactly(KEY, KEY);
    }

    @Test
    void aCurveClientNeedsTheServersKey() {
        assertThatThrownBy(() -> Settings.from(Map.of(
                        "DONTWAIT_ROLE",
                        "client",
                        "DONTWAIT_SECURITY",
                        "curve",
                        "DONTWAIT_CURVE_PUBLICKEY",
                        KEY,
                        "DONTWAIT_CURVE_SECRETKEY",
                        KEY)))
                .hasMessageStartingWith("DONTWAIT_CURVE_SERVERKEY is not set");
    }
}
