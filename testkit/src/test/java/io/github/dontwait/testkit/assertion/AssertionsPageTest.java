package io.github.dontwait.testkit.assertion;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the page about assertions shows stands in the tests of this package: each call, and each text word for word. */
class AssertionsPageTest {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(java|)\\R(.*?)^```$");
    private static final Path TESTS = Path.of("src/test/java/io/github/dontwait/testkit/assertion");

    @Test
    void thePageShowsWhatIsTested() throws IOException {
        StringBuilder sources = new StringBuilder();
        try (Stream<Path> files = Files.list(TESTS)) {
            for (Path file : files.sorted().toList()) {
                sources.append(Files.readString(file));
            }
        }
        String source = compact(sources.toString());
        String page = Files.readString(Path.of("docs/assertions.md"));
        List<String> calls = blocks(page, "java").stream()
                .flatMap(block -> Stream.of(block.split(";\\R")))
                .map(AssertionsPageTest::compact)
                .toList();
        assertThat(calls).hasSizeGreaterThan(70).allSatisfy(call -> assertThat(source)
                .contains(call));
        List<String> texts = blocks(page, "").stream()
                .filter(text -> text.startsWith("Expecting"))
                .map(AssertionsPageTest::compact)
                .toList();
        assertThat(texts).hasSizeGreaterThan(35).allSatisfy(text -> assertThat(source)
                .contains(text));
    }

    private static List<String> blocks(String page, String language) {
        return BLOCK.matcher(page)
                .results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2))
                .toList();
    }

    /** Without blanks, which the formatter moves, and without times. */
    private static String compact(String text) {
        return text.replaceAll("\\+\\d+\\.\\d ms", "+T ms")
                .replaceAll("for \\d+ ms at least", "for T ms at least")
                .replaceAll("seen \\d+ times", "seen N times")
                .replaceAll("\\s+", "");
    }
}
