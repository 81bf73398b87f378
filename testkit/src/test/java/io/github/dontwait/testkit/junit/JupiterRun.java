package io.github.dontwait.testkit.junit;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** A test class run by JUnit inside a test: one that is right, that fails, that hangs or that leaks. */
record JupiterRun(EngineExecutionResults results) {

    static JupiterRun run(Class<?> type) {
        return run(type, Map.of());
    }

    static JupiterRun run(Class<?> type, Map<String, String> settings) {
        return new JupiterRun(EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(type))
                .configurationParameters(settings)
                .execute());
    }

    /** What became of its tests, without the class itself. */
    Events tests() {
        return results.testEvents();
    }

    /** What failed, be it a test or the class. */
    List<Throwable> failures() {
        return results.allEvents().failed().stream()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class)
                        .getThrowable()
                        .orElseThrow())
                .toList();
    }

    /** What failed first. */
    Throwable failure() {
        return failures().get(0);
    }

    void assertAllSucceed(int tests) {
        for (Throwable failure : failures()) {
            fail("unexpected: " + printed(failure), failure);
        }
        tests().assertStatistics(statistics -> statistics.succeeded(tests).finished(tests));
    }

    /** As Surefire and IDEs print it. */
    static String printed(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
