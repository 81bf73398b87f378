package io.github.dontwait.testkit.transcript;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/**
 * How a subject stopped.
 *
 * @param took from the stop request to the end
 * @param exitCode the exit code of a process; nothing for a subject that is none
 * @param isForced whether it had to be killed
 * @param saidStopped whether {@code STOPPED} was its last line
 * @param releasedPort whether its port could be bound again at once
 * @param accepted how many requests it had accepted before the stop request
 * @param answered how many of those it answered
 * @param leftThreads the names of its threads that were still alive
 */
public record StopReport(
        Duration took,
        OptionalInt exitCode,
        boolean isForced,
        boolean saidStopped,
        boolean releasedPort,
        long accepted,
        long answered,
        List<String> leftThreads) {

    public StopReport {
        leftThreads = List.copyOf(leftThreads);
    }
}
