package io.github.dontwait.conformance.stimulus;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.github.dontwait.conformance.RunningSubject;
import io.github.dontwait.conformance.SubjectProcess;
import io.github.dontwait.conformance.bench.AnyBench;
import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.transcript.ResourceUse;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/** What a subject uses while it has nothing to do. */
public final class IdleUse {

    /** A runtime may still be warming up; what never ends is no warming up. */
    private static final int WINDOWS = 3;

    private final AnyBench bench;
    private final String who;
    private final Supplier<ResourceUse> resources;
    private final Supplier<Duration> waited;
    private final Pause pause;

    /** Lets a window pass in which nothing, or next to nothing, is asked of the subject. */
    public interface Pause {
        void of(Duration window) throws InterruptedException;
    }

    private IdleUse(
            AnyBench bench, String who, Supplier<ResourceUse> resources, Supplier<Duration> waited, Pause pause) {
        this.bench = bench;
        this.who = who;
        this.resources = resources;
        this.waited = waited;
        this.pause = pause;
    }

    /**
     * Requires that over a window it uses less than this share of one core; the last of three windows decides.
     *
     * @param quiet a peer that gets nothing meanwhile
     */
    public static void expectBelow(Bench bench, Peer quiet, double share, Duration window, String when) {
        IdleUse use =
                new IdleUse(bench, "the subject", bench::resources, bench::waitedForProcessor, quiet::expectSilence);
        try {
            use.expectBelow(share, window, when);
        } catch (InterruptedException e) {
            throw new IllegalStateException("a peer's silence is no wait that can be interrupted", e);
        }
    }

    /** The same for a client, while the rule does not talk to it. */
    public static void expectBelow(AnyBench bench, RunningSubject client, double share, Duration window, String when)
            throws InterruptedException {
        expectBelow(bench, client, share, window, when, passing -> awaitEnd(bench, client, passing));
    }

    /** The same for a client, with what the rule does meanwhile. */
    public static void expectBelow(
            AnyBench bench, RunningSubject client, double share, Duration window, String when, Pause meanwhile)
            throws InterruptedException {
        SubjectProcess process =
                client.process().orElseThrow(() -> bench.notApplicable("the suite cannot see the client's process"));
        new IdleUse(
                        bench,
                        "the client",
                        () -> process.resources()
                                .orElseThrow(
                                        () -> bench.notApplicable("this platform does not tell what a process uses")),
                        () -> process.waitedForProcessor().orElse(Duration.ZERO),
                        passing -> {
                            meanwhile.of(passing);
                            awaitEnd(bench, client, Duration.ZERO);
                        })
                .expectBelow(share, window, when);
    }

    private static void awaitEnd(AnyBench bench, RunningSubject client, Duration window) throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        client.onExit().thenRun(ended::countDown);
        if (ended.await(window.toNanos(), NANOSECONDS)) {
            throw bench.failed("the client to go on waiting", "it has ended");
        }
    }

    private void expectBelow(double share, Duration window, String when) throws InterruptedException {
        Use use = new Use(1, 0);
        for (int i = 0; i < WINDOWS && use.wanted() >= share; i++) {
            use = over(window);
            bench.note("idle, it used " + percent(use.got())
                    + (use.denied() * 100 < 1 ? "" : ", and wanted " + percent(use.denied()) + " more"));
        }
        if (use.got() >= share) {
            throw bench.failed(
                    who + " to use less than " + percent(share) + " " + when + ", over " + window.toMillis() + " ms",
                    "it used " + percent(use.got()) + ", and hardly less in the " + (WINDOWS - 1) + " windows before");
        }
        if (use.wanted() >= share) {
            throw bench.inconclusive("idle, it used " + percent(use.got())
                    + ", but its threads waited for a processor for " + percent(use.denied())
                    + ": nobody can tell what it would use on a machine with time to spare");
        }
    }

    /** What it got of a processor, and what it would have taken besides, as shares of one. */
    private record Use(double got, double denied) {

        double wanted() {
            return got + denied;
        }
    }

    private Use over(Duration window) throws InterruptedException {
        ResourceUse before = resources.get();
        Duration waitedBefore = waited.get();
        long begin = System.nanoTime();
        pause.of(window);
        ResourceUse after = resources.get();
        Duration waitedSince = waited.get().minus(waitedBefore);
        double passed = System.nanoTime() - begin;
        return new Use(
                after.cpuTime().minus(before.cpuTime()).toNanos() / passed,
                // Less than nothing where a thread has ended meanwhile.
                Math.max(0, waitedSince.toNanos()) / passed);
    }

    private static String percent(double share) {
        return Math.round(share * 1000) / 10.0 + " % of a core";
    }
}
