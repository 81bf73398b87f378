package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.wire.Command;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;

/** Connections that send a PING with a long time to live and then nothing: none of them may be cut soon. */
public final class LongTimesToLive {

    /**
     * In tenths of a second; what 16 bits of milliseconds, one octet, octets in the wrong order or a sign make of them
     * is over within the window.
     */
    private static final int[] DECISECONDS = {256, 257, 656, 1_311, 32_768, 65_535};

    private static final Duration WINDOW = Duration.ofSeconds(1);

    private static final Duration LOOK = Duration.ofMillis(5);

    private LongTimesToLive() {}

    /**
     * Requires that they keep their connections for a second.
     *
     * @param visitor one whose handshake is done, by the tenths of a second that it is to promise
     */
    public static void expectKept(Bench bench, IntFunction<Stranger> visitor) {
        Map<Stranger, Integer> patient = new LinkedHashMap<>();
        for (int deciseconds : DECISECONDS) {
            patient.put(
                    visitor.apply(deciseconds)
                            .described("who sent PING with a time to live of " + deciseconds + " tenths of a second"),
                    deciseconds);
        }
        long begin = System.nanoTime();
        patient.forEach((stranger, deciseconds) -> stranger.tell(Command.ping(deciseconds, Frame.empty())));
        Countdown countdown = Countdown.of(WINDOW);
        while (!countdown.left().isZero()) {
            patient.forEach((stranger, deciseconds) -> {
                if (stranger.wire().awaitClose(LOOK).isPresent()) {
                    onCut(bench, stranger, deciseconds, (System.nanoTime() - begin) / 1_000_000);
                }
            });
        }
    }

    private static void onCut(Bench bench, Stranger stranger, int deciseconds, long millis) {
        if (millis >= deciseconds * 100L) {
            throw bench.inconclusive("a second took " + millis + " ms");
        }
        throw stranger.failed(
                "to keep its connection for " + WINDOW.toMillis() + " ms at least",
                "it was disconnected after " + millis + " ms");
    }
}
