package io.github.dontwait.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Programs that never become subjects: a clear sentence, exit code 3, both reports, nothing left. */
class BadUseTest {

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void needsAShell() {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "there is no /bin/sh");
    }

    private RealRun shell(String script, String... more) throws Exception {
        return RealRun.exec(folder, "/bin/sh -c '" + script + "'", more);
    }

    private static void requireNotStarted(RealRun run, String... says) {
        run.ends(Dontwait.NOT_STARTED, "undecided").says(says);
        assertThat(run.json().at("/trouble/kind").asText()).isEqualTo("subject-not-started");
        assertThat(run.json().at("/summary/executed").asInt(-1)).isZero();
    }

    @Test
    void aCommandThatDoesNotExist() throws Exception {
        requireNotStarted(RealRun.exec(folder, "no-such-program-here --serve"), "no-such-program-here");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "exit 7|exit code 7",
                "echo no module named zmq >&2; exit 1|err: no module named zmq",
                "kill -9 $$|signal 9",
                "echo bind: Address already in use >&2; exit 1|Address already in use",
            })
    void itEndsAtOnce(String script, String says) throws Exception {
        requireNotStarted(
                shell(script), "ended before it was ready", says.replace("err: ", "err| "), "DONTWAIT_ENDPOINT");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "read x~it printed nothing",
                "echo READY; read x~out| READY",
                "echo ready {endpoint}; read x~out| ready tcp://127.0.0.1:",
                "trap \"\" TERM; echo deaf; while :; do sleep 1; done~out| deaf",
                "sleep 60 & (trap \"\" TERM HUP; setsid sleep 61) & echo parent; read x~out| parent",
                "printf \"\\000\\033[2J\\377\\376binary\\n\"; read x~binary",
                "exec cat /dev/zero~no READY line",
                "exec yes~out| y",
            })
    void itNeverBinds(String script, String says) throws Exception {
        RealRun run = shell(script, "--start-timeout", "1s");
        requireNotStarted(run, "was not ready within 1.0 s", says);
        assertThat(run.out()).doesNotContain("\u001b", "\u0000");
        assertThat(run.took()).isLessThan(Duration.ofSeconds(15));
    }

    @Test
    void itPrintsAGigabyteAndEnds() throws Exception {
        requireNotStarted(shell("head -c 1000000000 /dev/zero; exit 5"), "exit code 5");
    }

    @ParameterizedTest
    @CsvSource({
        "no.such.Worker,is not on the class path",
        "java.lang.String,is no io.github.dontwait.conformance.Subject",
        "io.github.dontwait.conformance.cli.BadSubject,is no io.github.dontwait.conformance.Subject",
    })
    void aClassThatIsNoSubject(String name, String says) throws Exception {
        requireNotStarted(RealRun.verify(folder, "--class", name), name, says);
    }

    @ParameterizedTest
    @CsvSource({
        "Throwing,threw java.lang.IllegalStateException: no port left",
        "ReturningNull,returned null",
        "Hanging,did not return within 1.5 s",
    })
    void aClassThatDoesNotStart(String fault, String says) throws Exception {
        requireNotStarted(
                RealRun.verify(folder, "--class", BadClass.class.getName() + "$" + fault, "--time-factor", "0.1"),
                says);
    }
}
