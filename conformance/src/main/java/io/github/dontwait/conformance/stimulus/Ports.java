package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.testkit.transcript.ExpectationFailedError;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Looks at the ports of subjects. */
public final class Ports {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final long PAUSE_NANOS = 5_000_000;

    private Ports() {}

    /** Requires that a port can be bound, as a restarted subject would bind it. */
    public static void expectFree(Bench bench, String endpoint) {
        int port = URI.create(endpoint).getPort();
        long patience =
                (long) (PATIENCE.toNanos() * Math.max(1, bench.timeouts().factor()));
        long deadline = System.nanoTime() + patience;
        while (true) {
            try (ServerSocket socket = new ServerSocket()) {
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return;
            } catch (IOException e) {
                if (System.nanoTime() > deadline) {
                    throw ExpectationFailedError.expecting("port " + port + " to be free after the subject's end")
                            .but("after " + patience / 1_000_000 + " ms it still cannot be bound: " + e.getMessage())
                            .transcript(bench.transcript())
                            .cause(e)
                            .error();
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }
}
