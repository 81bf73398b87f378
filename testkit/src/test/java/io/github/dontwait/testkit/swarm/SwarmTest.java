package io.github.dontwait.testkit.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dontwait.testkit.library.Library;
import io.github.dontwait.testkit.library.LibrarySocket;
import io.github.dontwait.testkit.message.Message;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Swarms against the real libraries. */
class SwarmTest {

    @ParameterizedTest
    @EnumSource
    void twoHundredClientsAreServedByEachLibrary(Library library) {
        SwarmPlan plan = SwarmPlan.of(200)
                .withRoundTrips(10)
                .withWindow(3)
                .withNeverReading(5)
                .withVanishing(5);
        try (LibrarySocket router = library.echoingRouter()) {
            SwarmReport report = Swarm.run(router.endpoint(), plan).requireNoFailure();
            assertThat(report.connected()).isEqualTo(200);
            assertThat(report.open()).isZero();
            assertThat(report.roundTripsAsked()).isEqualTo(1_900);
            assertThat(report.roundTripsRight()).isEqualTo(1_900);
            assertThat(report.roundTrip().count()).isEqualTo(1_900);
            assertThat(report.octetsReceived()).isGreaterThan(1_900 * 64);
        }
    }

    @ParameterizedTest
    @EnumSource
    void clientsMayBeAnonymousLargeMouthedAndThoughtful(Library library) {
        SwarmPlan plan = SwarmPlan.of(20)
                .anonymous()
                .withThreads(2)
                .withConversation(Conversation.echo(100_000))
                .withRoundTrips(3)
                .withWindow(2)
                .withThinkTime(Duration.ofMillis(20));
        try (LibrarySocket router = library.echoingRouter();
                Swarm swarm = Swarm.to(router.endpoint(), plan)) {
            assertThat(swarm.connect().requireNoFailure().open()).isEqualTo(20);
            swarm.exchange().requireNoFailure();
            SwarmReport report = swarm.exchange().requireNoFailure();
            assertThat(report.roundTripsRight()).isEqualTo(120);
            assertThat(report.exchanging()).isGreaterThan(Duration.ofMillis(40));
            assertThat(swarm.disconnect().requireNoFailure().open()).isZero();
        }
    }

    @Test
    void aConversationOfOnesOwnIsJudgedTheSame() {
        Conversation wrongWords = Conversation.of(
                (client, request) -> Message.of("", "question " + request),
                (client, request) -> Message.of("", request == 1 ? "answer 1" : "question " + request));
        try (LibrarySocket router = Library.JEROMQ.echoingRouter()) {
            SwarmReport report = Swarm.run(
                    router.endpoint(),
                    SwarmPlan.of(1).withConversation(wrongWords).withRoundTrips(3));
            assertThat(report.roundTripsRight()).isEqualTo(2);
            assertThat(report.failures()).containsExactly(new SwarmFailure(SwarmFailure.Kind.CORRUPTED, 0, 1, """
                            client 0 (routing id "swarm-0") received other octets than the reply to request 1: [ "", "question 1" ]
                            frame 2 of 2, byte 1: expected 'a' (0x61), was 'q' (0x71)"""));
        }
    }
}
