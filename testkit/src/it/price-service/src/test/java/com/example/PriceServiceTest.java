package com.example;

import static io.github.dontwait.testkit.assertion.DontwaitAssertions.assertThat;

import io.github.dontwait.testkit.fault.Fault;
import io.github.dontwait.testkit.junit.DontwaitTest;
import io.github.dontwait.testkit.junit.Endpoint;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.peer.Peers;
import io.github.dontwait.testkit.peer.Script;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@DontwaitTest
class PriceServiceTest {

    private final PriceService service = new PriceService();

    @Endpoint
    String endpoint() {
        return service.endpoint();
    }

    @AfterEach
    void stop() throws InterruptedException {
        service.close();
    }

    @Test
    void everyClientGetsItsOwnPrice(Peers peers) {
        Peer alice = peers.dealer("alice");
        Peer bob = peers.anonymous("bob");
        alice.send("1", "tea");
        bob.send("1", "milk");
        assertThat(alice.expectMessage()).hasFrames("1", "3.20");
        assertThat(bob.expectMessage()).hasFrames("1", "1.10");
    }

    @Test
    void clientsMayAskSideBySide(Peers peers) {
        Script tea = Script.named("tea drinker").send("1", "tea").expect("1", "3.20").fence(Message.of("2", "tea"), Message.of("2", "3.20"));
        Script milk = Script.named("milk drinker").send("1", "milk").expect("1", "1.10");
        peers.playTogether(tea, milk);
    }

    @Test
    void aClientCutOffInsideAFrameHarmsNobody(Peers peers) {
        peers.faulty("rude", Fault.reset().insideFrame(2)).commit();
        Peer alice = peers.dealer("alice");
        alice.send("1", "tea");
        alice.expect("1", "3.20");
    }

    @Test
    void nonsenseIsNotAnswered(Peers peers) {
        Peer alice = peers.dealer("alice");
        alice.send("what?");
        alice.send("2", "gold");
        alice.expect("2", "unknown");
    }
}
