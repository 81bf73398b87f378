package io.github.dontwait.testkit.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dontwait.testkit.library.Library;
import io.github.dontwait.testkit.library.LibrarySocket;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SwarmTest {

    @ParameterizedTest
    @EnumSource
    void twoHundredClientsAreServedByEachLibrary(Library library) {
        SwarmPlan plan = SwarmPlan.of(200).withRoundTrips(20).withWindow(3);
        try (LibrarySocket router = library.echoingRouter()) {
            SwarmReport report = Swarm.run(router.endpoint(), plan).requireNoFailure();
            assertThat(report.connected()).isEqualTo(200);
            assertThat(report.open()).isZero();
            assertThat(report.roundTripsAsked()).isEqualTo(4_000);
            assertThat(report.roundTripsRight()).isEqualTo(4_000);
            assertThat(report.roundTrip().count()).isEqualTo(4_000);
            System.out.println(report);
        }
    }
}
