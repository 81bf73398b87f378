package io.github.dontwait.conformance.contract;

import io.github.dontwait.conformance.Capability;
import io.github.dontwait.conformance.Profile;
import io.github.dontwait.conformance.Rule;
import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.conformance.bench.Bystander;
import io.github.dontwait.conformance.stimulus.OddRoutingIds;
import io.github.dontwait.conformance.stimulus.Replies;
import io.github.dontwait.conformance.stimulus.SecondHolder;
import io.github.dontwait.conformance.stimulus.Successor;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.peer.PeerOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Rules: each reply reaches the peer that asked, whatever routing ids peers announce. */
public interface IdentityContract extends Contract {

    @Rule(
            id = "IDN-01",
            profile = Profile.EXCHANGE,
            says = "A reply goes to the peer that sent the request, and to no other.",
            source = "RFC 28/REQREP, ROUTER (outgoing messages); subject contract, Serving",
            causes = {
                "the routing id is kept in a field or a global: keep it in a local variable, or beside the request",
                "a reply that is sent later (a timer, another thread, a batch) uses the routing id of the latest request",
                "the reply's first frame is not the first frame of its own request",
                "replies are put into one list and sent to whoever comes next",
                "if FAIR-05 fails too, a request waited in the library until some other peer spoke"
            },
            mutants = {
                "RepliesToTheLatestPeer: collects a batch of requests and answers all of them to the latest peer",
                "SwapsReplies: gives the replies of two peers that ask together to each other",
                "AnswersEverybody: sends each reply to all peers it knows",
                "DefersToTheLatestPeer: sends a deferred reply to whoever asked last"
            })
    default void repliesReachThePeerThatAsked(Bench bench) {
        List<Peer> peers = new ArrayList<>();
        for (int i = 1; i <= 20; i++) {
            peers.add(bench.dealer("peer-" + i));
        }
        for (int round = 1; round <= 3; round++) {
            for (Peer peer : peers) {
                peer.send("from-" + peer.name(), "round-" + round);
            }
            for (Peer peer : peers) {
                peer.expect("from-" + peer.name(), "round-" + round);
            }
        }
        if (bench.declares(Capability.DEFER)) {
            for (int i = 0; i < 5; i++) {
                peers.get(i)
                        .send(
                                "$defer",
                                Integer.toString(30 - 5 * i),
                                "from-" + peers.get(i).name());
                peers.get(i + 5).send("between-" + i);
            }
            for (int i = 0; i < 5; i++) {
                peers.get(i + 5).expect("between-" + i);
                peers.get(i)
                        .expect(
                                "$defer",
                                Integer.toString(30 - 5 * i),
                                "from-" + peers.get(i).name());
            }
        }
        peers.forEach(bench::expectNothingElse);
    }

    @Rule(
            id = "IDN-02",
            profile = Profile.EXCHANGE,
            says = "Peers that announce no routing id are all served, each under an id of its own.",
            source = "RFC 28/REQREP, ROUTER (\"a unique identity\"); subject contract, Serving",
            causes = {
                "peers are kept in a map under the id they announced, which is empty for most clients: use the first"
                        + " frame of the received message instead",
                "the automatic routing id (an octet 0 and four more) is decoded as text, and two ids become one",
                "a client's address is used as its identity, and all clients here have the same address"
            },
            mutants = {
                "KnowsOneAnonymousPeer: gives every peer without a routing id the same one",
                "KeysPeersByText: keeps automatic routing ids as UTF-8 text, in which many are equal"
            })
    default void peersWithoutRoutingIdAreServed(Bench bench) {
        List<Peer> peers = new ArrayList<>();
        for (int i = 1; i <= 50; i++) {
            peers.add(bench.anonymous("anonymous-" + i));
        }
        for (int round = 1; round <= 2; round++) {
            for (Peer peer : peers) {
                peer.send("from-" + peer.name(), "round-" + round);
            }
            for (Peer peer : peers) {
                peer.expect("from-" + peer.name(), "round-" + round);
            }
            // Half of them leave: the others must not suffer.
            peers.subList(0, peers.size() / 2).forEach(Peer::disconnect);
            peers = peers.subList(peers.size() / 2, peers.size());
        }
        peers.forEach(bench::expectNothingElse);
    }

