package io.github.dontwait.conformance.subject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.dontwait.conformance.Role;
import io.github.dontwait.conformance.Subject;
import io.github.dontwait.conformance.SubjectStartException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class FreePortTest {

    private final List<String> tried = new ArrayList<>();

    @Test
    void portsAreFreeAndDiffer() throws Exception {
        Set<Integer> ports = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            int port = FreePort.next();
            assertThat(ports.add(port)).as("port %s is new", port).isTrue();
            try (ServerSocket listener = listenOn(port)) {
                assertThat(FreePort.isTaken(port)).isTrue();
                assertThat(listener.isBound()).isTrue();
            }
            assertThat(FreePort.isTaken(port)).isFalse();
        }
    }

    @Test
    void noOutgoingConnectionGetsSuchAPort() {
        int lowest = FreePort.lowestOutgoing();
        assumeTrue(lowest > 20_000, "the system leaves no room below its outgoing ports, or does not tell");
        for (int i = 0; i < 100; i++) {
            assertThat(FreePort.next()).isBetween(1_024, lowest - 1);
        }
    }

    @Test
    void aPortThatSomebodyTookMeanwhileIsTriedTwiceAnew() throws InterruptedException {
        List<ServerSocket> thieves = new ArrayList<>();
        Subject unlucky = Subject.of(settings -> {
            tried.add(settings.endpoint());
            thieves.add(listenOn(TcpEndpoint.parse(settings.endpoint()).port()));
            throw new SubjectStartException("it ended");
        });
        try {
            assertThatThrownBy(() -> FreePort.start(unlucky, UnaryOperator.identity()))
                    .hasMessage("it ended");
        } finally {
            thieves.forEach(FreePortTest::close);
        }
        assertThat(tried).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    void whatASubjectSaysOfItsAddressIsBelieved() throws InterruptedException {
        Subject unlucky = failing("zmq.error.ZMQError: Address already in use (addr='tcp://127.0.0.1:1')");
        assertThatThrownBy(() -> FreePort.start(unlucky, UnaryOperator.identity()))
                .hasMessageContaining("already in use");
        assertThat(tried).hasSize(3);
    }

    @Test
    void otherFailuresAreNotRepeated() {
        assertThatThrownBy(() -> FreePort.start(failing("no module named zmq"), UnaryOperator.identity()))
                .hasMessageContaining("no module");
        assertThat(tried).hasSize(1);
    }

    @Test
    void anEndpointThatTheCallerGaveIsNotReplaced() {
        assertThatThrownBy(() -> FreePort.start(
                        failing("address in use"), settings -> settings.with("DONTWAIT_ENDPOINT", "tcp://127.0.0.1:*")))
                .hasMessageContaining("address in use");
        assertThat(tried).containsExactly("tcp://127.0.0.1:*");
    }

    private Subject failing(String message) {
        Subject.Starter starter = settings -> {
            tried.add(settings.endpoint());
            throw new SubjectStartException(message);
        };
        return Subject.of(Role.WORKER, starter);
    }

    private static ServerSocket listenOn(int port) throws IOException {
        ServerSocket listener = new ServerSocket();
        InetSocketAddress address = new TcpEndpoint("127.0.0.1", port).reachable();
        listener.bind(address);
        return listener;
    }

    private static void close(ServerSocket listener) {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
