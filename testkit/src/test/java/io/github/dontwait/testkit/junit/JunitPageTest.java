package io.github.dontwait.testkit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dontwait.testkit.jeromq.CheckedContext;
import io.github.dontwait.testkit.leak.LeakCheck;
import io.github.dontwait.testkit.thread.ThreadDump;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/** The page about JUnit shows what really compiles and runs. */
class JunitPageTest {

    private static final Pattern JAVA = Pattern.compile("(?s)```java\\n(.*?)\\n```");
    private static final Path SOURCES = Path.of("src/test/java/io/github/dontwait/testkit/junit");

    @Test
    void itsExamplesAreTestsThatRun() throws IOException {
        String sources = Files.readString(SOURCES.resolve("EchoServiceTest.java"))
                + Files.readString(SOURCES.resolve("JunitPageTest.java"));
        List<String> examples = JAVA.matcher(Files.readString(Path.of("docs/junit.md")))
                .results()
                .map((MatchResult block) -> block.group(1))
                .toList();
        assertThat(examples).hasSize(2).allSatisfy(example -> assertThat(sources)
                .contains(example));
    }

    @Test
    void theExampleWithoutJunitRuns() {
        try (LeakCheck check = LeakCheck.begin("starting and stopping a service")) {
            check.allowThreads("metrics-.*", "the registry is global");
            try (CheckedContext context = CheckedContext.open()) {
                ZMQ.Socket router = context.bound(SocketType.ROUTER);
                System.out.println("bound to " + router.getLastEndpoint());
                System.out.println(ThreadDump.take());
            }
        } // fails if anything was left
    }
}
