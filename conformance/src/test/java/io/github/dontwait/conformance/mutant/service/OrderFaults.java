package io.github.dontwait.conformance.mutant.service;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;
import io.github.dontwait.conformance.mutant.Request;
import io.github.dontwait.conformance.mutant.SocketOptions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Replies out of order, lost, repeated or torn apart. */
final class OrderFaults {

    private OrderFaults() {}

    @Kills(rule = "ORD-01", says = "came after the reply to request")
    static final class OvertakesItself extends ModelService {
        private int count;

        @Override
        protected void onEcho(Request request) {
            if (++count % 7 == 0) {
                defer(request, System.nanoTime() + MILLISECONDS.toNanos(2));
            } else {
                super.onEcho(request);
            }
        }
    }

    @Kills(rule = "ORD-01", says = "came after the reply to request")
    static final class AnswersBatchesBackwards extends ModelService {
        private final Deque<Request> stack = new ArrayDeque<>();

        @Override
        protected void onEcho(Request request) {
            stack.push(request);
        }

        @Override
        protected void idle(long nanos) {
            if (stack.isEmpty()) {
                super.idle(nanos);
            }
            while (!stack.isEmpty()) {
                super.onEcho(stack.pop());
            }
        }
    }

    @Kills(rule = "ORD-01", says = "came after the reply to request")
    static class LargeRepliesLast extends ModelService {
        private final Deque<Request> large = new ArrayDeque<>();

        /** Octets of the largest frame that is no large one. */
        protected int mostOctets() {
            return 1_000;
        }

        @Override
        protected void onEcho(Request request) {
            if (request.frames().stream().anyMatch(frame -> frame.length > mostOctets())) {
                large.add(request);
            } else {
                super.onEcho(request);
            }
        }

        @Override
        protected void idle(long nanos) {
            if (large.isEmpty()) {
                super.idle(nanos);
            }
            while (!large.isEmpty()) {
                super.onEcho(large.remove());
            }
        }
    }

    @Kills(rule = "ORD-01", says = "came after the reply to request")
    static final class HugeRepliesLast extends LargeRepliesLast {
        @Override
        protected int mostOctets() {
            return 65_536;
        }
    }

    @Kills(rule = "ORD-01", says = "request 1 came after the reply to request 10")
    static final class WorksBesideTheQueue extends ModelService {
        @Override
        protected void onWork(Request request, int millis) {
            defer(request, System.nanoTime() + MILLISECONDS.toNanos(millis));
        }
    }

    @Kills(rule = "ORD-02", says = "are missing")
    static final class LosesOneInAThousand extends ModelService {
        private int count;

        @Override
        protected void onEcho(Request request) {
            if (++count % 997 != 0) {
                super.onEcho(request);
            }
        }
    }

    @Kills(rule = "ORD-02", says = "are missing")
    static final class DropsWhenBusy extends ModelService {
        private int sincePause;

        @Override
        protected void onEcho(Request request) {
            if (++sincePause <= 150) {
                super.onEcho(request);
            }
        }

        @Override
        protected void idle(long nanos) {
            sincePause = 0;
            super.idle(nanos);
        }
    }

    @Kills(rule = "ORD-02", says = "are missing")
    static final class KeepsATinyQueue extends ModelService {
        @Override
        protected SocketOptions socketOptions() {
            return super.socketOptions().withHighWaterMark(2);
        }
    }

    @Kills(rule = "ORD-03", says = "was answered twice")
    static final class AnswersTwice extends ModelService {
        @Override
        protected void reply(Request request, List<byte[]> frames) {
            super.reply(request, frames);
            if (handled() % 100 == 0) {
                super.reply(request, frames);
            }
        }
    }

    @Kills(rule = "ORD-03", says = "was answered twice")
    static final class RepeatsTheLastReply extends ModelService {
        private @Nullable Request last;

        @Override
        protected void onEcho(Request request) {
            super.onEcho(request);
            last = request;
        }

        @Override
        protected void idle(long nanos) {
            super.idle(nanos);
            if (last != null) {
                super.onEcho(last);
                last = null;
            }
        }
    }

    @Kills(rule = "ORD-03", says = "was answered twice")
    static final class RepeatsLargeReplies extends ModelService {
        @Override
        protected void reply(Request request, List<byte[]> frames) {
            super.reply(request, frames);
            if (frames.stream().anyMatch(frame -> frame.length > 50_000)) {
                super.reply(request, frames);
            }
        }
    }

    @Kills(rule = "ORD-04", says = "was the end of the message")
    static final class SendsFramesApart extends ModelService {
        @Override
        protected void onEcho(Request request) {
            if (request.frames().size() > 5) {
                request.frames().forEach(frame -> send(request.routingId(), List.of(frame)));
            } else {
                super.onEcho(request);
            }
        }
    }

    @Kills(rule = "ORD-04", says = "as one whole message")
    static final class MixesTwoReplies extends ModelService {
        private byte[] lastFrame = {};
        private int count;

        @Override
        protected void onEcho(Request request) {
            List<byte[]> frames = new ArrayList<>(request.frames());
            byte[] ours = frames.get(frames.size() - 1);
            if (++count % 10 == 0) {
                frames.set(frames.size() - 1, lastFrame);
            }
            lastFrame = ours;
            reply(request, frames);
        }
    }

    @Kills(rule = "ORD-04", says = "expected the end of the message")
    static final class RunsRepliesTogether extends ModelService {
        private @Nullable Request held;
        private int count;

        @Override
        protected void onEcho(Request request) {
            Request before = held;
            held = null;
            if (before != null && Arrays.equals(before.routingId(), request.routingId())) {
                List<byte[]> both = new ArrayList<>(before.frames());
                both.addAll(request.frames());
                reply(request, both);
                return;
            }
            if (before != null) {
                super.onEcho(before);
            }
            if (++count % 10 == 0) {
                held = request;
            } else {
                super.onEcho(request);
            }
        }

        @Override
        protected void idle(long nanos) {
            if (held != null) {
                super.onEcho(held);
                held = null;
            }
            super.idle(nanos);
        }
    }
}
