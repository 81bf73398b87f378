package io.github.dontwait.conformance.contract;

import io.github.dontwait.conformance.Capability;
import io.github.dontwait.conformance.Profile;
import io.github.dontwait.conformance.Rule;
import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.conformance.stimulus.OddRoutingIds;
import io.github.dontwait.conformance.stimulus.Replies;
import io.github.dontwait.conformance.stimulus.Samples;
import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.message.RoutingId;
import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.peer.PeerOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rules: the verbs do what the contract says, and nothing else is one. */
public interface VerbContract extends Contract {

    @Rule(
            id = "IDN-14",
            profile = Profile.FULL,
            needs = Capability.WHOAMI,
            says = "$whoami gives the routing id octet by octet as the peer announced it; peers without one have"
                    + " different ids.",
            source = "subject contract, Serving ($whoami)",
            causes = {
                "the id is answered as hexadecimal or decoded text instead of its octets",
                "a frame of the request is answered instead of the id that ROUTER put before it",
                "the envelope of a REQ is missing before $whoami"
            },
            mutants = {
                "TellsRoutingIdInHex: answers $whoami in hexadecimal digits",
                "TellsRoutingIdAsText: answers $whoami with the id decoded and encoded as UTF-8",
                "TellsTheSameIdToAll: answers $whoami with a fixed id to peers without one"
            })
    default void whoamiTellsTheRoutingId(Bench bench) {
        Frame verb = Frame.text("$whoami");
        Map<String, RoutingId> ids = new LinkedHashMap<>(new OddRoutingIds(bench.routingId("who")).byName());
        ids.put("text", bench.routingId("text"));
        ids.forEach((name, id) -> {
            Peer peer = bench.peer(PeerOptions.dealer(name).withRoutingId(id));
            peer.send(Message.of(verb));
            peer.expect(Message.of(verb, id.frame()));
            peer.send(Message.of(verb, Frame.text("ignored")));
            peer.expect(Message.of(verb, id.frame()));
        });
        Peer req = bench.req("req");
        RoutingId reqId = bench.routingId("req");
        req.send("$whoami");
        req.expect(Message.of(verb, reqId.frame()));
        Map<Frame, Peer> seen = new LinkedHashMap<>();
        for (int i = 1; i <= 5; i++) {
            Peer peer = bench.anonymous("anonymous-" + i);
            peer.send("$whoami");
            Message reply = peer.expectMessage();
            boolean isShaped = reply.size() == 2
                    && reply.first().equals(verb)
                    && !reply.last().isEmpty();
            Replies.require(bench, peer, isShaped, "[ \"$whoami\", a routing id of one octet or more ]", reply);
            Peer twin = seen.put(reply.last(), peer);
            Replies.require(bench, peer, twin == null, "a routing id that no other connected peer has", reply);
        }
    }

    @Rule(
            id = "ENV-16",
            profile = Profile.FULL,
            needs = Capability.STATS,
            says =
                    "$stats gives the envelope, $stats, and name=value for turns, handled and peers, each once; further frames"
                            + " of the request change nothing.",
            source = "subject contract, Serving ($stats; further frames are ignored)",
            causes = {
                "the reply is made without the envelope, and a REQ never sees it",
                "the frames of the request are sent back before or behind the numbers",
                "a number is formatted: 1,000, 1e3, or with a unit",
                "a name is missing, or told twice"
            },
            mutants = {
                "LosesTheEnvelopeOfStats: answers $stats without the delimiter",
                "RepeatsTheQuestion: sends further frames of the request back before the numbers",
                "OmitsItsPeers: does not tell peers",
                "TellsTurnsTwice: tells turns twice"
            })
    default void statsHaveTheirForm(Bench bench) {
        Peer dealer = bench.dealer("asking");
        Peer req = bench.req("asking req");
        for (Message request : List.of(Message.of("$stats"), Message.of("$stats", "ignored", "", "handled=0"))) {
            dealer.send(request);
            requireStats(bench, dealer);
            req.send(request);
            requireStats(bench, req);
        }
        bench.expectNothingElse(dealer);
    }

    private static void requireStats(Bench bench, Peer peer) {
        String wanted = "[ \"$stats\", name=value … ] with the numbers turns, handled and peers, each once";
        Message reply = Replies.expectAny(bench, peer, wanted);
        List<String> numbers = reply.frames().subList(1, reply.size()).stream()
                .map(Frame::text)
                .toList();
        boolean isShaped = reply.first().equals(Frame.text("$stats"))
                && numbers.stream().allMatch(text -> text.matches("[^=]+=.*"));
        for (String name : List.of("turns", "handled", "peers")) {
            isShaped &= numbers.stream()
                            .filter(text -> text.matches(name + "=[0-9]+"))
                            .count()
                    == 1;
        }
        Replies.require(bench, peer, isShaped, wanted, reply);
    }

