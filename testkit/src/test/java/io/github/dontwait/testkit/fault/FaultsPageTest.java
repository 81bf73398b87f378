package io.github.dontwait.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page of this package shows what really compiles and runs, and all of it. */
class FaultsPageTest {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```java\\R(.*?)^```$");
    private static final Pattern REGION = Pattern.compile("(?ms)^ *// page: (?!end)[^\\n]*\\n(.*?)^ *// page: end$");

    @Test
    void theExamplesAreTheTestsThatRun() throws IOException {
        String page = Files.readString(Path.of("docs/faults.md"));
        String source =
                Files.readString(Path.of("src/test/java/io/github/dontwait/testkit/fault/FaultsExampleTest.java"));
        assertThat(found(BLOCK, page)).isNotEmpty().isEqualTo(found(REGION, source));
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult match) ->
                        match.group(1).stripTrailing().stripIndent().strip())
                .toList();
    }
}
