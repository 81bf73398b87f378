package io.github.dontwait.conformance.contract;

import static io.github.dontwait.conformance.Level.SHOULD;
import static io.github.dontwait.conformance.Profile.EXCHANGE;
import static io.github.dontwait.conformance.Profile.WIRE;

import io.github.dontwait.conformance.Capability;
import io.github.dontwait.conformance.Rule;
import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.conformance.bench.Bystander;
import io.github.dontwait.conformance.bench.Outcomes;
import io.github.dontwait.conformance.stimulus.BadReady;
import io.github.dontwait.conformance.stimulus.Countdown;
import io.github.dontwait.conformance.stimulus.IllegalTypes;
import io.github.dontwait.conformance.stimulus.InsteadOfReady;
import io.github.dontwait.conformance.stimulus.Stranger;
import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.message.RoutingId;
import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.peer.PeerOptions;
import io.github.dontwait.testkit.wire.Command;
import io.github.dontwait.testkit.wire.Metadata;
import io.github.dontwait.testkit.wire.WireFrame;
import io.github.dontwait.testkit.wire.WireOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Rules: READY, with which each side says what it is, and what comes in its place. */
public interface HandshakeContract extends Contract {

    @Rule(
            id = "WIRE-06",
            profile = WIRE,
            says = "Its READY is well formed and names the Socket-Type ROUTER.",
            source = "37/ZMTP, NULL and Connection Metadata; subject contract, Roles",
            causes = {
                "the socket is a REP or a DEALER: the actor needs a ROUTER to answer peers in any order",
                "a property's value is not preceded by its size in four octets, most significant first",
                "READY is sent with no Socket-Type, or as a message instead of a command"
            },
            mutants = {
                "SaysThatItIsADealer: announces the Socket-Type DEALER",
                "OmitsItsSocketType: sends a READY without properties",
                "SwapsTheOctetsOfSizes: writes property sizes least significant octet first"
            })
    default void itsReadyNamesARouter(Bench bench) {
        Stranger visitor = Stranger.connect(bench, "visitor");
        visitor.greet();
        visitor.tell(Command.ready(WireOptions.of("DEALER").metadata()));
        Metadata metadata = visitor.expectReady();
        Optional<Frame> type = metadata.value(Metadata.SOCKET_TYPE);
        if (!type.equals(Optional.of(Frame.text("ROUTER")))) {
            throw visitor.failed(
                    "to receive a READY with Socket-Type=\"ROUTER\"",
                    type.map(value -> "it says Socket-Type=" + value).orElse("it has no such property: " + metadata));
        }
        for (Metadata.Property property : metadata.properties()) {
            if (property.name().isEmpty()) {
                throw visitor.failed("to receive a READY whose properties have names", "one has none: " + metadata);
            }
        }
        Frame identity = metadata.value(Metadata.IDENTITY).orElse(Frame.empty());
        if (identity.size() > 255) {
            throw visitor.failed(
                    "to receive a READY whose Identity has 255 octets at most", "it has " + identity.size());
        }
    }

    @Rule(
            id = "WIRE-07",
            profile = EXCHANGE,
            says =
                    "No message of a peer with an illegal Socket-Type (such as SUB, PUSH, REP, PAIR, one that is unknown, an"
                            + " empty one) is served.",
            source = "37/ZMTP, NULL, \"SHOULD enforce that the Socket-Type is valid\"; subject contract, Roles",
            causes = {
                "the peer's Socket-Type is read and not checked; a ROUTER talks to REQ, DEALER and ROUTER only",
                "only the first octets of the type are compared, or only some illegal types are refused",
                "a type that is unknown raises an error that ends the loop, or the whole program",
                "the refusal is written to a log and the connection used all the same"
            },
            outcomes = {
                "refused: nothing of it is taken, and its connection ends",
                "ignored: nothing of it is taken, and its connection stays open"
            },
            mutants = {
                "TalksToEverySocketType: takes any peer for a DEALER",
                "TalksToSubscribers: takes SUB too, and its subscription for a request"
            })
    default void illegalSocketTypesAreNotServed(Bench bench) {
        List<Stranger> letIn = new ArrayList<>();
        Countdown countdown = Countdown.of(bench.timeouts().arrival());
        for (Stranger stranger : IllegalTypes.announce(bench)) {
            if (stranger.isLetIn(countdown.left())) {
                // Only now: libraries close a connection that runs ahead of READY, and that would prove nothing.
                stranger.tell(Message.of("\u0001A"));
                stranger.tell(Message.of("for you?", "yes"));
                letIn.add(stranger);
            }
        }
        Peer witness = bench.dealer("witness");
        for (int i = 0; i < 5; i++) {
            Message request = Message.of("witness", Integer.toString(i));
            witness.send(request);
            witness.expect(request);
        }
        IllegalTypes.awaitEndOrMessage(bench, letIn);
        letIn.forEach(stranger -> stranger.expectUnserved("its socket type may not talk to a ROUTER"));
        bench.outcome(letIn.stream().allMatch(stranger -> stranger.wire().isClosed()) ? "refused" : "ignored");
    }

