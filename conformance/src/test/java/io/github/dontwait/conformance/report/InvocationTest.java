package io.github.dontwait.conformance.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class InvocationTest {

    @Test
    void aShellReadsTheSameWordsAgain() throws IOException, InterruptedException {
        List<String> words = List.of("it's", "a b", "$HOME", "", "*", "`x`", "\"q\"", "back\\slash", "{endpoint}");
        Invocation invocation = new Invocation(List.of(), "printf", words);
        String line = invocation.again(Samples.rule("IDN-01"), 7).replaceFirst("^printf verify", "printf '%s\\\\n'");

        Process shell = new ProcessBuilder("sh", "-c", line).start();
        String out = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(shell.waitFor()).isZero();
        assertThat(out.lines().skip(4)).containsExactlyElementsOf(words);
        assertThat(out).startsWith("--rule\nIDN-01\n--seed\n7\n");
    }

    @Test
    void wordsBeforeTheProgramStandFirst() {
        Invocation invocation = new Invocation(List.of("CLASSPATH=a.jar"), "dir/dontwait", List.of("--class", "x.Y"));
        assertThat(invocation.again(Samples.rule("SHD-02"), 1))
                .isEqualTo("CLASSPATH=a.jar dir/dontwait verify --rule SHD-02 --seed 1 --class x.Y");
    }
}
