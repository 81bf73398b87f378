package io.github.dontwait.conformance.contract;

import io.github.dontwait.conformance.Capability;
import io.github.dontwait.conformance.Profile;
import io.github.dontwait.conformance.Rule;
import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.conformance.bench.Bystander;
import io.github.dontwait.conformance.stimulus.Replies;
import io.github.dontwait.conformance.stimulus.Samples;
import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.peer.Peer;
import java.util.List;
import java.util.Optional;

/** Rules: the frames of a message come back as they went, the delimiter among them. */
public interface EnvelopeContract extends Contract {

    @Rule(
            id = "ENV-01",
            profile = Profile.EXCHANGE,
            says = "Every frame behind the routing id comes back: as many as were sent, in their order, unchanged.",
            source = "RFC 28/REQREP, ROUTER and DEALER (\"not modify\"); subject contract, Serving",
            causes = {
                "identity, request = recv_multipart(): ROUTER puts the routing id before all frames of the sender, so a"
                        + " message has two frames or more; write identity, *frames and send all of them back",
                "only one frame is answered, as in parts[1] or parts[-1]: reply with everything behind the routing id",
                "frames are joined into one text, or collected in something that does not keep their order",
                "recv() without a look at RCVMORE: it takes one frame, not a message"
            },
            mutants = {
                "UnpacksTwoFrames: dies of a message that is not a routing id and one frame",
                "AnswersTheSecondPart: replies with parts[1] only",
                "AnswersTheLastPart: replies with the last frame only",
                "DropsTheThirdFrame: replies with two frames at most",
                "MergesFrames: replies with all frames joined into one",
                "ReversesFrames: replies with the frames in reverse order",
                "CountsFramesInAByte: replies with at most 255 frames"
            })
    default void allFramesComeBack(Bench bench) {
        Peer peer = bench.dealer("framing");
        for (int frames : new int[] {1, 2, 3, 4, 10, 100, 255, 256, 1000}) {
            Message request = Samples.frames(frames);
            peer.send(request);
            peer.expect(request);
        }
        bench.expectNothingElse(peer);
    }

    @Rule(
            id = "ENV-02",
            profile = Profile.EXCHANGE,
            says = "A reply to a REQ begins with the empty delimiter, as its request did.",
            source = "RFC 28/REQREP, REQ and ROUTER; man zmq_socket, ZMQ_ROUTER (\"must include the delimiter\")",
            causes = {
                "the reply is [routing id, result]: a REQ sends an empty frame first, and without it drops the reply and"
                        + " the connection; send back everything up to and including the first empty frame",
                "parts[1] is taken for the body: from a REQ it is the delimiter, the body comes behind it",
                "empty frames are filtered out of the reply"
            },
            mutants = {
                "DropsTheDelimiter: replies with what follows the delimiter",
                "TakesTheDelimiterForTheBody: replies with parts[1] only",
                "DoublesTheDelimiter: puts another empty frame before a reply that has one"
            })
    default void aReqGetsItsDelimiterBack(Bench bench) {
        Peer req = bench.req("req");
        // The second round trip proves that the first left nothing behind.
        for (int i = 1; i <= 2; i++) {
            req.send("job-" + i);
            req.expect("job-" + i);
            req.send("job-" + i, "with", "arguments");
            req.expect("job-" + i, "with", "arguments");
        }
        Peer dealer = bench.dealer("dealer");
        for (Message request : List.of(
                Message.of("", "as a REQ does"), Message.of("no delimiter"), Message.of("a route", "", "the body"))) {
            dealer.send(request);
            dealer.expect(request);
        }
        bench.expectNothingElse(dealer);
    }

