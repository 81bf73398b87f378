package io.github.dontwait.conformance.mutant.client;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.MiniDealer;
import io.github.dontwait.conformance.mutant.ModelClient;
import io.github.dontwait.conformance.mutant.SocketOptions;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/** Clients that draw the wrong conclusions from a server that is absent, does not read, or comes back. */
final class AbsenceFaults {

    private AbsenceFaults() {}

    @Kills(rule = "POL-08", says = "no REPLY for a request that nobody answered")
    static final class TakesQueuedForAnswered extends ModelClient {
        private boolean hasTalked;

        @Override
        protected void onReply(Open request) {
            hasTalked = true;
            super.onReply(request);
        }

        @Override
        protected void send(Open request) {
            if (dealer().send(frames(request.number())) && hasTalked && !dealer().isConnected()) {
                onReply(request);
            }
        }
    }

    @Kills(rule = "POL-08", says = "have none, such as")
    static final class ForgetsRequestsOfALostServer extends ModelClient {
        private boolean wasConnected;

        @Override
        protected void idle(long nanos) {
            if (wasConnected && !dealer().isConnected()) {
                open().clear();
            }
            wasConnected = dealer().isConnected();
            super.idle(Math.min(nanos, 5_000_000));
        }
    }

    /** Its socket has no room for a request. */
    abstract static class IsRefused extends ModelClient {
        protected abstract void onRefused(Open request);

        @Override
        protected void send(Open request) {
            if (!dealer().send(frames(request.number()))) {
                onRefused(request);
            }
        }
    }

    @Kills(rule = "BKP-06", says = "have none, such as")
    static final class ForgetsRefusedRequests extends IsRefused {
        @Override
        protected void onRefused(Open request) {
            open().remove(request);
        }
    }

    @Kills(rule = "BKP-06", says = "no REPLY for a request that nobody answered")
    static final class TakesRefusedForDone extends IsRefused {
        @Override
        protected void onRefused(Open request) {
            onReply(request);
        }
    }

    @Kills(rule = "BKP-06", says = "have none, such as")
    static final class EndsAtAFullQueue extends IsRefused {
        private boolean hasEnded;

        @Override
        protected void onRefused(Open request) {
            hasEnded = true;
            open().remove(request);
        }

        @Override
        protected boolean isDone() {
            return super.isDone() || hasEnded && open().isEmpty();
        }

        @Override
        protected int window() {
            return hasEnded ? 0 : super.window();
        }
    }

    @Kills(rule = "BKP-05", says = "whose reply was sent while the server did not read")
    static final class ReadsOnlyWithRoom extends ModelClient {
        @Override
        protected void send(Open request) {
            while (!isStopping() && !dealer().send(frames(request.number()))) {
                occupy(1);
                if (System.nanoTime() - request.startedNanos() > timeoutNanos()) {
                    expire(System.nanoTime());
                    return;
                }
            }
        }
    }

    @Kills(rule = "IDN-11", says = "it announced none")
    static final class ForgetsItsRoutingId extends MiniDealer {
        private boolean hasConnected;

        @Override
        protected Map<String, byte[]> properties() {
            Map<String, byte[]> properties = super.properties();
            if (hasConnected) {
                properties.remove("Identity");
            }
            hasConnected = true;
            return properties;
        }
    }

    @Kills(rule = "IDN-11", says = "255 octets")
    static final class ShortensItsRoutingId extends ModelClient {
        @Override
        protected SocketOptions socketOptions() {
            byte[] id = settings().routingId().orElse("").getBytes(StandardCharsets.UTF_8);
            return super.socketOptions().withRoutingId(Arrays.copyOf(id, Math.min(id.length, 64)));
        }
    }
}
