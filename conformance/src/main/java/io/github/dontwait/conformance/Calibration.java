package io.github.dontwait.conformance;

import java.time.Duration;

/**
 * What this machine can do, measured before the rules run and watched while they do.
 *
 * @param roundTripP50 the median of a loopback round trip between two threads of the suite
 * @param stallMax the longest moment in which the suite's metronome did not get the processor
 */
public record Calibration(Duration roundTripP50, Duration stallMax) {

    /** The same machine, with what the metronome has seen since. */
    public Calibration withStallMax(Duration longest) {
        return new Calibration(roundTripP50, longest);
    }
}
