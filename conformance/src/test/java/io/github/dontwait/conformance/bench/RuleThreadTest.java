package io.github.dontwait.conformance.bench;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RuleThreadTest {

    @Test
    void whatTheRuleThrowsIsTold() throws Exception {
        TimeoutException own = new TimeoutException("of the rule itself");
        assertThat(RuleThread.run("rule", ofSeconds(5), () -> {}, () -> {})).isNull();
        assertThat(RuleThread.run(
                        "rule",
                        ofSeconds(5),
                        () -> {
                            throw own;
                        },
                        () -> {}))
                .isSameAs(own);
    }

    @Test
    void aRuleThatDoesNotEndIsEnded() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        CompletableFuture<Thread> rule = new CompletableFuture<>();
        Throwable thrown = RuleThread.run(
                "rule",
                ofMillis(50),
                () -> {
                    rule.complete(Thread.currentThread());
                    released.await();
                },
                released::countDown);
        assertThat(thrown).isInstanceOf(RuleThread.OverBudget.class);
        rule.join().join(5_000);
        assertThat(rule.join().isAlive()).isFalse();
    }

    @Test
    void anInterruptedRunLeavesNoThread() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        AtomicReference<Throwable> seen = new AtomicReference<>();
        CompletableFuture<Thread> rule = new CompletableFuture<>();
        Thread runner = new Thread(() -> {
            try {
                RuleThread.run(
                        "rule",
                        ofSeconds(30),
                        () -> {
                            rule.complete(Thread.currentThread());
                            begun.countDown();
                            new CountDownLatch(1).await();
                        },
                        ended::countDown);
            } catch (InterruptedException e) {
                seen.set(e);
            }
        });
        runner.start();
        assertThat(begun.await(5, TimeUnit.SECONDS)).isTrue();
        runner.interrupt();
        runner.join(5_000);
        assertThat(seen.get()).isInstanceOf(InterruptedException.class);
        assertThat(ended.getCount()).isZero();
        assertThat(rule.join().isAlive()).isFalse();
    }
}