    @Rule(
            id = "IDN-03",
            profile = Profile.EXCHANGE,
            says =
                    "A routing id is up to 255 opaque octets: none of them is decoded, trimmed, cut or compared as text.",
            source = "RFC 37/ZMTP, Metadata (identity = 0*255OCTET); man zmq_setsockopt, ZMQ_ROUTING_ID",
            causes = {
                "identity.decode(), new String(identity) or a similar conversion: ids are binary; print them in"
                        + " hexadecimal and keep the octets as they are",
                "a map keyed by text: ids that are not valid UTF-8 all become the same replacement character",
                "an id treated as a C string: it may contain the octet 0 and has a length",
                "a buffer shorter than 255 octets"
            },
            mutants = {
                "DecodesRoutingIds: decodes the routing id strictly and dies of the first that is not UTF-8",
                "KeepsRoutingIdsAsText: makes a UTF-8 text of the routing id and octets of the text again",
                "CutsRoutingIdsAtZero: ends routing ids at the octet 0",
                "CutsLongRoutingIds: keeps 64 octets of each routing id",
                "TrimsRoutingIds: takes white space from the ends of routing ids"
            })
    default void routingIdsAreOpaqueOctets(Bench bench) {
        List<Peer> peers = new ArrayList<>();
        new OddRoutingIds(bench.routingId("odd")).byName().forEach((name, id) -> {
            Peer peer = bench.peer(PeerOptions.dealer(name).withRoutingId(id));
            peer.send("from-" + name);
            peer.expect("from-" + name);
            peers.add(peer);
        });
        for (Peer peer : peers) {
            peer.send("again-" + peer.name());
        }
        for (Peer peer : peers) {
            peer.expect("again-" + peer.name());
            bench.expectNothingElse(peer);
        }
    }

    @Rule(
            id = "IDN-06",
            profile = Profile.EXCHANGE,
            says = "Of two connections with the same routing id exactly one is served: the first keeps it, or, with"
                    + " handover, the second takes it over.",
            source = "man zmq_setsockopt, ZMQ_ROUTER_HANDOVER; subject contract, Saying what it is (handover)",
            causes = {
                "own bookkeeping by routing id where the last writer wins: requests of both connections are taken, and"
                        + " the replies go to one of them",
                "ZMQ_ROUTER_HANDOVER is on and the capability handover is not declared, or the other way round",
                "the second connection makes the subject drop both"
            },
            outcomes = {
                "first-keeps: the first is served on, the second is not",
                "second-takes-over: the second is served, the first no more; of a full subject, only with handover"
            },
            mutants = {
                "ServesBothUnderOneId: hears two connections with one routing id and answers both to the newer one",
                "ServesBothApart: serves two connections with the same routing id as if they had two",
                "DropsBothHolders: disconnects a peer whose routing id is announced again, and the newcomer too",
                "HandsOverSilently: lets the newcomer take the routing id over without declaring handover"
            })
    default void oneRoutingIdHasOneHolder(Bench bench) {
        new SecondHolder(bench).check();
    }

    @Rule(
            id = "IDN-07",
            profile = Profile.EXCHANGE,
            says = "When the holder of a routing id has left, a new connection may use it.",
            source = "RFC 28/REQREP, ROUTER (queue destroyed when the peer disconnects); subject contract, Serving",
            causes = {
                "own bookkeeping never forgets an id, or refuses one that it has seen before",
                "the subject does not notice that a connection has ended: its loop does not return to the socket",
                "state of the old connection (a dead flag, a closed channel) is found under the id and used again"
            },
            mutants = {
                "NeverForgetsAnId: keeps the routing id of a peer that has left",
                "ForgetsOnlyOrderlyPeers: frees a routing id after FIN, not after RST"
            })
    default void aFreedRoutingIdIsServedAgain(Bench bench) {
        PeerOptions holder = PeerOptions.dealer("holder").withRoutingId(bench.routingId("holder"));
        Peer first = bench.peer(holder);
        first.send("first");
        first.expect("first");
        first.disconnect();
        Peer second = new Successor(bench, holder).servedAfter("left in order (FIN)");
        second.reset();
        new Successor(bench, holder).servedAfter("broke its connection off (RST)");
    }

