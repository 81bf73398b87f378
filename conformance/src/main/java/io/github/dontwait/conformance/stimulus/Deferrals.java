package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.conformance.bench.Bystander;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.peer.Peer;

/** Requests to be answered later. */
public final class Deferrals {

    private static final long LONG_MS = 700;
    private static final long SHORT_MS = 250;
    private static final long SOON_MS = 1_000;

    private Deferrals() {}

    /** A long and a short deferral of one peer, and a third peer that must not notice either. */
    public static void expectIndependent(Bench bench) throws InterruptedException {
        Peer alice = bench.dealer("alice");
        Bystander bystander = bench.bystander();
        Message later = Message.of("$defer", Long.toString(LONG_MS), "later");
        Message sooner = Message.of("$defer", Long.toString(SHORT_MS), "sooner");
        long begin = System.nanoTime();
        alice.send(later);
        alice.send(sooner);
        alice.send("at once");
        alice.expect("at once");
        long atOnce = millisSince(begin);
        if (atOnce >= SHORT_MS) {
            throw bench.failed(
                    "a request behind two deferred ones to be answered while they wait, before " + SHORT_MS + " ms",
                    "it was answered after " + atOnce + " ms");
        }
        expectDue(bench, alice, sooner, begin, SHORT_MS);
        bystander.expectServed(1);
        // From here on nothing wakes the loop but its own clock.
        bystander.close();
        expectDue(bench, alice, later, begin, LONG_MS);
        bench.expectNothingElse(alice);
    }

    /** A few deferrals of one peer, each soon after its time, whatever else the subject does. */
    public static void expectDueUnderLoad(Bench bench, Peer peer) {
        for (int i = 1; i <= 3; i++) {
            Message request = Message.of("$defer", "150", "while busy", Integer.toString(i));
            long begin = System.nanoTime();
            peer.send(request);
            expectDue(bench, peer, request, begin, 150);
        }
    }

    private static void expectDue(Bench bench, Peer peer, Message request, long begin, long dueMs) {
        peer.expect(request);
        long millis = millisSince(begin);
        long bound = dueMs + (long) (SOON_MS * Math.max(1, bench.timeouts().factor()));
        if (millis < dueMs - 1 || millis > bound) {
            throw bench.failed(
                    "the answer to " + request + " between " + dueMs + " and " + bound + " ms after the request",
                    "it came after " + millis + " ms");
        }
    }

    private static long millisSince(long begin) {
        return (System.nanoTime() - begin) / 1_000_000;
    }
}
