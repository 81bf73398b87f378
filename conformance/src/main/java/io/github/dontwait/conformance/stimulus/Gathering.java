package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.peer.PeerOptions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Peers that ask together, and then one by one while the others are silent: whoever depends on another's message to be
 * heard is found out. A library that loses the readiness of all but one connection passes as long as everybody talks.
 */
public final class Gathering {

    private static final int GUESTS = 8;
    private static final int ROUNDS = 20;

    /** Asked by one peer right before, so that the requests of the others arrive while the subject is at work. */
    private static final int WORK = 50;

    private static final int REQUESTS_OF_A_ROUND = WORK + 2 * GUESTS;

    private final Bench bench;
    private final Peer busy;
    private final List<Peer> guests = new ArrayList<>();

    public Gathering(Bench bench) {
        this.bench = bench;
        this.busy = unrecorded("busy");
        for (int i = 1; i <= GUESTS; i++) {
            guests.add(unrecorded("guest-" + i));
        }
    }

    private Peer unrecorded(String name) {
        return bench.peer(
                PeerOptions.dealer(name).withRoutingId(bench.routingId(name)).unrecorded());
    }

    /** Requires that everybody is answered, in company and alone; of a slow subject fewer times. */
    public void requireAllHeard() {
        int affordable = bench.introduction()
                .affordable(ROUNDS * REQUESTS_OF_A_ROUND, bench.timeouts().arrival());
        int rounds = Math.max(1, affordable / REQUESTS_OF_A_ROUND);
        List<Peer> latestFirst = new ArrayList<>(guests);
        Collections.reverse(latestFirst);
        for (int round = 1; round <= rounds; round++) {
            Burst work = Burst.of(bench, busy, "busy", WORK).sendAtOnce();
            Message together = Message.of("together", Integer.toString(round));
            guests.forEach(guest -> guest.send(together));
            work.collect();
            requireAllAnswered(work);
            guests.forEach(guest -> requireHeard(guest, together, "asked together with others"));
            for (Peer guest : latestFirst) {
                Message alone = Message.of("alone", Integer.toString(round));
                guest.send(alone);
                requireHeard(guest, alone, "asks alone, after it was answered together with others");
            }
        }
        bench.note(GUESTS + " peers asked together and alone, " + rounds + " times");
    }

    /** The busy one depends on nobody's message either. */
    private void requireAllAnswered(Burst work) {
        if (!work.isComplete()) {
            int before = work.answered();
            guests.forEach(guest -> guest.send("a nudge"));
            int late = work.collect().answered() - before;
            if (late > 0) {
                throw Replies.failure(
                        bench,
                        busy + ", who asked " + WORK + " times at once, to receive as many replies",
                        before + " came; when the others spoke, this came:\n  " + late + " more");
            }
        }
        work.requireComplete();
    }

    private void requireHeard(Peer guest, Message request, String how) {
        Optional<Message> reply = guest.poll(bench.timeouts().arrival());
        if (reply.isEmpty()) {
            busy.send("a nudge");
            guests.stream().filter(other -> other != guest).forEach(other -> other.send("a nudge"));
            String late = guest.poll(bench.timeouts().silence())
                    .map(message -> "nothing came; when the others spoke, this came:\n  " + message)
                    .orElse("nothing came, not even when the others spoke");
            throw Replies.failure(bench, guest + ", who " + how + ", to receive:\n  " + request, late);
        }
        Replies.requireEqual(bench, guest, request, reply.get());
    }
}
