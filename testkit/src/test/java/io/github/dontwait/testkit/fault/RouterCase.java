package io.github.dontwait.testkit.fault;

import static io.github.dontwait.testkit.fault.Fault.close;
import static io.github.dontwait.testkit.fault.Fault.coalesce;
import static io.github.dontwait.testkit.fault.Fault.declares;
import static io.github.dontwait.testkit.fault.Fault.drip;
import static io.github.dontwait.testkit.fault.Fault.duplicateRoutingId;
import static io.github.dontwait.testkit.fault.Fault.endlessMore;
import static io.github.dontwait.testkit.fault.Fault.garbage;
import static io.github.dontwait.testkit.fault.Fault.halfClose;
import static io.github.dontwait.testkit.fault.Fault.leavePingsUnanswered;
import static io.github.dontwait.testkit.fault.Fault.none;
import static io.github.dontwait.testkit.fault.Fault.pause;
import static io.github.dontwait.testkit.fault.Fault.reset;
import static io.github.dontwait.testkit.fault.Fault.split;
import static io.github.dontwait.testkit.fault.Fault.stall;
import static io.github.dontwait.testkit.fault.Fault.stopReading;
import static io.github.dontwait.testkit.fault.Fault.wrongMechanism;
import static io.github.dontwait.testkit.fault.Fault.wrongSocketType;
import static io.github.dontwait.testkit.fault.RouterCase.Router.BEATING;
import static io.github.dontwait.testkit.fault.RouterCase.Router.HASTY;
import static io.github.dontwait.testkit.fault.RouterCase.Router.PLAIN;
import static io.github.dontwait.testkit.fault.RouterCase.Then.CLOSED;
import static io.github.dontwait.testkit.fault.RouterCase.Then.GONE;
import static io.github.dontwait.testkit.fault.RouterCase.Then.KEPT_OPEN;
import static io.github.dontwait.testkit.fault.RouterCase.Then.LIBRARY_DIES;
import static io.github.dontwait.testkit.fault.RouterCase.Then.SERVED;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dontwait.testkit.fault.Effect.Declared;
import io.github.dontwait.testkit.library.Library;
import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.message.RoutingId;
import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.peer.Peers;
import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.Timeouts;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * A faulty client of a library's ROUTER, and what that does. A bystander is served throughout, unless the library dies.
 *
 * @param atLeast how many of the client's messages the ROUTER's user receives at least
 * @param atMost and at most
 */
