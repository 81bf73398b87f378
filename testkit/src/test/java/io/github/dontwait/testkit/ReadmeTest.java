package io.github.dontwait.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page of this module shows what really compiles and runs. */
class ReadmeTest {

    @Test
    void theExampleIsTheTestThatRuns() throws IOException {
        String source = Files.readString(Path.of("src/test/java/io/github/dontwait/testkit/EchoActorTest.java"));
        // From the imports on, so that who copies it has all.
        String example = source.substring(source.indexOf("import ")).strip();
        assertThat(Files.readString(Path.of("README.md"))).contains("```java\n" + example + "\n```");
    }
}
