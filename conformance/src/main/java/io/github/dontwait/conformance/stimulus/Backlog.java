package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.peer.PeerOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * One peer, the crowd, has queued much; then others ask a little. How many requests of the crowd are answered before
 * theirs?
 *
 * <p>Judged by counting, not by time. Replies to the others are always looked for first, and those to the crowd are taken
 * one by one, so that a suite that stands still never counts too many; what has arrived unseen by then is counted apart.
 *
 * @param queued how many requests the crowd has open
 * @param crowdRequest each of them
 * @param others how many other peers there are
 * @param few requests of each other peer
 * @param fewRequest each of those
 */
public record Backlog(int queued, Message crowdRequest, int others, int few, Message fewRequest) {

    private static final int ATTEMPTS = 9;
    private static final int PROOFS_OF_UNFAIRNESS = 4;
    private static final int PROOFS_OF_FAIRNESS = 2;
    private static final int HEAD = 10;
    private static final int ENDLESS = 10;
    private static final Duration LONG = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofMillis(1);

    /** A request of many frames: dear to an application that takes and sends them one by one. */
    public static Message manyFrames() {
        return Message.of(Collections.nCopies(20, Frame.text("x")));
    }

    /**
     * Fails if the others are not served while the crowd always has something queued: for each reply it sends another
     * request. Right for any echo; only a peer that is served while another is not can keep this up.
     */
    public void requireServedBesideACrowd(Bench bench) {
        Attempt attempt = new Attempt(bench, 1);
        attempt.begin();
        long begin = System.nanoTime();
        while (!attempt.isServed()) {
            boolean isLong = System.nanoTime() - begin
                    > LONG.toNanos() * Math.max(1, bench.timeouts().factor());
            if (isLong && attempt.meanwhile > ENDLESS * queued) {
                throw Replies.failure(
                        bench,
                        "peers to be served in turn: " + wording() + " to be answered while another peer always has "
                                + queued + " requests queued",
                        attempt.replies + " of their " + others * few + " requests were answered while the other peer"
                                + " received " + attempt.meanwhile + " replies");
            }
            if (attempt.step()) {
                attempt.crowd.send(crowdRequest);
            }
        }
        attempt.end();
    }

    /**
     * Fails if the others are served only after most of the backlog. Each request must take the subject so long that the
     * time until they arrive does not count; several attempts must agree, more to condemn than to acquit.
     */
    public void requireTurns(Bench bench) {
        List<String> unfair = new ArrayList<>();
        int fair = 0;
        for (int number = 1;
                number <= ATTEMPTS && fair < PROOFS_OF_FAIRNESS && unfair.size() < PROOFS_OF_UNFAIRNESS;
                number++) {
            Attempt attempt = new Attempt(bench, number);
            int before = attempt.begin();
            while (!attempt.isServed()) {
                attempt.step();
            }
            int least = before + attempt.meanwhile;
            int most = least + attempt.arrived();
            attempt.end();
            int limit = queued / 2;
            if (before <= queued / 4 && most <= limit) {
                fair++;
                continue;
            }
            if (before <= queued / 4 && least > limit) {
                unfair.add(least + " of " + queued);
            } else {
                bench.note("the suite was too slow to tell who came first");
            }
        }
        if (fair == PROOFS_OF_FAIRNESS) {
            return;
        }
        if (unfair.size() < PROOFS_OF_UNFAIRNESS) {
            throw bench.inconclusive("the suite was always too slow to tell who was served first");
        }
        throw Replies.failure(
                bench,
                "peers to be served in turn: " + wording() + " to be answered long before the end of the " + queued
                        + " requests " + crowdRequest + " that another peer had queued",
                "they had to wait for most of these, each time: " + String.join(", ", unfair));
    }

    private String wording() {
        return others == 1 && few == 1
                ? "a peer with 1 request"
                : others + " other peers with " + few + " requests each";
    }

    private final class Attempt {

        private final Bench bench;
        private final Peer crowd;
        private final List<Peer> waiting = new ArrayList<>();
        private final int[] received = new int[others];
        private long deadline;
        private int replies;
        private int meanwhile;

        Attempt(Bench bench, int number) {
            this.bench = bench;
            this.crowd = peer("crowd-" + number);
            for (int i = 1; i <= others; i++) {
                waiting.add(peer("other-" + i + "-" + number));
            }
        }

        private Peer peer(String name) {
            return bench.peer(PeerOptions.anonymous(name).unrecorded());
        }

        /** Sends the backlog, then the others' requests; returns how much was answered until they were sent. */
        int begin() {
            byte[] fewOctets = Burst.encoded(Collections.nCopies(few, fewRequest));
            crowd.wire().sendOctets(Burst.encoded(Collections.nCopies(queued, crowdRequest)));
            // It has arrived, the loop has turned since, and it is being served: what is sent from now on is behind it.
            for (int i = 0; i < HEAD; i++) {
                crowd.expectMessage();
            }
            waiting.forEach(peer -> peer.wire().sendOctets(fewOctets));
            int before = HEAD + arrived();
            deadline = System.nanoTime() + bench.timeouts().arrival().toNanos();
            return before;
        }

        /** Takes the replies of the crowd that are there; how many. */
        int arrived() {
            int count = 0;
            while (count < queued && crowd.poll(Duration.ZERO).isPresent()) {
                count++;
            }
            return count;
        }

        boolean isServed() {
            return replies == others * few;
        }

        /** Takes what has come for the others; where there is nothing, one reply of the crowd. Returns whether it did. */
        boolean step() {
            boolean came = false;
            for (int i = 0; i < others; i++) {
                while (received[i] < few && take(i, Duration.ZERO)) {
                    came = true;
                }
            }
            if (came) {
                deadline = System.nanoTime() + bench.timeouts().arrival().toNanos();
                return false;
            }
            if (crowd.poll(PAUSE).isPresent()) {
                meanwhile++;
                return true;
            }
            if (System.nanoTime() - deadline >= 0) {
                throw Replies.failure(
                        bench,
                        wording() + " to be answered while another peer has requests queued",
                        replies + " replies came to them, and none for "
                                + bench.timeouts().arrival().toMillis() + " ms");
            }
            return false;
        }

        private boolean take(int other, Duration patience) {
            Optional<Message> reply = waiting.get(other).poll(patience);
            reply.ifPresent(message -> Replies.requireEqual(bench, waiting.get(other), fewRequest, message));
            if (reply.isPresent()) {
                received[other]++;
                replies++;
            }
            return reply.isPresent();
        }

        void end() {
            bench.note(wording() + " were answered while " + meanwhile + " requests of a crowd of " + queued + " were");
            crowd.reset();
            waiting.forEach(Peer::disconnect);
        }
    }
}
