package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.conformance.Capability;
import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.peer.Peer;
import java.time.Duration;
import java.util.Optional;

/** Deferred replies that are due after the stop request, and within the linger. */
public final class DeferredAtStop {

    private static final long WORK_MS = 600;
    private static final long SOONER_MS = 450;

    /** Within a linger of one second from the stop request. */
    private static final long LATER_MS = 800;

    /** Within a linger from the end of the request in hand, and not within one from the stop request. */
    private static final long AFTER_WORK_MS = 1_300;

    private static final Duration UNTIL_TAKEN = Duration.ofMillis(150);

    private final Bench bench;
    private final Peer alice;
    private final Peer bob;
    private final Message sooner;
    private final Message later;
    private final long laterMs;
    private final long begin;

    private DeferredAtStop(Bench bench) throws InterruptedException {
        this.bench = bench;
        boolean works = bench.declares(Capability.WORK);
        laterMs = works ? AFTER_WORK_MS : LATER_MS;
        alice = warm("patient-alice");
        bob = warm("patient-bob");
        sooner = Message.of("$defer", Long.toString(SOONER_MS), "sooner");
        later = Message.of("", "$defer", Long.toString(laterMs), "later");
        begin = System.nanoTime();
        alice.send(sooner);
        bob.send(later);
        if (works) {
            RequestInHand.send(bench, WORK_MS).requestStop();
        } else {
            bench.awaitEnd(UNTIL_TAKEN);
            bench.requestStop();
        }
        if (millis() > SOONER_MS) {
            throw bench.inconclusive("the machine was too slow to ask for the stop before the replies were due");
        }
    }

    private Peer warm(String name) {
        Peer peer = bench.dealer(name);
        peer.send("warm-up");
        peer.expect("warm-up");
        return peer;
    }

    private long millis() {
        return (System.nanoTime() - begin) / 1_000_000;
    }

    /** Asks for two deferred replies, and for the stop before they are due. */
    public static DeferredAtStop ask(Bench bench) throws InterruptedException {
        return new DeferredAtStop(bench);
    }

    /** Requires both, each not before its time. */
    public void expectReplies() {
        expect(alice, sooner, SOONER_MS);
        expect(bob, later, laterMs);
    }

    private void expect(Peer peer, Message wanted, long dueMs) {
        Optional<Message> reply = peer.poll(bench.timeouts().arrival());
        long millis = millis();
        String expectation = "the deferred reply that was due " + dueMs
                + " ms after its request, within the linger, to be sent before the end: " + wanted;
        if (reply.isEmpty()) {
            throw bench.failed(expectation, peer.isClosed() ? "the connection ended without it" : "nothing came");
        }
        if (!reply.get().equals(wanted)) {
            throw bench.failed(expectation, "received " + reply.get());
        }
        if (millis < dueMs - 1) {
            throw bench.failed(
                    "no deferred reply to be sent before its time, at a stop neither: " + wanted,
                    "it came after " + millis + " ms");
        }
    }
}
