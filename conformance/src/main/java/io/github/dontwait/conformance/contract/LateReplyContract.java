package io.github.dontwait.conformance.contract;

import static io.github.dontwait.conformance.Level.SHOULD;
import static io.github.dontwait.conformance.Profile.EXCHANGE;
import static io.github.dontwait.conformance.Profile.FULL;

import io.github.dontwait.conformance.Capability;
import io.github.dontwait.conformance.Rule;
import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.conformance.stimulus.NewHolder;
import io.github.dontwait.conformance.stimulus.Unawaited;
import io.github.dontwait.conformance.stimulus.Unroutable;
import io.github.dontwait.testkit.peer.Peer;
import java.util.ArrayList;
import java.util.List;

/** Rules: what becomes of a reply whose peer has left meanwhile. */
public interface LateReplyContract extends Contract {

    @Rule(
            id = "IDN-04",
            profile = EXCHANGE,
            says =
                    "A reply to a peer without a routing id that has left reaches nobody: not those who connect after it, from"
                            + " the same host or not, nor the same program when it comes back.",
            source =
                    "RFC 28/REQREP, ROUTER (\"destroy its double queue\"); subject contract, Serving (to that peer alone)",
            causes = {
                "replies are kept by a peer's address or name, or for whoever comes next",
                "automatic routing ids are made by the program, and given again when a peer has left",
                "it is believed that a client which connects again has the routing id that it had: it is another peer"
            },
            mutants = {
                "ReusesAutomaticIds: gives the routing id of an anonymous peer that has left to the next that comes",
                "GivesOldRepliesToTheNewest: sends a reply whose peer has left to the latest peer without a routing id"
            })
    default void repliesToTheDepartedReachNobody(Bench bench) {
        Unawaited unawaited = new Unawaited(bench);
        List<Peer> departing = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            Peer peer = bench.anonymous("departing-" + i);
            unawaited.ask(peer, "of departing-" + i);
            departing.add(peer);
        }
        for (int i = 0; i < departing.size(); i++) {
            unawaited.leave(departing.get(i), i % 2 == 0);
        }
        List<Peer> arriving = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            Peer peer = bench.anonymous("arriving-" + i);
            peer.send("from", peer.name());
            peer.expect("from", peer.name());
            arriving.add(peer);
        }
        unawaited.awaitEnd();
        arriving.forEach(bench::expectNothingElse);
    }

    @Rule(
            id = "IDN-10",
            profile = EXCHANGE,
            says =
                    "When a routing id changes hands, a reply to its earlier holder is dropped, or reaches the new one whole"
                            + " and beside its own replies; nobody whose id is similar gets it.",
            source = "RFC 28/REQREP, ROUTER; subject contract, Serving (all the frames, exactly once)",
            causes = {
                "the request is looked up by routing id when the reply is sent, and by then another one stands there: keep"
                        + " it beside the work",
                "state of the earlier holder is mended for the new one: frames are left out, or one reply is sent for"
                        + " another",
                "routing ids are compared in part, or without regard to case",
                "do not rely on the routing id alone to tell what a reply belongs to: give requests a number"
            },
            outcomes = {
                "dropped: replies to the earlier holder reach nobody",
                "reaches-the-new-holder: some came to the new holder, whole and beside its own"
            },
            mutants = {
                "RepeatsTheNewHoldersReply: sends the new holder's latest reply again in place of the earlier one's",
                "MarksLateReplies: puts a frame before a reply to the earlier holder",
                "AnswersTheSimilar: gives a reply to the earlier holder to a peer whose id differs in the last octet"
            })
    default void aNewHolderIsNotTheOld(Bench bench) {
        bench.outcome(new NewHolder(bench).isHandedLateReplies() ? "reaches-the-new-holder" : "dropped");
    }

    @Rule(
            id = "IDN-09",
            level = SHOULD,
            profile = FULL,
            needs = {Capability.STATS, Capability.DEFER},
            says =
                    "Where $stats tells the number unroutable, it grows by replies whose peer has gone, and not by others.",
            source = "man zmq_setsockopt, ZMQ_ROUTER_MANDATORY (EHOSTUNREACH); subject contract, Serving ($stats)",
            causes = {
                "the error of an unroutable reply is caught and forgotten: count it",
                "every reply is counted before it is known what becomes of it"
            },
            mutants = {
                "CountsNothingUnroutable: always tells 0",
                "CountsEveryReplyAsUnroutable: counts replies that arrive, too"
            })
    default void unroutableRepliesAreCounted(Bench bench) throws InterruptedException {
        new Unroutable(bench).check();
    }
}
