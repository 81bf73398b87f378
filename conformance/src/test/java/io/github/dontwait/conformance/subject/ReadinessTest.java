package io.github.dontwait.conformance.subject;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.dontwait.conformance.Role;
import io.github.dontwait.conformance.RunningSubject;
import io.github.dontwait.conformance.SubjectOutput;
import io.github.dontwait.conformance.SubjectSettings;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.Timeouts;
import io.github.dontwait.testkit.wire.WireOptions;
import io.github.dontwait.testkit.wire.WirePeer;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReadinessTest {

    private static final String PLAIN_ECHO = "subjects/python-pyzmq/plain_echo.py";

    private static final String PYTHON_HTTP = """
            import socket, sys
            listener = socket.socket()
            listener.bind(('127.0.0.1', int(sys.argv[1].split(':')[2])))
            listener.listen()
            while True:
                connection = listener.accept()[0]
                connection.sendall(b'HTTP/1.1 400 Bad Request' + b' ' * 64)
                connection.recv(99)
            """;

    /** Says when somebody connects, and READY some time after its bind. */
    private static final String PYTHON_TELLTALE = """
            import socket, sys, threading, time
            listener = socket.socket()
            listener.bind(('127.0.0.1', int(sys.argv[1].split(':')[2])))
            listener.listen()
            def accept():
                listener.accept()
                print('somebody connected', flush=True)
            threading.Thread(target=accept, daemon=True).start()
            time.sleep(0.4)
            print('READY', sys.argv[1], flush=True)
            time.sleep(0.2)
            """;

    @RegisterExtension
    final NothingLeft left = new NothingLeft();

    @Test
    void aReadyLineIsEnough() throws Exception {
        try (RunningSubject subject = Programs.start(
                Programs.shell("echo hello; echo READY $DONTWAIT_ENDPOINT work,fail; read x"), left.options())) {
            assertThat(subject.saidReady()).isTrue();
            assertThat(subject.capabilities()).containsExactlyInAnyOrder("work", "fail");
            assertThat(subject.endpoint()).startsWith("tcp://127.0.0.1:");
        }
    }

    @Test
    void aReadyLineMayEndLikeOnWindows() throws Exception {
        try (RunningSubject subject = Programs.start(
                Programs.shell("printf 'READY tcp://0.0.0.0:%s work\\r\\n' ${DONTWAIT_ENDPOINT##*:}; read x"),
                left.options())) {
            assertThat(subject.capabilities()).containsExactly("work");
            assertThat(subject.endpoint()).matches("tcp://127\\.0\\.0\\.1:[0-9]+");
        }
    }

    @Test
    void aReadyLineCountsEvenIfTheProgramEndsAtOnce() throws Exception {
        try (RunningSubject subject =
                Programs.start(Programs.shell("printf \"READY $DONTWAIT_ENDPOINT\"; exit 3"), left.options())) {
            assertThat(subject.saidReady()).isTrue();
            assertThat(subject.onExit().toCompletableFuture().join().code()).isEqualTo(3);
        }
    }

    @Test
    void aReadyLineBehindAFloodIsSeen() throws Exception {
        List<String> command =
                Programs.shell("yes a line of its own log | head -n 200000; echo READY $DONTWAIT_ENDPOINT; "
                        + "yes and more of it | head -n 200000; read x");
        try (RunningSubject subject = Programs.start(command, left.options())) {
            assertThat(subject.saidReady()).isTrue();
        }
    }

    @Test
    void aPlainEchoIsReadyWithoutSayingSo() throws Exception {
        ProcessSubject echo = new ProcessSubject(Role.WORKER, Programs.echo(), left.options());
        try (RunningSubject subject = FreePort.start(echo, UnaryOperator.identity())) {
            assertThat(subject.saidReady()).isFalse();
            assertThat(subject.capabilities()).isEmpty();
            assertThat(answer(subject)).isEqualTo(Message.of("hello"));
        }
        long begin = System.nanoTime();
        try (RunningSubject subject = FreePort.start(echo, UnaryOperator.identity())) {
            assertThat(answer(subject)).isEqualTo(Message.of("hello"));
        }
        // The second time a handshake is all that is waited for; a JVM on a busy machine takes its time.
        assertThat(since(begin)).isLessThan(ofSeconds(4));
    }

    @Test
    void aPlainEchoInPythonIsReadyWithoutSayingSo() throws Exception {
        try (RunningSubject subject = Programs.start(Programs.pythonFile(PLAIN_ECHO), left.options())) {
            assertThat(subject.saidReady()).isFalse();
            assertThat(answer(subject)).isEqualTo(Message.of("hello"));
        }
    }

    @Test
    void aServiceIsAskedInItsOwnWords() throws Exception {
        List<String> command = Programs.python("""
                import sys, zmq
                router = zmq.Context().socket(zmq.ROUTER)
                router.bind(sys.argv[1])
                while True:
                    frames = router.recv_multipart()
                    if frames[1:] == [b'order']:
                        print('asked', flush=True)
                        router.send_multipart(frames)
                """);
        try (RunningSubject subject = Programs.start(command, left.options().withQuestion(Message.of("order")))) {
            assertThat(subject.saidReady()).isFalse();
            assertThat(subject.output().orElseThrow().text(SubjectOutput.Stream.OUT))
                    .containsExactly("asked");
        }
    }

    @Test
    void anAdapterMayBindLongBeforeItIsReady() throws Exception {
        List<String> command = Programs.echo("bind-wait=1500", "ready=READY {endpoint} work");
        try (RunningSubject subject = Programs.start(command, left.options())) {
            assertThat(subject.saidReady()).isTrue();
            assertThat(subject.capabilities()).containsExactly("work");
        }
    }

    @Test
    void aSocketThatNobodyReadsIsAWireSubject() throws Exception {
        long begin = System.nanoTime();
        ProcessOptions impatient = left.options().stretchedBy(0.5);
        try (RunningSubject subject = Programs.start(Programs.echo("mute"), impatient)) {
            assertThat(subject.saidReady()).isFalse();
        }
        assertThat(since(begin)).isBetween(ofMillis(2500), ofSeconds(7));
    }

    @Test
    void onceAProgramHasSaidReadyItsPortIsNotProbedAgain() throws Exception {
        ProcessSubject telltale = new ProcessSubject(Role.WORKER, Programs.python(PYTHON_TELLTALE), left.options());
        assertThat(printed(telltale)).contains("somebody connected");
        assertThat(printed(telltale)).hasSize(1).first().asString().startsWith("READY");
    }

    private static List<String> printed(ProcessSubject program) throws InterruptedException {
        try (RunningSubject subject = FreePort.start(program, UnaryOperator.identity())) {
            SubjectOutput output = subject.output().orElseThrow();
            assertThat(output.awaitEnd(ofSeconds(5))).isTrue();
            return output.text(SubjectOutput.Stream.OUT);
        }
    }

    @Test
    void aClientMustSayReady() throws Exception {
        ProcessSubject client = new ProcessSubject(
                Role.CLIENT, Programs.shell("echo READY $DONTWAIT_ENDPOINT; read x"), left.options());
        try (RunningSubject subject = client.start(SubjectSettings.of(Role.CLIENT, FreePort.endpoint()))) {
            assertThat(subject.saidReady()).isTrue();
        }
    }

    @Test
    void anEndBeforeReadyIsToldAtOnceWithItsReason() throws Exception {
        long begin = System.nanoTime();
        assertThat(Programs.failureOf(
                        Programs.shell("echo about to; echo 'no module named zmq' >&2; exit 7"), left.options()))
                .contains("ended before it was ready: exit code 7")
                .contains("/bin/sh -c")
                .contains("out| about to")
                .contains("err| no module named zmq")
                .contains("DONTWAIT_ENDPOINT=tcp://127.0.0.1:");
        assertThat(since(begin)).isLessThan(ofSeconds(3));
    }

    @Test
    void settingsThatCannotBeUsedReachTheProgram() throws Exception {
        ProcessSubject strict = new ProcessSubject(
                Role.WORKER, Programs.shell("echo \"no role $DONTWAIT_ROLE\" >&2; exit 2"), left.options());
        SubjectSettings settings = SubjectSettings.of(Role.WORKER, "tcp://127.0.0.1:99999")
                .with(SubjectSettings.ROLE, "nonsense")
                .with(SubjectSettings.LINGER_MS, "soon");
        assertThat(catchThrowable(() -> strict.start(settings)))
                .hasMessageContaining("exit code 2")
                .hasMessageContaining("err| no role nonsense");
    }

    @Test
    void aDeathBySignalIsNamed() throws Exception {
        assertThat(Programs.failureOf(Programs.shell("kill -9 $$"), left.options()))
                .contains("signal 9");
    }

    @Test
    void neitherReadyNorHandshakeIsToldAfterThePatience() throws Exception {
        ProcessOptions impatient = left.options().withStartPatience(ofMillis(700));
        assertThat(Programs.failureOf(Programs.shell("echo READY soon; read x"), impatient))
                .contains("was not ready within 0.7 s")
                .contains("a READY line without an endpoint: expected READY tcp://host:port words")
                .contains("no handshake succeeded")
                .contains("refused")
                .contains("does it bind the endpoint that it is told, by DONTWAIT_ENDPOINT or in place of {endpoint}?")
                .contains("out| READY soon");
        assertThat(Programs.failureOf(Programs.shell("echo READY; read x"), impatient))
                .contains("it printed a READY line without an endpoint")
                .contains("out| READY");
        assertThat(Programs.failureOf(Programs.shell("echo ready; read x"), impatient))
                .contains("it printed no READY line");
    }

    @Test
    void aClientThatDoesNotSayReadyIsToldThatItHasTo() throws Exception {
        try (RunningSubject other = Programs.start(Programs.echo(), left.options())) {
            SubjectSettings settings = SubjectSettings.of(Role.CLIENT, other.endpoint());
            ProcessSubject silent = new ProcessSubject(
                    Role.CLIENT, Programs.shell("read x"), left.options().withStartPatience(ofMillis(500)));
            assertThat(catchThrowable(() -> silent.start(settings)))
                    .hasMessageContaining("a client has to print 'READY <endpoint> …' just before its first request")
                    .hasMessageContaining("conformance/docs/contract.md")
                    .hasMessageNotContaining("was taken");
        }
    }

    @Test
    void aServiceThatIsNoZeroMqIsTold() throws Exception {
        List<String> command = Programs.python(PYTHON_HTTP);
        assertThat(Programs.failureOf(command, left.options().withStartPatience(ofMillis(1500))))
                .contains("no handshake succeeded")
                .contains("greeting");
    }

    @Test
    void aPortThatSomebodyElseHoldsProvesNothing() throws Exception {
        try (RunningSubject other = Programs.start(Programs.echo(), left.options())) {
            SubjectSettings settings = SubjectSettings.of(Role.WORKER, other.endpoint());
            ProcessSubject silent = new ProcessSubject(
                    Role.WORKER, Programs.shell("read x"), left.options().withStartPatience(ofMillis(500)));
            assertThat(catchThrowable(() -> silent.start(settings)))
                    .hasMessageContaining("its port was taken by another program before it started");
        }
    }

    @Test
    void anInterruptedStartLeavesNothing() throws Exception {
        Thread starter = new Thread(
                () -> {
                    try {
                        Programs.start(Programs.shell("read x"), left.options()).close();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "interrupted-start");
        starter.start();
        while (left.processes().isEmpty()) {
            Thread.onSpinWait();
        }
        starter.interrupt();
        starter.join(5_000);
        assertThat(starter.isAlive()).isFalse();
    }

    private static Message answer(RunningSubject subject) {
        try (WirePeer peer = WirePeer.connect(
                TcpEndpoint.parse(subject.endpoint()).reachable(), "test", Transcript.none(), Timeouts.standard())) {
            peer.handshake(WireOptions.of("DEALER"));
            peer.send("hello");
            return peer.receiveMessage();
        }
    }

    private static Duration since(long nanos) {
        return ofNanos(System.nanoTime() - nanos);
    }
}
