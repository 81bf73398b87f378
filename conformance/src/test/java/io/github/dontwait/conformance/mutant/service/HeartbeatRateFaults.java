package io.github.dontwait.conformance.mutant.service;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.github.dontwait.conformance.SubjectSettings;
import io.github.dontwait.conformance.mutant.ConcurrentService;
import io.github.dontwait.conformance.mutant.Incoming;
import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;
import io.github.dontwait.conformance.mutant.Request;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Heartbeats that come too often, too seldom, in bursts, or when they are off. */
final class HeartbeatRateFaults {

    private HeartbeatRateFaults() {}

    @Kills(rule = "HBT-13", says = "7 to 13 in 2000 ms")
    static final class BeatsTwiceAsOften extends ModelService {
        @Override
        protected long beatNanos() {
            return super.beatNanos() / 2;
        }
    }

    /** So many at once, and as many intervals later again. */
    abstract static class SavesHeartbeatsUp extends ModelService {
        private final int number;

        SavesHeartbeatsUp(int number) {
            this.number = number;
        }

        @Override
        protected long beatNanos() {
            return number * super.beatNanos();
        }

        @Override
        protected void beat(long nowNanos) {
            for (int i = 0; i < number; i++) {
                super.beat(nowNanos);
            }
        }
    }

    @Kills(rule = "HBT-13", says = "each peer to receive its first heartbeat")
    static final class BeatsTenAtOnce extends SavesHeartbeatsUp {
        BeatsTenAtOnce() {
            super(10);
        }
    }

    @Kills(rule = "HBT-13", says = "in bursts")
    static final class BeatsInPairs extends SavesHeartbeatsUp {
        BeatsInPairs() {
            super(2);
        }

        @Override
        protected void hear(Incoming message) {
            boolean isNew = !knownPeers().containsKey(ByteBuffer.wrap(message.routingId()));
            super.hear(message);
            if (isNew && beatNanos() > 0) {
                // In time for once.
                send(message.routingId(), words("$heartbeat"));
            }
        }
    }

    @Kills(rule = "HBT-13", says = "each peer to receive its first heartbeat")
    static final class LeavesNewPeersOut extends ModelService {
        private final Set<ByteBuffer> taken = new HashSet<>();

        @Override
        protected boolean deservesHeartbeat(Peer peer) {
            return !taken.add(ByteBuffer.wrap(peer.routingId())) && super.deservesHeartbeat(peer);
        }
    }

    @Kills(rule = "HBT-13", says = "got it too late")
    static final class BeatsForTheLatestPeer extends ModelService {
        private byte[] latest = {};

        @Override
        protected void hear(Incoming message) {
            super.hear(message);
            latest = message.routingId();
        }

        @Override
        protected boolean deservesHeartbeat(Peer peer) {
            return peer.routingId() == latest && super.deservesHeartbeat(peer);
        }
    }

    @Kills(rule = "HBT-13", says = "heartbeats of the one frame")
    static final class DelimitsHeartbeats extends ModelService {
        @Override
        protected void send(byte[] routingId, List<byte[]> frames) {
            boolean isHeartbeat = frames.size() == 1 && new String(frames.get(0), US_ASCII).equals("$heartbeat");
            super.send(routingId, isHeartbeat ? words("", "$heartbeat") : frames);
        }
    }

    @Kills(rule = "HBT-13", says = "7 to 13 in 2000 ms")
    static final class ForgetsAfterThreeIntervals extends ModelService {
        @Override
        protected long timeToLiveNanos() {
            boolean isTold = settings().value(SubjectSettings.PEER_TTL_MS).isPresent();
            return isTold ? super.timeToLiveNanos() : 3 * beatNanos();
        }
    }

    /** Its timer is in the branch for "nothing received". */
    @Kills(rule = "HBT-07", says = "while two peers flood it")
    static final class BeatsWhenIdle extends ModelService {
        private boolean isIdle;

        @Override
        protected void idle(long nanos) {
            super.idle(nanos);
            isIdle = true;
        }

        @Override
        protected void doDuties(long nowNanos) {
            if (isIdle) {
                super.doDuties(nowNanos);
            } else {
                sendDue(nowNanos);
            }
            isIdle = false;
        }
    }

