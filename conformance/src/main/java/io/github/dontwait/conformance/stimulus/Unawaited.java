package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.conformance.Capability;
import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.peer.Peer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Requests whose peer leaves before they are answered. The subject answers them after it has left where it knows
 * {@code $defer} or {@code $work}; else there are so many of them that it is likely to.
 */
public final class Unawaited {

    private static final String DEFER_MS = "250";
    private static final String WORK_MS = "100";
    private static final int BURST = 100;
    private static final int ROUND_TRIPS = 10;
    private static final Duration UNTIL_TAKEN = Duration.ofMillis(30);

    private final Bench bench;
    private final Peer witness;
    private final boolean defers;
    private final boolean works;

    public Unawaited(Bench bench) {
        this.bench = bench;
        this.witness = bench.dealer("witness");
        this.defers = bench.declares(Capability.DEFER);
        this.works = bench.declares(Capability.WORK);
    }

    /** Has a peer ask, by words that nobody else uses; returns what it asked, once the subject is at it. */
    public List<Message> ask(Peer peer, String words) {
        List<Message> requests = new ArrayList<>();
        if (defers) {
            requests.add(Message.of("$defer", DEFER_MS, words));
        } else if (works) {
            requests.add(Message.of("$work", WORK_MS, words));
        } else {
            for (int i = 1; i <= BURST; i++) {
                requests.add(Message.of(words, Integer.toString(i), "x".repeat(1_000)));
            }
        }
        peer.wire().sendOctets(Burst.encoded(requests), requests.size() + " requests: " + words);
        if (defers) {
            peer.send("taken?");
            peer.expect("taken?");
        } else if (works) {
            // Nobody owes the witness anything, however long this takes.
            witness.expectSilence(UNTIL_TAKEN);
        }
        return requests;
    }

    /** Lets a peer leave, in order (FIN) or not (RST). */
    public void leave(Peer peer, boolean inOrder) {
        if (inOrder) {
            peer.disconnect();
        } else {
            peer.reset();
        }
        bench.note(peer.name() + " has left, with replies to come");
    }

    /** Waits until the subject is through with all that was asked before: what a third peer asks behind it is answered. */
    public void awaitEnd() {
        if (defers || works) {
            Message later =
                    defers ? Message.of("$defer", DEFER_MS, "the end") : Message.of("$work", WORK_MS, "the end");
            witness.send(later);
            witness.expect(later);
        }
        for (int i = 1; i <= ROUND_TRIPS; i++) {
            Message request = Message.of("the end", Integer.toString(i));
            witness.send(request);
            witness.expect(request);
        }
    }
}
