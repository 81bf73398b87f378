package io.github.dontwait.conformance.mutant;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.github.dontwait.conformance.Role;
import io.github.dontwait.conformance.SubjectOutput.Stream;
import io.github.dontwait.conformance.SubjectSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A worker or server that follows the whole contract, turn by turn; every step is a protected method. Itself a control:
 * a right subject, built otherwise than the reference and on another library.
 *
 * <p>In a turn it takes a bounded batch of messages, looks at its duties after each, and waits where there was none.
 */
public class ModelService extends ModelHandler {

    private static final int MOST_REMEMBERED = 10_000;
    private static final int LONGEST_CREDENTIAL = 255;

    private volatile MiniRouter router = new MiniRouter();
    private final Map<ByteBuffer, Peer> peers = new LinkedHashMap<>(16, 0.75f, true);
    private long turns;
    private long unroutable;
    private long nextBeatNanos;

    /** What is remembered of a peer: when it was heard last, and whether an unasked message would harm it. */
    protected static final class Peer {
        private final byte[] routingId;
        private long heardNanos;
        private boolean isReq;

        Peer(byte[] routingId) {
            this.routingId = routingId;
        }

        public byte[] routingId() {
            return routingId;
        }

        /** When its latest message was taken, by {@link System#nanoTime()}. */
        public long heardNanos() {
            return heardNanos;
        }

        /** Whether its latest message began with an empty frame. */
        public boolean isReq() {
            return isReq;
        }
    }

    @Override
    public Role role() {
        return Role.WORKER;
    }

    @Override
    protected Set<String> capabilities() {
        return Set.of("work", "fail", "defer", "stats", "whoami", "heartbeat", "drain", "maxmsgsize", "hwm", "plain");
    }

    @Override
    protected void checkSettings(SubjectSettings told) {
        super.checkSettings(told);
        if (!told.role().isService()) {
            throw new IllegalArgumentException(SubjectSettings.ROLE + "='client': this subject binds and answers");
        }
        if (told.security().equals("plain")) {
            credential(told);
        }
    }

    private static SocketOptions.Credential credential(SubjectSettings told) {
        return new SocketOptions.Credential(
                required(told, SubjectSettings.PLAIN_USERNAME), required(told, SubjectSettings.PLAIN_PASSWORD));
    }

    private static String required(SubjectSettings told, String name) {
        return told.value(name)
                .filter(value -> value.length() <= LONGEST_CREDENTIAL)
                .orElseThrow(() -> new IllegalArgumentException(
                        name + " is not set, or too long: expected up to 255 octets, for PLAIN"));
    }

    /** The socket to serve with, not open yet. */
    protected MiniRouter newRouter() {
        return new MiniRouter();
    }

    /** What the socket is told. */
    protected SocketOptions socketOptions() {
        SocketOptions options =
                SocketOptions.of("ROUTER").withHandover(capabilities().contains("handover"));
        if (settings().highWaterMark().isPresent()) {
            options = options.withHighWaterMark(settings().highWaterMark().getAsInt());
        }
        if (settings().security().equals("plain")) {
            options = options.withCredential(credential(settings()));
        }
        return settings().maxMessageSize().isPresent()
                ? options.withMaxFrame(settings().maxMessageSize().getAsLong())
                : options;
    }

    /** The open socket. */
    protected final MiniRouter router() {
        return router;
    }

    @Override
    protected int run() throws IOException {
        router = owned(newRouter());
        announce(bind());
        nextBeatNanos = System.nanoTime() + beatNanos();
        while (!isStopping()) {
            turn();
        }
        finish();
        return exitCode();
    }

    /** Binds; returns the real endpoint. */
    protected String bind() throws IOException {
        Address address = endpoint(settings().endpoint());
        return router.open(address.host(), address.port(), socketOptions());
    }

    // ---- the loop

    /** One turn: a batch of messages, the duties, and a rest if there was nothing to do. */
    protected void turn() {
        int taken = 0;
        while (taken < batchSize() && !isStopping()) {
            Incoming message = router.receive();
            if (message == null) {
                break;
            }
            taken++;
            onMessage(message);
            doDuties(System.nanoTime());
        }
        if (taken == 0) {
            turns++;
            idle(nanosToNextDuty(System.nanoTime()));
            doDuties(System.nanoTime());
        }
    }

    /** How many messages a turn takes at most. */
    protected int batchSize() {
        return 100;
    }

    /** Nothing to do for so long, unless a message comes: waits, but never past that. */
    protected void idle(long nanos) {
        router.awaitInput(Math.min(nanos, longestRestNanos()));
    }

    /** The longest rest: the loop turns at least so often. */
    protected long longestRestNanos() {
        return MILLISECONDS.toNanos(100);
    }

    private long nanosToNextDuty(long now) {
        long next = beatNanos() > 0 ? nextBeatNanos - now : Long.MAX_VALUE;
        Deferred first = deferred().peek();
        return Math.max(0, first == null ? next : Math.min(next, first.dueNanos() - now));
    }

