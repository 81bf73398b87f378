package io.github.dontwait.testkit.transcript;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
    private static final Pattern ENDPOINT = Pattern.compile("tcp://(\\*|\\[[^\\]]+]|[^:]+):(\\d{1,5})");
    private static final int LARGEST_PORT = 65_535;

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

    /** An actor that has stopped; what is not told here is not known, and an assertion on it fails. */
    public static final class Stopped {

        private final Duration took;
        private final List<String> leftThreads;
        private OptionalInt port = OptionalInt.empty();
        private Optional<Boolean> releasedPort = Optional.empty();
        private OptionalLong accepted = OptionalLong.empty();
        private OptionalLong answered = OptionalLong.empty();

        private Stopped(Duration took, List<String> leftThreads) {
            this.took = took;
            this.leftThreads = leftThreads;
        }

        /**
         * Tries to bind this port of 127.0.0.1, which was the actor's.
         *
         * @throws IllegalArgumentException if it is no port from 1 to 65535
         */
        public Stopped port(int number) {
            return tried(new InetSocketAddress(InetAddress.getLoopbackAddress(), required(number)));
        }

        /**
         * Tries to bind this endpoint, which was the actor's.
         *
         * @param endpoint {@code tcp://HOST:PORT}; a {@code *} for the host stands for all addresses
         * @throws IllegalArgumentException if it is of another shape, or its host has no address
         */
        public Stopped endpoint(String endpoint) {
            Matcher parts = ENDPOINT.matcher(endpoint);
            if (!parts.matches()) {
                throw new IllegalArgumentException(
                        "no endpoint that can be bound again: \"" + endpoint + "\"; give tcp://HOST:PORT");
            }
            int number = required(Integer.parseInt(parts.group(2)));
            InetSocketAddress address = parts.group(1).equals("*")
                    ? new InetSocketAddress(number)
                    : new InetSocketAddress(parts.group(1), number);
            if (address.isUnresolved()) {
                throw new IllegalArgumentException("nobody knows the host of \"" + endpoint + "\"");
            }
            return tried(address);
        }

        private static int required(int port) {
            if (port < 1 || port > LARGEST_PORT) {
                throw new IllegalArgumentException("a port of an actor is 1 to " + LARGEST_PORT + ", not " + port);
            }
            return port;
        }

        private Stopped tried(InetSocketAddress address) {
            port = OptionalInt.of(address.getPort());
            releasedPort = Optional.of(canBind(address));
            return this;
        }

        /**
         * Says how many requests the actor had accepted before the stop request, and how many of those it answered.
         *
         * @throws IllegalArgumentException if a number is below 0
         */
        public Stopped requests(long acceptedBefore, long answeredByNow) {
            if (acceptedBefore < 0 || answeredByNow < 0) {
                throw new IllegalArgumentException("numbers of requests are 0 or more, not " + acceptedBefore
                        + " accepted and " + answeredByNow + " answered");
            }
            accepted = OptionalLong.of(acceptedBefore);
            answered = OptionalLong.of(answeredByNow);
            return this;
        }

        /** What was observed. */
        public StopReport report() {
            return new StopReport(
                    took,
                    OptionalInt.empty(),
                    false,
                    Optional.empty(),
                    port,
                    releasedPort,
                    accepted,
                    answered,
                    Optional.of(leftThreads));
        }

        private static boolean canBind(InetSocketAddress address) {
            try (ServerSocket socket = new ServerSocket()) {
                // As every server does: connections that linger in TIME_WAIT are no obstacle, a listener is.
                socket.setReuseAddress(true);
                socket.bind(address);
                return true;
            } catch (IOException taken) {
                return false;
            }
        }
    }
}
