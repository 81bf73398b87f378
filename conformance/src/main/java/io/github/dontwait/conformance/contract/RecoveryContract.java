package io.github.dontwait.conformance.contract;

import static io.github.dontwait.conformance.Capability.WORK;
import static io.github.dontwait.conformance.Level.SHOULD;
import static io.github.dontwait.conformance.Profile.EXCHANGE;
import static io.github.dontwait.conformance.Rung.PROCESS;

import io.github.dontwait.conformance.Rule;
import io.github.dontwait.conformance.RunningSubject;
import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.conformance.bench.Bystander;
import io.github.dontwait.conformance.stimulus.HalfOpen;
import io.github.dontwait.conformance.stimulus.Successors;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.peer.PeerOptions;
import io.github.dontwait.testkit.wire.FrameCodec;
import io.github.dontwait.testkit.wire.WireException;
import io.github.dontwait.testkit.wire.WirePeer;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Rules: peers and subjects may die and come back. */
public interface RecoveryContract extends Contract {

    @Rule(
            id = "REC-01",
            profile = EXCHANGE,
            says = "A client that dies at any point, in its handshake or inside a frame, leaves the others untouched.",
            source = "28/REQREP, ROUTER; subject contract, Serving",
            causes = {
                "an exception on one closed connection ends the accept loop or the whole loop",
                "a half received message is handed to the handler",
                "a write to a closed connection raises and is not caught"
            },
            mutants = {
                "DiesWithItsPeer: lets the error of one connection end the loop",
                "DiesOfUnroutableReplies: takes a reply to a peer that has gone for a fatal error"
            },
            timed = true)
    default void aDyingClientHarmsNobody(Bench bench) throws InterruptedException {
        Bystander bystander = bench.bystander();
        try {
            letDie(bench);
        } catch (AssertionError | WireException e) {
            // Those who live matter more than that a mortal could not get in.
            bystander.expectServed(1);
            throw e;
        }
        bystander.expectServed(3);
        Peer later = bench.dealer("later");
        later.send("ping");
        later.expect("ping");
        bench.expectNothingElse(later);
    }

    private static void letDie(Bench bench) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(HalfOpen.opening(bench.routingId("mortal")));
        int handshake = whole.size();
        whole.writeBytes(FrameCodec.encode(Message.of("one", "two", "x".repeat(300))));
        for (int i = 0; i < 60; i++) {
            byte[] octets = HalfOpen.opening(bench.routingId("mortal" + i));
            WirePeer mortal = bench.peers().raw("mortal-" + i);
            int cut = bench.random().nextInt(octets.length + 1);
            mortal.sendOctets(Arrays.copyOf(octets, cut), cut + " octets of a handshake");
            end(mortal, i);
        }
        byte[] message = Arrays.copyOfRange(whole.toByteArray(), handshake, whole.size());
        for (int i = 0; i < 60; i++) {
            Peer mortal = bench.anonymous("mortal-in-message-" + i);
            int cut = 1 + bench.random().nextInt(message.length - 1);
            mortal.wire().sendOctets(Arrays.copyOf(message, cut), cut + " octets of a message");
            end(mortal.wire(), i);
        }
        for (int i = 0; i < 40; i++) {
            Peer mortal = bench.dealer("mortal-unserved-" + i);
            mortal.send("are you there?");
            end(mortal.wire(), i);
        }
        if (bench.declares(WORK)) {
            letDieBeforeTheReply(bench);
        }
    }

    /** With a FIN, before which the request is read: its reply then meets nobody, for certain. */
    private static void letDieBeforeTheReply(Bench bench) {
        for (int i = 0; i < 3; i++) {
            Peer one = bench.dealer("mortal-in-hand-" + i);
            Peer next = bench.dealer("mortal-in-queue-" + i);
            one.send("$work", "60", "last words");
            next.send("$work", "60", "last words");
            one.disconnect();
            next.disconnect();
        }
    }

    private static void end(WirePeer mortal, int turn) {
        if (turn % 2 == 0) {
            mortal.reset();
        } else {
            mortal.close();
        }
    }

    @Rule(
            id = "REC-03",
            profile = EXCHANGE,
            says =
                    "Killed and started again, it binds the same endpoint at once and serves clients that were there before.",
            source = "subject contract, Stopping; 37/ZMTP, \"SHOULD reconnect\"",
            causes = {
                "the listening socket is bound without SO_REUSEADDR: connections of the old process block the port",
                "a child of the killed process still holds the port",
                "a lock file or another trace of the killed process keeps the new one from starting"
            },
            mutants = {"BindsExclusively: binds without SO_REUSEADDR"},
            rung = PROCESS,
            java = false,
            fresh = true)
    default void aKilledSubjectComesBack(Bench bench) throws InterruptedException {
        Peer alice = bench.dealer("alice");
        Peer bob = bench.dealer("bob");
        for (Peer peer : new Peer[] {alice, bob}) {
            peer.send("before");
            peer.expect("before");
        }
        bench.kill();
        RunningSubject again = bench.restart();
        for (String name : new String[] {"alice", "bob"}) {
            Peer back = bench.peersOf(again)
                    .peer(PeerOptions.dealer(name)
                            .withRoutingId(bench.routingId(name))
                            .connectPatiently());
            back.send("after");
            back.expect("after");
            bench.expectNothingElse(back);
        }
    }

    @Rule(
            id = "REC-07",
            level = SHOULD,
            profile = EXCHANGE,
            says = "It keeps no reply for a client that left without a routing id: who comes next gets only its own.",
            source = "28/REQREP, ROUTER, \"destroy its double queue and … discard any messages it contains\"",
            causes = {
                "replies that could not be delivered wait in a mailbox under the address of the peer, or under its name",
                "routing ids that the library gave are used again for whoever comes next"
            },
            mutants = {
                "KeepsRepliesForTheNext: hands what it could not deliver to whoever comes next",
                "GivesIdsAgain: calls the next peer like the one that left"
            })
    default void nothingIsKeptForWhoComesBack(Bench bench) {
        Successors.afterUnnamed(bench).expectOnlyTheirOwn(bench);
    }

    @Rule(
            id = "IDN-13",
            profile = EXCHANGE,
            says =
                    "After a restart nothing that was meant for a client of the old process reaches a client of the new one.",
            source = "28/REQREP, ROUTER: a routing id belongs to a connection",
            causes = {
                "open requests are stored under the routing id, and answered after the restart: a library may give the same "
                        + "ids to other clients then (libzmq counts from the same number in every process)",
                "a queue outside the process keeps replies that belong to connections of the old one"
            },
            mutants = {"KeepsAJournal: answers after a restart what was open before, to the routing ids of then"},
            rung = PROCESS,
            java = false,
            fresh = true)
    default void aRestartForgetsTheClientsOfBefore(Bench bench) throws InterruptedException {
        Successors successors = Successors.ofTheRestarted(bench);
        successors.expectOnlyTheirOwn(bench);
    }
}
