package io.github.dontwait.conformance.subject;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dontwait.conformance.Role;
import io.github.dontwait.conformance.RunningSubject;
import io.github.dontwait.conformance.Subject;
import io.github.dontwait.conformance.SubjectOutput;
import io.github.dontwait.conformance.SubjectSettings;
import java.io.File;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReferenceSubjectTest {

    @RegisterExtension
    final NothingLeft left = new NothingLeft();

    @ParameterizedTest
    @EnumSource(names = {"WORKER", "SERVER"})
    void itIsAProgramLikeAnyOther(Role role) throws Exception {
        ReferenceSubject reference = new ReferenceSubject(role, left.options());
        assertThat(reference.kind()).isEqualTo(Subject.Kind.REFERENCE);
        assertThat(reference.name()).isEqualTo("the reference " + role.word());
        try (RunningSubject subject = FreePort.start(reference, UnaryOperator.identity())) {
            assertThat(subject.saidReady()).isTrue();
            assertThat(subject.capabilities()).contains("work", "stdin");
            subject.stop();
            assertThat(subject.onExit().toCompletableFuture().get(10, SECONDS).code())
                    .isZero();
            SubjectOutput output = subject.output().orElseThrow();
            assertThat(output.text(SubjectOutput.Stream.OUT)).last().isEqualTo("STOPPED");
            assertThat(output.text(SubjectOutput.Stream.ERR)).isEmpty();
        }
    }

    @Test
    void itIsAClientToo() throws Exception {
        SubjectSettings settings = SubjectSettings.of(Role.CLIENT, FreePort.endpoint())
                .with(SubjectSettings.REQUESTS, 1)
                .with(SubjectSettings.TIMEOUT_MS, 50);
        try (RunningSubject subject = new ReferenceSubject(Role.CLIENT, left.options()).start(settings)) {
            assertThat(subject.onExit().toCompletableFuture().get(10, SECONDS).code())
                    .isZero();
        }
    }

    @Test
    void itNeedsFewThingsOfTheClassPath() {
        assertThat(Arrays.stream(ReferenceSubject.classPath().split(File.pathSeparator)))
                .hasSizeBetween(4, 5)
                .anyMatch(entry -> entry.contains("jeromq"))
                .anyMatch(entry -> entry.contains("jnacl"))
                .anyMatch(entry -> entry.contains("slf4j-api"));
    }
}