    @Kills(rule = "HBT-07", says = "at most")
    static final class BeatsEveryTwentyTurns extends ModelService {
        private int turns;

        @Override
        protected void doDuties(long nowNanos) {
            sendDue(nowNanos);
            turns++;
            if (beatNanos() > 0 && turns % 20 == 0) {
                beat(nowNanos);
            }
        }

        @Override
        protected long longestRestNanos() {
            return settings().heartbeat().toNanos() / 20;
        }
    }

    @Kills(rule = "HBT-07", says = "while two peers flood it and it works for another")
    static final class BeatsBetweenWork extends ConcurrentService {
        private int inHand;

        @Override
        protected void onWork(Request request, int millis) {
            inHand++;
            super.onWork(request, millis);
        }

        @Override
        protected void reply(Request request, List<byte[]> frames) {
            if ("$work".equals(request.word(0))) {
                inHand--;
            }
            super.reply(request, frames);
        }

        @Override
        protected void beat(long nowNanos) {
            if (inHand == 0) {
                super.beat(nowNanos);
            }
        }
    }

    /** Knows one time only: that of the next deferred answer, if there is one. */
    @Kills(rule = "HBT-14", says = "while deferred answers are pending")
    static final class RestsUntilTheNextAnswer extends ModelService {
        @Override
        protected void idle(long nanos) {
            Deferred next = deferred().peek();
            if (next == null) {
                super.idle(nanos);
            } else {
                router().awaitInput(Math.max(0, next.dueNanos() - System.nanoTime()));
            }
        }
    }

    @Kills(rule = "HBT-14", says = "waiting (routing id")
    static final class LeavesOutWhoWaits extends ModelService {
        @Override
        protected boolean deservesHeartbeat(Peer peer) {
            return super.deservesHeartbeat(peer)
                    && deferred().stream()
                            .noneMatch(each -> Arrays.equals(each.request().routingId(), peer.routingId()));
        }
    }

    @Kills(rule = "HBT-15", says = "after work for 1200 ms")
    static final class CatchesUpHeartbeats extends ModelService {
        private long nextNanos;

        @Override
        protected void doDuties(long nowNanos) {
            sendDue(nowNanos);
            if (nextNanos == 0) {
                nextNanos = nowNanos + beatNanos();
            }
            while (beatNanos() > 0 && nextNanos - nowNanos <= 0) {
                nextNanos += beatNanos();
                beat(nowNanos);
            }
        }
    }

    @Kills(rule = "HBT-15", says = "after work for 1200 ms")
    static final class QueuesHeartbeats extends ModelService {
        private long missed;

        @Override
        protected void onWork(Request request, int millis) {
            super.onWork(request, millis);
            missed = beatNanos() > 0 ? MILLISECONDS.toNanos(millis) / beatNanos() : 0;
        }

        @Override
        protected void doDuties(long nowNanos) {
            super.doDuties(nowNanos);
            if (missed > 0) {
                missed--;
                beat(nowNanos);
            }
        }

        @Override
        protected long longestRestNanos() {
            return MILLISECONDS.toNanos(10);
        }
    }

    @Kills(rule = "HBT-12", says = "told 0")
    static final class TakesZeroForADefault extends ModelService {
        @Override
        protected long beatNanos() {
            boolean isZero = settings().value(SubjectSettings.HEARTBEAT_MS).isPresent() && super.beatNanos() == 0;
            return isZero ? MILLISECONDS.toNanos(1_000) : super.beatNanos();
        }

        @Override
        protected long timeToLiveNanos() {
            return 10 * beatNanos();
        }
    }

    @Kills(rule = "HBT-12", says = "told nothing")
    static final class BeatsUnlessTold extends ModelService {
        @Override
        protected long beatNanos() {
            boolean isTold = settings().value(SubjectSettings.HEARTBEAT_MS).isPresent();
            return isTold ? super.beatNanos() : MILLISECONDS.toNanos(500);
        }

        @Override
        protected long timeToLiveNanos() {
            return 10 * beatNanos();
        }
    }
}
