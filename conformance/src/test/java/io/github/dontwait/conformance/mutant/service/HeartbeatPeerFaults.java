package io.github.dontwait.conformance.mutant.service;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.dontwait.conformance.mutant.Incoming;
import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
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

    /** Has a clock of its own for each peer. */
    abstract static class KeepsItsOwnTime extends ModelService {
        private final Map<ByteBuffer, Long> seen = new HashMap<>();

        /** Whether a message sets the clock of a peer that has one. */
        protected abstract boolean isLife(Incoming message);

        @Override
        protected void hear(Incoming message) {
            super.hear(message);
            ByteBuffer id = ByteBuffer.wrap(message.routingId());
            if (!seen.containsKey(id) || isLife(message)) {
                seen.put(id, System.nanoTime());
            }
        }

        @Override
        protected void forgetSilent(long nowNanos) {
            if (beatNanos() > 0) {
                knownPeers().keySet().removeIf(id -> nowNanos - seen.getOrDefault(id, nowNanos) > timeToLiveNanos());
                seen.keySet().retainAll(knownPeers().keySet());
            }
        }

        protected static String first(Incoming message) {
            return new String(message.frames().get(0), ISO_8859_1);
        }
    }

    @Kills(rule = "HBT-08", says = "still")
    static final class CountsFromTheFirstMessage extends ModelService {
        private final Map<ByteBuffer, Long> first = new HashMap<>();

        @Override
        protected void hear(Incoming message) {
            super.hear(message);
            first.putIfAbsent(ByteBuffer.wrap(message.routingId()), System.nanoTime());
        }

        @Override
        protected boolean deservesHeartbeat(Peer peer) {
            long age = System.nanoTime() - first.getOrDefault(ByteBuffer.wrap(peer.routingId()), 0L);
            return age <= timeToLiveNanos() && super.deservesHeartbeat(peer);
        }
    }

    @Kills(rule = "HBT-08", says = "still")
    static final class CountsOnlyHeartbeatsAsLife extends KeepsItsOwnTime {
        @Override
        protected boolean isLife(Incoming message) {
            return first(message).equals("$heartbeat");
        }
    }

    @Kills(rule = "HBT-08", says = "$work")
    static final class LooksForLifeInEchoes extends KeepsItsOwnTime {
        @Override
        protected boolean isLife(Incoming message) {
            return !first(message).startsWith("$") || first(message).equals("$heartbeat");
        }
    }

    @Kills(rule = "HBT-08", says = "until its time to live ends")
    static final class ForgetsTooSoon extends ModelService {
        @Override
        protected long timeToLiveNanos() {
            return 2 * beatNanos();
        }
    }

    @Kills(rule = "HBT-08", says = "silent after its first message, to receive no heartbeat")
    static final class NeverForgets extends ModelService {
        @Override
        protected void forgetSilent(long nowNanos) {
            // That is the fault.
        }
    }

    @Kills(rule = "HBT-08", says = "silent after its first message, to receive no heartbeat")
    static final class LooksInTheOrderOfArrival extends ModelService {
        private final Set<ByteBuffer> arrivals = new LinkedHashSet<>();

        @Override
        protected void hear(Incoming message) {
            super.hear(message);
            arrivals.add(ByteBuffer.wrap(message.routingId()));
        }

        @Override
        protected void forgetSilent(long nowNanos) {
            for (ByteBuffer id : List.copyOf(arrivals)) {
                Peer peer = knownPeers().get(id);
                if (peer != null && nowNanos - peer.heardNanos() <= timeToLiveNanos()) {
                    return;
                }
                knownPeers().remove(id);
                arrivals.remove(id);
            }
        }
    }

    @Kills(rule = "HBT-08", says = "\"peers\" of $stats to count peers no longer")
    static final class CountsTheForgotten extends ModelService {
        private final Set<ByteBuffer> ever = new HashSet<>();

        @Override
        protected void hear(Incoming message) {
            super.hear(message);
            ever.add(ByteBuffer.wrap(message.routingId()));
        }

        @Override
        protected int peers() {
            return ever.size();
        }
    }

    /** Remembers whom it has forgotten. */
    abstract static class RemembersTheDead extends ModelService {
        private final Set<ByteBuffer> dead = new HashSet<>();

        @Override
        protected void forgetSilent(long nowNanos) {
            Set<ByteBuffer> before = new HashSet<>(knownPeers().keySet());
            super.forgetSilent(nowNanos);
            before.removeAll(knownPeers().keySet());
            dead.addAll(before);
        }

        protected final boolean isDead(byte[] routingId) {
            return dead.contains(ByteBuffer.wrap(routingId));
        }
    }

    @Kills(rule = "HBT-09", says = "who is heard again after a silence")
    static final class KeepsTheDead extends RemembersTheDead {
        @Override
        protected boolean deservesHeartbeat(Peer peer) {
            return !isDead(peer.routingId()) && super.deservesHeartbeat(peer);
        }
    }

    @Kills(rule = "HBT-09", says = "to be answered while heartbeats are on")
    static final class IgnoresTheDead extends RemembersTheDead {
        @Override
        protected void onMessage(Incoming message) {
            if (!isDead(message.routingId())) {
                super.onMessage(message);
            }
        }
    }

    @Kills(rule = "HBT-10", says = "though 100 peers have vanished")
    static final class EndsTheRoundAtTheVanished extends ModelService {
        private boolean isOver;

        @Override
        protected void beat(long nowNanos) {
            isOver = false;
            super.beat(nowNanos);
        }

        @Override
        protected boolean deservesHeartbeat(Peer peer) {
            isOver |= !router().isConnected(peer.routingId());
            return !isOver && super.deservesHeartbeat(peer);
        }
    }

    @Kills(rule = "HBT-10", says = "the connection has been closed")
    static final class DiesOfTheVanished extends ModelService {
        @Override
        protected void onUnsent(byte[] routingId, List<byte[]> frames) {
            boolean isHeartbeat = new String(frames.get(0), ISO_8859_1).equals("$heartbeat");
            if (isHeartbeat && !router().isConnected(routingId)) {
                throw new IllegalStateException("EHOSTUNREACH");
            }
        }
    }

    @Kills(rule = "HBT-10", says = "late (routing id")
    static final class WaitsForRoomForHeartbeats extends ModelService {
        private boolean isBeating;

        @Override
        protected void beat(long nowNanos) {
            isBeating = true;
            super.beat(nowNanos);
            isBeating = false;
        }

        @Override
        protected void onUnsent(byte[] routingId, List<byte[]> frames) {
            while (isBeating && router().isConnected(routingId) && !router().send(routingId, frames)) {
                occupy(1);
            }
        }
    }
}
