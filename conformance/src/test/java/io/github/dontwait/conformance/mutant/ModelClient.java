package io.github.dontwait.conformance.mutant;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.github.dontwait.conformance.Role;
import io.github.dontwait.conformance.SubjectOutput.Stream;
import io.github.dontwait.conformance.SubjectSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** A client that follows the whole contract, turn by turn; every step is a protected method. Itself a control. */
public class ModelClient extends ModelActor {

    private static final int LONGEST_ROUTING_ID = 255;
    private static final byte[] HEARTBEAT = "$heartbeat".getBytes(UTF_8);

    private MiniDealer dealer = new MiniDealer();
    private final List<Open> open = new ArrayList<>();
    private int started;
    private int replies;
    private int timeouts;

    /** A request that has not ended yet. */
    protected static final class Open {
        private final int number;
        private final long startedNanos;

        Open(int number, long startedNanos) {
            this.number = number;
            this.startedNanos = startedNanos;
        }

        public int number() {
            return number;
        }

        public long startedNanos() {
            return startedNanos;
        }
    }

    @Override
    public Role role() {
        return Role.CLIENT;
    }

    @Override
    protected void checkSettings(SubjectSettings told) {
        super.checkSettings(told);
        if (told.role() != Role.CLIENT) {
            throw new IllegalArgumentException(
                    SubjectSettings.ROLE + "='" + told.role().word() + "': expected client");
        }
        told.requests();
        told.window();
        told.timeout();
        if (routingId(told).length > LONGEST_ROUTING_ID) {
            throw new IllegalArgumentException(SubjectSettings.ROUTING_ID + ": expected at most 255 octets");
        }
    }

    private static byte[] routingId(SubjectSettings told) {
        return told.routingId().orElse("").getBytes(UTF_8);
    }

    /** The socket to ask with, not open yet. */
    protected MiniDealer newDealer() {
        return new MiniDealer();
    }

    /** What the socket is told. */
    protected SocketOptions socketOptions() {
        return SocketOptions.of("DEALER").withRoutingId(routingId(settings()));
    }

    /** The open socket. */
    protected final MiniDealer dealer() {
        return dealer;
    }

    @Override
    protected int run() throws IOException {
        dealer = owned(newDealer());
        Address server = endpoint(settings().endpoint());
        dealer.open(server.host(), server.port(), socketOptions());
        announce(settings().endpoint());
        while (!isDone() && !isStopping()) {
            turn();
        }
        disconnect();
        if (isDone()) {
            print(Stream.OUT, "DONE " + replies + " " + timeouts);
        }
        return exitCode();
    }

    /** Leaves its server: what is unsent is dropped. */
    protected void disconnect() {
        dealer.close();
    }

    /** Whether all requests have ended. */
    protected boolean isDone() {
        return started == settings().requests() && open.isEmpty();
    }

    // ---- the loop

    /** One turn: fills the window, waits for a reply or the next timeout, takes what came. */
    protected void turn() {
        fillWindow();
        idle(nanosToNextTimeout());
        for (List<byte[]> message = dealer.receive(); message != null; message = dealer.receive()) {
            onMessage(message);
            fillWindow();
        }
        expire(System.nanoTime());
    }

    /** Starts requests until the window is full. */
    protected void fillWindow() {
        while (open.size() < window() && started < settings().requests() && !isStopping()) {
            Open request = new Open(++started, System.nanoTime());
            open.add(request);
            send(request);
        }
    }

    /** How many requests may be open at once. */
    protected int window() {
        return settings().window();
    }

    /** Gives a request to the socket; if that is full, the request's timeout will tell. */
    protected void send(Open request) {
        dealer.send(frames(request.number()));
    }

    /** The frames of a request. */
    protected List<byte[]> frames(int number) {
        return List.of(Integer.toString(number).getBytes(UTF_8), ("body-" + number).getBytes(UTF_8));
    }

    private long nanosToNextTimeout() {
        return open.isEmpty() ? 0 : Math.max(0, open.get(0).startedNanos() + timeoutNanos() - System.nanoTime());
    }

    /** Nothing to do for so long, unless a message comes. */
    protected void idle(long nanos) {
        dealer.awaitInput(Math.min(nanos, MILLISECONDS.toNanos(100)));
    }

    /** How long a request waits for its reply. */
    protected long timeoutNanos() {
        return settings().timeout().toNanos();
    }

    // ---- replies and timeouts

    /** A message came. */
    protected void onMessage(List<byte[]> frames) {
        if (frames.size() == 1 && Arrays.equals(frames.get(0), HEARTBEAT)) {
            onHeartbeat();
            return;
        }
        Optional<Open> request = match(frames);
        if (request.isPresent()) {
            onReply(request.get());
        } else {
            onUnexpected(frames);
        }
    }

    /** The server shows that it lives; nothing follows. */
    protected void onHeartbeat() {}

    /** Which open request a reply belongs to: the one whose number its first frame is, octet by octet. */
    protected Optional<Open> match(List<byte[]> frames) {
        return open.stream()
                .filter(request ->
                        Arrays.equals(frames.get(0), frames(request.number()).get(0)))
                .findFirst();
    }

    /** A request has its reply. */
    protected void onReply(Open request) {
        open.remove(request);
        replies++;
        print(
                Stream.OUT,
                "REPLY " + request.number() + " " + NANOSECONDS.toMillis(System.nanoTime() - request.startedNanos()));
    }

    /** A message belongs to no open request. */
    protected void onUnexpected(List<byte[]> frames) {
        print(Stream.OUT, ("UNEXPECTED " + HexFormat.of().formatHex(frames.get(0))).strip());
    }

    /** Ends the requests whose time is over. */
    protected void expire(long nowNanos) {
        for (Open request : List.copyOf(open)) {
            if (nowNanos - request.startedNanos() >= timeoutNanos()) {
                onTimeout(request);
            }
        }
    }

    /** A request had no reply in time. */
    protected void onTimeout(Open request) {
        open.remove(request);
        timeouts++;
        print(Stream.OUT, "TIMEOUT " + request.number());
    }

    /** The open requests, oldest first; may be changed. */
    protected final List<Open> open() {
        return open;
    }

    /** How many requests were started. */
    protected final int started() {
        return started;
    }

    /** How many replies were counted. */
    protected final int replies() {
        return replies;
    }

    /** How many requests had no reply in time. */
    protected final int timeouts() {
        return timeouts;
    }

    /** The exit code, after DONE and after a stop. */
    protected int exitCode() {
        return 0;
    }
}
