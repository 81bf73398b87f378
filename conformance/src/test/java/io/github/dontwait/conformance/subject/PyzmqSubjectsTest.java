package io.github.dontwait.conformance.subject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dontwait.conformance.Role;
import io.github.dontwait.conformance.RunningSubject;
import io.github.dontwait.conformance.SubjectOutput;
import io.github.dontwait.conformance.SubjectSettings;
import io.github.dontwait.conformance.SubjectStartException;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.peer.FakeRouter;
import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.peer.Peers;
import io.github.dontwait.testkit.peer.Request;
import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.Timeouts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The programs in {@code subjects/} and the skeletons are what their pages say. That they obey the rules is the suite's to say. */
@Timeout(60)
class PyzmqSubjectsTest {

    private static final Path SUBJECTS = Path.of("subjects", "python-pyzmq");
    private static final Path SKELETONS =
            Path.of("src", "main", "resources", "io", "github", "dontwait", "conformance", "skeleton");

    @ParameterizedTest
    @EnumSource(names = {"WORKER", "SERVER"})
    void aServiceDeclaresTheSameWithoutTheContractAndThenOnlyEchoes(Role role) throws Exception {
        Set<String> declared;
        try (RunningSubject subject = start(role, settings -> settings)) {
            declared = subject.capabilities();
            assertThat(declared).contains("work", "fail", "defer", "stats", "whoami", "heartbeat", "maxmsgsize", "hwm");
        }
        try (RunningSubject subject = start(role, settings -> settings.without(SubjectSettings.CONTRACT));
                Peers peers = peersOf(subject)) {
            assertThat(subject.capabilities()).isEqualTo(declared);
            Peer alice = peers.dealer("alice");
            alice.send("$whoami");
            alice.expect("$whoami");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"WORKER", "SERVER"})
    void aServiceFinishesItsWorkAndStopsInOrder(Role role) throws Exception {
        try (RunningSubject subject = start(role, settings -> settings);
                Peers peers = peersOf(subject)) {
            assertServes(peers);
            Peer bob = peers.dealer("bob");
            bob.send("first");
            bob.expect("first");
            bob.send("$defer", "300");
            bob.send("$stats");
            assertThat(bob.expectMessage().first().text()).isEqualTo("$stats");
            subject.stop();
            bob.expect("$defer", "300");
            assertStoppedInOrder(subject);
        }
    }

