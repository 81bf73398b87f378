package io.github.dontwait.conformance.subject;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.dontwait.conformance.RunningSubject;
import io.github.dontwait.conformance.SubjectOutput;
import io.github.dontwait.conformance.SubjectProcess;
import io.github.dontwait.testkit.transcript.ResourceUse;
import java.io.BufferedReader;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What ends, how, and with what; each test ends with nothing left. */
class SubjectEndTest {

    private static final String READY = "echo READY $DONTWAIT_ENDPOINT; ";

    @RegisterExtension
    final NothingLeft left = new NothingLeft();

    @BeforeEach
    void needsAProcessTable() {
        assumeTrue(ProcessTable.exists(), "there is no /proc");
    }

    @Test
    void anOrderlyStopEndsWithTheProgramsOwnCode() throws Exception {
        List<String> command =
                Programs.shell("trap 'echo STOPPED; exit 0' TERM; " + READY + "while :; do sleep 0.01; done");
        try (RunningSubject subject = Programs.start(command, left.options())) {
            long asked = System.nanoTime();
            subject.stop();
            RunningSubject.Exit exit = exitOf(subject);
            assertThat(exit.code()).isZero();
            assertThat(exit.atNanos()).isGreaterThan(asked);
            SubjectOutput output = subject.output().orElseThrow();
            assertThat(output.text(SubjectOutput.Stream.OUT)).last().isEqualTo("STOPPED");
            subject.stop();
        }
    }

    @Test
    void aDeathBySigtermIsToldAsSignal() throws Exception {
        try (RunningSubject subject = Programs.start(Programs.shell(READY + "exec sleep 60"), left.options())) {
            subject.stop();
            assertThat(exitOf(subject).code()).isEqualTo(-15);
            assertThat(exitOf(subject)).hasToString("signal 15");
        }
    }

    @Test
    void whatIgnoresSigtermIsKilled() throws Exception {
        RunningSubject subject = Programs.start(
                Programs.shell("trap '' TERM; " + READY + "while :; do sleep 0.01; done"), left.options());
        subject.stop();
        assertThat(subject.onExit().toCompletableFuture()).isNotDone();
        subject.close();
        assertThat(exitOf(subject).code()).isEqualTo(-9);
        subject.close();
    }

    @Test
    void sigtermGoesToTheProcessAlone() throws Exception {
        List<String> command = Programs.shell("sleep 60 & echo child $!; trap 'exit 5' TERM; " + READY + "wait");
        try (RunningSubject subject = Programs.start(command, left.options())) {
            subject.stop();
            assertThat(exitOf(subject).code()).isEqualTo(5);
            assertThat(left.processes()).as("the child").hasSize(1);
        }
    }

    @Test
    void childrenOfADeadParentAreKilled() throws Exception {
        List<String> command = Programs.shell("(sleep 60 & sleep 61 & exit 0); " + READY + "exit 0");
        try (RunningSubject subject = Programs.start(command, left.options())) {
            exitOf(subject);
            assertThat(left.processes()).hasSize(2);
        }
    }

    @Test
    void aGrandchildInASessionOfItsOwnIsKilled() throws Exception {
        assumeTrue(ProgramFile.find("setsid", "/usr/bin:/bin").isPresent(), "there is no setsid");
        List<String> command = Programs.shell("(setsid sh -c 'sleep 60 & wait' &) ; " + READY + "exit 0");
        try (RunningSubject subject = Programs.start(command, left.options())) {
            exitOf(subject);
            assertThat(left.processes()).isNotEmpty();
        }
    }

    @Test
    void childrenThatAreBornMeanwhileAreKilled() throws Exception {
        List<String> command = Programs.shell(READY + "while :; do sleep 60 & sleep 0.001; done");
        try (RunningSubject subject = Programs.start(command, left.options())) {
            while (left.processes().size() < 20) {
                Thread.onSpinWait();
            }
            assertThat(subject.saidReady()).isTrue();
        }
    }

