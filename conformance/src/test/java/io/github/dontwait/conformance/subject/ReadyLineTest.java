package io.github.dontwait.conformance.subject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadyLineTest {

    @Test
    void capabilitiesFollowTheEndpoint() {
        assertThat(ReadyLine.parse("READY tcp://127.0.0.1:5555 work,fail,x-own"))
                .contains(new ReadyLine("tcp://127.0.0.1:5555", Set.of("work", "fail", "x-own")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"READY tcp://127.0.0.1:5555", "READY tcp://127.0.0.1:5555  ", "READY  tcp://127.0.0.1:5555 ,,"})
    void thereMayBeNone(String line) {
        assertThat(ReadyLine.parse(line)).contains(new ReadyLine("tcp://127.0.0.1:5555", Set.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"READY", "READY ", "READY to serve", " READY tcp://a:1", "ready tcp://a:1", "READYtcp://a:1", ""
            })
    void otherLinesAreTheSubjectsOwn(String line) {
        assertThat(ReadyLine.parse(line)).isEmpty();
    }

    @Test
    void endpointsAreReadAndReached() {
        assertThat(TcpEndpoint.parse("tcp://127.0.0.1:5555")).isEqualTo(new TcpEndpoint("127.0.0.1", 5555));
        assertThat(TcpEndpoint.parse("tcp://*:*").isConcrete()).isFalse();
        assertThat(TcpEndpoint.parse("tcp://0.0.0.0:80").toConnect()).isEqualTo("tcp://127.0.0.1:80");
        assertThat(TcpEndpoint.parse("tcp://[::1]:80")).hasToString("tcp://[::1]:80");
        assertThat(TcpEndpoint.parse("tcp://*:80").reachable().getAddress().isLoopbackAddress())
                .isTrue();
        assertThat(TcpEndpoint.parse("tcp://no.such.host.invalid:80")
                        .reachable()
                        .isUnresolved())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "127.0.0.1:5555", "tcp://127.0.0.1", "tcp://127.0.0.1:", "tcp://127.0.0.1:0",
                        "tcp://127.0.0.1:65536",
                "tcp://127.0.0.1:x", "tcp://:5555", "ipc:///tmp/x", "tcp://::1:5555", "http://127.0.0.1:80",
                        "tcp://a b:1"
            })
    void otherEndpointsAreRefusedWithAnExample(String text) {
        assertThatThrownBy(() -> TcpEndpoint.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "'")
                .hasMessageContaining("for example tcp://127.0.0.1:5555");
    }
}
