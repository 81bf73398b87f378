package io.github.dontwait.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages of this module show what really compiles and runs: each block of Java stands in its source, line by line. */
class PagesTest {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```java\\R(.*?)^```$");

    @ParameterizedTest
    @CsvSource({
        "clients.md, ClientsPageTest",
        "services.md, ServicesPageTest",
        "load.md, LoadPageTest",
        "containers.md, container/ContainersPageTest"
    })
    void theBlocksOfAPageStandInItsSource(String page, String source) throws IOException {
        Path sources = Path.of("src/test/java/io/github/dontwait/testkit");
        String code = withoutIndentation(Files.readString(sources.resolve(source + ".java")));
        List<String> blocks = BLOCK.matcher(Files.readString(Path.of("docs", page)))
                .results()
                .map((MatchResult block) -> withoutIndentation(block.group(1)))
                .toList();
        assertThat(blocks).isNotEmpty().allSatisfy(block -> assertThat(code).contains(block));
    }

    private static String withoutIndentation(String text) {
        return text.lines().map(String::strip).collect(Collectors.joining("\n", "\n", "\n"));
    }
}
