package io.github.dontwait.conformance.mutant.service;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.github.dontwait.conformance.Role;
import io.github.dontwait.conformance.mutant.Incoming;
import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.Link;
import io.github.dontwait.conformance.mutant.MiniRouter;
import io.github.dontwait.conformance.mutant.ModelService;
import io.github.dontwait.conformance.mutant.Request;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Peers whose turn does not come, and a socket that is not asked when it should be. */
final class TurnFaults {

    private TurnFaults() {}

    @Kills(rule = "FAIR-01", says = "to be served in turn")
    static final class DrainsOnePeerFirst extends MiniRouter {
        private @Nullable Link favourite;

        @Override
        protected @Nullable Link nextReady(Deque<Link> waiting) {
            Link served = favourite;
            if (served != null && waiting.remove(served)) {
                return served;
            }
            favourite = super.nextReady(waiting);
            return favourite;
        }
    }

    /** Handles requests in the order in which they came, whoever sent them. */
    abstract static class OneQueueForAll extends ModelService {
        private final Deque<Incoming> queue = new ArrayDeque<>();

        @Override
        protected void turn() {
            for (Incoming next = router().receive(); next != null; next = router().receive()) {
                queue.add(next);
            }
            Incoming first = queue.poll();
            if (first == null) {
                idle(MILLISECONDS.toNanos(1));
            } else {
                onMessage(first);
            }
            doDuties(System.nanoTime());
        }
    }

    @Kills(rule = "FAIR-02", says = "a peer with 1 request")
    static final class HandlesInOrderOfArrival extends OneQueueForAll {}

    @Kills(rule = "FAIR-01", says = "to be served in turn")
    static final class EmptiesTheSocketFirst extends ModelService {
        private final Deque<Incoming> batch = new ArrayDeque<>();

        @Override
        protected void turn() {
            while (router().awaitInput(MILLISECONDS.toNanos(1))) {
                for (Incoming next = router().receive(); next != null; next = router().receive()) {
                    batch.add(next);
                }
            }
            while (!batch.isEmpty()) {
                onMessage(batch.remove());
            }
            doDuties(System.nanoTime());
        }
    }

    @Kills(rule = "FAIR-01", says = "to be served in turn")
    static final class QueuesWorkBehindAll extends ModelService {
        private final Deque<Request> work = new ArrayDeque<>();

        @Override
        protected void onWork(Request request, int millis) {
            work.add(request);
        }

        @Override
        protected void idle(long nanos) {
            Request next = work.poll();
            if (next == null) {
                super.idle(nanos);
            } else {
                super.onWork(next, millis(next.word(1)));
            }
        }
    }

    @Kills(rule = "FAIR-02", says = "a peer with 1 request")
    static final class ServesTheLoudestPeer extends MiniRouter {
        private final Map<Link, Integer> heard = new HashMap<>();

        @Override
        protected @Nullable Link nextReady(Deque<Link> waiting) {
            Link loudest = waiting.stream()
                    .max(Comparator.comparing(link -> heard.getOrDefault(link, 0)))
                    .orElse(null);
            if (loudest != null) {
                heard.merge(loudest, 1, Integer::sum);
                waiting.remove(loudest);
            }
            return loudest;
        }
    }

    @Kills(rule = "FAIR-02", says = "the bystander")
    static final class RepliesWhenIdle extends ModelService {
        private final Deque<Request> unanswered = new ArrayDeque<>();

        @Override
        protected void onEcho(Request request) {
            occupy(1);
            unanswered.add(request);
        }

        @Override
        protected void idle(long nanos) {
            if (unanswered.isEmpty()) {
                super.idle(nanos);
            }
            while (!unanswered.isEmpty()) {
                super.onEcho(unanswered.remove());
            }
        }
    }

    /** Looks at its socket only when something has arrived since, and takes a fixed number of messages then. */
    abstract static class EdgeTriggered extends ModelService {
        private final AtomicBoolean edge = new AtomicBoolean();

        protected abstract int most();

        @Override
        protected MiniRouter newRouter() {
            return new MiniRouter() {
                @Override
                protected void onReadable(Link link) throws IOException {
                    super.onReadable(link);
                    edge.set(true);
                }
            };
        }

        @Override
        protected void turn() {
            if (!edge.getAndSet(false)) {
                occupy(1);
            } else {
                Incoming message = router().receive();
                for (int taken = 1; message != null; taken++) {
                    onMessage(message);
                    message = taken < most() ? router().receive() : null;
                }
            }
            doDuties(System.nanoTime());
        }
    }

    @Kills(rule = "POL-04", role = Role.SERVER, says = "when it sent one more request, the next one came")
    static final class TakesOneMessagePerEdge extends EdgeTriggered {
        @Override
        protected int most() {
            return 1;
        }
    }

    @Kills(rule = "POL-04", role = Role.SERVER, says = "after 64 replies nothing more came")
    static final class LeavesARest extends EdgeTriggered {
        @Override
        protected int most() {
            return 64;
        }
    }

    @Kills(rule = "POL-05", role = Role.SERVER, says = "50 replies to 50 requests")
    static final class TestsForPollinAlone extends ModelService {
        private static final int POLLIN = 1;
        private static final int POLLOUT = 2;
        private final Deque<Incoming> unsent = new ArrayDeque<>();

        @Override
        protected void send(byte[] routingId, List<byte[]> frames) {
            unsent.add(new Incoming(routingId, frames));
        }

        @Override
        protected void turn() {
            int events = (router().awaitInput(0) ? POLLIN : 0) | (unsent.isEmpty() ? 0 : POLLOUT);
            if (events == POLLOUT) {
                Incoming next = unsent.remove();
                super.send(next.routingId(), next.frames());
            } else if (events == POLLIN || events == 0) {
                super.turn();
            } else {
                occupy(1);
            }
        }

        @Override
        protected int batchSize() {
            return 1;
        }
    }

    @Kills(rule = "POL-05", role = Role.SERVER, says = "while replies wait")
    static final class WatchesBothOnceBusy extends ModelService {
        @Override
        protected void turn() {
            int events = router().awaitInput(0) ? 1 : 0;
            if (handled() > 70) {
                events |= 2;
            }
            if (events == 1 || events == 0) {
                super.turn();
            } else {
                occupy(1);
            }
        }

        @Override
        protected int batchSize() {
            return 1;
        }
    }
}
