package io.github.dontwait.testkit.swarm;

import io.github.dontwait.testkit.wire.Deadline;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Connects the clients of a loop, a few at a time: the next begins when one before it has ended its handshake. */
final class ConnectPhase implements Phase {

    private final SwarmLoop loop;
    private final List<SwarmClient> clients;
    private final Duration patience;
    private final Deadline deadline;
    private final int mostUnderWay;
    private final long nanosBetween;
    private final long beganAt = System.nanoTime();
    private final Deque<SwarmClient> underWay = new ArrayDeque<>();
    private int next;

    ConnectPhase(SwarmLoop loop) {
        SwarmPlan plan = loop.plan();
        this.loop = loop;
        this.clients = loop.clients();
        this.patience = plan.timeouts().arrival();
        this.deadline = Deadline.in(plan.phase());
        this.mostUnderWay = Math.max(1, plan.connectingAtOnce() / plan.threads());
        this.nanosBetween =
                plan.connectsPerSecond() == 0 ? 0 : 1_000_000_000L * plan.threads() / plan.connectsPerSecond();
    }

    @Override
    public long turn(long heardUntil) {
        giveUpTheLate(heardUntil);
        if (deadline.isOver()) {
            underWay.stream().filter(SwarmClient::isUnderWay).forEach(client -> client.giveUp(age(client)));
            skipTheRest("the " + deadline + " for connecting were over");
        }
        long untilNext = connectMore();
        if (next == clients.size() && loop.connecting() == 0) {
            return OVER;
        }
        SwarmClient oldest = underWay.peekFirst();
        long untilLate =
                oldest == null ? Long.MAX_VALUE : patience.minus(age(oldest)).toNanos();
        return Math.max(1, Math.min(Math.min(untilNext, untilLate), deadline.remainingNanos()));
    }

    private void giveUpTheLate(long heardUntil) {
        while (!underWay.isEmpty()) {
            SwarmClient oldest = underWay.peekFirst();
            if (oldest.isUnderWay()) {
                if (heardUntil - oldest.beganAt() <= patience.toNanos()) {
                    return;
                }
                oldest.giveUp(patience);
                if (loop.lastOpenedAt() - oldest.beganAt() < 0) {
                    skipTheRest("nobody had got through for " + Deadline.inWords(patience));
                }
            }
            underWay.removeFirst();
        }
    }

    private void skipTheRest(String reason) {
        clients.subList(next, clients.size()).forEach(client -> client.notTried(reason));
        next = clients.size();
    }

    /** Begins as many as may be under way; says when pace allows the next. */
    private long connectMore() {
        while (next < clients.size() && loop.connecting() < mostUnderWay) {
            long early = next * nanosBetween - (System.nanoTime() - beganAt);
            if (early > 0) {
                return early;
            }
            SwarmClient client = clients.get(next++);
            loop.connectionBegan();
            underWay.addLast(client);
            client.connect();
        }
        return Long.MAX_VALUE;
    }

    private static Duration age(SwarmClient client) {
        return Duration.ofNanos(System.nanoTime() - client.beganAt());
    }
}