    @Rule(
            id = "IDN-08",
            profile = Profile.EXCHANGE,
            timed = true,
            says = "A reply to a peer that has gone is dropped or reported; the loop goes on and serves the others.",
            source = "RFC 28/REQREP, ROUTER (\"silently drop … or return an error\"); subject contract, Serving",
            causes = {
                "ROUTER_MANDATORY is on and the error of an unroutable reply (EHOSTUNREACH) ends the loop: catch it,"
                        + " count it, go on",
                "the library's send returns an error for a peer that has gone, and the program takes any error for fatal",
                "the reply is retried until it can be sent, which is never",
                "an exception handler around the whole loop instead of around one request"
            },
            outcomes = {"reported: unroutable in $stats grew", "dropped: nothing tells of it"},
            mutants = {
                "DiesOfUnroutableReply: an unroutable reply ends the loop",
                "RetriesUnroutableReply: repeats an unroutable reply until it is taken",
                "StandsStillAfterUnroutable: waits two seconds before it goes on"
            })
    default void repliesToVanishedPeersHarmNobody(Bench bench) throws InterruptedException {
        long before = unroutable(bench, bench.dealer("before"));
        Bystander bystander = bench.bystander();
        String padding = "x".repeat(1_000);
        for (int i = 1; i <= 4; i++) {
            String name = "vanishing-" + i;
            PeerOptions options = PeerOptions.anonymous(name).unrecorded();
            Peer peer = bench.peer(i % 2 == 0 ? options : options.withRoutingId(bench.routingId(name)));
            if (bench.declares(Capability.WORK)) {
                peer.send("$work", "10", padding);
            }
            for (int n = 0; n < 200; n++) {
                peer.send("request-" + n, padding);
            }
            if (!bench.declares(Capability.WORK)) {
                // Without work to hold it up: the first reply shows that the subject is at work on the others.
                peer.expectMessage();
            }
            if (i == 2) {
                peer.disconnect();
            } else {
                peer.reset();
            }
            bench.note(name + " has gone, with replies to come");
            bystander.expectServed(3);
        }
        bystander.expectServed(10);
        bench.outcome(unroutable(bench, bench.dealer("after")) > before ? "reported" : "dropped");
    }

    private static long unroutable(Bench bench, Peer observer) {
        return bench.declares(Capability.STATS) ? bench.stats(observer).getOrDefault("unroutable", 0L) : 0;
    }

    @Rule(
            id = "IDN-12",
            profile = Profile.FULL,
            needs = {Capability.WORK, Capability.HANDOVER},
            says = "A peer that restarts with the same routing id while the subject is busy is served all the same.",
            source = "man zmq_setsockopt, ZMQ_ROUTER_HANDOVER; libzmq issue 2892; subject contract, Saying what it is",
            causes = {
                "handover is declared and ZMQ_ROUTER_HANDOVER is off: the new connection counts as a duplicate, because"
                        + " the busy loop has not yet noticed the end of the old one, and stays mute for ever",
                "the handler occupies the loop's thread, and nobody looks at the socket meanwhile"
            },
            mutants = {
                "LocksOutRestartedPeer: notices departures only between two requests, and mutes whoever comes before"
            })
    default void aRestartedPeerIsNotLockedOut(Bench bench) {
        PeerOptions options = PeerOptions.dealer("restarting").withRoutingId(bench.routingId("restarting"));
        Message work = Message.of("$work", "250");
        Peer peer = bench.peer(options);
        peer.send("before");
        peer.expect("before");
        peer.send(work);
        // Not answered yet: the handler is at it.
        peer.expectSilence(Duration.ofMillis(50));
        peer.reconnect();
        Message after = Message.of("after the restart");
        peer.send(after);
        // By its routing id this is still the peer that asked for the work: that reply may come, or not.
        Message reply = peer.expectMessage();
        if (reply.equals(work)) {
            peer.expect(after);
        } else {
            Replies.requireEqual(bench, peer, after, reply);
        }
    }
}
