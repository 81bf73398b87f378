package io.github.dontwait.conformance.subject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dontwait.conformance.Role;
import io.github.dontwait.conformance.RunningSubject;
import io.github.dontwait.conformance.Subject;
import io.github.dontwait.conformance.SubjectSettings;
import io.github.dontwait.conformance.SubjectStartException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EndpointSubjectTest {

    @RegisterExtension
    final NothingLeft left = new NothingLeft();

    @Test
    void aRunningServiceIsReachedAndLeftAlone() throws Exception {
        try (RunningSubject service = Programs.start(Programs.echo(), left.options())) {
            EndpointSubject subject = new EndpointSubject(Role.WORKER, service.endpoint(), Set.of("work"), 1);
            assertThat(subject.kind()).isEqualTo(Subject.Kind.ENDPOINT);
            assertThat(subject.command()).containsExactly(service.endpoint());
            RunningSubject running = FreePort.start(subject, UnaryOperator.identity());
            assertThat(running.endpoint()).isEqualTo(service.endpoint());
            assertThat(running.capabilities()).containsExactly("work");
            assertThat(running.saidReady()).isFalse();
            running.stop();
            running.close();
            assertThat(running.onExit().toCompletableFuture()).isNotDone();
            assertThat(service.onExit().toCompletableFuture()).isNotDone();
        }
    }

    @Test
    void nobodyThereIsTold() {
        String endpoint = FreePort.endpoint();
        assertThatThrownBy(() -> start(endpoint, 0.1))
                .isInstanceOf(SubjectStartException.class)
                .hasMessage("no subject at " + endpoint
                        + ": the connection was refused; start the subject first, or check the port");
    }

    @Test
    void aListenerThatSaysNothingIsTold() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> start("tcp://127.0.0.1:" + silent.getLocalPort(), 0.1))
                    .isInstanceOf(SubjectStartException.class)
                    .hasMessageContaining("no ZMTP handshake within 500 ms: it sent nothing")
                    .hasMessageContaining("check that a ZeroMQ socket listens");
        }
    }

    @Test
    void anotherProtocolIsToldWithWhatItSaid() throws Exception {
        assertThat(failureAt("HTTP/1.1 400 Bad Request\r\n"))
                .contains("does not speak ZMTP: it said \"HTTP/1.1 400 Bad Request..\" (0x485454502f")
                .contains("check that the port");
        assertThat(failureAt("HTTP/1.1 400 Bad Request\r\n" + "x".repeat(100))).contains("it said \"HTTP/1.1 400");
    }

    private static String failureAt(String hello) throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread server = new Thread(() -> greet(listener, hello), "greeter");
            server.start();
            try (RunningSubject subject = start("tcp://127.0.0.1:" + listener.getLocalPort(), 0.1)) {
                return "it started: " + subject;
            } catch (SubjectStartException e) {
                return String.valueOf(e.getMessage());
            } finally {
                server.join();
            }
        }
    }

    private static void greet(ServerSocket listener, String hello) {
        try (Socket socket = listener.accept()) {
            socket.getOutputStream().write(hello.getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // It has hung up.
            return;
        }
    }

    @Test
    void anUnknownHostIsTold() {
        assertThatThrownBy(() -> start("tcp://no.such.host.invalid:5555", 0.1))
                .hasMessageContaining("the host 'no.such.host.invalid' is unknown");
    }

    @Test
    void whatIsNoEndpointIsRefusedWithAnExample() {
        assertThatThrownBy(() -> new EndpointSubject(Role.WORKER, "localhost:5555", Set.of(), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'localhost:5555'")
                .hasMessageContaining("for example tcp://127.0.0.1:5555");
        assertThatThrownBy(() -> new EndpointSubject(Role.WORKER, "tcp://127.0.0.1:*", Set.of(), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected the port where the service runs");
        assertThatThrownBy(() -> new EndpointSubject(Role.CLIENT, "tcp://127.0.0.1:5555", Set.of(), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--exec");
    }

    private static RunningSubject start(String endpoint, double timeFactor) throws InterruptedException {
        return new EndpointSubject(Role.WORKER, endpoint, Set.of(), timeFactor)
                .start(SubjectSettings.of(Role.WORKER, endpoint));
    }
}
