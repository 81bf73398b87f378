package io.github.dontwait.testkit.transcript;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * How a subject stopped.
 *
 * @param took from the stop request to the end
 * @param exitCode the exit code of a process; nothing for a subject that is none
 * @param isForced whether it had to be killed
 * @param saidStopped whether {@code STOPPED} was its last line
 * @param releasedPort whether its port could be bound again at once
 */
public record StopReport(
        Duration took, OptionalInt exitCode, boolean isForced, boolean saidStopped, boolean releasedPort) {}
