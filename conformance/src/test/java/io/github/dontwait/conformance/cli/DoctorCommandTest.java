package io.github.dontwait.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DoctorCommandTest {

    private final Output output = Output.pipe();

    private int doctor(String... arguments) {
        String[] words = new String[arguments.length + 1];
        words[0] = "doctor";
        System.arraycopy(arguments, 0, words, 1, arguments.length);
        return Dontwait.run(new WholeSuite(), output.console(), words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"worker", "server", "client"})
    void theReferenceIsWell(String role) {
        int code = doctor("--role", role);
        assertThat(output.out())
                .contains("  ok     READY line")
                .doesNotContain("WRONG")
                .contains("\nwell: ");
        assertThat(code).isZero();
    }

    @Test
    void whatIsWrongHasARemedy() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        int code = doctor(
                "--exec",
                "'" + java + "' -cp '" + System.getProperty("java.class.path") + "' " + SaysReadyOnly.class.getName()
                        + " {endpoint}");

        assertThat(output.out())
                .contains(" work, statz' is not well-formed\n         -> one blank between the parts")
                .containsPattern("  WRONG  handshake +(?s:.*)refused")
                .containsPattern("  WRONG  last line STOPPED +the last line is 'bye'\n +-> print STOPPED")
                .containsPattern("  WRONG  exit code 0 +exit code 3\n +-> leave in order")
                .contains("\nWhat it printed last:\n", "\n  out  bye\n")
                .endsWith("\nunwell: 4 checks failed: READY line, handshake, last line STOPPED, exit code 0\n");
        assertThat(code).isEqualTo(Dontwait.BROKEN);
    }

    @Test
    void aSubjectThatIsNotThereIsNotStarted() {
        assertThat(doctor("--exec", "no-such-program {endpoint}")).isEqualTo(Dontwait.NOT_STARTED);
        assertThat(output.out())
                .contains("cannot start 'no-such-program'")
                .endsWith("\nnot started: no rule can be run\n");
    }

    /** A program that declares much and does little. */
    static final class SaysReadyOnly {

        private SaysReadyOnly() {}

        public static void main(String[] args) throws InterruptedException {
            Thread main = Thread.currentThread();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                System.out.println("bye");
                System.out.flush();
                Runtime.getRuntime().halt(3);
            }));
            System.out.println("READY " + args[0] + " work, statz");
            System.out.flush();
            main.join();
        }
    }
}
