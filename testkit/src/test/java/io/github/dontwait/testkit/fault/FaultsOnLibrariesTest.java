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
import static io.github.dontwait.testkit.fault.FaultsOnLibrariesTest.Then.CLOSED;
import static io.github.dontwait.testkit.fault.FaultsOnLibrariesTest.Then.GONE;
import static io.github.dontwait.testkit.fault.FaultsOnLibrariesTest.Then.KEPT_OPEN;
import static io.github.dontwait.testkit.fault.FaultsOnLibrariesTest.Then.LIBRARY_DIES;
import static io.github.dontwait.testkit.fault.FaultsOnLibrariesTest.Then.SERVED;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the ROUTER of each library does to a faulty client; a bystander on the same I/O thread is served throughout. */
class FaultsOnLibrariesTest {

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

    /**
     * @param atLeast how many of the peer's messages the ROUTER's user receives at least
     * @param atMost and at most
     */
    record Case(Fault fault, Router router, Then libzmq, Then jeromq, int atLeast, int atMost) {

        Then then(Library library) {
            return library == Library.LIBZMQ ? libzmq : jeromq;
        }

        @Override
        public String toString() {
            return fault + ", " + router;
        }
    }

    static Stream<Case> cases() {
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
                on(Router.HASTY, stall().inGreeting(5), CLOSED, CLOSED),
                on(Router.HASTY, stall().inGreeting(20), CLOSED, CLOSED),
                on(Router.HASTY, stall().inReady(0), CLOSED, KEPT_OPEN), // JeroMQ times the greeting alone
                on(Router.HASTY, stall().inReady(5), CLOSED, KEPT_OPEN),
                on(Router.HASTY, stopReading().inGreeting(20), CLOSED, KEPT_OPEN),
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
                on(Router.HASTY, garbage(1, 64).atOnce(), CLOSED, KEPT_OPEN), // looks like ZMTP 1.0
                both(garbage(1, 64).inGreeting(10), CLOSED),
                on(Router.PLAIN, garbage(1, 64).inReady(0), CLOSED, LIBRARY_DIES), // declares a size with bit 63
                on(Router.PLAIN, garbage(1, 64).afterHandshake(), CLOSED, LIBRARY_DIES),
                both(garbage(2, 64).afterHandshake(), KEPT_OPEN),
                both(wrongMechanism("PLAIN"), CLOSED),
                both(wrongMechanism("NONSENSE"), CLOSED),
                both(wrongSocketType("PUB"), CLOSED),
                both(wrongSocketType("NONSENSE"), CLOSED),
                on(Router.PLAIN, declares(Declared.MEGABYTES_400).afterHandshake(), KEPT_OPEN, LIBRARY_DIES),
                both(declares(Declared.TWO_TO_62).afterHandshake(), CLOSED),
                // JeroMQ looks at the lower 32 bits: an empty frame.
                on(Router.PLAIN, declares(Declared.BIT_63).afterHandshake(), CLOSED, KEPT_OPEN),
                on(Router.PLAIN, declares(Declared.ALL_ONES).afterHandshake(), CLOSED, LIBRARY_DIES),
                both(endlessMore(1_000).afterMessage(1), KEPT_OPEN, 1, 1),
                both(duplicateRoutingId(RoutingId.text("bystander")), KEPT_OPEN), // connected, and never heard
                on(Router.BEATING, leavePingsUnanswered().afterHandshake(), CLOSED, CLOSED));
    }

    private static Case both(Fault fault, Then then) {
        return both(fault, then, 0, 0);
    }

    private static Case both(Fault fault, Then then, int atLeast, int atMost) {
        return new Case(fault, Router.PLAIN, then, then, atLeast, atMost);
    }

    private static Case on(Router router, Fault fault, Then libzmq, Then jeromq) {
        return new Case(fault, router, libzmq, jeromq, 0, 0);
    }

    @Nested
    class OfLibzmq extends OnARouter {
        OfLibzmq() {
            super(Library.LIBZMQ);
        }
    }

    @Nested
    class OfJeromq extends OnARouter {
        OfJeromq() {
            super(Library.JEROMQ);
        }
    }

    @Timeout(60)
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class OnARouter {

        private final Library library;
        private final AtomicInteger doomed = new AtomicInteger();
        private Transcript transcript = Transcript.none();
        private Subjects subjects;
        private String plain = "";
        private String hasty = "";
        private String beating = "";

        @SuppressWarnings("NullAway.Init")
        OnARouter(Library library) {
            this.library = library;
        }

        @BeforeAll
        void start() {
            subjects = Subjects.of(library);
            plain = subjects.router("PLAIN", 0, 0);
            hasty = subjects.router("HASTY", 300, 0);
            beating = subjects.router("BEATING", 0, 100);
        }

        @AfterAll
        void stop() {
            subjects.close();
        }

        static Stream<Case> cases() {
            return FaultsOnLibrariesTest.cases();
        }

        @ParameterizedTest
        @MethodSource("cases")
        void doesWhatIsKnown(Case given) {
            transcript = Transcript.begin();
            try {
                check(given, given.then(library));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError(given + ": " + e.getMessage() + "\n" + transcript, e);
            }
        }

        private void check(Case given, Then then) {
            String name = then == LIBRARY_DIES ? "doomed-" + doomed.incrementAndGet() : given.router.name();
            String endpoint =
                    switch (given.router) {
                        case PLAIN -> then == LIBRARY_DIES ? subjects.router(name, 0, 0) : plain;
                        case HASTY -> hasty;
                        case BEATING -> beating;
                    };
            // The bystander's ROUTER is the same one, or one on the same I/O thread.
            String near = then == LIBRARY_DIES ? endpoint : plain;
            int before = subjects.got(name, "xxxxxxxx");
            try (Peers peers = Peers.to(near, transcript, Timeouts.standard());
                    FaultyPeer rude =
                            FaultyPeer.connect(endpoint, "rude", given.fault, transcript, Timeouts.standard())) {
                Peer bystander = peers.dealer("bystander");
                serve(bystander);
                rude.commit();
                assertThat(rude.hasHappened()).isTrue();
                if (then == LIBRARY_DIES) {
                    expectDeath(name, rude, bystander);
                    return;
                }
                look(rude, given, then);
                serve(bystander);
                serve(peers.anonymous("newcomer"));
                subjects.awaitGot(name, "xxxxxxxx", before + given.atLeast);
                assertThat(subjects.got(name, "xxxxxxxx") - before)
                        .isLessThanOrEqualTo(Math.max(given.atMost, then == SERVED ? 10 : 0));
            }
        }

        private void look(FaultyPeer rude, Case given, Then then) {
            switch (then) {
                case GONE -> assertThat(rude.wire().isClosed()).isTrue();
                case CLOSED -> rude.expectClose();
                case SERVED -> {
                    int committed = 0;
                    for (int i = 1; i <= 3; i++) {
                        rude.send("request " + i, "");
                    }
                    Message reply = rude.receive();
                    while (reply.first().equals(Frame.filled(8, 'x'))) {
                        committed++;
                        reply = rude.receive();
                    }
                    assertThat(reply).isEqualTo(Message.of("request 1", ""));
                    assertThat(rude.receive()).isEqualTo(Message.of("request 2", ""));
                    assertThat(rude.receive()).isEqualTo(Message.of("request 3", ""));
                    assertThat(committed).isLessThanOrEqualTo(3);
                }
                case KEPT_OPEN -> keptOpen(rude, given);
                case LIBRARY_DIES -> throw new AssertionError("looked at elsewhere");
            }
        }

        private void keptOpen(FaultyPeer rude, Case given) {
            if (!rude.isMute() && rude.reads()) {
                rude.send("never heard");
                assertThat(rude.poll(Duration.ofMillis(100))).isEmpty();
                assertThat(subjects.got("PLAIN", "never heard")).isZero();
            } else if (!rude.isMute()) {
                // More than all buffers hold: the answers pile up at the library.
                for (int i = 0; i < 200; i++) {
                    rude.send(Message.of(Frame.filled(64 << 10, i)));
                }
            }
            // Longer than the timer that could have ended it.
            Duration window = Duration.ofMillis(given.router == Router.HASTY ? 450 : 50);
            assertThat(rude.wire().isClosed()).isFalse();
            assertThat(rude.awaitClose(window)).isEmpty();
        }

        private void expectDeath(String name, FaultyPeer rude, Peer bystander) {
            subjects.awaitFailure(name);
            // Some sizes kill when they come, others when the connection ends.
            rude.wire().close();
            int asked = 0;
            do {
                bystander.send("anybody there?");
            } while (bystander.poll(Duration.ofMillis(250)).isPresent() && ++asked < 20);
            assertThat(asked).as("answers after the death of the I/O thread").isLessThan(20);
        }

        private static void serve(Peer peer) {
            peer.send("hi", "");
            peer.expect("hi", "");
        }
    }
}