    /** What is to be done at its time, busy or not. */
    protected void doDuties(long nowNanos) {
        sendDue(nowNanos);
        if (beatNanos() > 0 && nextBeatNanos - nowNanos <= 0) {
            nextBeatNanos += beatNanos();
            if (nextBeatNanos - nowNanos <= 0) {
                nextBeatNanos = nowNanos + beatNanos();
            }
            beat(nowNanos);
        }
    }

    @Override
    protected void onMessage(Incoming message) {
        hear(message);
        super.onMessage(message);
    }

    @Override
    protected void send(byte[] routingId, List<byte[]> frames) {
        if (!router.send(routingId, frames)) {
            onUnsent(routingId, frames);
        }
    }

    /** A peer has gone, or its queue is full: the message is dropped and the loop goes on. */
    protected void onUnsent(byte[] routingId, List<byte[]> frames) {
        if (!router.isConnected(routingId)) {
            unroutable++;
        }
    }

    // ---- peers and heartbeats

    /** A peer was heard: remembers it, the least recently heard ones not for ever. */
    protected void hear(Incoming message) {
        Peer peer = peers.computeIfAbsent(ByteBuffer.wrap(message.routingId()), id -> new Peer(message.routingId()));
        peer.heardNanos = System.nanoTime();
        peer.isReq = message.frames().get(0).length == 0;
        if (peers.size() > MOST_REMEMBERED) {
            peers.remove(peers.keySet().iterator().next());
        }
    }

    /** The peers by routing id, the least recently heard first; may be changed. */
    protected final Map<ByteBuffer, Peer> knownPeers() {
        return peers;
    }

    /** The interval of heartbeats; 0 for none. */
    protected long beatNanos() {
        return settings().heartbeat().toNanos();
    }

    /** How long a silent peer is remembered; only with heartbeats. */
    protected long timeToLiveNanos() {
        return settings().peerTimeToLive().toNanos();
    }

    /** Sends one heartbeat to everybody who is to get one. */
    protected void beat(long nowNanos) {
        forgetSilent(nowNanos);
        for (Peer peer : peers.values()) {
            if (deservesHeartbeat(peer)) {
                send(peer.routingId(), words("$heartbeat"));
            }
        }
    }

    /** A REQ does not: an unasked message would cost it its connection. */
    protected boolean deservesHeartbeat(Peer peer) {
        return !peer.isReq;
    }

    /** Forgets the peers that were silent for longer than their time to live. */
    protected void forgetSilent(long nowNanos) {
        if (beatNanos() > 0) {
            peers.values().removeIf(peer -> nowNanos - peer.heardNanos > timeToLiveNanos());
        }
    }

    @Override
    protected long turns() {
        return turns;
    }

    @Override
    protected List<String> statistics() {
        List<String> lines = new ArrayList<>(super.statistics());
        lines.add("unroutable=" + unroutable());
        return lines;
    }

    /** Messages whose peer had gone. */
    protected long unroutable() {
        return unroutable;
    }

    @Override
    protected int peers() {
        forgetSilent(System.nanoTime());
        return peers.size();
    }

    // ---- the stop

    @Override
    public void onStopRequest() {
        super.onStopRequest();
        shutOut();
    }

    /** Takes nothing any more that was not queued when the stop was asked for, whatever is in hand; not the loop's thread. */
    protected void shutOut() {
        router.seal();
    }

    /** Stops in order: no new requests, those in hand and queued, the replies, the port, the last line. */
    protected void finish() {
        router.seal();
        drain(System.nanoTime() + lingerNanos());
        long end = System.nanoTime() + lingerNanos();
        finishDeferred(end);
        flush(end);
        router.close();
        print(Stream.OUT, "STOPPED");
    }

    /** How long unsent replies may hold up the exit. */
    protected long lingerNanos() {
        return settings().linger().toNanos();
    }

    /** Serves what was queued when the stop was asked for. */
    protected void drain(long endNanos) {
        while (System.nanoTime() - endNanos < 0) {
            Incoming message = router.receive();
            if (message == null) {
                return;
            }
            onMessage(message);
            sendDue(System.nanoTime());
        }
    }

    /** Waits for the deferred replies that are due in time; drops the others. */
    protected void finishDeferred(long endNanos) {
        for (Deferred next = deferred().peek();
                next != null && next.dueNanos() - endNanos <= 0;
                next = deferred().peek()) {
            occupy(Math.max(0, NANOSECONDS.toMillis(next.dueNanos() - System.nanoTime() + 999_999)));
            sendDue(System.nanoTime());
        }
    }

    /** Gives the operating system what is unsent. */
    protected void flush(long endNanos) {
        router.flush(Math.max(0, endNanos - System.nanoTime()));
    }

    /** The exit code of an orderly end. */
    protected int exitCode() {
        return 0;
    }
}