    @Rule(
            id = "ENV-08",
            profile = Profile.FULL,
            needs = Capability.FAIL,
            says = "A handler that throws gets its peer the reply $error and one text, and the loop goes on.",
            source = "subject contract, Serving ($fail)",
            causes = {
                "the exception leaves the loop: catch it around the handler of one request",
                "it is caught outside the loop, so that the loop ends in order, but ends",
                "it is swallowed and no reply is sent",
                "the error reply is made without the envelope of its request",
                "after the exception the program starts from a clean state, and what was pending is gone"
            },
            mutants = {
                "DiesOfItsHandler: what the handler throws ends the loop",
                "ForgetsWhatIsPending: drops the deferred replies when a handler throws",
                "SwallowsHandlerFailures: sends no reply when the handler throws",
                "LosesTheEnvelopeOfErrors: answers the failure without the delimiter",
                "SkipsTheRequestAfterAFailure: drops the message that follows a failed one"
            })
    default void aFailingHandlerIsSurvived(Bench bench) {
        Peer failing = bench.dealer("failing");
        Peer other = bench.dealer("other");
        Peer req = bench.req("req");
        Peer patient = bench.dealer("patient");
        if (bench.declares(Capability.DEFER)) {
            patient.send("$defer", "200", "pending");
            patient.send("taken");
            patient.expect("taken");
        }
        for (int i = 1; i <= 5; i++) {
            other.send("untouched", Integer.toString(i));
            failing.send("$fail");
            if (bench.declares(Capability.REORDERS)) {
                requireErrorFor(bench, failing, Message.of("$fail"));
                failing.send("after failure", Integer.toString(i));
            } else {
                failing.send("after failure", Integer.toString(i));
                requireErrorFor(bench, failing, Message.of("$fail"));
            }
            failing.expect("after failure", Integer.toString(i));
            other.expect("untouched", Integer.toString(i));
        }
        requireError(bench, failing, Message.of("$fail", "ignored", ""));
        requireError(bench, req, Message.of("$fail"));
        req.send("after failure");
        req.expect("after failure");
        bench.expectNothingElse(failing);
        bench.expectNothingElse(other);
        if (bench.declares(Capability.DEFER)) {
            patient.expect("$defer", "200", "pending");
        }
    }

    @Rule(
            id = "ENV-10",
            profile = Profile.FULL,
            says = "A verb that is unknown, not the first frame behind the envelope, or not spelt exactly, is echoed.",
            source = "subject contract, Serving (verbs)",
            causes = {
                "all frames are searched for a verb: look only at the first one behind the envelope",
                "a verb that is obeyed is not declared in READY, or its word is misspelt there",
                "more than one empty frame is taken for the envelope: it is the leading one and no more",
                "an unknown verb is answered with an error: it is a message like any other",
                "verbs are compared without regard to case, or by their beginning"
            },
            mutants = {
                "SearchesAllFramesForVerbs: obeys a verb in any frame",
                "SkipsAllEmptyFrames: takes every leading empty frame for the envelope",
                "RefusesUnknownVerbs: answers whatever begins with $ and is no verb with $error",
                "ObeysVerbsInCapitals: compares verbs without regard to case"
            })
    default void whatIsNoVerbIsEchoed(Bench bench) {
        Peer peer = bench.dealer("verbose");
        for (Message request : Samples.noVerbs(bench)) {
            peer.send(request);
            peer.expect(request);
        }
        bench.expectNothingElse(peer);
    }

    @Rule(
            id = "ENV-11",
            profile = Profile.FULL,
            needs = Capability.WORK,
            says = "A missing or unusable argument of a verb is answered with $error and one text, and the next request"
                    + " is served.",
            source = "subject contract, Serving (milliseconds are 1 to 7 ASCII digits)",
            causes = {
                "a number parser that accepts signs, blanks, other digits or exponents: check the form first",
                "a parser's exception, or a missing frame, ends the loop",
                "a bad request is dropped, and its peer waits for ever",
                "the error reply is made without the envelope of its request"
            },
            mutants = {
                "DiesOfBadArgument: parses milliseconds unguarded",
                "DropsBadRequests: does not answer a request that it cannot read",
                "EchoesBadRequests: answers a verb with an unusable argument with an echo",
                "ParsesLeniently: takes blanks and signs around a number"
            })
    default void unusableArgumentsAreRefused(Bench bench) {
        Peer peer = bench.dealer("careless");
        Peer req = bench.req("careless req");
        for (String verb : bench.declares(Capability.DEFER) ? List.of("$work", "$defer") : List.of("$work")) {
            for (Message request : Samples.badArguments(verb)) {
                requireError(bench, peer, request);
                peer.send("next");
                peer.expect("next");
            }
            requireError(bench, req, Message.of(verb, "soon"));
            for (Message request : Samples.goodArguments(verb)) {
                peer.send(request);
                peer.expect(request);
            }
        }
        bench.expectNothingElse(peer);
    }

    private static void requireError(Bench bench, Peer peer, Message request) {
        peer.send(request);
        requireErrorFor(bench, peer, request);
    }

    private static void requireErrorFor(Bench bench, Peer peer, Message request) {
        String wanted = "[ \"$error\", one text ] in reply to " + request;
        Message reply = Replies.expectAny(bench, peer, wanted);
        boolean isError = reply.size() == 2 && reply.first().equals(Frame.text("$error"));
        Replies.require(bench, peer, isError, wanted, reply);
    }
}
