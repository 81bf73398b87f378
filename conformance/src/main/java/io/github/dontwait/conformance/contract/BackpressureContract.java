package io.github.dontwait.conformance.contract;

import static io.github.dontwait.conformance.Profile.EXCHANGE;

import io.github.dontwait.conformance.Rule;
import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.conformance.stimulus.SlowReader;

/** Rules: a peer that does not read costs nobody else anything. */
public interface BackpressureContract extends Contract {

    @Rule(
            id = "BKP-02",
            profile = EXCHANGE,
            says = "Where replies are dropped because a peer does not read, those that arrive are whole, in order and "
                    + "come once.",
            source = "28/REQREP, ROUTER; subject contract, Serving",
            causes = {
                "frames are sent one by one, and a later frame is dropped while an earlier one was queued",
                "a reply is sent again after an error on its second frame",
                "held-back replies are kept in a stack or sent in another order",
                "if NBL-04 fails too, the slow peer had stopped the whole socket before it read on"
            },
            mutants = {
                "DropsSingleFrames: leaves out a frame where there is no room",
                "RepeatsAfterRoom: sends the last reply twice when there is room again",
                "SendsHeldBackRepliesBackwards: sends the latest of what found no room first"
            },
            fresh = true,
            heavy = true)
    default void whatArrivesLateIsWholeAndInOrder(Bench bench) throws InterruptedException {
        SlowReader reader = SlowReader.after(bench, 4_000, 2_000);
        reader.catchUp();
    }

    @Rule(
            id = "BKP-03",
            profile = EXCHANGE,
            says = "A slow client that catches up is served again.",
            source = "28/REQREP, ROUTER; subject contract, Serving",
            causes = {
                "a peer whose queue was full once is taken for dead and stays in a list of the dead",
                "a reply that could not be sent blocks all later ones to that peer",
                "if NBL-04 fails too, the slow peer had stopped the whole socket before it read on"
            },
            mutants = {
                "GivesUpOnSlowPeers: never answers a peer again whose queue was full",
                "DisconnectsSlowPeers: ends the connection of a peer whose queue is full"
            },
            fresh = true,
            heavy = true)
    default void aSlowPeerIsServedAgain(Bench bench) throws InterruptedException {
        SlowReader reader = SlowReader.after(bench, 4_000, 2_000);
        reader.catchUp();
        reader.expectServed(20);
    }
}
