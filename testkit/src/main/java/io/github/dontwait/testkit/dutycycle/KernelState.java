package io.github.dontwait.testkit.dutycycle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel says about one thread, where it says anything: on Linux. It alone tells a thread that sits in a system
 * call from one that merely waits for its turn on a busy processor.
 */
final class KernelState {

    private static final Path PROC = Path.of("/proc");
    private static final Path THREAD_SELF = PROC.resolve("thread-self");

    private final @Nullable Path stat;

    private KernelState(@Nullable Path stat) {
        this.stat = stat;
    }

    /** Of the calling thread, to be read by any. */
    static KernelState ofCallingThread() {
        try {
            Path found = PROC.resolve(Files.readSymbolicLink(THREAD_SELF)).resolve("stat");
            return new KernelState(Files.isReadable(found) ? found : null);
        } catch (IOException | UnsupportedOperationException notLinux) {
            return new KernelState(null);
        }
    }

    /** Whether the kernel can be asked. */
    boolean isKnown() {
        return stat != null;
    }

    /** Whether the thread sleeps in the kernel now: it waits for an event, neither for a processor nor for a disk. */
    boolean isAsleep() {
        if (stat == null) {
            return false;
        }
        try {
            String line = Files.readString(stat);
            // PID (NAME) STATE …; a name may hold parentheses.
            int afterName = line.lastIndexOf(')');
            return afterName > 0 && line.startsWith(" S", afterName + 1);
        } catch (IOException threadHasEnded) {
            return false;
        }
    }
}
