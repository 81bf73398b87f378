package io.github.dontwait.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class SubjectThreadsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final SubjectThreads threads = new SubjectThreads();

    @Test
    void anExceptionThatEndsAThreadIsKeptWithItsCause() throws Exception {
        AutoCloseable object = threads.open(
                endpoint -> {
                    Thread worker = new Thread(SubjectThreadsTest::die, "worker");
                    worker.start();
                    return worker::join;
                },
                "tcp://127.0.0.1:1");
        object.close();
        assertThat(threads.log().text(SubjectOutput.Stream.ERR))
                .contains(
                        "Exception in thread \"worker\" java.lang.IllegalStateException: the worker has died",
                        "Caused by: java.io.IOException: cannot be accomplished in the current state")
                .anyMatch(line -> line.startsWith("\tat " + SubjectThreadsTest.class.getName() + ".die("));
    }

    private static void die() {
        throw new IllegalStateException(
                "the worker has died", new IOException("cannot be accomplished in the current state"));
    }

    @Test
    void whatTheStartMethodThrowsIsThrown() {
        assertThatThrownBy(() -> threads.open(
                        endpoint -> {
                            throw new IOException("no " + endpoint);
                        },
                        "tcp://127.0.0.1:1"))
                .isInstanceOf(IOException.class)
                .hasMessage("no tcp://127.0.0.1:1");
        assertThatThrownBy(() -> threads.open(
                        endpoint -> {
                            throw new NoClassDefFoundError("org/example/Worker");
                        },
                        "tcp://127.0.0.1:1"))
                .isInstanceOf(NoClassDefFoundError.class)
                .hasMessage("org/example/Worker");
    }

    @Test
    void whatOpensThoughNobodyWaitsAnyMoreIsClosed() throws InterruptedException {
        CountDownLatch opening = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread caller = new Thread(() -> {
            try {
                threads.open(
                        endpoint -> {
                            opening.countDown();
                            awaitDeafToInterrupts(goOn);
                            return closed::countDown;
                        },
                        "tcp://127.0.0.1:1");
            } catch (Exception e) {
                thrown.set(e);
            }
        });
        caller.start();
        assertThat(opening.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        caller.interrupt();
        caller.join(PATIENCE.toMillis());
        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
        goOn.countDown();
        assertThat(closed.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    /** As a bind of JeroMQ is. */
    private static void awaitDeafToInterrupts(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                // Heard, and not obeyed.
            }
        }
    }
}
