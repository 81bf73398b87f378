package io.github.dontwait.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dontwait.conformance.report.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {

    private final FakeSuite suite = FakeSuite.of(Samples.report(List.of(Samples.passed("IDN-01"))));
    private final Output output = Output.pipe();

    /** One sentence, and a hint: what is wrong, and what to do. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "verfy|there is no command 'verfy'|did you mean 'verify'?",
                "matrix|there is no command 'matrix'|commands: verify, rules, explain, doctor",
                "verify --jsno f|'dontwait verify' has no option '--jsno'|did you mean '--json'?",
                "verify --jsno=f|'dontwait verify' has no option '--jsno=f'|did you mean '--json'?",
                "verify --blue|'dontwait verify' has no option '--blue'|'dontwait verify --help' lists what there is",
                "verify worker.py|'dontwait verify' takes no argument 'worker.py'|a command with blanks is one argument:"
                        + " --exec 'python3 worker.py {endpoint}'",
                "verify --exec a --endpoint b|--exec=COMMAND, --endpoint=ADDRESS are mutually exclusive (specify only"
                        + " one)|'dontwait verify --help' lists what there is",
                "verify --exec|Missing required parameter for option '--exec' (COMMAND)|'dontwait verify --help' lists"
                        + " what there is",
                "verify --seed x|Invalid value for option '--seed': 'x' is not a whole number|'dontwait verify --help'"
                        + " lists what there is",
                "verify --level high|Invalid value for option '--level': unknown level 'high': expected must, should or"
                        + " may|'dontwait verify --help' lists what there is",
                "verify --start-timeout 0s|Invalid value for option '--start-timeout': expected a time such as 20s or"
                        + " 500ms, not '0s'|'dontwait verify --help' lists what there is",
                "verify --evidence some|Invalid value for option '--evidence': expected all or failures, not"
                        + " 'some'|'dontwait verify --help' lists what there is",
                "verify --time-factor 0|time factor 0.0: expected 0.1 to 100|~~",
                "verify --repeat 0|repeat 0: expected at least 1|~~",
                "verify --rule NOP-*|no rule matches 'NOP-*': give an id (IDN-01), a group (IDENTITY) or a glob (SHD-*);"
                        + " 'dontwait rules' lists them|~~",
                "verify --quiet --verbose|--quiet and --verbose contradict each other|give one of them",
                "verify --env A --exec x|--env 'A' is no NAME=VALUE|for example: --env LOG_LEVEL=debug",
                "verify --env DONTWAIT_ROLE=x|--env DONTWAIT_ROLE: the suite itself sets the variables that begin with"
                        + " DONTWAIT_|use --role",
                "verify --env A=b --endpoint tcp://a:1|--env is for a program that the suite starts, not for"
                        + " --endpoint|give it to the program that runs there",
                "verify --capability work|--capability is for --endpoint: a subject that the suite starts says itself"
                        + " what it can do|its line is: READY <endpoint> <capability>,<capability>",
                "verify --endpoint tcp://a:1 --capability wrok|there is no capability 'wrok'|did you mean 'work'?",
                "verify --endpoint tcp://a:1 --role client|a client has no endpoint to check|start it with --exec; it"
                        + " is told where to connect",
                "verify --image a --role client|a client in a container cannot reach the suite|start it with --exec; it is"
                        + " told where to connect",
                "verify --image a --exec b|--exec=COMMAND, --image=NAME are mutually exclusive (specify only"
                        + " one)|'dontwait verify --help' lists what there is",
                "verify --json a --junit ./a|--json and --junit name the same file 'a'|give each its own",
                "verify --json no/such|--json cannot be written: there is no folder|nothing was run; give a path that"
                        + " can be written",
                "verify --known no.yaml|--known: there is no file 'no.yaml'|it is a YAML list; an entry: - {rule: IDN-01,"
                        + " reason: 'words of the failure', because: why it is so, link: https://example.org/issues/1,"
                        + " date: 2026-11-30}",
                "doctor --role client --skeleton python|--skeleton: there is none for clients yet|"
                        + "conformance/subjects/python-pyzmq/client.py is one to start from",
                "explain IND-01|there is no rule 'IND-01'|did you mean 'IDN-01'?",
                "explain|Missing required parameter: 'ID'|'dontwait explain --help' lists what there is",
                "rules --role boss|Invalid value for option '--role': unknown role 'boss': expected worker, server or"
                        + " client|'dontwait rules --help' lists what there is",
                "doctor --skeleton pyhton|there is no skeleton in 'pyhton'|did you mean 'python'?",
                "doctor --exec a --class b|--exec=COMMAND, --class=NAME are mutually exclusive (specify only"
                        + " one)|'dontwait doctor --help' lists what there is",
            })
    void isWrong(String line, String sentence, String hint) {
        int code = Dontwait.run(suite, output.console(), line.split(" "));

        assertThat(output.err()).startsWith("dontwait: " + sentence);
        assertThat(output.err().lines().skip(1).map(String::strip))
                .containsExactlyElementsOf(hint.isEmpty() ? List.of() : List.of(hint));
        assertThat(output.out()).isEmpty();
        assertThat(code).isEqualTo(Dontwait.MISUSED);
        assertThat(suite.runs).isEmpty();
    }

    @Test
    void noCommandIsWrongToo() {
        assertThat(Dontwait.run(suite, output.console())).isEqualTo(Dontwait.MISUSED);
        assertThat(output.err()).startsWith("dontwait: no command given\n  commands: verify, rules, explain, doctor;");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "verify ", "rules ", "explain ", "doctor "})
    void everyCommandHelpsAndTellsItsVersionOnce(String command) {
        assertThat(Dontwait.run(suite, output.console(), (command + "--help").split(" ")))
                .isZero();
        assertThat(output.out()).startsWith("Usage: dontwait " + command).containsOnlyOnce("Usage:");

        Output other = Output.pipe();
        assertThat(Dontwait.run(suite, other.console(), (command + "--version").split(" ")))
                .isZero();
        assertThat(other.out()).isEqualTo("dontwait 1.2.3" + System.lineSeparator());
    }
}
