package io.github.dontwait.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The pages of this module show what really compiles and runs: each block of Java stands in a test, line by line. The
 * page about assertions has a test of its own, which looks at the texts too.
 */
class PagesTest {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```java\\R(.*?)^```$");
    private static final Pattern NO_NAME = Pattern.compile("(?m)\"[^\"]*\"|//.*$");
    private static final Pattern PUBLIC = Pattern.compile("(?m)^public .*?(class|interface|record|enum) ");
    private static final Path MAIN = Path.of("src/main/java");

    static List<Path> pages() throws IOException {
        try (Stream<Path> pages = Files.list(Path.of("docs"))) {
            return pages.sorted().toList();
        }
    }

    static List<Path> pagesWithoutTestsOfTheirOwn() throws IOException {
        return pages().stream().filter(page -> !page.endsWith("assertions.md")).toList();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyTypeOfTheKitThatAPageShowsIsImportedThere(Path page) throws IOException {
        List<String> blocks = blocks(page).toList();
        String imports = blocks.stream().filter(PagesTest::isOfImports).collect(Collectors.joining());
        String examples = blocks.stream().filter(block -> !isOfImports(block)).collect(Collectors.joining());
        String names = NO_NAME.matcher(examples).replaceAll("");
        List<String> needed = new ArrayList<>();
        for (String type : publicTypes()) {
            String name = type.substring(type.lastIndexOf('.') + 1);
            if (Pattern.compile("(?<![.\\w])" + name + "\\b").matcher(names).find()) {
                needed.add("import " + type + ";");
            }
        }
        assertThat(imports.lines().filter(line -> line.startsWith("import io.")))
                .containsExactlyElementsOf(needed);
    }

    private static List<String> publicTypes() throws IOException {
        List<String> types = new ArrayList<>();
        try (Stream<Path> files = Files.walk(MAIN)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                if (PUBLIC.matcher(Files.readString(file)).find()) {
                    String path = MAIN.relativize(file).toString();
                    types.add(path.replace(".java", "").replace('/', '.').replace('\\', '.'));
                }
            }
        }
        return types.stream().sorted().toList();
    }

    @ParameterizedTest
    @MethodSource("pagesWithoutTestsOfTheirOwn")
    void everyBlockStandsInATestThatRuns(Path page) throws IOException {
        List<String> tests = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith("Test.java")).toList()) {
                tests.add(withoutIndentation(Files.readString(file)));
            }
        }
        List<String> blocks = blocks(page)
                .filter(block -> !isOfImports(block))
                .map(PagesTest::withoutIndentation)
                .toList();
        assertThat(blocks).isNotEmpty().allSatisfy(block -> assertThat(tests)
                .as("a test that holds the lines%s", block)
                .anyMatch(test -> test.contains(block)));
    }

    private static Stream<String> blocks(Path page) throws IOException {
        return BLOCK.matcher(Files.readString(page)).results().map((MatchResult block) -> block.group(1));
    }

    private static boolean isOfImports(String block) {
        return block.startsWith("import ");
    }

    private static String withoutIndentation(String text) {
        return text.lines().map(String::strip).collect(Collectors.joining("\n", "\n", "\n"));
    }
}
