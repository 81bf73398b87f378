package io.github.dontwait.conformance.subject;

import io.github.dontwait.conformance.RunningSubject;
import io.github.dontwait.conformance.Subject;
import io.github.dontwait.conformance.SubjectSettings;
import io.github.dontwait.conformance.SubjectStartException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Picks ports of the loopback interface for subjects that the suite starts.
 *
 * <p>They come from below the range that the system gives to outgoing connections, where that range is known: a port
 * from inside it may be taken by any connection of anybody before the subject binds it, and a client that keeps
 * connecting to an absent server there may end up connected to itself.
 */
public final class FreePort {

    private static final int LOWEST = 15_000;
    private static final int REMEMBERED = 500;
    private static final int TRIES = 200;
    private static final int STARTS = 3;
    private static final Path OUTGOING = Path.of("/proc/sys/net/ipv4/ip_local_port_range");
    private static final Pattern IN_USE =
            Pattern.compile("address (is )?already in use|address in use|EADDRINUSE", Pattern.CASE_INSENSITIVE);

    private static final Random RANDOM = new Random();
    private static final Deque<Integer> RECENT = new ArrayDeque<>();

    private FreePort() {}

    /**
     * A port of 127.0.0.1 that nobody listens on now and that was not handed out lately.
     *
     * @throws UncheckedIOException if the system has none
     */
    public static int next() {
        synchronized (RECENT) {
            int highest = lowestOutgoing() - 1;
            for (int i = 0; i < TRIES; i++) {
                int wanted = highest > LOWEST + 1_000 ? LOWEST + RANDOM.nextInt(highest - LOWEST) : 0;
                if (wanted > 0 && (RECENT.contains(wanted) || isTaken(wanted))) {
                    continue;
                }
                int port = wanted > 0 ? wanted : anyPort();
                if (!RECENT.contains(port)) {
                    RECENT.addLast(port);
                    if (RECENT.size() > REMEMBERED) {
                        RECENT.removeFirst();
                    }
                    return port;
                }
            }
        }
        throw new UncheckedIOException(new IOException("no free port on 127.0.0.1 after " + TRIES + " tries"));
    }

    /** An endpoint on such a port. */
    public static String endpoint() {
        return "tcp://127.0.0.1:" + next();
    }

    /**
     * Starts a subject on a free port; on another one, twice at most, if somebody else took the port meanwhile.
     *
     * @param change what else to set; may replace the endpoint, and then no other is tried
     * @throws SubjectStartException if it does not start
     */
    public static RunningSubject start(Subject subject, UnaryOperator<SubjectSettings> change)
            throws InterruptedException {
        for (int i = 1; ; i++) {
            int port = next();
            String endpoint = "tcp://127.0.0.1:" + port;
            SubjectSettings settings = change.apply(SubjectSettings.of(subject.role(), endpoint));
            try {
                return subject.start(settings);
            } catch (SubjectStartException e) {
                boolean ours = settings.endpoint().equals(endpoint);
                if (i == STARTS || !ours || !isCollision(port, String.valueOf(e.getMessage()))) {
                    throw e;
                }
            }
        }
    }

    private static boolean isCollision(int port, String message) {
        return isTaken(port) || IN_USE.matcher(message).find();
    }

    /** Tells whether binding the port of 127.0.0.1 would fail; does not listen, so that no peer connects by mistake. */
    static boolean isTaken(int port) {
        try (SocketChannel channel = SocketChannel.open()) {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.bind(new TcpEndpoint("127.0.0.1", port).reachable());
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static int anyPort() {
        try (SocketChannel channel = SocketChannel.open()) {
            channel.bind(new TcpEndpoint("127.0.0.1", 0).reachable());
            return ((InetSocketAddress) channel.getLocalAddress()).getPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on 127.0.0.1", e);
        }
    }

    /** The first port that outgoing connections get; 0 if the system does not tell. */
    static int lowestOutgoing() {
        try (InputStream in = Files.newInputStream(OUTGOING)) {
            // In one read: the kernel gives such a file to the first one only.
            String range = new String(in.readNBytes(64), StandardCharsets.US_ASCII);
            return Integer.parseInt(range.strip().split("\\s+")[0]);
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }
}
