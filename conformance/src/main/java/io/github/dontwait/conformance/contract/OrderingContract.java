package io.github.dontwait.conformance.contract;

import io.github.dontwait.conformance.Capability;
import io.github.dontwait.conformance.Profile;
import io.github.dontwait.conformance.Rule;
import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.conformance.stimulus.Burst;
import io.github.dontwait.conformance.stimulus.Traffic;
import io.github.dontwait.conformance.stimulus.Workload;
import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.peer.PeerOptions;
import java.util.List;
import java.util.stream.Stream;

/** Rules: in order, exactly once, nothing lost. */
public interface OrderingContract extends Contract {

    @Rule(
            id = "ORD-01",
            profile = Profile.EXCHANGE,
            says =
                    "Replies to one peer come in the order of its requests, unless the subject declares that it reorders.",
            source = "RFC 28/REQREP, ROUTER (queues per peer); subject contract, Serving",
            causes = {
                "requests of one peer are handled by several threads or tasks, and each sends when it is done: keep the"
                        + " order of replies per peer, or declare reorders",
                "requests or replies that wait are kept in a stack, a heap or a set",
                "small replies are sent at once, and large or slow ones later"
            },
            outcomes = {
                "in-order: replies come in the order of the requests",
                "reorders-as-declared: each reply is found by what it carries"
            },
            mutants = {
                "OvertakesItself: answers every seventh request a little later than the next ones",
                "AnswersBatchesBackwards: takes a batch of requests and answers the latest first",
                "HugeRepliesLast: the same above 64 KiB",
                "LargeRepliesLast: answers requests above 1000 octets when nothing else is to be done",
                "WorksBesideTheQueue: does not hold a reply back while earlier work of the same peer is under way"
            })
    default void repliesKeepTheOrderOfRequests(Bench bench) {
        Frame large = Frame.filled(20_000, 'x');
        Frame huge = Frame.filled(100_000, 'x');
        int open = Workload.of(bench, 1_800).share(300);
        int firstLarge = Math.min(10, (open + 1) / 2);
        List<Peer> peers = Traffic.pair(bench);
        for (int round = 1; round <= 3; round++) {
            String label = "round-" + round;
            List<Burst> bursts = peers.stream()
                    .map(peer -> Burst.of(bench, peer, open, n -> {
                                Message request = Message.of(label, Integer.toString(n));
                                return n % 50 == firstLarge
                                        ? request.prepend(n % 100 == firstLarge ? large : huge)
                                        : request;
                            })
                            .send())
                    .toList();
            bursts.forEach(burst -> Traffic.judge(bench, burst.collect()));
        }
        if (bench.declares(Capability.WORK)) {
            Burst behindWork = Burst.of(
                    bench,
                    peers.get(0),
                    10,
                    n -> n == 1 ? Message.of("$work", "20") : Message.of("behind the work", Integer.toString(n)));
            Traffic.judge(bench, behindWork.send().collect());
        }
    }

    @Rule(
            id = "ORD-02",
            profile = Profile.EXCHANGE,
            says = "A peer that reads and keeps few requests open gets a reply to every one of them.",
            source = "RFC 28/REQREP, ROUTER (drop only if there is no queue, or it is full); subject contract, Serving",
            causes = {
                "a message is taken from the socket and thrown away: at a limit per turn, when the loop is busy, when a"
                        + " duty is due",
                "a reply that cannot be sent at once (EAGAIN) is given up instead of kept",
                "a high-water mark of a few messages (ZMQ_SNDHWM): ROUTER drops silently beyond it",
                "an exception in the handler is caught and the request forgotten",
                "if FAIR-05 fails too, a request waited in the library until some other peer spoke"
            },
            mutants = {
                "LosesOneInAThousand: does not answer every 997th request",
                "DropsWhenBusy: drops requests after 150 without a pause",
                "KeepsATinyQueue: drops replies to a peer for which 20 are waiting"
            })
    default void nothingIsLost(Bench bench) {
        Workload workload = Workload.of(bench, 5_200);
        List<Peer> peers = Traffic.pair(bench);
        for (int round = 1; round <= 8; round++) {
            Traffic.round(bench, workload, peers, round, Burst::requireComplete);
        }
        Frame body = Frame.filled(10_000, 'x');
        for (Peer peer : peers) {
            Burst.of(bench, peer, workload.share(200), n -> Message.of(Frame.text("larger-" + n), body))
                    .send()
                    .collect()
                    .requireComplete();
        }
    }

