package io.github.dontwait.conformance.contract;

import static io.github.dontwait.conformance.Capability.CONCURRENT;
import static io.github.dontwait.conformance.Capability.DEFER;
import static io.github.dontwait.conformance.Capability.DRAIN;
import static io.github.dontwait.conformance.Capability.WORK;
import static io.github.dontwait.conformance.Profile.EXCHANGE;
import static io.github.dontwait.conformance.Profile.FULL;
import static io.github.dontwait.conformance.Rung.PROCESS;

import io.github.dontwait.conformance.Rule;
import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.conformance.stimulus.Burst;
import io.github.dontwait.conformance.stimulus.Countdown;
import io.github.dontwait.conformance.stimulus.Crowd;
import io.github.dontwait.conformance.stimulus.Deferrals;
import io.github.dontwait.conformance.stimulus.Load;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.peer.PeerOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Rules: between messages the loop does its other duties, however much is queued and whoever it has seen. */
public interface DutyContract extends Contract {

    @Rule(
            id = "NBL-02",
            profile = FULL,
            says =
                    "What is due is done though the queue is never empty: under a flood a deferred answer comes soon after"
                            + " its time.",
            source = "subject contract, Roles (worker: \"does its duties between messages\"); Serving, $defer",
            causes = {
                "due answers are sent only in the branch for \"nothing received\", which under load is never taken",
                "a turn handles all that is there before it looks at what is due, and more keeps coming"
            },
            mutants = {
                "AnswersDeferralsWhenIdle: sends due answers only when nothing is queued",
                "DrainsBeforeItsDuties: receives until nothing is left before it looks at what is due"
            },
            needs = DEFER,
            fresh = true,
            timed = true,
            heavy = true)
    default void dutiesAreDoneUnderLoad(Bench bench) throws InterruptedException {
        Peer alice = bench.dealer("alice");
        Load.begin(bench);
        Deferrals.expectDueUnderLoad(bench, alice);
    }

    @Rule(
            id = "NBL-07",
            profile = FULL,
            says =
                    "A turn takes a bounded number of messages: asked to stop, a subject with a long backlog ends within its"
                            + " linger plus one second.",
            source = "subject contract, Roles (worker: \"never waits past its next duty\"); Stopping",
            causes = {
                "all that the socket has is moved into a list, and the stop request is looked at when the list is done",
                "the inner loop runs until the socket is empty: bound it by a number of messages or by time",
                "at the stop the whole backlog is still served, and no capability drain says so"
            },
            mutants = {
                "HandlesAllThatIsThere: takes all that has arrived, and looks up when all of it is done",
                "ServesTheBacklogFirst: serves all that is queued before it obeys the stop request"
            },
            needs = WORK,
            rung = PROCESS,
            ready = true,
            fresh = true,
            timed = true)
    default void aBacklogDoesNotHideTheStop(Bench bench) throws InterruptedException {
        if (bench.declares(CONCURRENT)) {
            throw bench.notApplicable("it declares concurrent: work does not occupy its loop, however much is queued");
        }
        if (bench.declares(DRAIN)) {
            throw bench.notApplicable(
                    "it declares drain: what is queued at the stop is answered, however long that takes");
        }
        Duration each = Duration.ofMillis(4);
        Message work = Message.of("$work", Long.toString(each.toMillis()));
        // Meanwhile the backlog arrives.
        Peer first = bench.dealer("first");
        Message toBegin = Message.of("$work", "200");
        first.send(toBegin);
        List<Peer> crowd = new ArrayList<>();
        // Work for a quarter of a minute.
        for (int i = 1; i <= 4; i++) {
            crowd.add(bench.peer(PeerOptions.anonymous("crowd-" + i).unrecorded()));
        }
        byte[] requests = Burst.encoded(Collections.nCopies(900, work));
        crowd.forEach(peer -> peer.wire().sendOctets(requests));
        bench.note("4 peers have queued 900 requests each: " + work);
        first.expect(toBegin);
        awaitOneServed(bench, crowd);
        bench.requestStop();
        bench.expectExit(each);
    }

    private static void awaitOneServed(Bench bench, List<Peer> crowd) {
        Countdown patience = Countdown.of(bench.timeouts().arrival());
        while (crowd.stream().noneMatch(peer -> peer.poll(Duration.ofMillis(1)).isPresent())) {
            if (patience.left().isZero()) {
                throw bench.failed("one of 4 peers to be served, who have queued 900 requests each", "no reply came");
            }
        }
    }

    @Rule(
            id = "FAIR-04",
            profile = EXCHANGE,
            says =
                    "A request takes at most four times as long, and a tenth of a millisecond more, where some hundred peers are"
                            + " connected or were seen before: no work as dear as a system call is done for each of them.",
            source = "subject contract, Serving",
            causes = {
                "each message makes a system call, such as a poll or a try to send, for each peer: look up the one by its"
                        + " routing id",
                "who has gone stays in a list, and something is asked or logged about each of the list for every message",
                "a list of all is sorted or copied for every message, at a third of a microsecond or more for each peer (a"
                        + " cheaper walk through memory is not told here, though it costs more the more peers there are)"
            },
            mutants = {
                "LooksThroughAllPeers: makes a system call for each peer that it has ever seen, with each message",
                "PollsEveryPeer: asks each connection that is there before it takes a message"
            },
            fresh = true,
            timed = true,
            heavy = true)
    default void peersDoNotMakeRequestsDearer(Bench bench) {
        new Crowd(bench).requireNoDearer();
    }
}
