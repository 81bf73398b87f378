package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.testkit.peer.Peer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * Listens to several peers of a subject whose heartbeats are on, on the rule's thread, and judges their rhythm.
 *
 * <p>Where too few came, a subject that had to wait for a processor for longer than an interval decides nothing.
 */
public final class HeartbeatWatch {

    /** The interval that rules ask for, as the setting {@link #ON}. */
    public static final Duration INTERVAL = Duration.ofMillis(200);

    /** The setting of this interval. */
    public static final String ON = "DONTWAIT_HEARTBEAT_MS=200";

    /** A time to live in which no rule ends. */
    public static final String LONG_LIFE = "DONTWAIT_PEER_TTL_MS=60000";

    /** Beyond so many intervals without a heartbeat it is not a late one any more. */
    private static final int LONGEST_GAP = 3;

    private static final int ROUND = 10;
    private static final int TOLERATED = 3;
    private static final double SHORTEST = 0.5;
    private static final double LONGEST = 1.6;
    private static final double FIRST_WITHIN = 1.5;
    private static final int MOST_AT_ONCE = 1_000;
    private static final Duration LOOK = Duration.ofMillis(2);

    private final Bench bench;
    private final List<HeartbeatListener> listeners = new ArrayList<>();
    private final Duration waitedBefore;
    private int turn;

    public HeartbeatWatch(Bench bench) {
        this.bench = bench;
        this.waitedBefore = bench.waitedForProcessor();
    }

    /** So many intervals. */
    public static Duration intervals(double count) {
        return Duration.ofNanos((long) (count * INTERVAL.toNanos()));
    }

    // ---- listening

    /** Takes over a peer: from now on only the watch receives what comes to it. */
    public HeartbeatListener listen(Peer peer) {
        HeartbeatListener listener = new HeartbeatListener(bench, peer);
        listeners.add(listener);
        return listener;
    }

    /** Has another peer send its first request; returns when it was answered. */
    public HeartbeatListener greeted(Peer peer) {
        HeartbeatListener listener = listen(peer).ask("hello");
        awaitAnswer(listener);
        return listener;
    }

    /** Takes what came while nobody looked; returns when that was: what comes from then on is seen as it comes. */
    public long now() {
        watch(Duration.ZERO);
        return System.nanoTime();
    }

    /** Looks at everybody until the time is over. */
    public void watch(Duration time) {
        Countdown end = Countdown.of(time);
        do {
            lookAtAll();
        } while (!end.left().isZero());
    }

    /** Looks at everybody until something is so; whether it was, within the patience. */
    public boolean watchUntil(Duration patience, BooleanSupplier isSo) {
        Countdown end = Countdown.of(patience);
        while (!isSo.getAsBoolean()) {
            if (end.left().isZero()) {
                return false;
            }
            lookAtAll();
        }
        return true;
    }

    /** Looks at everybody until one has its replies. */
    public void awaitAnswer(HeartbeatListener listener) {
        if (!watchUntil(bench.timeouts().arrival(), listener::isAnswered)) {
            throw Replies.failure(bench, listener + " to be answered while heartbeats are on", "nothing came");
        }
    }

    private void lookAtAll() {
        boolean came = false;
        for (HeartbeatListener listener : listeners) {
            for (int i = 0; i < MOST_AT_ONCE && listener.look(Duration.ZERO); i++) {
                came = true;
            }
        }
        if (!came) {
            turn = (turn + 1) % listeners.size();
            listeners.get(turn).look(LOOK);
        }
    }

    // ---- judging

    /** Requires about one heartbeat an interval in the ten intervals since a listener asked first, evenly spread. */
    public void requireRate(HeartbeatListener listener) {
        long from = listener.firstAskedNanos();
        List<Long> beats = listener.between(from, from + intervals(ROUND).toNanos());
        int least = Math.max(2, ROUND - (int) Math.round(TOLERATED * factor()));
        int most = ROUND + TOLERATED;
        if (beats.size() < least || beats.size() > most) {
            throw failure(
                    beats.size() < least,
                    listener + " to receive one heartbeat each " + INTERVAL.toMillis() + " ms, " + least + " to " + most
                            + " in " + intervals(ROUND).toMillis() + " ms",
                    beats.size() + " came, these milliseconds after it asked first: " + millis(from, beats));
        }
        List<Long> gaps = IntStream.range(1, beats.size())
                .mapToObj(i -> beats.get(i) - beats.get(i - 1))
                .sorted()
                .toList();
        double median = gaps.get(gaps.size() / 2) / (double) INTERVAL.toNanos();
        if (median < SHORTEST || median > LONGEST * factor()) {
            throw failure(
                    true,
                    listener + " to receive heartbeats one by one, each " + INTERVAL.toMillis() + " ms",
                    "they came in bursts, these milliseconds after it asked first: " + millis(from, beats));
        }
    }

