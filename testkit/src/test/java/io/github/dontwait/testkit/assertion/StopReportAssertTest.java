package io.github.dontwait.testkit.assertion;

import static io.github.dontwait.testkit.assertion.DontwaitAssertions.assertThat;
import static io.github.dontwait.testkit.assertion.Failing.fails;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dontwait.testkit.transcript.ResourceUse;
import io.github.dontwait.testkit.transcript.StopObserver;
import io.github.dontwait.testkit.transcript.StopReport;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each text word for word, and what the values are made of. */
class StopReportAssertTest {

    private final StopReport good = report(300, OptionalInt.of(0), false, true, 3);
    private final StopReport bad = report(2_500, OptionalInt.of(143), false, false, 1, "reaper-1", "worker");
    private final StopReport killed = report(5_000, OptionalInt.empty(), true, false, 0, "worker");
    private final StopReport unobserved =
            StopObserver.beforeStart().stop(() -> {}).report();

    private static StopReport report(
            long millis, OptionalInt code, boolean isForced, boolean isClean, long answered, String... threads) {
        return new StopReport(
                Duration.ofMillis(millis),
                code,
                isForced,
                Optional.of(isClean),
                OptionalInt.of(5555),
                Optional.of(isClean),
                OptionalLong.of(3),
                OptionalLong.of(answered),
                Optional.of(List.of(threads)));
    }

    @Test
    void tookAtMost() {
        assertThat(good).tookAtMost(Duration.ofMillis(300));
        fails(() -> assertThat(bad).tookAtMost(Duration.ofSeconds(2)), """
                Expecting the subject to stop within 2000 ms
                but it took 2500 ms
                """);
        fails(() -> assertThat(killed).tookAtMost(Duration.ofSeconds(9)), """
                Expecting the subject to stop within 9000 ms
                but it had to be killed after 5000 ms
                """);
    }

    @Test
    void answeredAllItAccepted() {
        assertThat(good).answeredAllItAccepted();
        fails(() -> assertThat(bad).answeredAllItAccepted(), """
                Expecting the subject to answer all 3 requests that it had accepted before it stopped
                but it answered 1
                """);
        fails(() -> assertThat(unobserved).answeredAllItAccepted(), """
                Expecting the subject to answer all requests that it had accepted before it stopped
                but nobody told how many they were; call requests(accepted, answered) before report()
                """);
    }

    @Test
    void releasedItsPort() {
        assertThat(good).releasedItsPort();
        fails(() -> assertThat(bad).releasedItsPort(), """
                Expecting the port 5555 of the subject to be free after its stop
                but it is still taken
                """);
        fails(() -> assertThat(unobserved).releasedItsPort(), """
                Expecting the port of the subject to be free after its stop
                but no port was told; call port(…) or endpoint(…) before report()
                """);
    }

    @Test
    void leftNoThread() {
        assertThat(good).leftNoThread();
        fails(() -> assertThat(bad).leftNoThread(), """
                Expecting the subject to leave no thread
                but 2 threads of it still live: "reaper-1", "worker"
                """);
        fails(() -> assertThat(killed).leftNoThread(), """
                Expecting the subject to leave no thread
                but 1 thread of it still lives: "worker"
                """);
        StopReport process = new StopReport(
                Duration.ZERO,
                OptionalInt.of(0),
                false,
                Optional.of(true),
                OptionalInt.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty());
        fails(() -> assertThat(process).leftNoThread(), """
                Expecting the subject to leave no thread
                but nobody sees its threads: it is not in this JVM
                """);
    }

    @Test
    void hasExitCode() {
        assertThat(good).hasExitCode(0);
        fails(() -> assertThat(bad).hasExitCode(0), """
                Expecting the subject to end with the exit code 0
                but it ended with 143
                """);
        fails(() -> assertThat(killed).hasExitCode(0), """
                Expecting the subject to end with the exit code 0
                but it is no process
                """);
    }

    @Test
    void saidStopped() {
        assertThat(good).saidStopped();
        fails(() -> assertThat(bad).saidStopped(), """
                Expecting STOPPED to be the last line of the subject
                but it is not
                """);
        fails(() -> assertThat(unobserved).saidStopped(), """
                Expecting STOPPED to be the last line of the subject
                but nobody reads its lines: it is no process
                """);
    }

