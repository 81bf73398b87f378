package io.github.dontwait.conformance.mutant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.optional;

import io.github.dontwait.conformance.Role;
import io.github.dontwait.conformance.RunningSubject;
import io.github.dontwait.conformance.RunningSubject.Exit;
import io.github.dontwait.conformance.Subject;
import io.github.dontwait.conformance.SubjectOutput.Stream;
import io.github.dontwait.conformance.SubjectSettings;
import io.github.dontwait.conformance.SubjectStartException;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Models start and end as often as one likes, and leave nothing behind. */
@Timeout(60)
class ModelSubjectTest {

    private static final SubjectSettings ANY_PORT = SubjectSettings.of(Role.WORKER, "tcp://127.0.0.1:*");

    @Test
    void hundredsOfThemLeaveNothingBehind() throws Exception {
        Subject subject = ModelSubject.of(ModelService::new);
        once(subject, true);
        int descriptors = descriptors();
        for (int i = 0; i < 300; i++) {
            once(subject, i % 2 == 0);
        }
        assertThat(descriptors()).isLessThan(descriptors + 10);
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("MiniRouter-io", "ModelService");
    }

    private static void once(Subject subject, boolean inOrder)
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        try (RunningSubject running = subject.start(ANY_PORT);
                RawPeer peer = RawPeer.dealer(running.endpoint())) {
            assertThat(peer.echo("x")).isEqualTo(RawPeer.frame("x"));
            if (inOrder) {
                running.stop();
                assertThat(end(running).code()).isZero();
                assertThat(running.output().orElseThrow().text(Stream.OUT)).endsWith("STOPPED");
            }
        }
    }

    /** The descriptors of this process; 0 where nobody tells. */
    private static int descriptors() {
        String[] open = new File("/proc/self/fd").list();
        return open == null ? 0 : open.length;
    }

    private static Exit end(RunningSubject running) throws InterruptedException, ExecutionException, TimeoutException {
        return running.onExit().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void aMutantThatHangsCanBeKilled() throws Exception {
        Subject subject = ModelSubject.of(() -> new ModelService() {
            @Override
            protected void onEcho(Request request) {
                hang();
            }
        });
        RunningSubject running = subject.start(ANY_PORT);
        try (RawPeer peer = RawPeer.dealer(running.endpoint())) {
            peer.send(RawPeer.frame("x"));
            running.close();
            peer.readToEnd();
        }
        assertThat(end(running).code()).isEqualTo(ModelActor.EXIT_KILLED);
    }

    @Test
    void anUnusableSettingIsRefused() {
        assertThatThrownBy(() ->
                        ModelSubject.of(ModelService::new).start(ANY_PORT.with(SubjectSettings.HEARTBEAT_MS, "often")))
                .isInstanceOf(SubjectStartException.class)
                .hasMessageContainingAll("DONTWAIT_HEARTBEAT_MS", "often")
                .extracting(
                        error -> ((SubjectStartException) error).early(), optional(SubjectStartException.Early.class))
                .hasValueSatisfying(early -> assertThat(early.code()).isEqualTo(ModelActor.EXIT_BAD_SETTING));
    }

    @Test
    void aPortInUseIsAnErrorOfTheStart() throws InterruptedException {
        try (RunningSubject first = ModelSubject.of(ModelService::new).start(ANY_PORT)) {
            SubjectSettings same = SubjectSettings.of(Role.WORKER, first.endpoint());
            assertThatThrownBy(() -> ModelSubject.of(ModelService::new).start(same))
                    .isInstanceOf(SubjectStartException.class)
                    .hasMessageContaining("in use");
        }
    }

    @Test
    void everyMutantCanBeMade() {
        List<Mutants.Mutant> mutants = Mutants.all();
        assertThat(mutants).isNotEmpty().allSatisfy(mutant -> assertThat(
                        ModelSubject.of(mutant.type(), mutant.kills().role()).name())
                .isNotEmpty());
    }
}
