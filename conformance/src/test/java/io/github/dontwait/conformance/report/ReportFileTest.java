package io.github.dontwait.conformance.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFileTest {

    @TempDir
    private Path folder = Path.of("");

    private long files() throws IOException {
        try (Stream<Path> list = Files.list(folder)) {
            return list.count();
        }
    }

    @Test
    void replacesAFileOnlyWhenAllIsWritten() throws IOException {
        Path path = Files.writeString(folder.resolve("report.json"), "old");
        try (ReportFile file = ReportFile.open(path)) {
            assertThatThrownBy(() -> file.write(out -> {
                        out.write('x');
                        throw new IOException("broken pipe");
                    }))
                    .hasMessage("broken pipe");
        }
        assertThat(path).hasContent("old");
        assertThat(files()).isEqualTo(1);

        try (ReportFile file = ReportFile.open(path)) {
            file.write(out -> out.write('y'));
        }
        assertThat(path).hasContent("y");
        assertThat(files()).isEqualTo(1);
    }

    @Test
    void leavesNothingBehindWhenNothingIsWritten() throws IOException {
        ReportFile.open(folder.resolve("report.json")).close();
        assertThat(files()).isZero();
    }

    @Test
    void followsALinkInsteadOfReplacingIt() throws IOException {
        Path target = Files.writeString(folder.resolve("real.json"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link.json"), target);
        try (ReportFile file = ReportFile.open(link)) {
            file.write(out -> out.write('n'));
        }
        assertThat(link).isSymbolicLink();
        assertThat(target).hasContent("n");
    }

    @Test
    void saysWhatIsWrongWithAPath() {
        assertThatThrownBy(() -> ReportFile.open(folder))
                .isInstanceOf(IOException.class)
                .hasMessage("'" + folder + "' is a folder");
        assertThatThrownBy(() -> ReportFile.open(folder.resolve("no/report.json")))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("there is no folder '" + folder.resolve("no"));
    }
}
