package io.github.dontwait.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.dontwait.conformance.cli.CommandLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the pages show is what compiles and runs. */
class ReadmeTest {

    private static final List<Path> SOURCES =
            List.of(Path.of("src/it"), Path.of("src/test/java"), Path.of("../testkit/src/test/java"));

    private static Page page(String path) throws IOException {
        assumeTrue(Files.exists(Path.of(path)), "there is no " + path + " yet");
        return Page.of(Path.of(path));
    }

    private static List<String> snippets() throws IOException {
        List<String> snippets = new ArrayList<>();
        for (Path folder : SOURCES) {
            snippets.addAll(Page.snippets(folder));
        }
        return snippets;
    }

    @ParameterizedTest
    @ValueSource(strings = {"../README.md", "README.md"})
    void codeIsCodeThatRuns(String path) throws IOException {
        Page page = page(path);
        List<String> shown = new ArrayList<>(page.blocks("java"));
        shown.addAll(page.blocks("xml"));
        List<String> snippets = snippets();
        assertThat(shown)
                .as("java and xml blocks of %s that are no file or marked region below %s", path, SOURCES)
                .filteredOn(block -> !snippets.contains(block))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../README.md", "README.md"})
    void commandLinesCanBeUsed(String path) throws IOException {
        List<String> complaints = new ArrayList<>();
        for (List<String> words : page(path).commands()) {
            CommandLines.complaint(words).ifPresent(complaint -> complaints.add(words + ": " + complaint));
        }
        assertThat(complaints).as("command lines that %s shows", path).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../README.md", "README.md"})
    void theOneLineTestIsShown(String path) throws IOException {
        assertThat(page(path).blocks("java")).anyMatch(block -> block.contains("class MyWorkerTest"));
    }

    @Test
    void whatIsWrongIsFound() {
        Page page = new Page(Path.of("page"), """
                ```sh
                CLASSPATH=a.jar ./dontwait verify --exec 'python3 w.py {endpoint}' \\
                    --role server  # fine
                ./dontwait verify --role king
                ./dontwait measure
                ./dontwait verify --exce x | head
                ./dontwait
                mvn verify
                ```
                """);
        List<List<String>> commands = page.commands();
        assertThat(commands).hasSize(5);
        assertThat(commands.get(0)).containsExactly("verify", "--exec", "python3 w.py {endpoint}", "--role", "server");
        assertThat(commands.stream().map(CommandLines::complaint).map(complaint -> complaint.isPresent()))
                .containsExactly(false, true, true, true, true);
        assertThat(page.blocks("java")).isEmpty();
    }
}