    @Rule(
            id = "ORD-03",
            profile = Profile.EXCHANGE,
            says = "Each request is answered exactly once: no reply comes twice, and none that nobody asked for.",
            source = "RFC 6/PPP and RFC 18/MDP (each request results in one reply); subject contract, Serving",
            causes = {
                "a send that reported an error is repeated though the message had been taken",
                "an item is handled and not removed from its queue, or removed only after a failure",
                "two handlers are registered for one socket",
                "the loop handles its last message again when the socket had none"
            },
            mutants = {
                "AnswersTwice: sends every hundredth reply twice",
                "RepeatsTheLastReply: sends its last reply again when nothing more is there",
                "RepeatsLargeReplies: sends replies above 50000 octets twice"
            })
    default void eachRequestIsAnsweredOnce(Bench bench) {
        Workload workload = Workload.of(bench, 1_840);
        List<Peer> peers = Traffic.pair(bench);
        for (int round = 1; round <= 3; round++) {
            Traffic.round(bench, workload, peers, round, burst -> {
                burst.collectTheRest().requireOnce();
                burst.requireWhole();
            });
        }
        Frame body = Frame.filled(60_000, 'x');
        for (Peer peer : peers) {
            Burst large = Burst.of(bench, peer, workload.share(20), n -> Message.of(Frame.text("large-" + n), body))
                    .send()
                    .collect()
                    .collectTheRest();
            large.requireOnce();
            large.requireWhole();
            bench.expectNothingElse(peer);
        }
    }

    @Rule(
            id = "ORD-04",
            profile = Profile.EXCHANGE,
            says = "A reply arrives as one whole message: its frames are never torn apart nor mixed with another's.",
            source = "RFC 37/ZMTP, Messages (\"atomically\"); RFC 28/REQREP; subject contract, Serving",
            causes = {
                "the frames of a reply are sent without SNDMORE, each as a message",
                "two threads send on one socket: sockets are not thread-safe, give replies to the loop instead",
                "a send that fails between two frames is repeated from the first or given up in the middle"
            },
            mutants = {
                "SendsFramesApart: sends each frame of a larger reply as a message of its own",
                "MixesTwoReplies: exchanges the last frames of two replies now and then",
                "RunsRepliesTogether: sends two replies as one message now and then"
            })
    default void repliesArriveWhole(Bench bench) {
        int open = Workload.of(bench, 1_200).share(100);
        List<Peer> peers = Stream.of("one", "two", "three", "four")
                .map(name -> bench.peer(PeerOptions.dealer(name)
                        .withRoutingId(bench.routingId(name))
                        .unrecorded()))
                .toList();
        for (int round = 1; round <= 2; round++) {
            String label = "round " + round;
            List<Burst> bursts = peers.stream()
                    .map(peer -> Burst.of(bench, peer, open, n -> Burst.marked(peer.name() + ", " + label, n))
                            .send())
                    .toList();
            bursts.forEach(burst -> {
                burst.collect();
                burst.requireWhole();
                burst.requireComplete();
            });
        }
        // One alone, all at once: its replies follow each other without a pause.
        for (Peer peer : peers) {
            Burst alone = Burst.of(bench, peer, open, n -> Burst.marked(peer.name() + ", alone", n));
            alone.sendAtOnce().collect();
            alone.requireWhole();
            alone.requireComplete();
        }
        peers.forEach(bench::expectNothingElse);
    }
}