    @Rule(
            id = "WIRE-23",
            level = SHOULD,
            profile = WIRE,
            says = "A peer with an illegal Socket-Type is disconnected, at best after an ERROR command that says why.",
            source = "37/ZMTP, NULL, \"SHOULD enforce … by sending an ERROR command, and then disconnecting\"",
            causes = {
                "such a peer is ignored and its connection kept, so that it never learns of its mistake",
                "the peer's Socket-Type is not checked at all"
            },
            outcomes = {
                "closed-with-error: an ERROR command says why, then the connection ends",
                "closed: the connection ends"
            },
            mutants = {
                "KeepsIllegalPeersConnected: neither answers nor disconnects them",
                "TalksToEverySocketType: takes any peer for a DEALER"
            })
    default void illegalSocketTypesAreDisconnected(Bench bench) {
        Set<String> seen = new TreeSet<>();
        for (Stranger stranger : IllegalTypes.announce(bench)) {
            boolean ends = stranger.isDisconnected();
            Map<String, String> facts = Map.of(
                    "the connection",
                    ends ? "ends" : "is still open",
                    "an ERROR",
                    stranger.error().isPresent() ? "is sent" : "is not sent");
            seen.add(Outcomes.of(bench, stranger + ", to be disconnected,")
                    .accept("closed-with-error", Map.of("the connection", "ends", "an ERROR", "is sent"))
                    .accept("closed", Map.of("the connection", "ends", "an ERROR", "is not sent"))
                    .judge(facts, ""));
        }
        bench.outcome(seen.contains("closed") ? "closed" : "closed-with-error");
    }

    @Rule(
            id = "WIRE-08",
            profile = EXCHANGE,
            says = "REQ, DEALER and ROUTER peers, with and without a routing id, are all accepted and served.",
            source = "28/REQREP, ROUTER; 37/ZMTP, NULL, table of socket combinations",
            causes = {
                "the check of the peer's Socket-Type knows DEALER only",
                "a peer without the property Identity is refused",
                "the reply to a REQ lacks the empty delimiter frame that its request began with"
            },
            mutants = {
                "TalksToDealersOnly: refuses REQ and ROUTER",
                "RefusesRouters: takes a ROUTER for an illegal peer"
            })
    default void everyLegalSocketTypeIsServed(Bench bench) {
        for (String type : new String[] {"DEALER", "REQ", "ROUTER"}) {
            String name = type.toLowerCase(Locale.ROOT);
            for (RoutingId id : new RoutingId[] {bench.routingId(name), null}) {
                WireOptions options = WireOptions.of(type).withRoutingId(id);
                String title = name + (id == null ? "-without-id" : "");
                Peer peer = bench.peer(PeerOptions.dealer(title).withWire(options));
                for (String text : new String[] {"first", "second"}) {
                    peer.send(text, type);
                    peer.expect(text, type);
                }
            }
        }
    }

    @Rule(
            id = "WIRE-09",
            profile = EXCHANGE,
            says =
                    "A READY without Identity, with unknown or X- properties, or with its properties in any order is accepted.",
            source = "37/ZMTP, NULL and Connection Metadata",
            causes = {
                "properties are read at fixed places; walk through them by their sizes and look at their names",
                "an unknown property is taken for an error: skip it",
                "READY is only understood while it is shorter than 256 octets; then its frame has the long form"
            },
            mutants = {
                "RefusesUnknownProperties: knows Socket-Type and Identity and takes any other for an error",
                "ReadsTheTypeAtAFixedPlace: looks for Socket-Type in the first property only"
            })
    default void metadataMayTakeAnyForm(Bench bench) {
        Map<String, Metadata> variants = new LinkedHashMap<>();
        Metadata type = Metadata.none().with(Metadata.SOCKET_TYPE, "DEALER");
        variants.put("no Identity", type);
        variants.put("an empty Identity", type.with(Metadata.IDENTITY, Frame.empty()));
        variants.put(
                "Identity before Socket-Type",
                Metadata.none()
                        .with(Metadata.IDENTITY, bench.routingId("id-first").frame())
                        .with(type));
        variants.put("an unknown property", type.with("Resource", "printer"));
        variants.put(
                "an unknown property first",
                Metadata.none().with("Resource", "").with(type));
        variants.put("an X- property with a name of 255 octets", type.with("X-" + "n".repeat(253), "v"));
        variants.put("an X- property with a value of 1000 octets", type.with("X-Long", Frame.filled(1000, 0)));
        for (Map.Entry<String, Metadata> variant : variants.entrySet()) {
            Stranger visitor = Stranger.connect(bench, "visitor").described("whose READY has " + variant.getKey());
            visitor.greet();
            visitor.tell(Command.ready(variant.getValue()));
            visitor.expectReady();
            visitor.expectEcho(Message.of("metadata", variant.getKey()));
        }
    }