    @Test
    void usedLessCpuThan() {
        ResourceUse before = new ResourceUse(1_000, Duration.ofMillis(100), 0, 10);
        ResourceUse after = new ResourceUse(1_000_001_000, Duration.ofMillis(150), 0, 12);
        assertThat(after).since(before).usedLessCpuThan(0.06);
        fails(() -> assertThat(after).since(before).usedLessCpuThan(0.01), """
                Expecting the subject to use less than 1.0 % of a core over 1000 ms
                but it used 5.0 %, 50 ms of processor time
                """);
        assertThatThrownBy(() -> assertThat(after).usedLessCpuThan(1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("use is counted between two moments; call since(earlier) first");
        assertThatThrownBy(() -> assertThat(before).since(after).usedLessCpuThan(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the other use was measured later, by 1000000000 ns; give the earlier");
    }

    @Test
    void keptNoDescriptor() {
        ResourceUse before = new ResourceUse(Duration.ZERO, 0, 10);
        ResourceUse after = new ResourceUse(Duration.ZERO, 0, 12);
        assertThat(before).since(after).keptNoDescriptor();
        fails(() -> assertThat(after).since(before).keptNoDescriptor(), """
                Expecting the subject to hold no more descriptors than the 10 of before
                but it holds 12
                """);
        ResourceUse ofThread = ResourceUse.of(Thread.currentThread());
        assertThatThrownBy(() -> assertThat(ofThread).since(ofThread).keptNoDescriptor())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("nobody counted the subject's descriptors");
    }

    @Test
    void anIdleThreadUsesNoCpuAndABusyOneDoes() throws InterruptedException {
        Thread idle = new Thread(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                LockSupport.park();
            }
        });
        idle.start();
        ResourceUse before = ResourceUse.of(idle);
        ResourceUse mine = ResourceUse.of(Thread.currentThread());
        while (ResourceUse.of(Thread.currentThread())
                        .cpuTime()
                        .minus(mine.cpuTime())
                        .toMillis()
                < 50) {
            Thread.onSpinWait();
        }
        assertThat(ResourceUse.of(idle)).since(before).usedLessCpuThan(0.2);
        assertThat(ResourceUse.of(Thread.currentThread()).cpuShareSince(mine)).isPositive();
        idle.interrupt();
        idle.join();
        assertThatThrownBy(() -> ResourceUse.of(idle)).hasMessageContaining("does not live");
    }

    @Test
    void anObserverSeesWhatAStopLeaves() throws Exception {
        StopObserver observer = StopObserver.beforeStart();
        ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread left = new Thread(LockSupport::park, "left-behind");
        left.start();
        StopReport report = observer.stop(() -> {})
                .port(server.getLocalPort())
                .requests(2, 1)
                .report();
        assertThat(report.releasedPort()).contains(false);
        assertThat(report.leftThreads().orElseThrow()).contains("left-behind");
        assertThat(observer.stop(() -> {})
                        .endpoint("tcp://127.0.0.1:" + server.getLocalPort())
                        .report()
                        .releasedPort())
                .contains(false);
        fails(() -> assertThat(report).answeredAllItAccepted(), """
                Expecting the subject to answer all 2 requests that it had accepted before it stopped
                but it answered 1
                """);

        StopReport clean = observer.stop(() -> {
                    server.close();
                    LockSupport.unpark(left);
                })
                .endpoint("tcp://*:" + server.getLocalPort())
                .requests(2, 2)
                .report();
        assertThat(clean)
                .tookAtMost(Duration.ofSeconds(5))
                .answeredAllItAccepted()
                .releasedItsPort();
        assertThat(clean.leftThreads().orElseThrow()).doesNotContain("left-behind");
        assertThatThrownBy(() -> observer.stop(() -> {
                    throw new java.io.IOException("broken pipe");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the stop threw java.io.IOException: broken pipe");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ipc:///tmp/a",
                "tcp://127.0.0.1",
                "tcp://127.0.0.1:*",
                "tcp://127.0.0.1:0",
                "tcp://127.0.0.1:65536"
            })
    void onlyAnEndpointThatCanBeBoundAgainIsTried(String endpoint) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StopObserver.beforeStart().stop(() -> {}).endpoint(endpoint));
    }
}
