package io.github.dontwait.conformance.contract;

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
 * One peer has queued much, then others ask a little: how much of the backlog is served before them?
 *
 * <p>The backlog is costly for the application and cheap on the wire (many tiny frames, or {@code $work}), so that all
 * of it is queued while its first requests are being served. A subject that serves in turn answers the others long
 * before its end. It is judged by counting, not by time: only a machine that stands still for the whole of the backlog
 * can make a fair subject look unfair, so several attempts must agree.
 *
 * @param crowd requests of the peer with the backlog
 * @param crowdRequest each of them
 * @param others how many other peers there are
 * @param few requests of each other peer
 * @param fewRequest each of those
 */
record Backlog(int crowd, Message crowdRequest, int others, int few, Message fewRequest) {

    private static final int ATTEMPTS = 6;
    private static final Duration PAUSE = Duration.ofMillis(1);

    /** A request of many frames: dear to an application that takes and sends them one by one. */
    static Message manyFrames() {
        return Message.of(Collections.nCopies(20, Frame.text("x")));
    }

    /** Fails if the others are served only after most of the backlog, in each attempt. */
    void requireTurns(Bench bench) {
        List<String> seen = new ArrayList<>();
        int most = crowd * 3 / 4;
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            int before = servedBefore(bench, attempt);
            bench.note(before + " of " + crowd + " queued requests were answered before " + wording());
            if (before <= most) {
                return;
            }
            seen.add(Integer.toString(before));
        }
        throw Replies.failure(
                bench,
                "peers to be served in turn: " + wording() + " to be answered before " + most + " of the " + crowd
                        + " requests that another peer had queued",
                "in each of " + ATTEMPTS + " attempts they had to wait for nearly all of them: "
                        + String.join(", ", seen) + " of " + crowd);
    }

    private String wording() {
        return others == 1 && few == 1
                ? "a peer with 1 request"
                : others + " other peers with " + few + " requests each";
    }

    /** How many of the crowd's requests were answered when the last of the others was. */
    private int servedBefore(Bench bench, int attempt) {
        Peer busy = peer(bench, "crowd-" + attempt);
        List<Peer> waiting = new ArrayList<>();
        for (int i = 1; i <= others; i++) {
            waiting.add(peer(bench, "other-" + i + "-" + attempt));
        }
        byte[] fewOctets = Burst.encoded(Collections.nCopies(few, fewRequest));
        busy.wire().sendOctets(Burst.encoded(Collections.nCopies(crowd, crowdRequest)));
        // It has arrived, and is being served: what is sent from now on is behind it.
        busy.expectMessage();
        waiting.forEach(peer -> peer.wire().sendOctets(fewOctets));
        int answered = 1;
        for (Peer peer : waiting) {
            for (int i = 0; i < few; i++) {
                answered += awaitReply(bench, peer, busy);
            }
        }
        answered += arrived(busy);
        busy.reset();
        waiting.forEach(Peer::disconnect);
        return answered;
    }

    /** Takes one reply; returns how many the crowd received meanwhile. */
    private int awaitReply(Bench bench, Peer peer, Peer busy) {
        long deadline = System.nanoTime() + bench.timeouts().arrival().toNanos();
        int meanwhile = 0;
        while (System.nanoTime() - deadline < 0) {
            Optional<Message> reply = peer.poll(PAUSE);
            if (reply.isPresent()) {
                Replies.requireEqual(bench, peer, fewRequest, reply.get());
                return meanwhile;
            }
            meanwhile += arrived(busy);
        }
        throw Replies.failure(
                bench,
                peer + " to be answered while another peer has " + crowd + " requests queued",
                "no reply came within " + bench.timeouts().arrival().toMillis() + " ms");
    }

    private static int arrived(Peer busy) {
        int count = 0;
        while (count < Burst.MOST_OPEN && busy.poll(Duration.ZERO).isPresent()) {
            count++;
        }
        return count;
    }

    private static Peer peer(Bench bench, String name) {
        return bench.peer(PeerOptions.anonymous(name).unrecorded());
    }
}
