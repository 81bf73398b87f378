package io.github.dontwait.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    /** Where the names of other libraries come from, and what a page calls each. */
    private static final Map<String, String> LIBRARIES =
            Map.of("org.zeromq.", "JeroMQ", "net.jqwik.", "jqwik", "org.junit.", "JUnit", "org.assertj.", "AssertJ");

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
            if (isNamed(names, name)) {
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
        List<String> tests = tests();
        List<String> blocks = blocks(page)
                .filter(block -> !isOfImports(block))
                .map(PagesTest::withoutIndentation)
                .toList();
        assertThat(blocks).isNotEmpty().allSatisfy(block -> assertThat(tests)
                .as("a test that holds the lines%s", block)
                .anyMatch(test -> test.contains(block)));
    }

    @ParameterizedTest
    @MethodSource("pagesWithoutTestsOfTheirOwn")
    void everyNameOfTheKitThatAPageUsesStaticallyIsImportedThere(Path page) throws IOException {
        List<String> blocks = blocks(page).toList();
        String imports = blocks.stream().filter(PagesTest::isOfImports).collect(Collectors.joining());
        assertThat(imports.lines().filter(line -> line.startsWith("import static io.")))
                .containsExactlyElementsOf(importsUsedBy(page).stream()
                        .filter(line -> line.startsWith("import static io."))
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("pagesWithoutTestsOfTheirOwn")
    void thePageNamesTheLibrariesThatItsExamplesUse(Path page) throws IOException {
        String sentence = Files.readString(page)
                .lines()
                .filter(line -> line.contains(" these imports, beside those of "))
                .collect(Collectors.joining());
        List<String> imports = importsUsedBy(page);
        LIBRARIES.forEach((packages, library) -> assertThat(sentence.contains(library))
                .as("whether \"%s\" names %s", sentence, library)
                .isEqualTo(imports.stream()
                        .anyMatch(line -> line.replace("static ", "").startsWith("import " + packages))));
    }

    /** Of the imports of the tests that a page shows, those of names in its examples. */
    private static List<String> importsUsedBy(Path page) throws IOException {
        List<String> examples =
                blocks(page).filter(block -> !isOfImports(block)).toList();
        String names = NO_NAME.matcher(String.join("", examples)).replaceAll("");
        return tests().stream()
                .filter(test ->
                        examples.stream().map(PagesTest::withoutIndentation).anyMatch(test::contains))
                .flatMap(String::lines)
                .filter(line -> line.startsWith("import "))
                .filter(line -> isNamed(names, line.substring(line.lastIndexOf('.') + 1, line.length() - 1)))
                .sorted()
                .distinct()
                .toList();
    }

    private static boolean isNamed(String text, String name) {
        return Pattern.compile("(?<![.\\w])" + name + "\\b").matcher(text).find();
    }

    private static List<String> tests() throws IOException {
        List<String> tests = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith("Test.java")).toList()) {
                tests.add(withoutIndentation(Files.readString(file)));
            }
        }
        return tests;
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
