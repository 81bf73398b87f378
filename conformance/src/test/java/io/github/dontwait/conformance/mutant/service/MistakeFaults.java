package io.github.dontwait.conformance.mutant.service;

import io.github.dontwait.conformance.mutant.Incoming;
import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;
import io.github.dontwait.conformance.mutant.Request;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Bad requests and failures that do harm in the long run, or to the replies behind them. */
final class MistakeFaults {

    private MistakeFaults() {}

    /** Learns of each error before it is sent. */
    abstract static class Errs extends ModelService {

        protected abstract void onError(Request request, List<byte[]> error);

        @Override
        protected void onHandlerFailure(Request request, RuntimeException why) {
            onError(request, request.answer(words("$error", "the handler failed")));
        }

        @Override
        protected void onBadArgument(Request request) {
            onError(request, request.answer(words("$error", "expected milliseconds")));
        }
    }

    @Kills(rule = "ENV-07", says = "in reply to")
    static final class RunsOutOfHandlers extends Errs {
        private int handlers = 60;

        @Override
        protected void onError(Request request, List<byte[]> error) {
            if (--handlers < 0) {
                hang();
            }
            reply(request, error);
        }
    }

    @Kills(rule = "ENV-07", says = "received nothing")
    static final class BansCarelessPeers extends Errs {
        private final Map<ByteBuffer, Integer> errors = new HashMap<>();

        @Override
        protected void onError(Request request, List<byte[]> error) {
            errors.merge(ByteBuffer.wrap(request.routingId()), 1, Integer::sum);
            reply(request, error);
        }

        @Override
        protected void onMessage(Incoming message) {
            if (errors.getOrDefault(ByteBuffer.wrap(message.routingId()), 0) < 20) {
                super.onMessage(message);
            }
        }
    }

    @Kills(rule = "ENV-07", says = "in reply to")
    static final class LimitsItsErrors extends Errs {
        private int errors;

        @Override
        protected void onError(Request request, List<byte[]> error) {
            if (++errors <= 100) {
                reply(request, error);
            }
        }
    }

    @Kills(rule = "ENV-07", says = "in reply to")
    static final class RepeatsBinaryArguments extends Errs {
        @Override
        protected void onError(Request request, List<byte[]> error) {
            int argument = request.envelopeLength() + 1;
            if (argument < request.frames().size()) {
                error.set(error.size() - 1, request.frames().get(argument));
            }
            reply(request, error);
        }
    }

    @Kills(rule = "ORD-05", says = "received:")
    static final class LeavesFramesOfABadRequest extends Errs {
        @Override
        protected void onError(Request request, List<byte[]> error) {
            reply(request, error);
            List<byte[]> frames = request.frames();
            int used = request.envelopeLength() + 2;
            if (frames.size() > used) {
                onMessage(new Incoming(request.routingId(), new ArrayList<>(frames.subList(used, frames.size()))));
            }
        }
    }

    @Kills(rule = "ORD-05", says = "received:")
    static final class LagsBehindAfterAFailure extends VerbFaults.FailsBadly {
        private @Nullable List<byte[]> held;

        @Override
        protected void onFurtherFailure(Request request, RuntimeException why) {
            reply(request, request.answer(words("$error", "the handler failed")));
        }

        @Override
        protected void reply(Request request, List<byte[]> frames) {
            List<byte[]> next = held;
            if (hasFailedAgain()) {
                held = frames;
            }
            super.reply(request, next == null ? frames : next);
        }
    }

    @Kills(rule = "ORD-05", says = "received:")
    static final class PutsErrorsAside extends Errs {
        private final List<Runnable> aside = new ArrayList<>();

        @Override
        protected void onError(Request request, List<byte[]> error) {
            aside.add(() -> reply(request, error));
        }

        @Override
        protected void idle(long nanos) {
            aside.forEach(Runnable::run);
            boolean isBusy = !aside.isEmpty();
            aside.clear();
            super.idle(isBusy ? 0 : nanos);
        }
    }
}
