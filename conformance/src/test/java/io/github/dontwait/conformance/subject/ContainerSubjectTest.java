package io.github.dontwait.conformance.subject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dontwait.conformance.Role;
import io.github.dontwait.conformance.RunningSubject;
import io.github.dontwait.conformance.Subject;
import io.github.dontwait.conformance.SubjectOutput;
import io.github.dontwait.conformance.SubjectSettings;
import io.github.dontwait.conformance.SubjectStartException;
import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.peer.Peers;
import io.github.dontwait.testkit.transcript.ResourceUse;
import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.Timeouts;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NeedsImages
@Timeout(60)
class ContainerSubjectTest {

    private static final ProcessOptions OPTIONS = ProcessOptions.standard();

    @AfterEach
    void nothingIsLeft() {
        assertThat(TestImage.containersOf(ProcessHandle.current().pid())).isEmpty();
        assertThat(Thread.getAllStackTraces().keySet().stream().map(Thread::getName))
                .noneMatch(name -> name.startsWith("dontwait-subject") || name.startsWith("dontwait-probe"));
    }

    private static RunningSubject start(String image, ProcessOptions options) throws InterruptedException {
        return FreePort.start(new ContainerSubject(Role.WORKER, image, options), UnaryOperator.identity());
    }

    private static String failureOf(String image, ProcessOptions options) throws InterruptedException {
        try (RunningSubject started = start(image, options)) {
            throw new AssertionError("it started: " + started);
        } catch (SubjectStartException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static void assertEchoes(RunningSubject subject) {
        try (Peers peers = Peers.to(subject.endpoint(), Transcript.begin(), Timeouts.standard())) {
            Peer alice = peers.dealer("alice");
            alice.send("a", "", "b");
            alice.expect("a", "", "b");
        }
    }

    private static RunningSubject.Exit exit(RunningSubject subject) throws Exception {
        return subject.onExit().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @ValueSource(strings = {NeedsImages.REFERENCE, NeedsImages.PYZMQ})
    void isWhatAProgramIs(String image) throws Exception {
        try (RunningSubject subject = start(image, OPTIONS)) {
            assertThat(subject.saidReady()).isTrue();
            assertThat(subject.capabilities()).contains("work", "stats", "drain");
            assertThat(subject.endpoint()).startsWith("tcp://127.0.0.1:");
            assertThat(subject.bindsItsEndpoint()).isFalse();
            assertEchoes(subject);
            ResourceUse use = subject.process().orElseThrow().resources().orElseThrow();
            assertThat(use.cpuTime()).isPositive();
            assertThat(use.residentBytes()).isPositive();
            assertThat(subject.process().orElseThrow().pid()).isPositive();
            subject.stop();
            assertThat(exit(subject).code()).isZero();
            SubjectOutput output = subject.output().orElseThrow();
            assertThat(output.awaitEnd(Duration.ofSeconds(5))).isTrue();
            assertThat(output.text(SubjectOutput.Stream.OUT)).last().isEqualTo("STOPPED");
            assertThat(output.text(SubjectOutput.Stream.ERR)).isEmpty();
            assertThat(subject.process().orElseThrow().resources()).isEmpty();
            subject.stop();
        }
    }

    @Test
    void aKilledOneComesBackAtTheSameEndpoint() throws Exception {
        Subject image = new ContainerSubject(Role.WORKER, NeedsImages.PYZMQ, OPTIONS);
        try (RunningSubject first = FreePort.start(image, UnaryOperator.identity())) {
            assertEchoes(first);
            first.process().orElseThrow().kill();
            assertThat(exit(first).code()).isEqualTo(-9);
            try (RunningSubject second = image.start(SubjectSettings.of(Role.WORKER, first.endpoint()))) {
                assertThat(second.endpoint()).isEqualTo(first.endpoint());
                assertEchoes(second);
            }
        }
    }

    @Test
    void aPlainServiceIsKnownByAHandshake() throws Exception {
        try (TestImage image = TestImage.running("python3", "plain_echo.py", "tcp://0.0.0.0:5555");
                RunningSubject subject = start(image.name(), OPTIONS)) {
            assertThat(subject.saidReady()).isFalse();
            assertThat(subject.capabilities()).isEmpty();
            assertEchoes(subject);
        }
    }

    @Test
    void oneThatEndsBeforeItIsReadyTellsWhy() throws Exception {
        try (TestImage image = TestImage.ofPython("import sys; print('no module'); sys.exit('no luck')")) {
            assertThat(failureOf(image.name(), OPTIONS))
                    .startsWith("the subject ended before it was ready: exit code 1\n  command:  docker run --rm "
                            + image.name())
                    .contains("DONTWAIT_ENDPOINT=tcp://0.0.0.0:5555", "out| no module", "err| no luck");
        }
        ContainerSubject picky = new ContainerSubject(Role.WORKER, NeedsImages.PYZMQ, OPTIONS);
        SubjectSettings unusable = SubjectSettings.of(Role.WORKER, "tcp://127.0.0.1:65536");
        assertThatThrownBy(() -> picky.start(unusable)).isInstanceOfSatisfying(SubjectStartException.class, e -> {
            assertThat(e.early().orElseThrow().code()).isEqualTo(1);
            assertThat(e.early().orElseThrow().errorLines())
                    .singleElement()
                    .asString()
                    .startsWith("DONTWAIT_ENDPOINT: cannot use 'tcp://127.0.0.1:65536'");
        });
    }

    @Test
    void oneThatNeverGetsReadyIsEnded() throws Exception {
        try (TestImage image = TestImage.ofPython("import time; print('hello'); time.sleep(600)")) {
            assertThat(failureOf(image.name(), OPTIONS.withStartPatience(Duration.ofSeconds(1))))
                    .contains("was not ready within 1.0 s: it printed no READY line", "out| hello");
        }
    }

    @Test
    void aServiceThatNobodyOutsideCanReachIsTold() throws Exception {
        String program = "import time; print('READY tcp://127.0.0.1:5555'); time.sleep(600)";
        try (TestImage image = TestImage.ofPython(program)) {
            assertThat(failureOf(image.name(), OPTIONS))
                    .isEqualTo(
                            "it says that it serves at tcp://127.0.0.1:5555 inside its container, where nobody outside"
                                    + " can connect; bind the address in DONTWAIT_ENDPOINT, tcp://0.0.0.0:5555");
        }
    }

    @Test
    void aFloodOfOutputFillsNothing() throws Exception {
        String program = "print('READY tcp://0.0.0.0:5555 x')\nwhile True: print('x' * 8000)";
        try (TestImage image = TestImage.ofPython(program);
                RunningSubject subject = start(image.name(), OPTIONS)) {
            assertThat(subject.output().orElseThrow().await(line -> line.index() > 3_000, Duration.ofSeconds(20)))
                    .isPresent();
        }
    }

    @Test
    void whatCannotBeAskedForIsRefused() throws Exception {
        assertThat(failureOf("dontwait/no-such-image:1", OPTIONS)).contains("has no image 'dontwait/no-such-image:1'");
        assertThatThrownBy(() -> new ContainerSubject(Role.CLIENT, NeedsImages.PYZMQ, OPTIONS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--exec");
        assertThatThrownBy(() -> new ContainerSubject(Role.WORKER, NeedsImages.PYZMQ, OPTIONS)
                        .start(SubjectSettings.of(Role.WORKER, "tcp://127.0.0.1:*")))
                .isInstanceOf(SubjectStartException.class)
                .hasMessageContaining("only for a port that is known");
        ProcessOptions wrong = OPTIONS.withEnvironment(Map.of("DONTWAIT_LINGER_MS", "soon"));
        assertThat(failureOf(NeedsImages.PYZMQ, wrong)).contains("err| DONTWAIT_LINGER_MS");
    }
}