    @Rule(
            id = "ENV-03",
            profile = Profile.EXCHANGE,
            says = "Empty frames come back like any other, wherever they stand.",
            source = "RFC 37/ZMTP, Framing (a size may be 0); subject contract, Serving",
            causes = {
                "if not frame: continue, or a filter for \"empty\" parts: an empty frame is a frame",
                "the first empty frame is taken for the delimiter wherever it stands",
                "a body is looked into (body[0]) before its length is"
            },
            mutants = {
                "SkipsEmptyFrames: leaves empty frames out of the reply",
                "DropsTrailingEmptyFrames: ends the reply at its last frame with octets",
                "DiesOfEmptyFrame: looks at the first octet of each frame"
            })
    default void emptyFramesComeBack(Bench bench) {
        Peer peer = bench.dealer("empty");
        for (Message request : List.of(
                Message.of("", "a"),
                Message.of("a", ""),
                Message.of("", ""),
                Message.of("a", "", "b", ""),
                Message.of("", "", "a"),
                Message.of("", "", "", ""))) {
            peer.send(request);
            peer.expect(request);
        }
        if (bench.introduction().profile() == Profile.FULL) {
            // Others may take it for the probe of a ROUTER and drop it: ENV-04.
            peer.send("");
            peer.expect("");
        }
        bench.expectNothingElse(peer);
    }

    @Rule(
            id = "ENV-04",
            profile = Profile.EXCHANGE,
            says = "A peer that says nothing but an empty frame at first, as PROBE_ROUTER does, is served like others.",
            source =
                    "man zmq_setsockopt, ZMQ_PROBE_ROUTER (\"the application must filter\"); subject contract, Serving",
            causes = {
                "parts[2] or a body behind the delimiter is taken for granted: a message may be [routing id, empty]",
                "the exception that this causes ends the loop",
                "the probing peer is marked as broken and its next request dropped"
            },
            outcomes = {
                "echoed: the probe comes back like any message",
                "dropped: the probe gets no reply; not of a subject that follows the whole contract"
            },
            mutants = {
                "TakesABodyForGranted: dies of a message without a body",
                "IgnoresPeersThatProbe: never answers a peer whose first message was one empty frame"
            })
    default void aProbeHarmsNobody(Bench bench) {
        Peer probing = bench.router("probing");
        Message probe = Message.of("");
        Message request = Message.of("after the probe");
        probing.send(probe);
        if (bench.declares(Capability.REORDERS)) {
            // Which reply comes first tells nothing then; and who declares anything has to echo it.
            probing.expect(probe);
            probing.send(request);
            probing.expect(request);
            bench.outcome("echoed");
        } else {
            probing.send(request);
            judgeProbe(bench, probing, probe, request);
        }
        bench.expectNothingElse(probing);
        Peer other = bench.dealer("other");
        other.send("served");
        other.expect("served");
    }

    private static void judgeProbe(Bench bench, Peer probing, Message probe, Message request) {
        Message reply = probing.expectMessage();
        if (reply.equals(probe)) {
            bench.outcome("echoed");
            probing.expect(request);
        } else {
            boolean mayDrop = bench.introduction().profile() != Profile.FULL;
            Replies.requireEqual(bench, probing, mayDrop ? request : probe, reply);
            bench.outcome("dropped");
        }
    }

    @Rule(
            id = "ENV-05",
            profile = Profile.EXCHANGE,
            says = "Frames are octets: whatever values they hold, they come back unchanged.",
            source = "RFC 37/ZMTP, Framing (message-body = *OCTET); subject contract, Serving",
            causes = {
                "body.decode() or new String(body) on the way through: octets that are not UTF-8 raise an exception or"
                        + " become U+FFFD; leave the body as octets, decode a copy if it must be shown",
                "an octet 0 ends the body: a C string function, or printf",
                "white space or line ends are trimmed or translated",
                "octets are handled as signed or as 7 bits"
            },
            mutants = {
                "DecodesBodies: decodes each frame strictly and dies of the first that is not UTF-8",
                "PassesBodiesThroughText: makes UTF-8 text of each frame and octets of the text again",
                "CutsBodiesAtZero: ends each frame at its first octet 0",
                "TrimsBodies: takes white space from the ends of each frame",
                "TranslatesLineEnds: makes CR LF of LF",
                "StripsTheHighBit: keeps seven bits of each octet"
            })
    default void octetsComeBackUnchanged(Bench bench) {
        Peer peer = bench.dealer("binary");
        for (Frame octets : Samples.octets(bench.random())) {
            peer.send(Message.of(octets));
            peer.expect(Message.of(octets));
            Message second = Message.of(Frame.text("text"), octets, octets);
            peer.send(second);
            peer.expect(second);
        }
        bench.expectNothingElse(peer);
    }

