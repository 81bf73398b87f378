package io.github.dontwait.reference;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a worker and a server have in common: requests go from the socket into their peers' inboxes, from
 * there one by one through the handler, and the replies back. The two differ only in how they wait.
 *
 * <p>A turn is {@link #receive()} and {@link #work()}, both bounded, neither waiting. One peer's requests are handled
 * strictly one after another, so its replies are in order; peers take turns, so none waits for more than a request of
 * each other. Confined to the loop's thread but for {@link #wake()}.
 */
final class Service implements AutoCloseable {

    private static final int BATCH = 100;

    private final Handler handler;
    private final Counters counters;
    private final StopProcedure stop;
    private final LongSupplier clock;
    private final int mostOpen;
    private final Timers duties = new Timers();
    private final Timers deferred = new Timers();
    private final Queue<Peer> rotation = new ArrayDeque<>();
    private final Wakeup wakeup = new Wakeup();
    private final RouterSocket socket;
    private final @Nullable Gatekeeper gatekeeper;
    private final Peers peers;
    private final Replies replies;
    private final Heartbeats heartbeats;
    private final Workshop workshop;
    private boolean socketEmpty;

    /** Opens everything, but binds nothing yet. */
    Service(Settings settings, Handler handler, StopProcedure stop, Surroundings surroundings) {
        this.handler = handler;
        this.counters = surroundings.counters();
        this.stop = stop;
        this.clock = surroundings.nanoClock();
        this.mostOpen = settings.limits().mostOpenPerPeer();
        this.gatekeeper = Gatekeeper.forSecurity(settings.security(), surroundings.context());
        this.socket = new RouterSocket(surroundings.context(), settings);
        this.peers = new Peers(counters);
        this.replies = new Replies(socket, peers, duties, counters, clock);
        this.heartbeats = new Heartbeats(settings.heartbeat(), socket, peers, duties, counters, clock);
        this.workshop = new Workshop(surroundings.workers(), wakeup);
    }

    /** Lets peers in. */
    void bind() {
        socket.bind();
    }

    /**
     * Takes what has arrived into the inboxes, one batch at most.
     *
     * @return how many requests were taken
     */
    int receive() {
        int taken = 0;
        for (; taken < BATCH; taken++) {
            Request request = socket.receive(clock.getAsLong());
            if (request == null) {
                break;
            }
            if (stop.takesRequests()) {
                accept(request);
            }
        }
        socketEmpty = taken < BATCH;
        if (taken == 0) {
            counters.turns.incrementAndGet();
        }
        return taken;
    }

    /** For a loop that was told by its poller that there is nothing to receive. */
    void nothingReceived() {
        socketEmpty = true;
        counters.turns.incrementAndGet();
    }

    /**
     * Does everything else that can be done now: requests, finished work, what is due, and the steps of the stop.
     *
     * @return how much was done
     * @throws ActorFinishedException when the stop is complete
     */
    int work() throws ActorFinishedException {
        int done = gatekeeper == null ? 0 : gatekeeper.answer();
        done += fetchFinishedWork() + serve();
        long now = clock.getAsLong();
        done += deferred.runDue(now, BATCH) + duties.runDue(now, BATCH);
        takeStepsToStop(now);
        return done;
    }

    /** How long the loop may wait for messages before {@link #work()} has something to do. */
    long nanosToNextDuty() {
        if (!rotation.isEmpty()) {
            return 0;
        }
        long now = clock.getAsLong();
        long next = Math.min(duties.nanosUntilNext(now), deferred.nanosUntilNext(now));
        return Math.min(next, stop.nanosToNextStep(now));
    }

    /** Lets a reactor end its wait for whatever this service waits for. */
    void register(Reactor reactor, Runnable onRequests) {
        reactor.onReadable(socket.socket(), onRequests);
        reactor.onReadable(wakeup.channel(), wakeup::clear);
        if (gatekeeper != null) {
            reactor.onReadable(gatekeeper.socket(), gatekeeper::answer);
        }
    }

    /** Ends the loop's present wait. Any thread. */
    void wake() {
        wakeup.wake();
    }

    /** Where peers find it. */
    String endpoint() {
        return socket.endpoint();
    }

    /** Closes the sockets; unsent replies keep what is left of the linger. */
    @Override
    public void close() {
        socket.close(stop.closingMillis(clock.getAsLong()));
        if (gatekeeper != null) {
            gatekeeper.close();
        }
        wakeup.close();
    }

    private void accept(Request request) {
        Peer peer = peers.find(request.from());
        if (peer == null) {
            peer = peers.remember(request.from());
            peer.heardNanos = request.receivedNanos();
            heartbeats.welcome(peer);
        }
        peer.heardNanos = request.receivedNanos();
        peer.strict = request.beginsWithEmptyFrame();
        peers.setSilent(peer, false);
        if (peer.open() >= mostOpen) {
            counters.dropped.incrementAndGet();
            return;
        }
        peer.inbox.add(request);
        queue(peer);
    }

    private void queue(Peer peer) {
        if (!peer.queued && !peer.busy && !peer.inbox.isEmpty()) {
            peer.queued = true;
            rotation.add(peer);
        }
    }

    private int serve() {
        int served = 0;
        // Twice what a turn takes in, so that a backlog shrinks.
        for (; served < 2 * BATCH; served++) {
            Peer peer = rotation.poll();
            if (peer == null) {
                break;
            }
            peer.queued = false;
            handle(peer, peer.inbox.remove());
            queue(peer);
        }
        return served;
    }

    private void handle(Peer peer, Request request) {
        Outcome outcome = decide(request);
        if (outcome instanceof Outcome.Reply reply) {
            replies.deliver(peer, reply.frames());
        } else if (outcome instanceof Outcome.Work work) {
            peer.busy = true;
            workshop.submit(peer, request, work.task());
        } else if (outcome instanceof Outcome.Defer defer) {
            peer.deferred++;
            deferred.at(request.receivedNanos() + defer.delay().toNanos(), () -> {
                peer.deferred--;
                replies.deliver(peer, defer.frames());
            });
        }
    }

    private Outcome decide(Request request) {
        try {
            return Objects.requireNonNull(handler.handle(request), "the handler returned null");
        } catch (BadRequestException e) {
            return new Outcome.Reply(error(request, String.valueOf(e.getMessage())));
        } catch (RuntimeException | StackOverflowError e) {
            return new Outcome.Reply(failure(request, e));
        }
    }

    private int fetchFinishedWork() {
        int fetched = 0;
        for (Workshop.Finished finished = workshop.poll(); finished != null; finished = workshop.poll()) {
            Peer peer = finished.peer();
            peer.busy = false;
            List<byte[]> reply = finished.reply();
            replies.deliver(peer, reply != null ? reply : failure(finished.request(), finished.failure()));
            queue(peer);
            fetched++;
        }
        return fetched;
    }

    /** The peer learns that its request failed, the log learns why: a reply must not tell what is inside. */
    private List<byte[]> failure(Request request, @Nullable Throwable cause) {
        counters.failed.incrementAndGet();
        Log.LOG.warn("the handler failed on a request of peer {}", request.from(), cause);
        return error(request, "the handler failed");
    }

    private static List<byte[]> error(Request request, String text) {
        List<byte[]> reply = new ArrayList<>(request.envelope());
        reply.add("$error".getBytes(US_ASCII));
        reply.add(text.getBytes(UTF_8));
        return reply;
    }

    private void takeStepsToStop(long now) throws ActorFinishedException {
        if (socket.wasInterrupted() || (gatekeeper != null && gatekeeper.wasInterrupted())) {
            stop.request();
        }
        stop.advance(
                now,
                new StopProcedure.Situation(
                        socketEmpty,
                        !rotation.isEmpty() || workshop.isBusy(),
                        replies.heldBack() > 0,
                        deferred.nanosUntilNext(now)));
        if (stop.phase() == StopProcedure.Phase.STOPPED) {
            throw new ActorFinishedException();
        }
    }
}