record RouterCase(
        Library library, Fault fault, RouterCase.Router router, RouterCase.Then then, int atLeast, int atMost) {

    private static final String COMMITTED = "xxxxxxxx";

    /** What the library does about it. */
    enum Then {
        /** The peer has ended the connection itself. */
        GONE,
        /** The library ends the connection. */
        CLOSED,
        /** The library keeps the connection and waits. */
        KEPT_OPEN,
        /** The library answers this peer, too. */
        SERVED,
        /** The I/O thread of the library is lost, and nobody is served any more: a known defect of JeroMQ 0.6.0. */
        LIBRARY_DIES
    }

    /** The ROUTER to which the fault is done. */
    enum Router {
        /** As the library makes it. */
        PLAIN,
        /** Gives a handshake 300 ms. */
        HASTY,
        /** Sends a PING every 100 ms and waits 300 ms for its PONG. */
        BEATING
    }

    static Stream<RouterCase> table() {
        return Stream.of(
                        both(none(), SERVED),
                        both(reset().atOnce(), GONE),
                        both(reset().inGreeting(5), GONE),
                        both(close().inGreeting(11), GONE),
                        both(close().inReady(3), GONE),
                        both(reset().insideFrame(3), GONE, 0, 2), // an RST may overtake whole messages
                        both(close().insideFrame(3, 9), GONE, 2, 2),
                        both(close().afterFrame(2), GONE, 2, 2),
                        both(reset().afterReceiving(2), GONE, 2, 2),
                        on(HASTY, stall().inGreeting(5), CLOSED, CLOSED),
                        on(HASTY, stall().inGreeting(20), CLOSED, CLOSED),
                        on(HASTY, stall().inReady(0), CLOSED, KEPT_OPEN), // JeroMQ times the greeting alone
                        on(HASTY, stall().inReady(5), CLOSED, KEPT_OPEN),
                        on(HASTY, stopReading().inGreeting(20), CLOSED, KEPT_OPEN),
                        both(stall().insideFrame(2, 5), KEPT_OPEN, 1, 1),
                        both(stopReading().afterMessage(2), KEPT_OPEN, 2, 2),
                        both(drip(400).inGreeting(0), SERVED),
                        both(drip(200).afterMessage(1), SERVED),
                        both(coalesce(0).atOnce(), SERVED),
                        both(coalesce(1).atOnce(), CLOSED), // a message before the library has said READY
                        both(coalesce(3).afterHandshake(), SERVED),
                        both(split(1).atOnce(), SERVED),
                        both(split(2).insideFrame(2), SERVED),
                        both(pause(Duration.ofMillis(50)).inGreeting(10), SERVED),
                        both(pause(Duration.ofMillis(50)).inReady(7), SERVED),
                        both(pause(Duration.ofMillis(50)).insideFrame(2), SERVED),
                        both(halfClose().inGreeting(20), CLOSED),
                        both(halfClose().inReady(5), CLOSED),
                        both(halfClose().afterMessage(2), CLOSED, 2, 2),
                        on(HASTY, garbage(1, 64).atOnce(), CLOSED, KEPT_OPEN), // looks like ZMTP 1.0
                        both(garbage(1, 64).inGreeting(10), CLOSED),
                        on(PLAIN, garbage(1, 64).inReady(0), CLOSED, LIBRARY_DIES), // declares a size with bit 63
                        on(PLAIN, garbage(1, 64).afterHandshake(), CLOSED, LIBRARY_DIES),
                        both(garbage(2, 64).afterHandshake(), KEPT_OPEN),
                        both(wrongMechanism("PLAIN"), CLOSED),
                        both(wrongMechanism("NONSENSE"), CLOSED),
                        both(wrongSocketType("PUB"), CLOSED),
                        both(wrongSocketType("NONSENSE"), CLOSED),
                        on(PLAIN, declares(Declared.MEGABYTES_400).afterHandshake(), KEPT_OPEN, LIBRARY_DIES),
                        both(declares(Declared.TWO_TO_62).afterHandshake(), CLOSED),
                        // JeroMQ seems to take it for an empty frame.
                        on(PLAIN, declares(Declared.BIT_63).afterHandshake(), CLOSED, KEPT_OPEN),
                        on(PLAIN, declares(Declared.ALL_ONES).afterHandshake(), CLOSED, LIBRARY_DIES),
                        both(endlessMore(1_000).afterMessage(1), KEPT_OPEN, 1, 1),
                        both(duplicateRoutingId(RoutingId.text("bystander")), KEPT_OPEN), // connected, and never heard
                        on(BEATING, leavePingsUnanswered().afterHandshake(), CLOSED, CLOSED))
                .flatMap(cases -> cases);
    }

    private static Stream<RouterCase> both(Fault fault, Then then) {
        return both(fault, then, 0, 0);
    }

    private static Stream<RouterCase> both(Fault fault, Then then, int atLeast, int atMost) {
        return Stream.of(Library.values()).map(library -> new RouterCase(library, fault, PLAIN, then, atLeast, atMost));
    }

    private static Stream<RouterCase> on(Router router, Fault fault, Then libzmq, Then jeromq) {
        return Stream.of(
                new RouterCase(Library.LIBZMQ, fault, router, libzmq, 0, 0),
                new RouterCase(Library.JEROMQ, fault, router, jeromq, 0, 0));
    }

    /** Lets it happen on a ROUTER of this name and requires what is known. */
    void check(Subjects subjects, String number, Transcript transcript) {
        String name = (then == LIBRARY_DIES ? "doomed-" : "router-") + number;
        String endpoint = subjects.router(name, router == HASTY ? 300 : 0, router == BEATING ? 100 : 0);
        // A bystander with a timer would be its victim on a slow machine: it has its own ROUTER on the same I/O thread.
        String near = router == PLAIN ? endpoint : subjects.router("near-" + number, 0, 0);
        try (Peers peers = Peers.to(near, transcript, Timeouts.standard());
                FaultyPeer rude = FaultyPeer.connect(endpoint, "rude", fault, transcript, Timeouts.standard())) {
            Peer bystander = peers.dealer("bystander");
            serve(bystander);
            rude.commit();
            assertThat(rude.hasHappened()).isTrue();
            if (then == LIBRARY_DIES) {
                expectDeath(subjects, name, rude, bystander);
                return;
            }
            look(subjects, name, rude);
            serve(bystander);
            serve(peers.anonymous("newcomer"));
            if (then != SERVED) {
                subjects.awaitGot(name, COMMITTED, atLeast);
                assertThat(subjects.got(name, COMMITTED)).isLessThanOrEqualTo(atMost);
            }
        } finally {
            subjects.closeSocket(name);
        }
    }

    private void look(Subjects subjects, String name, FaultyPeer rude) {
        switch (then) {
            case GONE -> assertThat(rude.wire().isClosed()).isTrue();
            case CLOSED -> rude.expectClosed();
            case SERVED -> served(rude);
            case KEPT_OPEN -> keptOpen(subjects, name, rude);
            case LIBRARY_DIES -> throw new AssertionError("nobody looks at what is dead");
        }
    }

    private static void served(FaultyPeer rude) {
        for (int i = 1; i <= 3; i++) {
            rude.send("request " + i, "");
        }
        Message reply = rude.receive();
        for (int committed = 0; committed < 3 && reply.first().text().equals(COMMITTED); committed++) {
            reply = rude.receive();
        }
        assertThat(reply).isEqualTo(Message.of("request 1", ""));
        assertThat(rude.receive()).isEqualTo(Message.of("request 2", ""));
        assertThat(rude.receive()).isEqualTo(Message.of("request 3", ""));
    }

    private void keptOpen(Subjects subjects, String name, FaultyPeer rude) {
        if (!rude.isMute() && rude.reads()) {
            rude.send("never heard");
            assertThat(rude.poll(Duration.ofMillis(100))).isEmpty();
            assertThat(subjects.got(name, "never heard")).isZero();
        } else if (!rude.isMute()) {
            // More than all buffers hold: the answers pile up at the library.
            for (int i = 0; i < 200; i++) {
                rude.send(Message.of(Frame.filled(64 << 10, 0)));
            }
        }
        // Longer than the timer that could have ended it.
        Duration window = Duration.ofMillis(router == HASTY ? 500 : 50);
        assertThat(rude.wire().isClosed()).isFalse();
        assertThat(rude.awaitClose(window)).isEmpty();
    }

    private static void expectDeath(Subjects subjects, String name, FaultyPeer rude, Peer bystander) {
        subjects.awaitFailure(name);
        // Some sizes kill when they come, others when the connection ends.
        rude.wire().close();
        int answers = -1;
        do {
            answers++;
            bystander.send("anybody there?");
        } while (bystander.poll(Duration.ofMillis(300)).isPresent() && answers < 20);
        assertThat(answers).as("answers after the death of the I/O thread").isLessThan(20);
    }

    private static void serve(Peer peer) {
        peer.send("hi", "");
        peer.expect("hi", "");
    }

    @Override
    public String toString() {
        return library + ", a client that " + fault + (router == PLAIN ? "" : ", " + router);
    }
}
