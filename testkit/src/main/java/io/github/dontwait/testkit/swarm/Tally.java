package io.github.dontwait.testkit.swarm;

import io.github.dontwait.testkit.swarm.Conversation.Asked;
import io.github.dontwait.testkit.swarm.SwarmFailure.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** What the clients of one thread have seen so far; for that thread alone, others get copies. */
final class Tally {

    /** A server that is wrong is wrong often: more than this is counted, and not told one by one. */
    static final int MOST_TOLD = 1_000;

    int opened;
    int open;
    long right;
    long octetsSent;
    long octetsReceived;
    final Latencies connect = new Latencies();
    final Latencies handshake = new Latencies();
    final Latencies roundTrip = new Latencies();
    final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    final List<SwarmFailure> failures = new ArrayList<>();

    /** The requests whose replies went to somebody else. */
    final Set<Asked> misrouted = new HashSet<>();

    /** Counts a failure; tells it if there is room. */
    void failed(Kind kind, int client, int request, String text) {
        counts.merge(kind, 1L, Long::sum);
        if (failures.size() < MOST_TOLD) {
            failures.add(new SwarmFailure(kind, client, request, text));
        }
    }

    /** Takes back the lost ones for which this holds. */
    void forgetLost(Predicate<SwarmFailure> isFound) {
        int before = failures.size();
        failures.removeIf(failure -> failure.kind() == Kind.LOST && isFound.test(failure));
        counts.computeIfPresent(Kind.LOST, (kind, count) -> count - (before - failures.size()));
        counts.remove(Kind.LOST, 0L);
    }

    Tally copy() {
        Tally copy = new Tally();
        copy.add(this);
        return copy;
    }

    void add(Tally other) {
        opened += other.opened;
        open += other.open;
        right += other.right;
        octetsSent += other.octetsSent;
        octetsReceived += other.octetsReceived;
        connect.add(other.connect);
        handshake.add(other.handshake);
        roundTrip.add(other.roundTrip);
        other.counts.forEach((kind, count) -> counts.merge(kind, count, Long::sum));
        misrouted.addAll(other.misrouted);
        other.failures.stream().limit(MOST_TOLD - failures.size()).forEach(failures::add);
    }
}