    @Test
    void aChildThatPrintsWithoutEndAfterItsParentsDeathFillsNothing() throws Exception {
        try (RunningSubject subject =
                Programs.start(Programs.shell("yes and so on & " + READY + "read x; exit 0"), left.options())) {
            subject.process().orElseThrow().closeInput();
            exitOf(subject);
            SubjectOutput output = subject.output().orElseThrow();
            long count = output.count();
            assertThat(output.await(line -> line.index() > count + 1_000_000, Duration.ofSeconds(5)))
                    .isPresent();
            assertThat(output.lines()).hasSizeLessThanOrEqualTo(SubjectOutput.HEAD + SubjectOutput.TAIL);
        }
    }

    @Test
    void killingReturnsWhenItIsGone() throws Exception {
        RunningSubject subject = Programs.start(Programs.shell(READY + "sleep 60"), left.options());
        SubjectProcess process = subject.process().orElseThrow();
        assertThat(ProcessHandle.of(process.pid())).isPresent();
        process.kill();
        assertThat(left.processes()).isEmpty();
        assertThat(exitOf(subject).code()).isEqualTo(-9);
        assertThat(process.resources()).isEmpty();
    }

    @Test
    void itsInputIsOpenUntilItIsClosed() throws Exception {
        try (RunningSubject subject =
                Programs.start(Programs.shell(READY + "read x; echo the input has ended"), left.options())) {
            assertThat(subject.process().orElseThrow().closeInput()).isTrue();
            assertThat(exitOf(subject).code()).isZero();
        }
    }

    @Test
    void resourcesAreThoseOfTheWholeTree() throws Exception {
        List<String> command = Programs.shell("sh -c 'while :; do :; done' & sleep 60 & " + READY + "wait");
        try (RunningSubject subject = Programs.start(command, left.options())) {
            SubjectProcess process = subject.process().orElseThrow();
            long begin = System.nanoTime();
            Optional<ResourceUse> use = process.resources();
            while (use.orElseThrow().cpuTime().toMillis() < 200) {
                assertThat(System.nanoTime() - begin).isLessThan(SECONDS.toNanos(10));
                use = process.resources();
            }
            assertThat(use.orElseThrow().residentBytes()).isBetween(500_000L, 50_000_000L);
            assertThat(use.orElseThrow().descriptors()).isBetween(9, 60);
        }
    }

    @Test
    void whoGetsNoProcessorHasWaitedForOne() throws Exception {
        int threads = Runtime.getRuntime().availableProcessors() + 1;
        String busy = "while :; do :; done & ".repeat(threads);
        try (RunningSubject subject = Programs.start(Programs.shell(busy + READY + "wait"), left.options())) {
            SubjectProcess process = subject.process().orElseThrow();
            long begin = System.nanoTime();
            while (process.waitedForProcessor().orElseThrow().toMillis() < 50) {
                assertThat(System.nanoTime() - begin).isLessThan(SECONDS.toNanos(10));
            }
        }
    }

    @Test
    void theEndOfTheSuiteIsTheEndOfItsSubjects() throws Exception {
        Process suite = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        StartsAndWaits.class.getName())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader lines = suite.inputReader()) {
            assertThat(lines.readLine()).isEqualTo("started");
            String mark = lines.readLine();
            assertThat(marked(mark)).isNotEmpty();
            suite.toHandle().destroy();
            assertThat(suite.waitFor(10, SECONDS)).isTrue();
            assertThat(marked(mark)).isEmpty();
        } finally {
            suite.destroyForcibly().waitFor();
        }
    }

    private static List<Long> marked(String text) {
        return ProcessTable.all().stream()
                .map(ProcessTable.Entry::pid)
                .filter(pid -> ProcessTable.environmentHolds(pid, text))
                .toList();
    }

    private static RunningSubject.Exit exitOf(RunningSubject subject) throws Exception {
        return subject.onExit().toCompletableFuture().get(10, SECONDS);
    }
}
