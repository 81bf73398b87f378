package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.peer.PeerOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a request costs while few have been seen, and what it costs when many have come, stayed or gone.
 *
 * <p>With a quick subject this tells what costs about a third of a microsecond or more for each of the 600: a system call,
 * but not a mere walk through a list in memory. That would take tens of thousands of peers, and minutes.
 */
public final class Crowd {

    private static final int GONE = 500;
    private static final int STAYING = 100;
    /** So many of those who go are there together. */
    private static final int BATCH = 20;

    /** For so long peers come; on a machine where each takes long, fewer do. */
    private static final Duration COMING = Duration.ofMillis(1_500);

    private static final int REQUESTS = 100;
    private static final int BURSTS = 5;
    private static final int WARM_UP = 8;

    /** How much dearer a request may get: caches get colder, and a runtime cleans up. */
    private static final int DEARER = 4;

    private static final Duration ALLOWANCE = Duration.ofMillis(10);

    private final Bench bench;
    private final Peer asker;

    public Crowd(Bench bench) {
        this.bench = bench;
        this.asker = peer("asker");
    }

    private Peer peer(String name) {
        return bench.peer(PeerOptions.anonymous(name).unrecorded());
    }

    /** Requires that what a request costs has not grown. The quickest of several bursts counts, before and after. */
    public void requireNoDearer() {
        // A runtime that is still warming up would have everything become cheaper.
        quickest(WARM_UP);
        Workload load = Workload.of(bench, GONE + STAYING + 2 * BURSTS * REQUESTS);
        int requests = load.share(REQUESTS);
        long before = quickest(requests);
        int gone = 0;
        Countdown coming = Countdown.of(COMING);
        for (int left = load.share(GONE); left > 0 && !coming.left().isZero(); left -= BATCH) {
            List<Peer> visitors = heard(Math.min(left, BATCH), "visitor");
            visitors.forEach(Peer::disconnect);
            gone += visitors.size();
        }
        List<Peer> guests = new ArrayList<>();
        Countdown staying = Countdown.of(COMING);
        for (int left = load.share(STAYING); left > 0 && !staying.left().isZero(); left -= BATCH) {
            guests.addAll(heard(Math.min(left, BATCH), "guest"));
        }
        long after = quickest(requests);
        String seen = gone + " peers had come and gone and " + guests.size() + " were connected";
        bench.note(requests + " requests took " + before / 1_000 + " µs before, and " + after / 1_000 + " µs when "
                + seen);
        long bound = (long) ((DEARER * before + ALLOWANCE.toNanos())
                * Math.max(1, bench.timeouts().factor()));
        guests.forEach(Peer::disconnect);
        if (after > bound) {
            throw Replies.failure(
                    bench,
                    "a request to be no more work when many peers were seen: " + requests + " of them, which took "
                            + before / 1_000 + " µs before, to take " + bound / 1_000 + " µs at most",
                    "they took " + after / 1_000 + " µs when " + seen);
        }
    }

    private List<Peer> heard(int count, String name) {
        List<Peer> peers = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            Peer peer = peer(name);
            peer.send("hello");
            peers.add(peer);
        }
        peers.forEach(peer -> peer.expect("hello"));
        return peers;
    }

    private long quickest(int requests) {
        long quickest = Long.MAX_VALUE;
        for (int i = 1; i <= BURSTS; i++) {
            Burst burst = Burst.of(bench, asker, "burst-" + i, requests);
            long begin = System.nanoTime();
            burst.sendAtOnce().collect();
            quickest = Math.min(quickest, System.nanoTime() - begin);
            burst.requireComplete();
        }
        return quickest;
    }
}
