package io.github.dontwait.conformance.mutant.service;

import io.github.dontwait.conformance.mutant.Incoming;
import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Heartbeats for the wrong peers, or for too long. */
final class HeartbeatPeerFaults {

    private HeartbeatPeerFaults() {}

    @Kills(rule = "HBT-11", says = "delimiter")
    static final class BeatsForEverybody extends ModelService {
        @Override
        protected boolean deservesHeartbeat(Peer peer) {
            return true;
        }
    }

    @Kills(rule = "HBT-11", says = "changing")
    static final class JudgesByTheFirstMessage extends ModelService {
        private final Map<ByteBuffer, Boolean> strict = new HashMap<>();

        @Override
        protected void hear(Incoming message) {
            super.hear(message);
            strict.putIfAbsent(
                    ByteBuffer.wrap(message.routingId()), message.frames().get(0).length == 0);
        }

        @Override
        protected boolean deservesHeartbeat(Peer peer) {
            return !strict.getOrDefault(ByteBuffer.wrap(peer.routingId()), false);
        }
    }

    @Kills(rule = "HBT-11", says = "bare")
    static final class LooksForAWholeEnvelope extends ModelService {
        private final Set<ByteBuffer> enveloped = new HashSet<>();

        @Override
        protected void hear(Incoming message) {
            super.hear(message);
            ByteBuffer id = ByteBuffer.wrap(message.routingId());
            if (envelopeLength(message.frames()) > 0) {
                enveloped.add(id);
            } else {
                enveloped.remove(id);
            }
        }

        @Override
        protected boolean deservesHeartbeat(Peer peer) {
            return !enveloped.contains(ByteBuffer.wrap(peer.routingId()));
        }
    }

    @Kills(rule = "HBT-11", says = "to receive heartbeats again")
    static final class NeverForgives extends ModelService {
        private final Set<ByteBuffer> strict = new HashSet<>();

        @Override
        protected void hear(Incoming message) {
            super.hear(message);
            if (message.frames().get(0).length == 0) {
                strict.add(ByteBuffer.wrap(message.routingId()));
            }
        }

        @Override
        protected boolean deservesHeartbeat(Peer peer) {
            return !strict.contains(ByteBuffer.wrap(peer.routingId()));
        }
    }
}
