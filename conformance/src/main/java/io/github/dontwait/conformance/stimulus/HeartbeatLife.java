package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.conformance.Capability;
import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.testkit.peer.Peer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Peers of a subject with a time to live of five intervals: some fall silent after their first message, others go on
 * talking, each in its own way. Who gets heartbeats, and for how long?
 */
public final class HeartbeatLife {

    /** The setting of the time to live. */
    public static final String TIME_TO_LIVE = "DONTWAIT_PEER_TTL_MS=1000";

    private static final Duration TIME = HeartbeatWatch.intervals(5);

    /** Seldom enough that whoever was forgotten, and is remembered again with its next message, misses heartbeats. */
    private static final Duration TALK = HeartbeatWatch.intervals(4);

    private static final int TALKS = 2;

    /** By then the last heartbeat of a silent peer has come if it ends too soon: the right one comes an interval later. */
    private static final Duration TOO_SOON = HeartbeatWatch.intervals(3);

    private final Bench bench;
    private final HeartbeatWatch watch;
    private final Map<HeartbeatListener, String[]> talking = new LinkedHashMap<>();
    private long talkedNanos;

    public HeartbeatLife(Bench bench) {
        this.bench = bench;
        this.watch = new HeartbeatWatch(bench);
    }

    /** Requires what the contract says of the silent and of the others. */
    public void require() {
        HeartbeatListener first = connect("asking", "still", "here");
        connect("beating", "$heartbeat", "of a peer");
        if (bench.declares(Capability.WORK)) {
            connect("working", "$work", "0");
        }
        if (bench.declares(Capability.DEFER)) {
            connect("deferring", "$defer", "0");
        }
        List<HeartbeatListener> silent =
                List.of(watch.listen(bench.dealer("silent")), watch.listen(bench.anonymous("nameless")));
        Peer counter = bench.dealer("counter");
        // Whoever looks for the silent in the order in which they were first heard meets one that is not before them.
        talkedNanos = System.nanoTime();
        first.ask("still", "here");
        watch.awaitAnswer(first);
        silent.forEach(each -> each.ask("hello"));
        silent.forEach(watch::awaitAnswer);
        OptionalLong before = peers(counter);
        // From here on nobody waits for anything: the time to live of those who talk is running.
        talk();
        for (int i = 0; i < TALKS; i++) {
            watch.watch(TALK);
            talk();
        }
        watch.watch(HeartbeatWatch.intervals(2));
        talking.keySet().forEach(watch::awaitAnswer);
        long to = System.nanoTime();
        silent.forEach(this::requireEnd);
        talking.forEach((listener, frames) -> watch.requireUnbroken(
                listener,
                listener.firstAnsweredNanos(),
                to,
                "as long as it sends [ \"" + String.join("\", \"", frames) + "\" ] now and then",
                true));
        OptionalLong after = peers(counter);
        int newcomers = talking.size() - 1;
        long forgotten = before.orElse(0) + newcomers - after.orElse(0);
        if (before.isPresent() && forgotten < silent.size()) {
            throw Replies.failure(
                    bench,
                    "\"peers\" of $stats to count peers no longer that were silent beyond their time to live of "
                            + TIME.toMillis() + " ms and 2 intervals",
                    "it told " + before.getAsLong() + " before; then " + newcomers + " others began to talk, "
                            + silent.size() + " were silent for too long, and it told " + after.orElse(0));
        }
    }

    private HeartbeatListener connect(String name, String... frames) {
        HeartbeatListener listener = watch.listen(bench.dealer(name));
        talking.put(listener, frames);
        return listener;
    }

    /** All who talk do so in one go. */
    private void talk() {
        long now = System.nanoTime();
        if (talkedNanos != 0 && now - talkedNanos > TIME.toNanos()) {
            throw bench.inconclusive("the suite itself was silent for " + (now - talkedNanos) / 1_000_000
                    + " ms, where the time to live is " + TIME.toMillis() + " ms");
        }
        talkedNanos = now;
        talking.forEach(HeartbeatListener::ask);
    }

    /** How many peers the subject says that it remembers; empty where it cannot be asked. */
    private OptionalLong peers(Peer counter) {
        if (!bench.declares(Capability.STATS)) {
            return OptionalLong.empty();
        }
        Long told = bench.stats(counter).get("peers");
        if (told == null) {
            throw Replies.failure(bench, "$stats to tell \"peers=number\"", "it did not");
        }
        return OptionalLong.of(told);
    }

    private void requireEnd(HeartbeatListener listener) {
        watch.requireLast(listener, TOO_SOON, TIME.plus(HeartbeatWatch.intervals(2)));
    }
}
