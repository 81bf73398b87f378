package io.github.dontwait.testkit.transcript;

import java.time.Duration;

/**
 * What a subject has used up to one moment.
 *
 * @param cpuTime the processor time of all its threads since its start
 * @param residentBytes the memory that it holds
 * @param descriptors the number of its open descriptors
 */
public record ResourceUse(Duration cpuTime, long residentBytes, int descriptors) {}
