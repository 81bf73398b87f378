package io.github.dontwait.testkit.dutycycle;

import io.github.dontwait.testkit.dutycycle.Sample.Posture;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * All that was seen of a turn in one place where it did not run, and whether it proves that the turn waited there.
 *
 * <p>A wait is proven by one sample: nothing but a call puts a thread to sleep. A held lock or a native call is proven only
 * by a stay over several samples, because every thread passes through them, and a busy machine may stop it right there.
 */
final class Stay {

    /** So many samples of one stay in a row prove a native call in which the kernel saw the thread sleep. */
    private static final int SAMPLES_ASLEEP = 3;

    /** So many intervals in which the holder of a lock was seen to sit on it, or to work while it held it. */
    private static final int INTERVALS_HELD = 2;

    /** Where neither kernel nor holder can be asked, only a long stay is proof. */
    private static final int SAMPLES_UNAIDED = 10;

    private static final long NANOS_UNAIDED = Duration.ofMillis(100).toNanos();

    private final Posture posture;
    private Sample latest;
    private @Nullable Holder latestHolder;
    private long beginNanos;
    private int inARow;
    private int intervalsHeld;
    private int timesSeen;
    private long longestNanos;
    private boolean isProven;
    private boolean wasInterrupted;

    Stay(Sample first) {
        posture = first.posture();
        latest = first;
    }

    /**
     * Adds a sample.
     *
     * @param isContinued whether the thread has not moved since the sample before
     * @param isAsleep whether the kernel saw it sleep; null where the kernel cannot be asked
     * @param holder who holds the lock; null if there is none, or it is not known
     */
    void add(Sample sample, boolean isContinued, @Nullable Boolean isAsleep, @Nullable Holder holder) {
        boolean goesOn = isContinued && !Boolean.FALSE.equals(isAsleep);
        if (!goesOn) {
            beginNanos = sample.nanos();
            inARow = 0;
            intervalsHeld = 0;
        } else if (holder != null && latestHolder != null && holder.heldItSince(latestHolder)) {
            intervalsHeld++;
        }
        timesSeen++;
        inARow++;
        latest = sample;
        latestHolder = holder;
        longestNanos = Math.max(longestNanos, stayedNanos());
        isProven |= switch (posture) {
            case WAITING -> true;
            case LOCKED -> intervalsHeld >= INTERVALS_HELD || holder == null && isLong();
            default ->
                isAsleep == null ? sample.isInKnownBlockingCall() && isLong() : isAsleep && inARow >= SAMPLES_ASLEEP;
        };
    }

    private boolean isLong() {
        return inARow >= SAMPLES_UNAIDED && stayedNanos() >= NANOS_UNAIDED;
    }

    private long stayedNanos() {
        return latest.nanos() - beginNanos;
    }

    /** Whether this is no passing through. */
    boolean isProven() {
        return isProven;
    }

    /** Whether it is proven and has lasted that long by now, without a move. */
    boolean isOverdue(Duration patience) {
        return isProven && stayedNanos() >= patience.toNanos();
    }

    /** It was ended by an interrupt of the detector. */
    void interrupted() {
        wasInterrupted = true;
    }

    Finding finding() {
        String where =
                posture == Posture.LOCKED ? "it waited for a lock, " + latest.lock() : "it sat in " + latest.place();
        long millis = longestNanos / 1_000_000;
        String time = millis > 0 ? " for " + millis + " ms at least" : "";
        String end = wasInterrupted ? ", until it was interrupted" : "";
        String seen = timesSeen == 1 ? " (seen once)" : " (seen " + timesSeen + " times)";
        Finding.Kind kind =
                switch (posture) {
                    case WAITING -> Finding.Kind.WAIT;
                    case LOCKED -> Finding.Kind.LOCK;
                    default -> Finding.Kind.NATIVE_CALL;
                };
        return new Finding(kind, where + time + end + seen, Duration.ofNanos(longestNanos), timesSeen, latest.stack());
    }

    /**
     * The thread that holds a lock, at one moment.
     *
     * @param id its identity
     * @param isSitting whether it does not run: it sleeps or waits while it holds the lock
     * @param nanos when
     * @param cpuNanos the processor time that it had used
     */
    record Holder(long id, boolean isSitting, long nanos, long cpuNanos) {

        /** A holder that only waits for a processor does not count: that is the machine, not the lock. */
        private boolean heldItSince(Holder earlier) {
            boolean worked = (cpuNanos - earlier.cpuNanos) * 4 >= nanos - earlier.nanos;
            return id == earlier.id && (isSitting && earlier.isSitting || worked);
        }
    }
}
