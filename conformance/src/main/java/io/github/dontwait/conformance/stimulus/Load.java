package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.conformance.Capability;
import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.testkit.message.Message;

/** Two peers that keep a subject's queue from ever being empty, until the rule ends. */
public final class Load {

    /** How failures say what the subject was doing. */
    public static final String WHEN = "while two peers flood it";

    private static final int WINDOW = 100;

    private Load() {}

    /**
     * Begins; a subject that can be asked to work on its loop gets more than it can get through, however fast it is.
     */
    public static void begin(Bench bench) throws InterruptedException {
        if (bench.declares(Capability.WORK) && !bench.declares(Capability.CONCURRENT)) {
            Message request = Message.of("$work", "1", "flood");
            Flood.start(bench, "mallory", request, WINDOW);
            Flood.start(bench, "oscar", request, WINDOW);
        } else {
            SegmentedFlood.begin(bench, "mallory");
            SegmentedFlood.begin(bench, "oscar");
        }
    }
}
