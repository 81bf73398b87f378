package io.github.dontwait.reference;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A client that keeps several requests open at once, matches replies by number, and gives each request its own time. It
 * waits for no single reply, and not for the server to be there.
 *
 * <p>Turned by one thread; {@link #stop()} may come from any.
 */
public final class Client implements Stoppable {

    private static final int BATCH = 100;
    private static final long LONGEST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final String HEARTBEAT = "$heartbeat";

    /** A request that was started and has not ended. */
    private record Open(int number, long startedNanos) {

        String name() {
            return Integer.toString(number);
        }

        List<byte[]> message() {
            return List.of(name().getBytes(US_ASCII), ("body-" + number).getBytes(US_ASCII));
        }
    }

    private final Settings settings;
    private final Settings.ClientWork work;
    private final Surroundings surroundings;
    private final LongSupplier clock;
    private final ClientListener listener;
    private final long timeoutNanos;
    private final Map<String, Open> open = new LinkedHashMap<>(); // the oldest comes first, and so expires first
    private final Queue<Open> unsent = new ArrayDeque<>();
    private final Wakeup wakeup = new Wakeup();
    private volatile boolean stopped;
    private @Nullable DealerSocket socket;
    private @Nullable Reactor reactor;
    private int started;
    private int replies;
    private int timeouts;

    /** A client that connects when it is started. */
    public Client(Settings settings, Surroundings surroundings, ClientListener listener) {
        this.settings = settings;
        this.work = settings.clientWork();
        this.surroundings = surroundings;
        this.clock = surroundings.nanoClock();
        this.listener = listener;
        this.timeoutNanos = TimeUnit.MILLISECONDS.toNanos(work.timeoutMillis());
    }

    @Override
    public void onStart() {
        socket = new DealerSocket(surroundings.context(), settings);
        reactor = new Reactor(this::stop);
        reactor.onReadable(socket.socket(), this::receive);
        reactor.onReadable(wakeup.channel(), wakeup::clear);
        listener.ready(settings.endpoint());
    }

    @Override
    public int turn() throws ActorFinishedException {
        int ready = isStarted(reactor).turn(millisToNextDuty());
        expire(clock.getAsLong());
        refill();
        sendUnsent();
        if (stopped) {
            throw new ActorFinishedException();
        }
        if (replies + timeouts == work.requests()) {
            listener.done(replies, timeouts);
            throw new ActorFinishedException();
        }
        return ready;
    }

    @Override
    public void onClose() {
        if (reactor != null) {
            reactor.close();
        }
        if (socket != null) {
            socket.close();
        }
        wakeup.close();
    }

    @Override
    public void stop() {
        stopped = true;
        wakeup.wake();
    }

    /** The same as a stop, since a client keeps nothing back for anybody. */
    @Override
    public void abandon() {
        stop();
    }

    @Override
    public String endpoint() {
        return settings.endpoint();
    }

    /** A client owes nothing to anybody. */
    @Override
    public boolean workHasEnded() {
        return stopped;
    }

    @Override
    public String roleName() {
        return "client";
    }

    private void receive() {
        for (int i = 0; i < BATCH; i++) {
            List<byte[]> message = isStarted(socket).receive();
            if (isStarted(socket).wasInterrupted()) {
                stop();
            }
            if (message == null) {
                return;
            }
            // Looked at first, so that a reply that comes too late finds its request gone.
            long now = clock.getAsLong();
            expire(now);
            take(message, now);
        }
    }

    private void take(List<byte[]> message, long now) {
        // One character per octet: the names are equal if, and only if, the octets are.
        String name = new String(message.get(0), ISO_8859_1);
        Open answered = open.remove(name);
        if (answered != null) {
            replies++;
            listener.reply(answered.number, TimeUnit.NANOSECONDS.toMillis(now - answered.startedNanos));
        } else if (message.size() > 1 || !name.equals(HEARTBEAT)) {
            listener.unexpected(message.get(0));
        }
    }

    /** Ends the requests whose time is over, sent or not. */
    private void expire(long now) {
        Iterator<Open> oldestFirst = open.values().iterator();
        while (oldestFirst.hasNext()) {
            Open oldest = oldestFirst.next();
            if (now - oldest.startedNanos < timeoutNanos) {
                return;
            }
            oldestFirst.remove();
            timeouts++;
            listener.timeout(oldest.number);
        }
    }

    private void refill() {
        while (mayStartOne()) {
            started++;
            Open next = new Open(started, clock.getAsLong());
            open.put(next.name(), next);
            unsent.add(next);
        }
    }

    private boolean mayStartOne() {
        return !stopped && started < work.requests() && open.size() < work.window();
    }

    /** Gives the socket what it has room for. A request whose time is over before there was room is not sent at all. */
    private void sendUnsent() {
        for (Open next = unsent.peek(); next != null; next = unsent.peek()) {
            if (open.containsKey(next.name()) && !isStarted(socket).send(next.message())) {
                return;
            }
            unsent.remove();
        }
    }

    private long millisToNextDuty() {
        if (stopped || mayStartOne() || open.isEmpty()) {
            return 0;
        }
        long now = clock.getAsLong();
        long nanos = open.values().iterator().next().startedNanos + timeoutNanos - now;
        if (!unsent.isEmpty()) {
            nanos = Math.min(nanos, RETRY_NANOS);
        }
        return Reactor.roundedUp(Math.max(0, Math.min(nanos, LONGEST_WAIT_NANOS)));
    }

    private static <T> T isStarted(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("the client has not been started");
        }
        return part;
    }
}
