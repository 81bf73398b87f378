package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.conformance.Capability;
import io.github.dontwait.conformance.RunningSubject;
import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.peer.PeerOptions;
import io.github.dontwait.testkit.peer.Peers;
import io.github.dontwait.testkit.wire.Mechanism;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A subject that lets in only some, one of those as a witness, and those who come without the right to. */
public final class Guarded {

    /** An answer to the greeting, one to HELLO, one to INITIATE. */
    private static final int ROUNDS = 3;

    private final Bench bench;
    private final Peers peers;
    private final Access access;
    private final boolean isShut;
    private final boolean counts;
    private final @Nullable Peer witness;
    private final @Nullable AssertionError refusal;
    private long handled;
    private int asked;
    private int newcomers;

    private Guarded(Bench bench, Access access, RunningSubject subject, boolean isShut) {
        this.bench = bench;
        this.peers = bench.peersOf(subject);
        this.access = access;
        this.isShut = isShut;
        this.counts = bench.declares(Capability.STATS);
        Peer let = null;
        AssertionError kept = null;
        try {
            let = isShut ? null : enter("witness", access.rightful().get(0));
        } catch (AssertionError e) {
            // Told last: who lets strangers in has the worse fault.
            kept = e;
        }
        this.witness = let;
        this.refusal = kept;
    }

    /** A subject that the rules share, and its witness. */
    public static Guarded by(Access access, Bench bench) throws InterruptedException {
        return new Guarded(bench, access, bench.shared(access.settings()), false);
    }

    /** A subject with CURVE that is to let in nobody at all; it has no witness. */
    public static Guarded shut(RunningSubject subject, Bench bench) {
        return new Guarded(bench, Access.CURVE, subject, true);
    }

    /** The peers of this subject. */
    public Peers peers() {
        return peers;
    }

    /** Somebody who says this and must be let in, connected and shaken hands. */
    public Peer enter(String name, Mechanism mechanism) {
        return peers.peer(PeerOptions.dealer(name + "-with-" + access.word())
                .withRoutingId(bench.routingId(name + access.word() + ++newcomers))
                .withMechanism(mechanism));
    }

    /** A connection to this subject, over which nothing was said. */
    public Stranger stranger(String name) {
        return Stranger.over(bench, peers.raw(name));
    }

    /**
     * Lets all of them try, each step when the subject has answered the one before, however long it looks up who may come
     * in; requires that none is let in or served, that those are disconnected who must be, that nothing of theirs was
     * handled, and that whoever may come in is served as before.
     */
    public void expectKeptOut(List<Outsider> outsiders) {
        count();
        outsiders.forEach(Outsider::begin);
        roundTrips();
        for (int round = 0; round < ROUNDS && outsiders.stream().anyMatch(Outsider::isInTalks); round++) {
            // No quiet window: who looks a password up slowly, or lets everybody in slowly, is judged by its answer.
            goOn(outsiders, false, bench.timeouts().arrival());
            goOn(outsiders, true, silence());
            roundTrips();
        }
        outsiders.forEach(Outsider::takeTheRest);
        outsiders.forEach(Outsider::expectEnd);
        outsiders.forEach(Outsider::insist);
        roundTrips();
        Countdown countdown = Countdown.of(silence());
        outsiders.forEach(outsider -> outsider.expectUnserved(countdown.left()));
        expectNothingHandled();
        expectServing();
    }

    private static void goOn(List<Outsider> outsiders, boolean ignorable, Duration patience) {
        Countdown countdown = Countdown.of(patience);
        outsiders.stream()
                .filter(outsider -> outsider.mayBeIgnored() == ignorable)
                .forEach(outsider -> outsider.goOn(countdown.left()));
    }

    /** Requires that whoever may come in is served, whether it was here before or comes now. */
    public void expectServing() {
        if (refusal != null) {
            throw refusal;
        }
        if (isShut) {
            return;
        }
        roundTrips();
        Peer newcomer = enter("newcomer", access.rightful().get(0));
        newcomer.send("newcomer", "let in");
        newcomer.expect("newcomer", "let in");
        newcomer.disconnect();
        asked++;
    }

    /** How long nothing is waited for; where the subject counts, its count tells more than a longer silence. */
    private Duration silence() {
        return bench.timeouts().silence().dividedBy(counts && witness != null ? 3 : 1);
    }

    private void roundTrips() {
        for (int i = 0; witness != null && i < 2; i++) {
            Message request = Message.of("witness", Integer.toString(asked++));
            witness.send(request);
            witness.expect(request);
        }
    }

    private void count() {
        if (witness != null && counts) {
            handled = askHandled(witness);
            asked = 1;
        }
    }

    private void expectNothingHandled() {
        if (witness != null && counts) {
            long more = askHandled(witness) - handled - asked;
            // Fewer is for NBL-12: whoever leaves its replies to $stats out has served nobody too much.
            if (more > 0) {
                throw bench.failed(
                        "the subject to have handled nothing of peers without the right to come in",
                        "its count of handled requests grew by " + more + " more than the witness asked");
            }
            asked++;
        }
    }

    private long askHandled(Peer peer) {
        Long told = bench.stats(peer).get("handled");
        if (told == null) {
            throw bench.failed("$stats to tell handled=<number>", "it does not");
        }
        return told;
    }
}
