package io.github.dontwait.testkit.fault;

import static io.github.dontwait.testkit.fault.DealerCase.Then.COMES_BACK;
import static io.github.dontwait.testkit.fault.DealerCase.Then.GIVES_UP;
import static io.github.dontwait.testkit.fault.DealerCase.Then.LIBRARY_DIES;
import static io.github.dontwait.testkit.fault.DealerCase.Then.SERVED;
import static io.github.dontwait.testkit.fault.DealerCase.Then.WAITS;
import static io.github.dontwait.testkit.fault.Fault.close;
import static io.github.dontwait.testkit.fault.Fault.coalesce;
import static io.github.dontwait.testkit.fault.Fault.declares;
import static io.github.dontwait.testkit.fault.Fault.drip;
import static io.github.dontwait.testkit.fault.Fault.endlessMore;
import static io.github.dontwait.testkit.fault.Fault.garbage;
import static io.github.dontwait.testkit.fault.Fault.halfClose;
import static io.github.dontwait.testkit.fault.Fault.none;
import static io.github.dontwait.testkit.fault.Fault.pause;
import static io.github.dontwait.testkit.fault.Fault.reset;
import static io.github.dontwait.testkit.fault.Fault.split;
import static io.github.dontwait.testkit.fault.Fault.stall;
import static io.github.dontwait.testkit.fault.Fault.stopReading;
import static io.github.dontwait.testkit.fault.Fault.wrongMechanism;
import static io.github.dontwait.testkit.fault.Fault.wrongSocketType;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dontwait.testkit.fault.Effect.Declared;
import io.github.dontwait.testkit.library.Library;
import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.Timeouts;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A server with a fault on its first connection, and what a library's DEALER with heartbeats does about it. */
record DealerCase(Library library, Fault fault, DealerCase.Then then) {

    /** What the library does about it. */
    enum Then {
        /** It gets its answers all the same. */
        SERVED,
        /** It connects anew and is served. */
        COMES_BACK,
        /** It ends the connection and makes no other, for good: so both libraries treat a breach of the protocol. */
        GIVES_UP,
        /** It waits on the connection, for good. */
        WAITS,
        /** Its I/O thread is lost: a known defect of JeroMQ 0.6.0. */
        LIBRARY_DIES
    }

    static Stream<DealerCase> table() {
        return Stream.of(
                        both(none(), SERVED),
                        both(reset().atOnce(), COMES_BACK),
                        both(reset().inGreeting(11), COMES_BACK),
                        both(close().inReady(3), COMES_BACK),
                        both(reset().insideFrame(3), COMES_BACK),
                        both(close().afterMessage(2), COMES_BACK),
                        both(reset().afterReceiving(1), COMES_BACK),
                        both(stall().inGreeting(20), COMES_BACK),
                        on(stall().inReady(5), COMES_BACK, WAITS), // JeroMQ times the greeting alone
                        both(stall().insideFrame(2), COMES_BACK), // heartbeats tell
                        both(stopReading().afterMessage(1), COMES_BACK),
                        both(halfClose().afterMessage(1), COMES_BACK),
                        both(drip(200).inReady(0), SERVED),
                        both(coalesce(0).atOnce(), SERVED),
                        both(split(5).atOnce(), SERVED),
                        both(pause(Duration.ofMillis(50)).insideFrame(2), SERVED),
                        both(garbage(1, 64).inGreeting(10), GIVES_UP),
                        both(garbage(2, 64).afterHandshake(), COMES_BACK),
                        both(wrongMechanism("PLAIN"), GIVES_UP),
                        both(wrongSocketType("PUB"), GIVES_UP),
                        both(declares(Declared.TWO_TO_62).afterHandshake(), GIVES_UP),
                        // JeroMQ seems to take it for an empty frame. Then heartbeats tell.
                        on(declares(Declared.BIT_63).afterHandshake(), GIVES_UP, COMES_BACK),
                        on(declares(Declared.ALL_ONES).afterHandshake(), GIVES_UP, LIBRARY_DIES),
                        on(declares(Declared.MEGABYTES_400).afterHandshake(), COMES_BACK, LIBRARY_DIES),
                        both(endlessMore(100).afterMessage(1), COMES_BACK))
                .flatMap(cases -> cases);
    }

    private static Stream<DealerCase> both(Fault fault, Then then) {
        return on(fault, then, then);
    }

    private static Stream<DealerCase> on(Fault fault, Then libzmq, Then jeromq) {
        return Stream.of(new DealerCase(Library.LIBZMQ, fault, libzmq), new DealerCase(Library.JEROMQ, fault, jeromq));
    }

    /** Lets it happen to a DEALER of this name and requires what is known. */
    void check(Subjects subjects, String number, Transcript transcript) {
        String name = (then == LIBRARY_DIES ? "doomed-" : "dealer-") + number;
        try (FaultyServer server = FaultyServer.once("server", fault, transcript, Timeouts.standard())) {
            subjects.dealer(name, server.endpoint(), 100);
            server.awaitFaults(1);
            // A connection that JeroMQ stalled and gave up, before it said a word, may have come before that with the
            // fault.
            int connections = server.connections();
            switch (then) {
                case SERVED -> subjects.awaitMoreServed(name, 3);
                case COMES_BACK -> {
                    server.awaitServed();
                    subjects.awaitMoreServed(name, 1);
                }
                case GIVES_UP -> expectNobodyBack(subjects, name, server, connections, Duration.ofMillis(300));
                // Longer than the handshake interval of these clients.
                case WAITS -> expectNobodyBack(subjects, name, server, connections, Duration.ofMillis(700));
                case LIBRARY_DIES -> {
                    subjects.awaitFailure(name);
                    expectNobodyBack(subjects, name, server, connections, Duration.ofMillis(300));
                }
            }
        } finally {
            subjects.closeSocket(name);
        }
    }

    /** No fence is possible: a window, many times the interval after which these clients connect anew. */
    private static void expectNobodyBack(
            Subjects subjects, String name, FaultyServer server, int connections, Duration window) {
        long end = System.nanoTime() + window.toNanos();
        while (System.nanoTime() < end) {
            assertThat(server.connections()).isEqualTo(connections);
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
        assertThat(subjects.served(name)).isZero();
    }

    @Override
    public String toString() {
        return library + ", a server that " + fault;
    }
}
