package io.github.dontwait.testkit;

import static io.github.dontwait.testkit.assertion.DontwaitAssertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.dontwait.testkit.dutycycle.BlockedTurnError;
import io.github.dontwait.testkit.dutycycle.BlockingDetector;
import io.github.dontwait.testkit.dutycycle.DutyCycle;
import io.github.dontwait.testkit.dutycycle.ManualClock;
import io.github.dontwait.testkit.dutycycle.ManualInvoker;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** What the page about stepping shows, compiled and run. */
class SteppingPageTest {

    private final ZContext context = new ZContext();
    private final ManualClock clock = new ManualClock();
    private final Greeter actor = new Greeter(context, "inproc://greeter", clock);

    @AfterEach
    void close() {
        // What interrupted a receive would be reported again by the close.
        new zmq.util.Errno().set(0);
        context.close();
    }

    @Test
    void oneRequestTakesOneTurn() {
        try (ManualInvoker greeter = ManualInvoker.of("greeter", actor::turn)) {
            ZMQ.Socket alice = client("alice");
            alice.send("hello");
            assertThat(greeter.turn()).isEqualTo(1);
            assertThat(alice.recvStr(ZMQ.DONTWAIT)).isEqualTo("hello, alice");
            assertThat(greeter.turn()).isZero();
        }
    }

    private ZMQ.Socket client(String routingId) {
        ZMQ.Socket client = context.createSocket(SocketType.DEALER);
        client.setIdentity(routingId.getBytes(ZMQ.CHARSET));
        client.connect("inproc://greeter");
        return client;
    }

    @Test
    void startsAndCloses() {
        DutyCycle cycle = DutyCycle.of(actor::open, actor::turn, actor::close);
        try (ManualInvoker greeter = ManualInvoker.of("greeter", cycle).endedBy(Greeter.Finished.class)) {
            actor.finish();
            greeter.turn();
            assertThat(greeter).isFinished();
        }
    }

    @Test
    void saysGoodbyeAfterASilentMinute() {
        try (ManualInvoker greeter = ManualInvoker.of("greeter", actor::turn)) {
            ZMQ.Socket alice = client("alice");
            alice.send("hello");
            greeter.turnUntilIdle(10);
            assertThat(alice.recvStr(ZMQ.DONTWAIT)).isEqualTo("hello, alice");

            clock.advance(Duration.ofSeconds(59));
            assertThat(greeter.turn()).isZero();
            clock.advance(Duration.ofSeconds(1));
            assertThat(greeter.turn()).isEqualTo(1);
            assertThat(alice.recvStr(ZMQ.DONTWAIT)).isEqualTo("goodbye");

            greeter.turnThrough(clock, Duration.ofMinutes(10), Duration.ofSeconds(1));
            assertThat(alice.recvStr(ZMQ.DONTWAIT)).isNull();
        }
    }

    @Test
    void noTurnEverWaits() {
        BlockingDetector detector = BlockingDetector.standard().budget(Duration.ofMillis(250));
        try (ManualInvoker greeter = ManualInvoker.of("greeter", actor::turn).watchedBy(detector)) {
            ZMQ.Socket alice = client("alice");
            for (int i = 0; i < 100; i++) {
                alice.send("hello");
                greeter.turn();
                assertThat(alice.recvStr(ZMQ.DONTWAIT)).isEqualTo("hello, alice");
            }
        }
    }

    @Test
    void thisOneWaits() {
        BlockingDetector detector = BlockingDetector.standard().patience(Duration.ofMillis(50));
        try (ManualInvoker greeter =
                ManualInvoker.of("greeter", () -> actor.turn(0)).watchedBy(detector)) {
            BlockedTurnError error = catchThrowableOfType(BlockedTurnError.class, greeter::turn);
            assertThat(error)
                    .hasMessageStartingWith("Expecting turn 1 of greeter to never wait\nbut it sat in ")
                    .hasMessageContaining("at zmq.SocketBase.recv(")
                    .hasMessageContaining("SteppingPageTest$Greeter.turn(SteppingPageTest.java:");
        }
    }

    @Test
    void itMayWaitInItsPollerAndNowhereElse() {
        BlockingDetector detector = BlockingDetector.standard().permitting("org.zeromq.ZMQ$Poller", "poll");
        try (ZMQ.Poller poller = context.createPoller(1);
                ManualInvoker greeter = ManualInvoker.of("greeter", () -> {
                            poller.poll(20);
                            return actor.turn();
                        })
                        .watchedBy(detector)) {
            poller.register(actor.router, ZMQ.Poller.POLLIN);
            greeter.turn(3);
        }
    }

    @Test
    void aMeantWaitCanBeWrapped() throws Exception {
        try (BlockingDetector detector = BlockingDetector.standard().exact()) {
            detector.watch("sleeper", () -> {
                detector.permitted(() -> LockSupport.parkNanos(1_000_000));
                return 0;
            });
        }
    }

    @Test
    void oneTurnAtATimeCanBeLookedAt() {
        try (ManualInvoker greeter = ManualInvoker.of("greeter", actor::turn)) {
            client("alice").send("hello");
            assertThat(greeter).nextTurn().did(1).neverWaited().usedAtMost(Duration.ofSeconds(1));
            assertThat(greeter).nextTurn().didNothing();
            assertThat(greeter).hasTurned(2).hasDone(1);
        }
    }

    @Test
    void aLoopOnItsOwnThreadIsWatchedToo() throws InterruptedException {
        try (BlockingDetector detector = BlockingDetector.standard().collecting()) {
            DutyCycle watched = detector.watching("greeter", actor::turn);
            Thread loop = new Thread(() -> turn(watched, 100));
            loop.start();
            loop.join();
            assertThat(detector).sawNoWait();
            assertThat(detector.turns()).isEqualTo(100);
        }
    }

    private static void turn(DutyCycle cycle, int times) {
        try {
            for (int i = 0; i < times; i++) {
                cycle.turn();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** The actor of the examples: it never waits, unless it is turned with other flags. */
    private static final class Greeter {

        private static final long SILENT_NANOS = Duration.ofMinutes(1).toNanos();

        private final ZMQ.Socket router;
        private final LongSupplier nanoClock;
        private byte[] latest = new byte[0];
        private long latestNanos;
        private boolean isFinished;

        Greeter(ZContext context, String endpoint, LongSupplier nanoClock) {
            this.nanoClock = nanoClock;
            router = context.createSocket(SocketType.ROUTER);
            router.bind(endpoint);
        }

        void open() {
            router.setLinger(100);
        }

        int turn() throws Finished {
            return turn(ZMQ.DONTWAIT);
        }

        int turn(int flags) throws Finished {
            if (isFinished) {
                throw new Finished();
            }
            byte[] id = router.recv(flags);
            if (id == null) {
                return latest.length > 0 && nanoClock.getAsLong() - latestNanos >= SILENT_NANOS ? sayGoodbye() : 0;
            }
            latest = id;
            latestNanos = nanoClock.getAsLong();
            return send(id, router.recvStr(ZMQ.DONTWAIT) + ", " + new String(id, ZMQ.CHARSET));
        }

        private int sayGoodbye() {
            byte[] id = latest;
            latest = new byte[0];
            return send(id, "goodbye");
        }

        private int send(byte[] id, String text) {
            router.send(id, ZMQ.SNDMORE | ZMQ.DONTWAIT);
            router.send(text, ZMQ.DONTWAIT);
            return 1;
        }

        void finish() {
            isFinished = true;
        }

        void close() {
            router.close();
        }

        private static final class Finished extends Exception {
            private static final long serialVersionUID = 1L;
        }
    }
}
