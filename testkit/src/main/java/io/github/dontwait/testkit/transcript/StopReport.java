package io.github.dontwait.testkit.transcript;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How a subject stopped. What whoever observed the stop could not know is not there, and no assertion takes it for good.
 *
 * @param took from the stop request to the end
 * @param exitCode the exit code of a process; nothing for a subject that is none
 * @param isForced whether it had to be killed
 * @param saidStopped whether {@code STOPPED} was its last line; nothing for a subject without an output of its own
 * @param port the port that the subject had; nothing if nobody told it
 * @param releasedPort whether that port could be bound again at once; nothing if none was told
 * @param accepted how many requests it had accepted before the stop request; nothing if nobody counted
 * @param answered how many of those it answered; nothing if nobody counted
 * @param leftThreads the names of its threads that were still alive; nothing for a subject whose threads nobody sees
 */
public record StopReport(
        Duration took,
        OptionalInt exitCode,
        boolean isForced,
        Optional<Boolean> saidStopped,
        OptionalInt port,
        Optional<Boolean> releasedPort,
        OptionalLong accepted,
        OptionalLong answered,
        Optional<List<String>> leftThreads) {

    public StopReport {
        leftThreads = leftThreads.map(List::copyOf);
    }
}
