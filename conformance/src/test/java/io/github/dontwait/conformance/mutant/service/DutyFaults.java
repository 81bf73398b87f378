package io.github.dontwait.conformance.mutant.service;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.github.dontwait.conformance.Role;
import io.github.dontwait.conformance.mutant.Incoming;
import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;
import java.util.ArrayDeque;
import java.util.ArrayList;
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

    @Kills(rule = "FAIR-04", says = "peers had come and gone")
    static final class LooksThroughAllPeers extends ModelService {
        private final List<byte[]> seen = new ArrayList<>();

        @Override
        protected void hear(Incoming message) {
            super.hear(message);
            String wanted = text(message.routingId());
            if (seen.stream().map(LooksThroughAllPeers::text).sorted().noneMatch(wanted::equals)) {
                seen.add(message.routingId());
            }
        }

        private static String text(byte[] octets) {
            StringBuilder text = new StringBuilder();
            for (byte octet : octets) {
                text.append(String.format("%02x", octet));
            }
            return text.toString();
        }
    }

    @Kills(rule = "FAIR-04", says = "peers had come and gone")
    static final class PollsEveryPeer extends ModelService {
        @Override
        protected void onMessage(Incoming message) {
            super.onMessage(message);
            // As long as a call of the system for each takes.
            long end = System.nanoTime() + knownPeers().size() * 2_000L;
            while (System.nanoTime() - end < 0) {
                Thread.onSpinWait();
            }
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
