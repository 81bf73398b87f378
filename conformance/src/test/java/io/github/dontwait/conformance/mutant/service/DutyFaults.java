package io.github.dontwait.conformance.mutant.service;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.github.dontwait.conformance.Role;
import io.github.dontwait.conformance.mutant.Incoming;
import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Loops that do not look up between messages, or look at too much. */
final class DutyFaults {

    /** Right, and promises nothing of what is queued when it stops. */
    private abstract static class WithoutDrain extends ModelService {
        @Override
        protected Set<String> capabilities() {
            return super.capabilities().stream()
                    .filter(word -> !word.equals("drain"))
                    .collect(Collectors.toSet());
        }
    }

    private DutyFaults() {}

    @Kills(rule = "NBL-02", says = "\"while busy\"")
    static final class AnswersDeferralsWhenIdle extends ModelService {
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
            }
            isIdle = false;
        }
    }

    @Kills(rule = "NBL-02", says = "\"while busy\"")
    static final class DrainsBeforeItsDuties extends ModelService {
        @Override
        protected void turn() {
            for (Incoming next = router().receive(); next != null && !isStopping(); next = router().receive()) {
                onMessage(next);
            }
            super.turn();
        }
    }

    @Kills(rule = "NBL-07", says = "it still runs")
    static final class HandlesAllThatIsThere extends WithoutDrain {
        @Override
        protected void turn() {
            Deque<Incoming> there = new ArrayDeque<>();
            for (Incoming next = router().receive(); next != null; next = router().receive()) {
                there.add(next);
            }
            if (there.isEmpty()) {
                super.turn();
            }
            while (!there.isEmpty()) {
                onMessage(there.remove());
                doDuties(System.nanoTime());
            }
        }
    }

    @Kills(rule = "NBL-07", says = "it still runs")
    static final class ServesTheBacklogFirst extends WithoutDrain {
        @Override
        protected void drain(long endNanos) {
            super.drain(Long.MAX_VALUE / 2 + System.nanoTime());
        }
    }

    /** Spends as long as a call of the system takes on each of so many. */
    private static void spend(int calls) {
        long end = System.nanoTime() + calls * 5_000L;
        while (System.nanoTime() - end < 0) {
            Thread.onSpinWait();
        }
    }

    @Kills(rule = "FAIR-04", says = "peers had come and gone")
    static final class LooksThroughAllPeers extends ModelService {
        private final List<byte[]> ever = new ArrayList<>();

        @Override
        protected void hear(Incoming message) {
            super.hear(message);
            spend(ever.size());
            if (ever.stream().noneMatch(id -> Arrays.equals(id, message.routingId()))) {
                ever.add(message.routingId());
            }
        }
    }

    @Kills(rule = "FAIR-04", says = "were connected")
    static final class PollsEveryPeer extends ModelService {
        @Override
        protected void onMessage(Incoming message) {
            super.onMessage(message);
            spend((int) knownPeers().values().stream()
                    .filter(peer -> router().isConnected(peer.routingId()))
                    .count());
        }
    }

    /** Sleeps and looks, where it should wait for what comes. */
    @Kills(rule = "POL-02", role = Role.SERVER, says = "to be answered at once")
    static final class SleepsOutItsTimeOut extends ModelService {
        @Override
        protected void idle(long nanos) {
            occupy(Math.min(100, nanos / MILLISECONDS.toNanos(1)));
        }
    }
}