    /**
     * Requires that the first heartbeat came in time to listeners that were answered; one of several may be late, for a
     * moment's stall. The time runs from the first answer: when the request was sent, the subject may have been in the
     * middle of a turn, and have heard it only at the end.
     */
    public void requireFirst(List<HeartbeatListener> asked) {
        long bound = (long) (intervals(FIRST_WITHIN).toNanos() * factor());
        List<String> late = new ArrayList<>();
        for (HeartbeatListener listener : asked) {
            long heard = listener.firstAnsweredNanos();
            // A heartbeat may have overtaken the answer.
            if (listener.count(listener.firstAskedNanos(), heard + bound) == 0) {
                late.add(listener + ": "
                        + millis(heard, listener.since(heard)).stream()
                                .findFirst()
                                .map(first -> first + " ms")
                                .orElse("none"));
            }
        }
        if (late.size() > 1) {
            throw failure(
                    true,
                    "each peer to receive its first heartbeat within " + INTERVAL.toMillis()
                            + " ms after it was first heard (judged beyond " + bound / 1_000_000
                            + " ms after its first answer)",
                    "of " + asked.size() + " peers " + late.size() + " got it too late: " + String.join("; ", late));
        }
    }

    /**
     * Requires that between two moments a listener was never left without a heartbeat for long.
     *
     * @param when what the subject was doing meanwhile, as it reads behind "each 200 ms"
     * @param mayStarve whether a subject that waited for a processor decides nothing: not where it is kept busy
     */
    public void requireUnbroken(
            HeartbeatListener listener, long fromNanos, long toNanos, String when, boolean mayStarve) {
        long bound = (long) (intervals(LONGEST_GAP).toNanos() * factor());
        List<Long> beats = listener.between(fromNanos, toNanos);
        long before = fromNanos;
        long longest = 0;
        for (Long beat : beats) {
            longest = Math.max(longest, beat - before);
            before = beat;
        }
        longest = Math.max(longest, toNanos - before);
        if (longest > bound) {
            throw failure(
                    mayStarve,
                    listener + " to receive a heartbeat each " + INTERVAL.toMillis() + " ms " + when
                            + " (judged beyond " + bound / 1_000_000 + " ms without one)",
                    "none came for " + longest / 1_000_000 + " ms; in " + (toNanos - fromNanos) / 1_000_000 + " ms "
                            + beats.size() + " came, at " + millis(fromNanos, beats));
        }
    }

    /** Requires that between two moments no more heartbeats came than belong there, and so many besides. */
    public void requireNoMore(HeartbeatListener listener, long fromNanos, long toNanos, int besides, String when) {
        int most = (int) Math.ceil((toNanos - fromNanos) / (double) INTERVAL.toNanos()) + besides;
        List<Long> beats = listener.between(fromNanos, toNanos);
        if (beats.size() > most) {
            throw failure(
                    false,
                    listener + " to receive one heartbeat each " + INTERVAL.toMillis() + " ms " + when + ", at most "
                            + most + " in " + (toNanos - fromNanos) / 1_000_000 + " ms",
                    beats.size() + " came, at " + millis(fromNanos, beats));
        }
    }

    /**
     * Requires that the heartbeats of a listener that asked once ended in time.
     *
     * @param tooSoon when they must not have ended yet, since it asked
     * @param end when they must have ended, since its answer came; an interval more is allowed
     */
    public void requireLast(HeartbeatListener listener, Duration tooSoon, Duration end) {
        long asked = listener.firstAskedNanos();
        long answered = listener.answeredNanos();
        long bound = end.toNanos() + (long) (INTERVAL.toNanos() * factor());
        List<Long> late = listener.since(answered + bound);
        if (!late.isEmpty()) {
            throw failure(
                    true,
                    listener + ", which was silent after its first message, to receive no heartbeat more than "
                            + end.toMillis() + " ms after it (judged beyond " + bound / 1_000_000 + " ms)",
                    "one came at " + millis(answered, late).get(0) + " ms");
        }
        if (listener.since(asked + tooSoon.toNanos()).isEmpty()) {
            throw failure(
                    true,
                    listener
                            + ", which was silent after its first message, to receive heartbeats until its time to live"
                            + " ends (judged: one later than " + tooSoon.toMillis() + " ms)",
                    "they came at " + millis(asked, listener.since(asked)) + " ms");
        }
    }

    private Error failure(boolean mayStarve, String expectation, String observation) {
        Duration waited = bench.waitedForProcessor().minus(waitedBefore);
        if (mayStarve && waited.compareTo(INTERVAL) > 0) {
            throw bench.inconclusive(
                    observation + "; but its threads had to wait for a processor for " + waited.toMillis() + " ms");
        }
        return Replies.failure(bench, expectation, observation);
    }

    private double factor() {
        return Math.max(1, bench.timeouts().factor());
    }

    private static List<Long> millis(long from, List<Long> moments) {
        return moments.stream().map(moment -> (moment - from) / 1_000_000).toList();
    }
}
