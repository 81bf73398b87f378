package io.github.dontwait.testkit.transcript;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Observes how an actor inside the test stops: made before the actor, so that it knows which threads were there without it.
 *
 * <pre>{@code
 * StopObserver observer = StopObserver.beforeStart();
 * Actor actor = Actor.start("tcp://127.0.0.1:*");
 * …
 * StopReport report = observer.stop(actor::close).port(actor.port()).report();
 * assertThat(report).tookAtMost(Duration.ofSeconds(2)).releasedItsPort().leftNoThread();
 * }</pre>
 */
public final class StopObserver {

    private static final Duration THREAD_PATIENCE = Duration.ofSeconds(1);

    private final Set<Thread> before = new HashSet<>(Thread.getAllStackTraces().keySet());

    private StopObserver() {}

    /** An observer that has seen all threads that live now: those are not the actor's. */
    public static StopObserver beforeStart() {
        return new StopObserver();
    }

    /**
     * Stops the actor and returns when that has returned.
     *
     * @param stop asks for the stop and waits for its end; it should have a deadline of its own
     * @throws IllegalStateException if it throws a checked exception, which is the cause
     */
    public Stopped stop(Stop stop) {
        Set<Thread> started = new HashSet<>(Thread.getAllStackTraces().keySet());
        started.removeAll(before);
        long begin = System.nanoTime();
        try {
            stop.run();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the stop threw " + e, e);
        }
        return new Stopped(Duration.ofNanos(System.nanoTime() - begin), left(started));
    }

    /** A thread that is just about to end is given the time to do so. */
    private static List<String> left(Set<Thread> started) {
        long deadline = System.nanoTime() + THREAD_PATIENCE.toNanos();
        for (Thread thread : started) {
            long left = Math.max(1, (deadline - System.nanoTime()) / 1_000_000);
            try {
                thread.join(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        return started.stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .sorted()
                .toList();
    }

    /** What stops an actor. */
    @FunctionalInterface
    public interface Stop {

        /** Stops it and waits for its end. */
        void run() throws Exception;
    }

    /** An actor that has stopped; what is not told counts as well done. */
    public static final class Stopped {

        private final Duration took;
        private final List<String> leftThreads;
        private boolean releasedPort = true;
        private long accepted;
        private long answered;

        private Stopped(Duration took, List<String> leftThreads) {
            this.took = took;
            this.leftThreads = leftThreads;
        }

        /** Tries to bind this port of 127.0.0.1, which was the actor's. */
        public Stopped port(int port) {
            releasedPort = canBind(port);
            return this;
        }

        /** Says how many requests the actor had accepted before the stop request, and how many of those it answered. */
        public Stopped requests(long acceptedBefore, long answeredByNow) {
            accepted = acceptedBefore;
            answered = answeredByNow;
            return this;
        }

        /** What was observed. */
        public StopReport report() {
            return new StopReport(
                    took, OptionalInt.empty(), false, true, releasedPort, accepted, answered, leftThreads);
        }

        private static boolean canBind(int port) {
            try (ServerSocket socket = new ServerSocket()) {
                // As every server does: connections that linger in TIME_WAIT are no obstacle, a listener is.
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return true;
            } catch (IOException taken) {
                return false;
            }
        }
    }
}
