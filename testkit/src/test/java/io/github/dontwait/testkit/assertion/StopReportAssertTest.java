package io.github.dontwait.testkit.assertion;

import static io.github.dontwait.testkit.assertion.DontwaitAssertions.assertThat;
import static io.github.dontwait.testkit.assertion.Failing.fails;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dontwait.testkit.transcript.ResourceUse;
import io.github.dontwait.testkit.transcript.StopObserver;
import io.github.dontwait.testkit.transcript.StopReport;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Each text word for word, and what the values are made of. */
class StopReportAssertTest {

    private final StopReport good =
            new StopReport(Duration.ofMillis(300), OptionalInt.of(0), false, true, true, 3, 3, List.of());
    private final StopReport bad = new StopReport(
            Duration.ofMillis(2_500), OptionalInt.of(143), false, false, false, 3, 1, List.of("reaper-1", "worker"));
    private final StopReport killed =
            new StopReport(Duration.ofSeconds(5), OptionalInt.empty(), true, false, true, 1, 0, List.of("worker"));

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
    }

    @Test
    void releasedItsPort() {
        assertThat(good).releasedItsPort();
        fails(() -> assertThat(bad).releasedItsPort(), """
                Expecting the port of the subject to be free after its stop
                but it is still taken
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
        assertThat(report.releasedPort()).isFalse();
        assertThat(report.leftThreads()).contains("left-behind");
        fails(() -> assertThat(report).answeredAllItAccepted(), """
                Expecting the subject to answer all 2 requests that it had accepted before it stopped
                but it answered 1
                """);

        StopReport clean = observer.stop(() -> {
                    server.close();
                    LockSupport.unpark(left);
                })
                .port(server.getLocalPort())
                .requests(2, 2)
                .report();
        assertThat(clean)
                .tookAtMost(Duration.ofSeconds(5))
                .answeredAllItAccepted()
                .releasedItsPort();
        assertThat(clean.leftThreads()).doesNotContain("left-behind");
        assertThatThrownBy(() -> observer.stop(() -> {
                    throw new java.io.IOException("broken pipe");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the stop threw java.io.IOException: broken pipe");
    }
}
