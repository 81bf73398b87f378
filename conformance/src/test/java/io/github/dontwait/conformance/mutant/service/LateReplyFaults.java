package io.github.dontwait.conformance.mutant.service;

import io.github.dontwait.conformance.mutant.Incoming;
import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.Link;
import io.github.dontwait.conformance.mutant.MiniRouter;
import io.github.dontwait.conformance.mutant.ModelService;
import io.github.dontwait.conformance.mutant.Request;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Replies whose peer has left, and that do not stay what they are. */
final class LateReplyFaults {

    private LateReplyFaults() {}

    @Kills(rule = "IDN-04", says = "of departing-")
    static final class ReusesAutomaticIds extends MiniRouter {
        private final ConcurrentLinkedQueue<byte[]> free = new ConcurrentLinkedQueue<>();

        @Override
        protected byte[] routingIdOf(Link link, byte[] announced) {
            byte[] used = announced.length > 0 ? null : free.poll();
            return used == null ? super.routingIdOf(link, announced) : used;
        }

        @Override
        protected void forget(Link link) {
            super.forget(link);
            byte[] id = link.routingId();
            if (id != null && id[0] == 0) {
                free.add(id);
            }
        }
    }

    @Kills(rule = "IDN-04", says = "of departing-")
    static final class GivesOldRepliesToTheNewest extends ModelService {
        private byte[] newest = {};

        @Override
        protected void onMessage(Incoming message) {
            if (message.routingId()[0] == 0) {
                newest = message.routingId();
            }
            super.onMessage(message);
        }

        @Override
        protected void onUnsent(byte[] routingId, List<byte[]> frames) {
            if (routingId[0] == 0 && !router().isConnected(routingId)) {
                router().send(newest, frames);
            }
        }
    }

    /** Knows whether a routing id has changed hands since a request came. */
    abstract static class KnowsHolders extends ModelService {
        private final Map<ByteBuffer, Integer> holders = new ConcurrentHashMap<>();
        private final Map<Request, Integer> askedBy = new HashMap<>();

        /** A reply for whoever held the routing id before. */
        protected abstract void onLateReply(Request request, List<byte[]> frames);

        @Override
        protected MiniRouter newRouter() {
            return new MiniRouter() {
                @Override
                protected byte[] routingIdOf(Link link, byte[] announced) {
                    byte[] id = super.routingIdOf(link, announced);
                    holders.merge(ByteBuffer.wrap(id), 1, Integer::sum);
                    return id;
                }
            };
        }

        private int holder(Request request) {
            return holders.getOrDefault(ByteBuffer.wrap(request.routingId()), 0);
        }

        @Override
        protected void onDefer(Request request, int millis) {
            askedBy.put(request, holder(request));
            super.onDefer(request, millis);
        }

        @Override
        protected void reply(Request request, List<byte[]> frames) {
            Integer askedByHolder = askedBy.remove(request);
            if (askedByHolder != null && askedByHolder != holder(request)) {
                onLateReply(request, frames);
            } else {
                super.reply(request, frames);
            }
        }
    }

    @Kills(rule = "IDN-10", says = "each of its own replies once")
    static final class RepeatsTheNewHoldersReply extends KnowsHolders {
        private final Map<ByteBuffer, List<byte[]>> latest = new HashMap<>();

        @Override
        protected void onEcho(Request request) {
            latest.put(ByteBuffer.wrap(request.routingId()), request.frames());
            super.onEcho(request);
        }

        @Override
        protected void onLateReply(Request request, List<byte[]> frames) {
            send(request.routingId(), latest.getOrDefault(ByteBuffer.wrap(request.routingId()), frames));
        }
    }

    @Kills(rule = "IDN-10", says = "at most whole replies")
    static final class MarksLateReplies extends KnowsHolders {
        @Override
        protected void onLateReply(Request request, List<byte[]> frames) {
            List<byte[]> marked = words("late");
            marked.addAll(frames);
            send(request.routingId(), marked);
        }
    }

    @Kills(rule = "IDN-10", says = "similar-1")
    static final class AnswersTheSimilar extends KnowsHolders {
        @Override
        protected void onLateReply(Request request, List<byte[]> frames) {
            byte[] similar = request.routingId().clone();
            similar[similar.length - 1] ^= 1;
            send(similar, frames);
        }
    }

    @Kills(rule = "IDN-09", says = "as before")
    static final class CountsNothingUnroutable extends ModelService {
        @Override
        protected long unroutable() {
            return 0;
        }
    }

    @Kills(rule = "IDN-09", says = "replies reach their peer")
    static final class CountsEveryReplyAsUnroutable extends ModelService {
        @Override
        protected long unroutable() {
            return handled();
        }
    }
}
