package io.github.dontwait.conformance.contract;

import static io.github.dontwait.conformance.Profile.FULL;

import io.github.dontwait.conformance.Rule;
import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.conformance.stimulus.Mistakes;
import io.github.dontwait.conformance.stimulus.Workload;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.peer.PeerOptions;
import java.util.List;

/** Rules: a mistake of a peer costs nothing but its own reply, neither the request behind it nor in the long run. */
public interface MistakeContract extends Contract {

    @Rule(
            id = "ENV-07",
            profile = FULL,
            says =
                    "However many requests of a peer are bad, each gets its $error, and what it asks between and after them"
                            + " is served, as others are.",
            source =
                    "subject contract, Serving (a bad request: the envelope, $error, one text frame; nothing that a peer"
                            + " sends stops the subject)",
            causes = {
                "each failure costs a thread, a slot or a permit that is not given back: release it in finally",
                "a peer is banned, or its connection closed, after some errors",
                "errors are limited in number or rate, as a log may be: a reply may not",
                "the argument's octets become a part of the error's text without a look at whether they are text"
            },
            mutants = {
                "RunsOutOfHandlers: loses one of 60 handlers with each failure, and stands still when none is left",
                "BansCarelessPeers: is deaf to a peer after its twentieth error",
                "LimitsItsErrors: answers at most 100 bad requests",
                "RepeatsBinaryArguments: makes the argument's octets the error's text, whatever they are"
            })
    default void mistakesDoNotAddUp(Bench bench) {
        List<Message> kinds = Mistakes.kinds(bench);
        int rounds = Workload.of(bench, 400).share(400) / (kinds.size() + 2);
        Peer careless = bench.peer(PeerOptions.dealer("careless")
                .withRoutingId(bench.routingId("careless"))
                .unrecorded());
        Peer other = bench.dealer("other");
        for (int round = 0; round <= rounds; round++) {
            Mistakes mistakes = Mistakes.of(bench, careless);
            kinds.forEach(mistakes::wrong);
            mistakes.right("after round " + round).sendAtOnce().requireAnswered();
            bench.note("round " + round + ": " + kinds.size() + " bad requests");
            if (round % 8 == 0) {
                other.send("untouched", Integer.toString(round));
                other.expect("untouched", Integer.toString(round));
            }
        }
        other.send("untouched", "to the end");
        other.expect("untouched", "to the end");
        bench.expectNothingElse(careless);
    }

    @Rule(
            id = "ORD-05",
            profile = FULL,
            says =
                    "Behind a bad request or a failure a peer's replies stay with their requests: none is missing, none moves"
                            + " up, and nothing is left over.",
            source = "subject contract, Serving (in the order of its requests, exactly once; $error)",
            causes = {
                "the rest of a message is left in the socket when its first frame cannot be used, and is taken for the"
                        + " next request: receive whole messages",
                "requests and replies are paired by counting, and a failure counts for one of them only",
                "errors are sent by another way than replies, past those that wait",
                "if ENV-08 fails too, the failure does more harm than that"
            },
            mutants = {
                "LeavesFramesOfABadRequest: takes the unused frames of a bad request for a request",
                "LagsBehindAfterAFailure: gives each request the reply of the one before, once its handler has failed",
                "PutsErrorsAside: sends errors when there is nothing else to do"
            })
    default void repliesStayWithTheirRequests(Bench bench) {
        List<Message> kinds = Mistakes.kinds(bench);
        List<Peer> peers = List.of(bench.dealer("one"), bench.anonymous("two"));
        for (String label : List.of("first pass", "second pass")) {
            List<Mistakes> all =
                    peers.stream().map(peer -> Mistakes.of(bench, peer)).toList();
            for (Mistakes mistakes : all) {
                for (Message kind : kinds) {
                    mistakes.right(label).wrong(kind);
                }
                mistakes.wrong(kinds.get(0)).right(label).sendAtOnce();
            }
            all.forEach(Mistakes::requireAnswered);
        }
        peers.forEach(bench::expectNothingElse);
    }
}
