package io.github.dontwait.testkit.assertion;

import static io.github.dontwait.testkit.transcript.ExpectationFailedError.expecting;

import io.github.dontwait.testkit.transcript.StopReport;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Assertions on how a subject stopped. What nobody observed is a failure, which says how to have it observed.
 *
 * <pre>{@code
 * assertThat(report).tookAtMost(Duration.ofSeconds(2)).answeredAllItAccepted().releasedItsPort().leftNoThread();
 * }</pre>
 */
public class StopReportAssert extends KitAssert<StopReportAssert, StopReport> {

    /** Made by {@link DontwaitAssertions#assertThat(StopReport)}. */
    public StopReportAssert(StopReport actual) {
        super(actual, StopReportAssert.class);
    }

    /** From the stop request to the end it took no longer than that, and it was not killed. */
    public StopReportAssert tookAtMost(Duration time) {
        isNotNull();
        if (actual.isForced()) {
            throw failing(expecting("the subject to stop within " + Words.of(time))
                    .but("it had to be killed after " + Words.of(actual.took())));
        }
        if (actual.took().compareTo(time) > 0) {
            throw failing(expecting("the subject to stop within " + Words.of(time))
                    .but("it took " + Words.of(actual.took()))
                    .values(time, actual.took()));
        }
        return this;
    }

    /** Every request that it had accepted before the stop request was answered. */
    public StopReportAssert answeredAllItAccepted() {
        isNotNull();
        if (actual.accepted().isEmpty() || actual.answered().isEmpty()) {
            throw failing(expecting("the subject to answer all requests that it had accepted before it stopped")
                    .but("nobody told how many they were; call requests(accepted, answered) before report()"));
        }
        long accepted = actual.accepted().getAsLong();
        long answered = actual.answered().getAsLong();
        if (answered < accepted) {
            throw failing(expecting("the subject to answer all " + Words.count(accepted, "request")
                            + " that it had accepted before it stopped")
                    .but("it answered " + answered)
                    .values(accepted, answered));
        }
        return this;
    }

    /** Its port could be bound again at once. */
    public StopReportAssert releasedItsPort() {
        isNotNull();
        String port = actual.port().isPresent() ? "the port " + actual.port().getAsInt() : "the port";
        if (actual.releasedPort().isEmpty()) {
            throw failing(expecting("the port of the subject to be free after its stop")
                    .but("no port was told; call port(…) or endpoint(…) before report()"));
        }
        if (!actual.releasedPort().get()) {
            throw failing(expecting(port + " of the subject to be free after its stop")
                    .but("it is still taken"));
        }
        return this;
    }

    /** None of its threads lives. */
    public StopReportAssert leftNoThread() {
        isNotNull();
        if (actual.leftThreads().isEmpty()) {
            throw failing(
                    expecting("the subject to leave no thread").but("nobody sees its threads: it is not in this JVM"));
        }
        List<String> left = actual.leftThreads().get();
        if (!left.isEmpty()) {
            throw failing(expecting("the subject to leave no thread")
                    .but(Words.count(left.size(), "thread") + " of it still " + (left.size() == 1 ? "lives" : "live")
                            + ": " + left.stream().map(Words::inQuotes).collect(Collectors.joining(", "))));
        }
        return this;
    }

    /** As a process it ended with this exit code. */
    public StopReportAssert hasExitCode(int code) {
        isNotNull();
        if (actual.exitCode().isEmpty()) {
            throw failing(
                    expecting("the subject to end with the exit code " + code).but("it is no process"));
        }
        if (actual.exitCode().getAsInt() != code) {
            throw failing(expecting("the subject to end with the exit code " + code)
                    .but("it ended with " + actual.exitCode().getAsInt())
                    .values(code, actual.exitCode().getAsInt()));
        }
        return this;
    }

    /** Its last line was {@code STOPPED}. */
    public StopReportAssert saidStopped() {
        isNotNull();
        if (actual.saidStopped().isEmpty()) {
            throw failing(expecting("STOPPED to be the last line of the subject")
                    .but("nobody reads its lines: it is no process"));
        }
        if (!actual.saidStopped().get()) {
            throw failing(
                    expecting("STOPPED to be the last line of the subject").but("it is not"));
        }
        return this;
    }
}
