package io.github.dontwait.testkit.wire;

import com.sun.management.ThreadMXBean;
import io.github.dontwait.testkit.message.Frame;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/**
 * Where the fuzzer comes in: one input at a time into one target, and a look at what that took. A time limit for each
 * input is the fuzzer's.
 */
public final class WireFuzz {

    /** What the fuzzer's process prints in the end, before the number. */
    static final String WORST = "worst allocation: ";

    /** Memory for an input that has no octets: objects of a handshake, a message of an exception with its trace. */
    private static final int CONSTANT = 64 << 10;

    /** The same where the JDK calculates with keys: some ten agreements, 50 kB each. */
    private static final int CONSTANT_WITH_KEYS = 1 << 20;

    /** The first piece of memory for a frame that declares more than has come. */
    private static final int FIRST_PIECE = 64 << 10;

    /** For each octet: at worst each second one is a frame with its objects, read, written and compared here. */
    private static final int FOR_EACH_OCTET = 512;

    private static final int TRIES = 5;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static FuzzTarget target = FuzzTarget.FRAMES;
    private static long worst;

    private WireFuzz() {}

    /** Called by the fuzzer once. */
    public static void fuzzerInitialize(String[] arguments) {
        begin(FuzzTarget.titled(arguments[0]));
    }

    /** Begins with a target: after its seeds its classes are there, and their memory counts no more. */
    static void begin(FuzzTarget other) {
        target = other;
        worst = 0;
        for (byte[] seed : other.seeds()) {
            allocated(seed);
        }
    }

    /** Called by the fuzzer for each input. */
    public static void fuzzerTestOneInput(byte[] input) {
        long bound = bound(input);
        long octets = allocated(input);
        // The first exception of a kind loads classes: only what is needed each time is the codec's.
        for (int i = 1; i < TRIES && octets > bound; i++) {
            octets = allocated(input);
        }
        worst = Math.max(worst, octets);
        if (octets > bound) {
            throw new AssertionError(
                    "an input of " + input.length + " octets took " + octets + " octets of memory, the bound is "
                            + bound + ": " + Frame.of(input).hex());
        }
    }

    /** Called by the fuzzer in the end. */
    public static void fuzzerTearDown() {
        System.err.println(WORST + worst);
    }

    static long worst() {
        return worst;
    }

    /** The most memory that an input may take. */
    static long bound(byte[] input) {
        return (target.usesKeys() ? CONSTANT_WITH_KEYS : CONSTANT) + FIRST_PIECE + (long) FOR_EACH_OCTET * input.length;
    }

    private static long allocated(byte[] input) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        Throwable undeclared = undeclared(input);
        long after = THREADS.getCurrentThreadAllocatedBytes();
        if (undeclared != null) {
            throw new AssertionError(
                    target.title() + " answered " + Frame.of(input).hex() + " by what it does not declare", undeclared);
        }
        return after - before;
    }

    private static @Nullable Throwable undeclared(byte[] input) {
        try {
            target.take(input);
            return null;
        } catch (MalformedFrameException | RuntimeException | Error e) {
            return FuzzTarget.isDeclared(e) ? null : e;
        }
    }
}
