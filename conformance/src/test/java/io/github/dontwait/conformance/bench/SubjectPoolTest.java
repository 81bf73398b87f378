package io.github.dontwait.conformance.bench;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dontwait.conformance.Role;
import io.github.dontwait.conformance.RunningSubject;
import io.github.dontwait.conformance.Subject;
import io.github.dontwait.conformance.SubjectSettings;
import io.github.dontwait.conformance.SubjectStartException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class SubjectPoolTest {

    private final Counting subject = new Counting();

    @Test
    void endsAllThatItStartedAndReturnsWhenTheyAreGone() throws Exception {
        SubjectPool pool = new SubjectPool(subject, ofSeconds(5));
        RunningSubject shared = pool.shared();
        assertThat(pool.shared()).isSameAs(shared);
        pool.expectFresh(2);
        pool.startAhead();
        pool.fresh();
        pool.startAhead();
        pool.discardShared();
        pool.close();
        pool.close();
        assertThat(subject.started).isNotEmpty().allMatch(running -> running.ends.get() == 1);
        assertThatThrownBy(pool::shared)
                .isInstanceOf(SubjectStartException.class)
                .hasMessageContaining("the run has ended");
    }

    @Test
    void aSubjectIsEndedOnceAndReplaced() throws Exception {
        try (SubjectPool pool = new SubjectPool(subject, ofSeconds(5))) {
            RunningSubject first = pool.shared();
            pool.discard(first);
            pool.discard(first);
            assertThat(pool.shared()).isNotSameAs(first);
        }
        assertThat(subject.started).hasSize(2).allMatch(running -> running.ends.get() == 1);
    }

    @Test
    void aSubjectThatHasEndedIsReplaced() throws Exception {
        try (SubjectPool pool = new SubjectPool(subject, ofSeconds(5))) {
            RunningSubject first = pool.shared();
            first.close();
            assertThat(pool.shared()).isNotSameAs(first);
        }
    }

    @Test
    void aStartThatDoesNotReturnIsGivenUp() throws Exception {
        subject.gate = new CountDownLatch(1);
        try (SubjectPool pool = new SubjectPool(subject, ofMillis(50))) {
            assertThatThrownBy(() -> pool.start(UnaryOperator.identity()))
                    .isInstanceOf(SubjectStartException.class)
                    .hasMessageContaining("did not return within 0.05 s");
        }
    }

    @Test
    void anEndThatDoesNotReturnHoldsUpNobody() throws Exception {
        SubjectPool pool = new SubjectPool(subject, ofSeconds(5));
        pool.start(UnaryOperator.identity());
        Thread closing = new Thread(pool::close);
        CountDownLatch stuck = new CountDownLatch(1);
        subject.started.get(0).gate = stuck;
        closing.start();
        closing.interrupt();
        closing.join(5_000);
        assertThat(closing.isAlive()).isFalse();
        stuck.countDown();
    }

    private static final class Counting implements Subject {

        private final List<Running> started = new CopyOnWriteArrayList<>();
        private volatile CountDownLatch gate = new CountDownLatch(0);

        @Override
        public Role role() {
            return Role.WORKER;
        }

        @Override
        public Kind kind() {
            return Kind.CLASS;
        }

        @Override
        public RunningSubject start(SubjectSettings settings) throws InterruptedException {
            assertThat(gate.await(30, TimeUnit.SECONDS)).isTrue();
            Running running = new Running(settings.endpoint());
            started.add(running);
            return running;
        }
    }

    private static final class Running implements RunningSubject {

        private final String endpoint;
        private final AtomicInteger ends = new AtomicInteger();
        private final CompletableFuture<Exit> exit = new CompletableFuture<>();
        private volatile CountDownLatch gate = new CountDownLatch(0);

        Running(String endpoint) {
            this.endpoint = endpoint;
        }

        @Override
        public String endpoint() {
            return endpoint;
        }

        @Override
        public Set<String> capabilities() {
            return Set.of();
        }

        @Override
        public void stop() {
            close();
        }

        @Override
        public CompletionStage<Exit> onExit() {
            return exit;
        }

        @Override
        public void close() {
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            ends.incrementAndGet();
            exit.complete(new Exit(0, System.nanoTime()));
        }
    }
}