    @Test
    void theClientEndsEachRequestOnce() throws Exception {
        try (Peers peers = Peers.listening(Transcript.begin(), Timeouts.standard());
                FakeRouter router = peers.fakeRouter("router")) {
            SubjectSettings settings = SubjectSettings.of(Role.CLIENT, router.endpoint())
                    .with(SubjectSettings.REQUESTS, 4)
                    .with(SubjectSettings.WINDOW, 2)
                    .with(SubjectSettings.TIMEOUT_MS, 400);
            try (RunningSubject client =
                    subject(Role.CLIENT, pyzmq("client.py")).start(settings)) {
                for (int number = 1; number <= 4; number++) {
                    Request request = router.takeRequest();
                    assertThat(request.body()).isEqualTo(Message.of(Integer.toString(number), "body-" + number));
                    if (number % 2 == 0) {
                        router.reply(request, Integer.toString(number));
                        router.reply(request, "$heartbeat");
                        router.reply(request, "stray");
                    }
                }
                assertThat(exitCode(client)).isZero();
                assertThat(lines(client, SubjectOutput.Stream.OUT))
                        .contains("TIMEOUT 1", "TIMEOUT 3", "UNEXPECTED 7374726179")
                        .noneMatch(line -> line.startsWith("TIMEOUT 2") || line.contains("24686561727462656174"))
                        .last()
                        .isEqualTo("DONE 2 2");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "WORKER, DONTWAIT_HWM, many",
        "WORKER, DONTWAIT_ENDPOINT, tcp://127.0.0.1:65536",
        "WORKER, DONTWAIT_SECURITY, plain",
        "SERVER, DONTWAIT_HEARTBEAT_MS, -1",
        "SERVER, DONTWAIT_CURVE_SECRETKEY, short",
        "CLIENT, DONTWAIT_WINDOW, 0",
        "CLIENT, DONTWAIT_ROLE, worker",
    })
    void aSettingThatCannotBeUsedEndsItWithOneLine(Role role, String name, String value) throws Exception {
        Path program = pyzmq(role.word() + ".py");
        ProcessOptions options = ProcessOptions.standard().withEnvironment(Map.of(name, value));
        ProcessSubject subject = new ProcessSubject(role, List.of(Pyzmq.python(), program.toString()), options);
        assertThatThrownBy(() -> subject.start(SubjectSettings.of(role, FreePort.endpoint())))
                .isInstanceOf(SubjectStartException.class)
                .hasMessageContaining("exit code 1")
                .message()
                .containsOnlyOnce("err|")
                .containsPattern("err\\| DONTWAIT_");
    }

    @Test
    void thePlainEchoOnlyEchoes() throws Exception {
        ProcessSubject echo = new ProcessSubject(
                Role.WORKER,
                List.of(Pyzmq.python(), pyzmq("plain_echo.py").toString(), "{endpoint}"),
                ProcessOptions.standard());
        try (RunningSubject subject = FreePort.start(echo, UnaryOperator.identity());
                Peers peers = peersOf(subject)) {
            assertThat(subject.saidReady()).isFalse();
            Peer alice = peers.dealer("alice");
            alice.send("a", "", "b");
            alice.expect("a", "", "b");
        }
    }

    @Test
    void thePythonSkeletonIsACorrectStart() throws Exception {
        assertSkeleton(subject(Role.WORKER, SKELETONS.resolve("worker.py")));
    }

    @Test
    void theJavaSkeletonIsACorrectStart() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String skeleton = SKELETONS.resolve("Worker.java").toString();
        assertSkeleton(new ProcessSubject(
                Role.WORKER,
                List.of(java, "-cp", ReferenceSubject.classPath(), skeleton),
                ProcessOptions.standard().withStartPatience(Duration.ofSeconds(40))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"worker.py", "server.py", "client.py"})
    void eachFitsIntoOneHundredAndFiftyLines(String program) throws IOException {
        try (Stream<String> lines = Files.lines(pyzmq(program))) {
            assertThat(lines.count()).isLessThan(150);
        }
    }

    private static void assertSkeleton(ProcessSubject skeleton) throws Exception {
        try (RunningSubject subject = FreePort.start(skeleton, UnaryOperator.identity());
                Peers peers = peersOf(subject)) {
            assertThat(subject.capabilities()).containsExactlyInAnyOrder("work", "fail", "stats", "whoami");
            assertServes(peers);
            assertStoppedInOrder(subject);
        }
    }

    /** Asks for the verbs that all declare, as a DEALER with and without an envelope. */
    private static void assertServes(Peers peers) {
        Peer alice = peers.dealer("alice");
        alice.send("a", "", "b");
        alice.expect("a", "", "b");
        alice.send("", "$whoami", "more");
        alice.expect("", "$whoami", "alice");
        alice.send("$work", "5", "rest");
        alice.expect("$work", "5", "rest");
        alice.send("$work", "five");
        assertThat(alice.expectMessage().first().text()).isEqualTo("$error");
        alice.send("", "$fail");
        assertThat(alice.expectMessage().body().first().text()).isEqualTo("$error");
        alice.send("", "", "$fail");
        alice.expect("", "", "$fail");
        alice.send("$stats");
        assertThat(alice.expectMessage().frames())
                .anyMatch(frame -> frame.text().startsWith("handled="));
    }

    private static void assertStoppedInOrder(RunningSubject subject) throws Exception {
        subject.stop();
        assertThat(exitCode(subject)).isZero();
        assertThat(lines(subject, SubjectOutput.Stream.OUT)).last().isEqualTo("STOPPED");
        assertThat(lines(subject, SubjectOutput.Stream.ERR)).isEmpty();
    }

    private static Path pyzmq(String program) {
        return SUBJECTS.resolve(program);
    }

    private static RunningSubject start(Role role, UnaryOperator<SubjectSettings> settings) throws Exception {
        return FreePort.start(subject(role, pyzmq(role.word() + ".py")), settings);
    }

    private static ProcessSubject subject(Role role, Path program) {
        return new ProcessSubject(role, List.of(Pyzmq.python(), program.toString()), ProcessOptions.standard());
    }

    private static Peers peersOf(RunningSubject subject) {
        return Peers.to(subject.endpoint(), Transcript.begin(), Timeouts.standard());
    }

    private static int exitCode(RunningSubject subject) throws Exception {
        return subject.onExit().toCompletableFuture().get(10, TimeUnit.SECONDS).code();
    }

    private static List<String> lines(RunningSubject subject, SubjectOutput.Stream stream) throws Exception {
        SubjectOutput output = subject.output().orElseThrow();
        assertThat(output.awaitEnd(Timeouts.standard().close())).isTrue();
        return output.text(stream);
    }
}
