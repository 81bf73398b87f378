package io.github.dontwait.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The deadline outside the loop, for the day when the loop does not come back. */
@Timeout(60)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "SIGTERM")
class ShutdownTest {

    private static final String LINGER_MILLIS = "300";

    @Test
    void anActorThatHangsInItsClosingIsLeftBehind() {
        assertThat(timeToTheEndOf("closing")).isBetween(Duration.ofMillis(900), Duration.ofSeconds(4));
    }

    @Test
    void workInHandIsWaitedFor() {
        assertThat(timeToTheEndOf("working")).isBetween(Duration.ofMillis(1_900), Duration.ofSeconds(5));
    }

    private static Duration timeToTheEndOf(String hangingIn) {
        try (ChildProcess child =
                ChildProcess.java(Hanging.class, "HANGING_IN", hangingIn, "LINGER_MILLIS", LINGER_MILLIS)) {
            assertThat(child.line()).isEqualTo("running");
            long start = System.nanoTime();
            child.terminate();
            assertThat(child.linesToTheEnd()).containsExactly("last word");
            assertThat(child.exitCode()).isZero();
            return Duration.ofNanos(System.nanoTime() - start);
        }
    }

    /** A program whose actor never ends; its work does, either at once or a second after the stop. */
    public static final class Hanging implements Stoppable {

        private static final long WORK_NANOS = Duration.ofSeconds(1).toNanos();

        private final boolean working;
        private volatile long stopNanos = Long.MAX_VALUE;

        private Hanging(boolean working) {
            this.working = working;
        }

        /** Runs until it is told to stop. */
        public static void main(String[] arguments) throws InterruptedException {
            Hanging actor = new Hanging(System.getenv("HANGING_IN").equals("working"));
            long linger = Long.parseLong(System.getenv("LINGER_MILLIS"));
            Shutdown shutdown = new Shutdown(actor, linger, () -> System.out.println("last word"));
            Runtime.getRuntime().addShutdownHook(new Thread(shutdown));
            System.out.println("running");
            new CountDownLatch(1).await();
        }

        @Override
        public int turn() {
            return 0;
        }

        @Override
        public void stop() {
            stopNanos = System.nanoTime();
        }

        @Override
        public void abandon() {
            stop();
        }

        @Override
        public String endpoint() {
            return "nowhere";
        }

        @Override
        public boolean workHasEnded() {
            return !working || System.nanoTime() - stopNanos >= WORK_NANOS;
        }

        @Override
        public String roleName() {
            return "hanging";
        }
    }
}
