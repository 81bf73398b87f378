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

    public HeartbeatLife(Bench bench) {
        this.bench = bench;
        this.watch = new HeartbeatWatch(bench);
    }

    /** Requires what the contract says of the silent and of the others. */
    public void require() {
        talk("asking", "still", "here");
        talk("beating", "$heartbeat", "of a peer");
        if (bench.declares(Capability.WORK)) {
            talk("working", "$work", "0");
        }
        if (bench.declares(Capability.DEFER)) {
            talk("deferring", "$defer", "0");
        }
        List<HeartbeatListener> silent =
                List.of(watch.greeted(bench.dealer("silent")), watch.greeted(bench.anonymous("nameless")));
        Peer counter = bench.dealer("counter");
        OptionalLong before = peers(counter);
        long from = watch.now();
        for (int i = 0; i < TALKS; i++) {
            watch.watch(TALK);
            talking.forEach(HeartbeatListener::ask);
        }
        watch.watch(HeartbeatWatch.intervals(2));
        talking.keySet().forEach(watch::awaitAnswer);
        long to = System.nanoTime();
        silent.forEach(this::requireEnd);
        talking.forEach((listener, frames) -> watch.requireUnbroken(
                listener,
                from,
                to,
                "as long as it sends [ \"" + String.join("\", \"", frames) + "\" ] now and then",
                true));
        OptionalLong after = peers(counter);
        if (before.isPresent() && before.getAsLong() - after.orElse(0) < silent.size()) {
            throw Replies.failure(
                    bench,
                    "\"peers\" of $stats to count peers no longer that were silent beyond their time to live of "
                            + TIME.toMillis() + " ms and 2 intervals",
                    "it told " + before.getAsLong() + " before, and " + after.orElse(0) + " when " + silent.size()
                            + " of them were");
        }
    }

    private void talk(String name, String... frames) {
        HeartbeatListener listener = watch.listen(bench.dealer(name)).ask(frames);
        watch.awaitAnswer(listener);
        talking.put(listener, frames);
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
