package com.example;

import static io.github.dontwait.testkit.assertion.DontwaitAssertions.assertThat;

import io.github.dontwait.testkit.junit.DontwaitTest;
import io.github.dontwait.testkit.junit.Named;
import io.github.dontwait.testkit.junit.PeerFactory;
import io.github.dontwait.testkit.peer.Answer;
import io.github.dontwait.testkit.peer.FakeServer;
import io.github.dontwait.testkit.transcript.Event;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@DontwaitTest
class PriceClientTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(100);

    private FakeServer ofBeforeEach;

    @BeforeEach
    void start(FakeServer server) {
        ofBeforeEach = server;
    }

    @Test
    void theServerOfBeforeEachIsThatOfTheTest(PeerFactory peers, FakeServer server) {
        assertThat(server).isSameAs(ofBeforeEach);
    }

    /** This project keeps no names of parameters: Maven compiles without -parameters. */
    @Test
    void twoServersAreToldApartByTheirNames(@Named("shop") FakeServer shop, @Named("farm") FakeServer farm) {
        shop.enqueue("1", "3.20");
        farm.enqueue("1", "1.10");
        try (PriceClient atShop = new PriceClient(shop.endpoint());
                PriceClient atFarm = new PriceClient(farm.endpoint())) {
            assertThat(atFarm.price("milk", PATIENCE)).contains("1.10");
            assertThat(atShop.price("tea", PATIENCE)).contains("3.20");
        }
        farm.expectRequest("1", "milk");
        shop.expectRequest("1", "tea");
    }

    @Test
    void asksForAPrice(FakeServer server) {
        server.enqueue("1", "3.20");
        try (PriceClient client = new PriceClient(server.endpoint())) {
            assertThat(client.price("tea", PATIENCE)).contains("3.20");
        }
        server.expectRequest("1", "tea");
    }

    @Test
    void aLateAnswerIsNotTakenForTheNext(FakeServer server) {
        server.enqueue(Answer.of("1", "3.20").held()).enqueue("2", "1.10");
        try (PriceClient client = new PriceClient(server.endpoint())) {
            assertThat(client.price("tea", SHORT)).isEmpty();
            server.takeRequest();
            server.release();
            assertThat(client.price("milk", PATIENCE)).contains("1.10");
        }
    }

    @Test
    void survivesARestartOfTheServer(FakeServer server) {
        try (PriceClient client = new PriceClient(server.endpoint())) {
            assertThat(client.price("tea", SHORT)).isEmpty();
            server.vanish(Event.Ending.RST);
            server.restart();
            server.expectClients(1);
            server.enqueue("2", "3.20");
            assertThat(client.price("tea", PATIENCE)).contains("3.20");
        }
    }
}
