package io.github.dontwait.conformance.subject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.dontwait.conformance.Role;
import io.github.dontwait.conformance.RunningSubject;
import io.github.dontwait.conformance.Subject;
import io.github.dontwait.conformance.SubjectOutput;
import io.github.dontwait.conformance.SubjectSettings;
import io.github.dontwait.conformance.SubjectStartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ProcessSubjectTest {

    @RegisterExtension
    final NothingLeft left = new NothingLeft();

    private final Path folder;

    ProcessSubjectTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void placeholdersAreReplaced() throws Exception {
        List<String> command =
                List.of("/bin/sh", "-c", "echo \"$@\"; echo READY $1", "name", "{endpoint}", "--as={role}");
        assertThat(outputOf(Role.SERVER, command, left.options(), "tcp://127.0.0.1:5"))
                .containsExactly("tcp://127.0.0.1:5 --as=server", "READY tcp://127.0.0.1:5");
    }

    @Test
    void theEnvironmentIsTheSuitesOwnAndItsSettings() throws Exception {
        ProcessOptions options = left.options();
        Map<String, String> more = new java.util.TreeMap<>(options.environment());
        more.put("MORE", "of it");
        more.put("DONTWAIT_LINGER_MS", "7");
        List<String> printed = outputOf(
                Role.WORKER,
                Programs.shell("env; echo READY $DONTWAIT_ENDPOINT"),
                options.withEnvironment(more),
                "tcp://127.0.0.1:5");
        assertThat(printed)
                .contains(
                        "MORE=of it",
                        "DONTWAIT_LINGER_MS=7",
                        "DONTWAIT_ROLE=worker",
                        "DONTWAIT_CONTRACT=1",
                        "PATH=" + System.getenv("PATH"));
        assertThat(printed.stream().filter(line -> line.startsWith("DONTWAIT_")))
                .hasSize(4);
    }

    @Test
    void theProcessIsTheProgramItselfAndLeadsASession() throws Exception {
        assumeTrue(ProgramFile.find("setsid", "/usr/bin:/bin").isPresent(), "there is no setsid");
        List<String> command = Programs.shell("echo $$; echo READY $DONTWAIT_ENDPOINT; read x");
        try (RunningSubject subject = Programs.start(command, left.options())) {
            long pid = subject.process().orElseThrow().pid();
            assertThat(subject.output().orElseThrow().text(SubjectOutput.Stream.OUT))
                    .first()
                    .isEqualTo("" + pid);
            assertThat(ProcessTable.entry(pid).orElseThrow().session()).isEqualTo(pid);
        }
    }

    private static List<String> outputOf(Role role, List<String> command, ProcessOptions options, String endpoint)
            throws InterruptedException {
        try (RunningSubject subject =
                new ProcessSubject(role, command, options).start(SubjectSettings.of(role, endpoint))) {
            SubjectOutput output = subject.output().orElseThrow();
            assertThat(output.awaitEnd(Duration.ofSeconds(5))).isTrue();
            return output.text(SubjectOutput.Stream.OUT);
        }
    }

    @Test
    void aProgramThatIsNotOnThePathIsNamed() throws Exception {
        assertThat(Programs.failureOf(List.of("no-such-program", "x"), left.options()))
                .contains("cannot start 'no-such-program'")
                .contains("PATH")
                .contains("install it, or give its path");
    }

    @Test
    void aFileThatDoesNotExistIsNamed() throws Exception {
        assertThat(Programs.failureOf(List.of("./no/such/file"), left.options()))
                .contains("cannot start './no/such/file': there is no such file (seen from the working folder /");
    }

    @Test
    void aFileThatIsNotExecutableIsNamed() throws Exception {
        Path script = Files.writeString(folder.resolve("worker.py"), "print('hello')\n");
        assertThat(Programs.failureOf(List.of(script.toString()), left.options()))
                .contains("not executable; run chmod +x " + script)
                .contains("'python3 " + script + " {endpoint}'");
        assertThat(Programs.failureOf(List.of(folder.toString()), left.options()))
                .contains("it is a folder");
    }

    @Test
    void aFileThatTheSystemCannotRunIsTold() throws Exception {
        Path script = executable("#!/no/such/interpreter\n");
        assertThat(Programs.failureOf(List.of(script.toString()), left.options()))
                .contains(script.toString())
                .contains("No such file");
    }

    @Test
    void aScriptWithoutInterpreterLineRuns() throws Exception {
        Path script = executable("echo READY $DONTWAIT_ENDPOINT\nread x\n");
        try (RunningSubject subject = Programs.start(List.of(script.toString()), left.options())) {
            assertThat(subject.saidReady()).isTrue();
        }
    }

    private Path executable(String text) throws IOException {
        Path script = Files.writeString(folder.resolve("script"), text);
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void wordsThatCannotBeHandedOverAreTold() throws Exception {
        assertThatThrownBy(() -> Programs.start(List.of("/bin/sh", "a\0b"), left.options()))
                .isInstanceOf(SubjectStartException.class)
                .hasMessageContaining("cannot start /bin/sh");
    }

    @Test
    void aCommandNamesAProgram() {
        assertThatThrownBy(() -> new ProcessSubject(Role.WORKER, List.of(), ProcessOptions.standard()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("names no program");
    }

    @Test
    void itSaysWhatItIs() {
        ProcessSubject subject =
                new ProcessSubject(Role.SERVER, List.of("python3", "my server.py"), ProcessOptions.standard());
        assertThat(subject.name()).isEqualTo("python3 'my server.py'");
        assertThat(subject.kind()).isEqualTo(Subject.Kind.EXEC);
        assertThat(subject.role()).isEqualTo(Role.SERVER);
        assertThat(subject.command()).containsExactly("python3", "my server.py");
    }

    @Test
    void optionsAreChecked() {
        assertThatThrownBy(() -> ProcessOptions.standard().withStartPatience(Duration.ZERO))
                .hasMessageContaining("start timeout PT0S");
        assertThatThrownBy(() -> ProcessOptions.standard().stretchedBy(0)).hasMessageContaining("time factor");
        assertThat(ProcessOptions.standard().stretchedBy(2).startPatience()).isEqualTo(Duration.ofSeconds(30));
    }
}
