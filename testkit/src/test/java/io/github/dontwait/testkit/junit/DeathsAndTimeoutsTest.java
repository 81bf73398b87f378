package io.github.dontwait.testkit.junit;

import static io.github.dontwait.testkit.junit.JupiterRun.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.peer.Peers;
import java.lang.Thread.UncaughtExceptionHandler;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/** What a failure tells of threads that have ended, and of tests that do not. */
class DeathsAndTimeoutsTest {

    private static final List<Object> SEEN = new CopyOnWriteArrayList<>();

    private @Nullable UncaughtExceptionHandler before;

    @BeforeEach
    void begin() {
        SEEN.clear();
        before = Thread.getDefaultUncaughtExceptionHandler();
    }

    @AfterEach
    void restore() {
        Thread.setDefaultUncaughtExceptionHandler(before);
    }

    private static List<String> failures(Class<?> type) {
        return run(type).failures().stream().map(JupiterRun::printed).toList();
    }

    @Test
    void aWorkerThatDiedIsNamedWithWhatItDiedOf() {
        UncaughtExceptionHandler own = (thread, failure) -> SEEN.add(thread.getName());
        Thread.setDefaultUncaughtExceptionHandler(own);
        assertThat(failures(Dying.class))
                .singleElement()
                .asString()
                .contains("but received nothing; the connection is open")
                .containsPattern("Suppressed: Threads of the test at that moment:\n"
                        + "  worker has ended; it lived when the test began\n")
                .containsPattern("Suppressed: Thread worker has ended by an exception\n"
                        + "\\s*Caused by: java\\.lang\\.IllegalStateException: no such job\n"
                        + "\\s*at .*DeathsAndTimeoutsTest\\$Dying\\.turn");
        assertThat(SEEN).as("told to the handler of before too").containsExactly("worker");
        assertThat(Thread.getDefaultUncaughtExceptionHandler()).isSameAs(own);
    }

    @DontwaitTest
    static class Dying {

        private @Nullable Thread worker;

        @Endpoint
        String endpoint = "";

        @BeforeEach
        void start(@Bound(SocketType.ROUTER) ZMQ.Socket socket) {
            endpoint = socket.getLastEndpoint();
            worker = new Thread(() -> turn(socket), "worker");
            worker.start();
        }

        private static void turn(ZMQ.Socket socket) {
            socket.recv();
            throw new IllegalStateException("no such job");
        }

        @Test
        void asks(Peers peers) {
            Peer alice = peers.dealer("alice");
            alice.send("job");
            alice.expectMessage(Duration.ofMillis(400));
        }

        @AfterEach
        void stop() throws InterruptedException {
            if (worker != null) {
                worker.join();
            }
        }
    }

    @Test
    void handlersThatHandOnToOneAnotherMakeNoCircle() {
        assertThat(failures(Chaining.class)).singleElement().asString().contains("Thread worker has ended");
        assertThat(SEEN).containsExactly("worker");
        assertThat(failures(Chaining.class)).singleElement().asString().contains("Thread worker has ended");
        assertThat(SEEN).containsExactly("worker", "worker", "worker");
    }

    @DontwaitTest
    static class Chaining {

        @Test
        void dies() throws InterruptedException {
            UncaughtExceptionHandler next = Objects.requireNonNull(Thread.getDefaultUncaughtExceptionHandler());
            Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
                SEEN.add(thread.getName());
                next.uncaughtException(thread, failure);
            });
            Thread worker = new Thread(
                    () -> {
                        throw new IllegalStateException("no such job");
                    },
                    "worker");
            worker.start();
            worker.join();
            fail("by hand");
        }
    }

    @Test
    void aTestThatSwallowsItsTimeoutIsInterruptedAgain() {
        long start = System.nanoTime();
        assertThat(failures(Stubborn.class))
                .singleElement()
                .asString()
                .contains("TimeoutException: asks() timed out after 100 milliseconds")
                .containsPattern("Suppressed: The test went on after its timeout; 1000 ms later:\n"
                        + "  \\S+ waits in LinkedBlockingQueue\\.poll .*: called from"
                        + " DeathsAndTimeoutsTest\\.Stubborn\\.asks");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        assertThat(SEEN).as("interrupted when all was over").containsExactly(false);
    }

    @DontwaitTest
    static class Stubborn {

        @Test
        @Timeout(value = 100, unit = TimeUnit.MILLISECONDS)
        void asks() {
            for (int attempt = 1; attempt <= 5; attempt++) {
                try {
                    new LinkedBlockingQueue<String>().poll(10, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    // As many a client does: it tries again.
                    assertThat(e).isNotNull();
                }
            }
        }

        @AfterEach
        void looks() {
            SEEN.add(Thread.currentThread().isInterrupted());
        }
    }
}
