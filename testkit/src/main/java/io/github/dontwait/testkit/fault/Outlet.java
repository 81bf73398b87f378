package io.github.dontwait.testkit.fault;

import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.transcript.Event;
import io.github.dontwait.testkit.transcript.ExpectationFailedError;
import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.Deadline;
import io.github.dontwait.testkit.wire.WirePeer;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** In what way the octets of a faulty peer leave: as they are, one by one, in random pieces, or all at the end. */
final class Outlet {

    private static final long SECOND_NANOS = 1_000_000_000;
    private static final int MOST_PIECES = 1_000;

    private final WirePeer wire;
    private final Transcript transcript;
    private final Duration patience;
    private int octetsPerSecond;
    private @Nullable Random pieces;
    private @Nullable ByteArrayOutputStream held;

    Outlet(WirePeer wire, Transcript transcript, Duration patience) {
        this.wire = wire;
        this.transcript = transcript;
        this.patience = patience;
    }

    /** Whether octets leave as they are. */
    boolean isPlain() {
        return octetsPerSecond == 0 && pieces == null && held == null;
    }

    boolean isHolding() {
        return held != null;
    }

    void drip(int rate) {
        octetsPerSecond = rate;
    }

    void split(long seed) {
        pieces = new Random(seed);
    }

    void hold() {
        held = new ByteArrayOutputStream();
    }

    /** Sends at once what was held back. */
    void release() {
        ByteArrayOutputStream all = held;
        held = null;
        if (all != null && all.size() > 0) {
            wire.sendOctets(all.toByteArray(), "all that was held back");
        }
    }

    void write(byte[] octets, String what) {
        if (octets.length == 0) {
            return;
        }
        Random random = pieces;
        if (held != null) {
            held.writeBytes(octets);
        } else if (octetsPerSecond > 0) {
            writeDripping(octets, what);
        } else if (random != null) {
            wire.sendInPieces(octets, sizes(octets.length, random));
        } else {
            wire.sendOctets(octets, what);
        }
    }

    /** Enough sizes for all octets; of very many octets not more than {@value MOST_PIECES} pieces. */
    private static int[] sizes(int octets, Random random) {
        int largest = Math.max(8, 2 * octets / MOST_PIECES);
        int[] sizes = new int[octets];
        int count = 0;
        for (int sum = 0; sum < octets; sum += sizes[count++]) {
            sizes[count] = 1 + random.nextInt(largest);
        }
        return Arrays.copyOf(sizes, count);
    }

    private void writeDripping(byte[] octets, String what) {
        transcript.octets(wire.name(), Event.Direction.SENT, Frame.of(octets), what + ", dripping");
        long start = System.nanoTime();
        ByteBuffer rest = ByteBuffer.wrap(octets);
        while (rest.hasRemaining()) {
            int next = rest.position();
            awaitNanoTime(start + (next + 1) * SECOND_NANOS / octetsPerSecond);
            writeOne(rest.slice(next, 1), what);
            rest.position(next + 1);
        }
    }

    private void writeOne(ByteBuffer octet, String what) {
        Deadline deadline = Deadline.in(patience);
        while (wire.writeSome(octet) == 0) {
            if (deadline.isOver()) {
                throw ExpectationFailedError.expecting(
                                "an octet of the " + what + " of " + wire.name() + " to be taken within " + deadline)
                        .but("the other side reads no more")
                        .transcript(transcript)
                        .inVain()
                        .error();
            }
            awaitNanoTime(System.nanoTime() + SECOND_NANOS / 1_000);
        }
    }

    /** Lets time pass: here the time itself is the fault. */
    static void pause(Duration length) {
        awaitNanoTime(System.nanoTime() + Deadline.nanos(length));
    }

    private static void awaitNanoTime(long moment) {
        long rest = moment - System.nanoTime();
        while (rest > 0) {
            LockSupport.parkNanos(rest);
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("interrupted while a fault took its time");
            }
            rest = moment - System.nanoTime();
        }
    }
}
