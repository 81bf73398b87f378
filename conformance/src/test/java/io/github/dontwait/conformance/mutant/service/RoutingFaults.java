package io.github.dontwait.conformance.mutant.service;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.github.dontwait.conformance.mutant.Incoming;
import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;
import io.github.dontwait.conformance.mutant.Request;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;

/** Replies that go astray, and unroutable ones that do harm. */
final class RoutingFaults {

    private RoutingFaults() {}

    @Kills(rule = "IDN-01", says = "received")
    static final class RepliesToTheLatestPeer extends ModelService {
        private byte[] latest = {};

        @Override
        protected void onEcho(Request request) {
            latest = request.routingId();
            defer(request, System.nanoTime() + MILLISECONDS.toNanos(1));
        }

        @Override
        protected void reply(Request request, List<byte[]> frames) {
            super.reply(new Request(latest, request.frames(), request.envelopeLength()), frames);
        }
    }

    @Kills(rule = "IDN-01", says = "received")
    static final class AnswersEverybody extends ModelService {
        @Override
        protected void reply(Request request, List<byte[]> frames) {
            for (ByteBuffer id : knownPeers().keySet()) {
                byte[] octets = new byte[id.remaining()];
                id.duplicate().get(octets);
                send(octets, frames);
            }
        }
    }

    @Kills(rule = "IDN-01", says = "$defer")
    static final class DefersToTheLatestPeer extends ModelService {
        private byte[] latest = {};

        @Override
        protected void onMessage(Incoming message) {
            latest = message.routingId();
            super.onMessage(message);
        }

        @Override
        protected void reply(Request request, List<byte[]> frames) {
            super.reply(new Request(latest, request.frames(), request.envelopeLength()), frames);
        }
    }

    @Kills(rule = "IDN-08", says = "answered")
    static final class DiesOfUnroutableReply extends ModelService {
        @Override
        protected void onUnsent(byte[] routingId, List<byte[]> frames) {
            throw new IllegalStateException("no route to " + HexFormat.of().formatHex(routingId));
        }
    }

    @Kills(rule = "IDN-08", says = "answered")
    static final class RetriesUnroutableReply extends ModelService {
        @Override
        protected void onUnsent(byte[] routingId, List<byte[]> frames) {
            while (!router().send(routingId, frames)) {
                occupy(1);
            }
        }
    }

    @Kills(rule = "IDN-08", says = "answered")
    static final class StandsStillAfterUnroutable extends ModelService {
        @Override
        protected void onUnsent(byte[] routingId, List<byte[]> frames) {
            occupy(2_000);
        }
    }

    @Kills(rule = "IDN-14", says = "byte 1: expected")
    static final class TellsRoutingIdInHex extends Whoami {
        @Override
        protected byte[] told(byte[] routingId) {
            return HexFormat.of().formatHex(routingId).getBytes(US_ASCII);
        }
    }

    @Kills(rule = "IDN-14", says = "0xef")
    static final class TellsRoutingIdAsText extends Whoami {
        @Override
        protected byte[] told(byte[] routingId) {
            return RoutingIdFaults.throughText(routingId);
        }
    }

    @Kills(rule = "IDN-14", says = "that no other connected peer has")
    static final class TellsTheSameIdToAll extends Whoami {
        @Override
        protected byte[] told(byte[] routingId) {
            return routingId.length > 0 && routingId[0] == 0 ? new byte[] {0} : routingId;
        }
    }

    /** Tells something else than the routing id. */
    abstract static class Whoami extends ModelService {
        protected abstract byte[] told(byte[] routingId);

        @Override
        protected void onWhoami(Request request) {
            List<byte[]> frames = words("$whoami");
            frames.add(told(request.routingId()));
            reply(request, request.answer(frames));
        }
    }
}
