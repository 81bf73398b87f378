package io.github.dontwait.conformance.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dontwait.conformance.Role;
import io.github.dontwait.conformance.RuleInfo;
import io.github.dontwait.conformance.contract.Contracts;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LanesTest {

    private static final int THREADS = 3;
    private static final List<RuleInfo> RULES = Contracts.of(Role.WORKER).rules();

    private final Queue<RuleInfo> ran = new ConcurrentLinkedQueue<>();

    @AfterEach
    void noLaneIsLeft() throws InterruptedException {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("dontwait-lane")) {
                // Its work is done; it may take a moment to end.
                thread.join(1_000);
                assertThat(thread.isAlive()).isFalse();
            }
        }
    }

    @Test
    void everyRuleRunsOnce() throws Exception {
        Lanes.run(RULES, THREADS, LanesTest::shares, ran::add);
        assertThat(ran).containsExactlyInAnyOrderElementsOf(RULES);
    }

    @Test
    void whoNeedsTheProcessorsRunsBesideNobodyWhomThatDisturbs() throws Exception {
        List<RuleInfo> running = new ArrayList<>();
        Queue<String> disturbed = new ConcurrentLinkedQueue<>();
        AtomicInteger most = new AtomicInteger();
        Lanes.run(RULES, THREADS, LanesTest::shares, rule -> {
            synchronized (running) {
                running.add(rule);
                most.accumulateAndGet(running.size(), Math::max);
                for (RuleInfo other : running) {
                    if (!other.equals(rule) && (disturbs(rule, other) || disturbs(other, rule))) {
                        disturbed.add(rule + " began beside " + other);
                    }
                }
            }
            Thread.yield();
            synchronized (running) {
                running.remove(rule);
            }
        });
        assertThat(disturbed).isEmpty();
        assertThat(most).hasValueGreaterThan(1);
        assertThat(RULES).anyMatch(rule -> rule.rule().heavy() && rule.rule().timed());
    }

    private static boolean shares(RuleInfo rule) {
        return !rule.rule().fresh();
    }

    private static boolean disturbs(RuleInfo one, RuleInfo other) {
        boolean byItsWork =
                one.rule().heavy() && (other.rule().heavy() || other.rule().timed());
        return byItsWork || shares(one) && shares(other);
    }

    @Test
    void afterAFailureTheOthersGoOnAndTheFailureIsTold() {
        RuleInfo bad = RULES.get(0);
        assertThatThrownBy(() -> Lanes.run(RULES, THREADS, LanesTest::shares, rule -> {
                    ran.add(rule);
                    if (rule.equals(bad)) {
                        throw new IllegalStateException("of the suite");
                    }
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("of the suite");
        assertThat(ran).hasSameSizeAs(RULES);
    }

    @Test
    void anErrorIsNamed() {
        assertThatThrownBy(() -> Lanes.run(RULES, THREADS, LanesTest::shares, rule -> {
                    throw new StackOverflowError("too deep");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("too deep");
    }

    @Test
    void anInterruptedRunEndsWithItsLanes() throws Exception {
        CountDownLatch begun = new CountDownLatch(THREADS);
        AtomicInteger ended = new AtomicInteger();
        AtomicReference<Throwable> seen = new AtomicReference<>();
        Thread runner = new Thread(() -> {
            try {
                Lanes.run(RULES, THREADS, LanesTest::shares, rule -> {
                    begun.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } finally {
                        ended.incrementAndGet();
                    }
                });
            } catch (InterruptedException e) {
                seen.set(e);
            }
        });
        runner.start();
        assertThat(begun.await(5, TimeUnit.SECONDS)).isTrue();
        runner.interrupt();
        runner.join(5_000);
        assertThat(seen.get()).isInstanceOf(InterruptedException.class);
        assertThat(ended).hasValue(THREADS);
    }
}
