package io.github.dontwait.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dontwait.conformance.KnownDeviations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is known of other libraries can be read, and names rules that there are. */
class KnownLibrariesTest {

    private static final Path FOLDER = Path.of("subjects/known");

    static List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(FOLDER)) {
            return all.filter(file -> file.toString().endsWith(".yaml")).toList();
        }
    }

    @Test
    void thereAreSome() throws IOException {
        assertThat(files())
                .extracting(file -> file.getFileName().toString())
                .contains("go-zmq4.yaml", "jeromq.yaml", "libzmq.yaml", "rust-zeromq.yaml");
    }

    @ParameterizedTest
    @MethodSource("files")
    void eachCanBeReadAndSaysWhereTheCauseIs(Path file) {
        KnownDeviations known = KnownDeviationsFile.read(file, new WholeSuite());

        assertThat(known.entries()).isNotEmpty().allSatisfy(entry -> {
            assertThat(entry.because()).as(entry.rule()).containsPattern("[A-Za-z_0-9]+\\.(cpp|go|java|rs):[0-9]+");
            assertThat(entry.link()).as(entry.rule()).startsWith("https://github.com/");
        });
    }
}
