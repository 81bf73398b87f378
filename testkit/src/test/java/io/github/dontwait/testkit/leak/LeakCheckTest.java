package io.github.dontwait.testkit.leak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.peer.Peers;
import io.github.dontwait.testkit.transcript.ExpectationFailedError;
import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.Timeouts;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZContext;

class LeakCheckTest {

    private static final Duration SOON = Duration.ofMillis(50);

    private final CountDownLatch end = new CountDownLatch(1);

    @AfterEach
    void endThreads() {
        end.countDown();
    }

    private Thread waiting(String name) {
        Thread thread = new Thread(
                () -> {
                    try {
                        end.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                name);
        thread.start();
        return thread;
    }

    @Test
    void aThreadThatStaysIsNamedWithWhatItDoes() {
        LeakCheck check = LeakCheck.begin("the worker").withPatience(SOON);
        waiting("worker-1");
        assertThatThrownBy(check::close)
                .isInstanceOf(ExpectationFailedError.class)
                .hasMessageMatching("(?s)Expecting the worker to leave nothing behind\\n"
                        + "but it left:\\n"
                        + "  thread \\(not a daemon\\) worker-1 waits in CountDownLatch\\.await without a deadline: called"
                        + " from LeakCheckTest\\.lambda\\S+ \\(LeakCheckTest\\.java:[0-9]+\\)\\n"
                        + "      at CountDownLatch\\.await .*\\n      at Thread\\.run .*");
    }

    @Test
    void threadsOfThreadsCountToo() throws InterruptedException {
        LeakCheck check = LeakCheck.begin("the worker").withPatience(SOON);
        Thread parent = new Thread(() -> waiting("grandchild"));
        parent.start();
        parent.join();
        assertThat(check.end().text()).contains("grandchild waits in");
    }

    @Test
    void aThreadThatEndsLateIsAwaited() {
        LeakCheck check = LeakCheck.begin("the worker").withPatience(Duration.ofSeconds(30));
        Thread late = waiting("late");
        Thread helper = new Thread(() -> {
            // Lets the late one end only when the check is seen to wait for it.
            while (check.threads().contains(late) && Thread.currentThread().isAlive()) {
                if (isJoining()) {
                    end.countDown();
                    return;
                }
                Thread.onSpinWait();
            }
        });
        LeakCheck.disown(helper);
        helper.start();
        assertThat(check.end()).matches(LeakReport::isClean);
    }

    private boolean isJoining() {
        return Thread.getAllStackTraces().values().stream().anyMatch(stack -> Arrays.stream(stack)
                .anyMatch(frame -> frame.getClassName().equals(LeakCheck.class.getName())
                        && frame.getMethodName().equals("awaitEnd")));
    }

    @Test
    void whatWasThereBeforeIsNobodysLeak() throws ExecutionException, InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            pool.submit(() -> {}).get();
            waiting("before");
            try (LeakCheck check = LeakCheck.begin("the test").withPatience(SOON)) {
                // An older pool gets a thread more, and the JDK some of its own.
                CountDownLatch both = new CountDownLatch(2);
                pool.submit(both::countDown).get();
                pool.submit(both::countDown).get();
                both.await();
                ForkJoinPool.commonPool().submit(() -> {}).get();
                assertThat(check.threads()).isEmpty();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void aPoolThatWasMadeInsideIsALeak() throws ExecutionException, InterruptedException {
        ExecutorService pool = null;
        try {
            LeakCheck check = LeakCheck.begin("the test").withPatience(SOON);
            pool = Executors.newFixedThreadPool(1);
            pool.submit(() -> {}).get();
            assertThat(check.end().leaks()).singleElement().asString().containsPattern("pool-[0-9]+-thread-1 waits in");
        } finally {
            if (pool != null) {
                pool.shutdownNow();
            }
        }
    }

    @Test
    void threadsMayBeWanted() {
        LeakCheck check =
                LeakCheck.begin("the test").withPatience(SOON).allowThreads("metrics-[0-9]+", "the registry is global");
        waiting("metrics-7");
        waiting("metrics-x");
        assertThat(check.end().leaks()).singleElement().asString().contains("metrics-x");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> check.allowThreads("x", " "))
                .withMessage("say why threads named x may stay");
    }

    @Test
    void anOpenJeromqContextIsSeenByItsThreads() {
        LeakCheck check = LeakCheck.begin("the test").withPatience(SOON);
        ZContext context = new ZContext();
        try {
            context.createSocket(SocketType.ROUTER);
            assertThat(check.end().text())
                    .contains("thread iothread-2 is a thread of a JeroMQ context that is open")
                    .contains("thread reaper-1 is a thread of a JeroMQ context that is open");
        } finally {
            context.close();
        }
    }

    @Test
    void whatWasOpenedIsNamedWithItsPlace() {
        LeakCheck check = LeakCheck.begin("the test").withPatience(SOON);
        Resource journal = Resource.opened(() -> "the journal");
        Resource.opened(() -> "another journal").closed();
        assertThat(check.end().leaks())
                .singleElement()
                .asString()
                .matches("(?s)the journal, opened by main\\n    at \\S*LeakCheckTest\\.whatWasOpened\\S+.*");
        assertThat(journal.madeAt()).isNotEmpty();
    }

    @Test
    void aContextOfUnknownOriginIsToldInFewWords() {
        LeakCheck check = LeakCheck.begin("the test").withPatience(SOON);
        try (ZContext context = new ZContext()) {
            context.createSocket(SocketType.ROUTER).bind("tcp://127.0.0.1:*");
            assertThat(check.end().leaks())
                    .hasSizeLessThan(10)
                    .endsWith("these are a JeroMQ context that was not closed; to see where it was made, make it by"
                            + " CheckedContext.open()");
        }
    }

    @Test
    void peersThatAreClosedLeaveNothing() {
        try (LeakCheck check = LeakCheck.begin("the peers")) {
            Transcript transcript = Transcript.begin();
            try (Peers servers = Peers.listening(transcript, Timeouts.standard())) {
                String endpoint = servers.fakeRouter("server").endpoint();
                try (Peers peers = Peers.to(endpoint, transcript, Timeouts.standard())) {
                    Peer alice = peers.dealer("alice");
                    alice.expectSilence(Duration.ofMillis(1));
                    assertThat(check.threads()).hasSize(1);
                }
            }
        }
    }

    @Test
    void parallelChecksJudgeTheirOwnThreadsAndNoDescriptors() throws ExecutionException, InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch judged = new CountDownLatch(1);
        FutureTask<LeakReport> other = new FutureTask<>(() -> {
            LeakCheck check = LeakCheck.begin("the other").withPatience(SOON);
            waiting("thread of the other");
            begun.countDown();
            judged.await();
            return check.end();
        });
        Thread thread = new Thread(other);
        thread.start();
        begun.await();
        LeakCheck check = LeakCheck.begin("the one").withPatience(SOON);
        waiting("thread of the one");
        LeakReport report = check.end();
        judged.countDown();
        assertThat(report.leaks()).singleElement().asString().contains("thread of the one waits");
        assertThat(report.text())
                .endsWith("\nnot judged: descriptors, because other checks were open at the same time");
        assertThat(other.get().leaks()).singleElement().asString().contains("thread of the other waits");
    }

    @Test
    void anInnerCheckMayLeaveTheJudgementToTheOuterOne() {
        LeakCheck outer = LeakCheck.begin("the class").withPatience(SOON);
        LeakCheck inner = LeakCheck.begin("the test").withPatience(SOON);
        waiting("long-lived");
        inner.endInFavourOf(outer);
        assertThat(LeakCheck.current()).contains(outer);
        assertThat(outer.end().leaks()).singleElement().asString().endsWith("made during the test");
        assertThatThrownBy(() -> outer.endInFavourOf(inner)).hasMessage("the test does not enclose the class");
    }

    @Test
    void theThreadIsLeftAsItWas() {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (LeakCheck check = LeakCheck.begin("the test")) {
            assertThat(LeakCheck.current()).contains(check);
        }
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
        assertThat(LeakCheck.current()).isEmpty();
    }

    @Test
    void anInterruptedThreadStillWaitsAndStaysInterrupted() {
        LeakCheck check = LeakCheck.begin("the test").withPatience(SOON);
        waiting("left");
        Thread.currentThread().interrupt();
        LeakReport report = check.end();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(report.leaks()).hasSize(1);
    }
}
