package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.conformance.bench.AnyBench;
import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.wire.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Connections that all send a PING with a time to live of 0.3 s at the same moment: what becomes of those that then fall
 * silent, and of those that go on talking.
 */
public final class TimeToLive {

    /** How often a talking peer may be cut off before it is the subject's fault: a machine may stall now and then. */
    public static final int ATTEMPTS = 3;

    private static final int DECISECONDS = 3;
    private static final Duration TIME = Duration.ofMillis(DECISECONDS * 100);

    /** What a coarse clock may take off. */
    private static final Duration SOONEST = TIME.multipliedBy(9).dividedBy(10);

    private static final Duration WATCHED = TIME.multipliedBy(2).plusMillis(50);
    private static final Duration BEAT = Duration.ofMillis(90);

    private final AnyBench bench;
    private final List<Stranger> resting = new ArrayList<>();
    private final Map<Stranger, Runnable> talking = new LinkedHashMap<>();
    private @Nullable Stranger silent;

    public TimeToLive(AnyBench bench) {
        this.bench = bench;
    }

    /** Has one fall silent after its PING. */
    public TimeToLive silent(Stranger stranger) {
        silent = stranger.described("who sent PING with a time to live of 0.3 s, then nothing");
        return this;
    }

    /** Has one send a PING with the time 0, then nothing. */
    public TimeToLive resting(Stranger stranger) {
        resting.add(stranger.described("who sent PING with a time to live of 0, then nothing"));
        return this;
    }

    /** Has one do something each 90 ms after its PING. */
    public TimeToLive talking(Stranger stranger, String what, Runnable traffic) {
        talking.put(
                stranger.described("who sent PING with a time to live of 0.3 s, then " + what + " each 90 ms"),
                traffic);
        return this;
    }

    /**
     * Plays, and requires that the silent one is disconnected in time and those that rest are not.
     *
     * @return one that was disconnected though it talked; null if there is none
     */
    @Nullable
    public Stranger play() {
        long begin = System.nanoTime();
        resting.forEach(stranger -> stranger.tell(Command.ping(0, Frame.empty())));
        talking.keySet().forEach(stranger -> stranger.tell(Command.ping(DECISECONDS, Frame.empty())));
        Stranger mute = silent;
        long silentSince = System.nanoTime();
        if (mute != null) {
            mute.tell(Command.ping(DECISECONDS, Frame.empty()));
        }
        if (!talking.isEmpty() || !resting.isEmpty()) {
            watch(begin, mute, silentSince);
        }
        if (mute != null) {
            Duration patience = TIME.plus(bench.timeouts().close());
            if (mute.wire().awaitClose(patience).isEmpty()) {
                throw mute.failed(
                        "to be disconnected within " + patience.toMillis() + " ms", "the connection is still open");
            }
            requireNotTooSoon(mute, silentSince);
        }
        for (Stranger stranger : resting) {
            if (stranger.wire().isClosed()) {
                throw stranger.failed("to keep its connection", "it was disconnected");
            }
        }
        return talking.keySet().stream()
                .filter(stranger -> stranger.wire().isClosed())
                .findFirst()
                .orElse(null);
    }

    /** Lets the talking ones talk for twice the time to live; between the beats it waits for what may happen. */
    private void watch(long begin, @Nullable Stranger mute, long silentSince) {
        Stranger watched = mute;
        Countdown end = Countdown.of(WATCHED);
        while (!end.left().isZero()) {
            Countdown beat = Countdown.of(min(BEAT, end.left()));
            while (!beat.left().isZero()) {
                Stranger next = watched != null ? watched : firstOpen();
                if (next == null) {
                    return;
                }
                boolean hasEnded = next.wire().awaitClose(beat.left()).isPresent();
                if (hasEnded && next == mute) {
                    requireNotTooSoon(next, silentSince);
                    watched = null;
                }
            }
            talking.forEach((stranger, traffic) -> traffic.run());
        }
        bench.note("watched for " + (System.nanoTime() - begin) / 1_000_000 + " ms");
    }

    private @Nullable Stranger firstOpen() {
        List<Stranger> all = new ArrayList<>(resting);
        all.addAll(talking.keySet());
        return all.stream()
                .filter(stranger -> !stranger.wire().isClosed())
                .findFirst()
                .orElse(null);
    }

    private static void requireNotTooSoon(Stranger stranger, long silentSince) {
        Duration lasted = Duration.ofNanos(System.nanoTime() - silentSince);
        if (lasted.compareTo(SOONEST) < 0) {
            throw stranger.failed(
                    "to keep its connection for 300 ms", "it was disconnected after " + lasted.toMillis() + " ms");
        }
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
