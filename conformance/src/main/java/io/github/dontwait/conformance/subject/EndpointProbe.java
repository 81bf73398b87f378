package io.github.dontwait.conformance.subject;

import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.Timeouts;
import io.github.dontwait.testkit.wire.WireException;
import io.github.dontwait.testkit.wire.WireOptions;
import io.github.dontwait.testkit.wire.WirePeer;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether a service serves at an address, for a program that does not say so itself: it connects until a
 * handshake succeeds, keeps quiet for a moment, and then asks something. A thread of its own does it, until
 * {@link #close()}, which waits for it.
 */
final class EndpointProbe implements AutoCloseable {

    private static final long FIRST_PAUSE_MILLIS = 10;
    private static final long LONGEST_PAUSE_MILLIS = 200;

    private final InetSocketAddress address;
    private final Timeouts timeouts;
    private final Duration quiet;
    private final Message question;
    private final CompletableFuture<Void> handshake = new CompletableFuture<>();
    private final CompletableFuture<Void> answer = new CompletableFuture<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable WirePeer peer;
    private volatile String lastFailure = "no connection was tried";

    private EndpointProbe(InetSocketAddress address, Timeouts timeouts, Duration quiet, Message question) {
        this.address = address;
        this.timeouts = timeouts;
        this.quiet = quiet;
        this.question = question;
        this.thread = new Thread(this::run, "dontwait-probe-" + address.getPort());
        thread.setDaemon(true);
    }

    /**
     * Begins to probe.
     *
     * @param quiet how long it says nothing after the handshake
     * @param question what it asks then
     */
    static EndpointProbe start(InetSocketAddress address, Timeouts timeouts, Duration quiet, Message question) {
        EndpointProbe probe = new EndpointProbe(address, timeouts, quiet, question);
        probe.thread.start();
        return probe;
    }

    /** Completes when a handshake has succeeded. */
    CompletableFuture<Void> handshake() {
        return handshake;
    }

    /** Completes when the question was answered, in whatever way. */
    CompletableFuture<Void> answer() {
        return answer;
    }

    /** Why the latest attempt led to nothing. */
    String lastFailure() {
        return lastFailure;
    }

    private void run() {
        long pause = FIRST_PAUSE_MILLIS;
        try {
            do {
                if (attempt()) {
                    return;
                }
                pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
            } while (!isClosedWithin(pause));
        } catch (InterruptedException e) {
            // Nobody has a reason to interrupt this thread; it ends all the same.
            Thread.currentThread().interrupt();
        }
    }

    private boolean attempt() throws InterruptedException {
        try (WirePeer connected = WirePeer.connect(address, "probe", Transcript.none(), timeouts)) {
            peer = connected;
            connected.handshake(WireOptions.of("DEALER"));
            handshake.complete(null);
            if (isClosedWithin(quiet.toMillis())) {
                return true;
            }
            connected.send(question);
            connected.receiveMessage();
            answer.complete(null);
            return true;
        } catch (WireException | UncheckedIOException e) {
            lastFailure = String.valueOf(e.getMessage());
            return false;
        } catch (IllegalStateException e) {
            if (closed.getCount() > 0) {
                throw e;
            }
            return true; // close() took the connection away
        }
    }

    private boolean isClosedWithin(long millis) throws InterruptedException {
        return closed.await(millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        closed.countDown();
        WirePeer open = peer;
        if (open != null) {
            open.close();
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