    @Rule(
            id = "ENV-06",
            profile = Profile.EXCHANGE,
            timed = true,
            says = "Messages of 1 MB and 16 MB come back whole, and other peers are answered meanwhile.",
            source = "RFC 37/ZMTP, Framing (long frames); subject contract, Starting (32 MiB) and Serving",
            causes = {
                "a limit on message sizes (ZMQ_MAXMSGSIZE, a buffer of fixed size) below 32 MiB",
                "the body is copied piece by piece, or octet by octet, on the loop's thread",
                "the body is logged, decoded or searched in full"
            },
            mutants = {
                "RefusesLargeFrames: accepts 4 MB at most",
                "CutsBodiesAtAMegabyte: replies with the first 1048576 octets of each frame",
                "CopiesQuadratically: copies all that it has for each further 4 KB of a body"
            })
    default void largeMessagesHarmNobody(Bench bench) throws InterruptedException {
        Bystander bystander = bench.bystander();
        Peer peer = bench.dealer("large");
        for (int megabytes : new int[] {1, 16}) {
            Message request = Message.of(Frame.text(megabytes + " MB"), Samples.body(megabytes << 20));
            peer.send(request);
            peer.expect(request);
            bystander.expectServed(1);
        }
        bench.expectNothingElse(peer);
    }

    @Rule(
            id = "ENV-12",
            profile = Profile.EXCHANGE,
            says = "Equal requests are each answered.",
            source = "subject contract, Serving (exactly once)",
            causes = {
                "requests are recognised by their content and answered once: a peer may mean the same thing twice",
                "requests are kept in a set or a map keyed by content or by routing id"
            },
            mutants = {
                "AnswersEqualRequestsOnce: does not answer a request that equals the one before it",
                "RemembersAnsweredRequests: never answers the same frames of a peer again"
            })
    default void equalRequestsAreEachAnswered(Bench bench) {
        Message request = Message.of("the same", "again");
        List<Peer> peers = List.of(bench.dealer("one"), bench.dealer("two"), bench.anonymous("three"));
        for (Peer peer : peers) {
            for (int i = 0; i < 10; i++) {
                peer.send(request);
            }
        }
        for (Peer peer : peers) {
            for (int i = 1; i <= 10; i++) {
                Optional<Message> reply = peer.poll(bench.timeouts().arrival());
                String wanted = "10 replies to 10 equal requests";
                if (reply.isEmpty()) {
                    throw Replies.failure(bench, peer + " to receive " + wanted, "only " + (i - 1) + " came");
                }
                Replies.requireEqual(bench, peer, request, reply.get());
            }
            bench.expectNothingElse(peer);
        }
    }

    @Rule(
            id = "ENV-13",
            profile = Profile.EXCHANGE,
            says = "Bodies of 1 byte to 2 MB come back unchanged, whatever their size.",
            source = "RFC 37/ZMTP, Framing; subject contract, Serving",
            causes = {
                "a receive buffer of fixed size: ask the message for its size",
                "a size kept in one or two octets, or an off-by-one where frames become long (256 octets)",
                "recv into a buffer without a look at how much was cut off (man zmq_recv)"
            },
            mutants = {
                "CutsBodiesAt64K: replies with the first 65536 octets of each frame",
                "CutsBodiesAt255: replies with the first 255 octets of each frame",
                "RoundsBodiesUp: fills frames above 1000 octets up to a multiple of 16",
                "GarblesPages: replaces the last octet of a frame whose size is a multiple of 4096"
            })
    default void bodiesOfAnySizeComeBack(Bench bench) {
        Peer peer = bench.dealer("sized");
        for (int size : Samples.sizes()) {
            Message request = Message.of(Samples.body(size));
            peer.send(request);
            peer.expect(request);
        }
        Message mixed = Message.of(Samples.body(300), Samples.body(70_000), Samples.body(1));
        peer.send(mixed);
        peer.expect(mixed);
        bench.expectNothingElse(peer);
    }
}