    @Rule(
            id = "WIRE-11",
            profile = WIRE,
            says = "A malformed READY (a property cut off, or one that declares more octets than there are) closes that"
                    + " connection and disturbs no other.",
            source = "37/ZMTP, grammar of metadata",
            causes = {
                "a size is used before it is compared with the octets that are left: an index error ends the loop that"
                        + " serves everybody, or the whole program",
                "a size of four octets is read as a signed number, or that much memory is taken at once",
                "what is left behind the last whole property is ignored",
                "the error is written to a log, and the connection forgotten without being closed"
            },
            mutants = {
                "TrustsPropertySizes: an index error ends its I/O thread",
                "ForgivesTruncatedMetadata: takes what there is"
            },
            timed = true)
    default void aMalformedReadyHarmsOneConnection(Bench bench) throws InterruptedException {
        boolean echoes = bench.introduction().answers();
        Bystander bystander = echoes ? bench.bystander() : null;
        Peer witness = bench.anonymous("witness");
        List<Stranger> strangers = new ArrayList<>();
        String before = "";
        for (Map.Entry<String, Frame> bad : BadReady.all().entrySet()) {
            // One after the other: that many handshakes may be under way at once is another rule.
            Stranger stranger = Stranger.connect(bench, "stranger-" + (strangers.size() + 1));
            stranger.described("who comes " + (before.isEmpty() ? "first" : "after one whose READY has " + before))
                    .greet();
            before = bad.getKey();
            stranger.described("whose READY has " + before)
                    .tell(WireFrame.command(bad.getValue()), "malformed READY, " + before);
            strangers.add(stranger);
        }
        strangers.forEach(Stranger::expectDisconnected);
        if (bystander != null) {
            bystander.expectServed(3);
        }
        if (witness.isClosed()) {
            throw bench.failed("the well-behaved " + witness + " to keep its connection", "it was disconnected");
        }
    }

    @Rule(
            id = "WIRE-12",
            profile = EXCHANGE,
            says =
                    "A message or another command in the place of READY closes that connection, and none of it is served.",
            source = "37/ZMTP, grammar: greeting, handshake, traffic",
            causes = {
                "frames are handed on without asking whether the handshake is done",
                "a command in the handshake is skipped when it is unknown",
                "the handshake is given up, and the connection forgotten without being closed",
                "the first frame is taken for READY without a look at its name"
            },
            mutants = {
                "ServesBeforeReady: hands on what comes instead of READY",
                "SkipsUnknownHandshakeCommands: goes on waiting for READY",
                "TakesAnyCommandForReady: does not look at the name"
            })
    default void nothingIsServedBeforeReady(Bench bench) {
        Peer witness = bench.dealer("witness");
        boolean counts = bench.declares(Capability.STATS);
        long before = counts ? handled(bench, witness) : 0;
        List<Stranger> early = new ArrayList<>();
        for (Map.Entry<String, List<WireFrame>> instead : InsteadOfReady.all().entrySet()) {
            Stranger stranger = Stranger.connect(bench, "stranger-" + (early.size() + 1))
                    .described("who sent " + instead.getKey() + " in the place of READY");
            stranger.greet();
            for (WireFrame frame : instead.getValue()) {
                stranger.tell(frame, instead.getKey());
            }
            early.add(stranger);
        }
        for (Stranger stranger : early) {
            Countdown countdown = Countdown.of(bench.timeouts().close());
            stranger.awaitEndOrMessage(countdown.left());
            stranger.expectUnserved("the handshake was not done");
            stranger.expectDisconnected(countdown.left());
        }
        witness.send("after", "all");
        witness.expect("after", "all");
        if (counts) {
            // Of its own the witness has caused two: the first $stats and the echo.
            long served = handled(bench, witness) - before - 2;
            // Fewer is for NBL-12: whoever leaves its replies to $stats out has served nobody too much.
            if (served > 0) {
                throw bench.failed(
                        "the subject to have handled nothing that came before READY",
                        "its count of handled requests grew by " + served + " more than the witness asked");
            }
        }
    }

    private static long handled(Bench bench, Peer witness) {
        Long handled = bench.stats(witness).get("handled");
        if (handled == null) {
            throw bench.failed("$stats to tell handled=<number>", "it does not");
        }
        return handled;
    }
}
