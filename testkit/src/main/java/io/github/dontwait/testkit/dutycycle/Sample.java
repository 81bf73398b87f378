package io.github.dontwait.testkit.dutycycle;

import java.lang.management.LockInfo;
import java.lang.management.ThreadInfo;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the turning thread was at one moment.
 *
 * @param nanos when, by {@link System#nanoTime()}
 * @param posture what it did
 * @param stack the frames above the detector's own, the innermost first
 * @param waits how often it had waited or met a held lock so far: equal in two samples of one and the same wait
 * @param cpuNanos the processor time that it had used
 * @param lock the lock that it waited for, in words; null if none
 * @param ownerId the thread that held it; -1 if none
 */
record Sample(
        long nanos,
        Posture posture,
        List<StackTraceElement> stack,
        long waits,
        long cpuNanos,
        @Nullable String lock,
        long ownerId) {

    /** Calls that do not return before something comes, by their innermost frame, for where the kernel cannot be asked. */
    private static final Set<String> BLOCKING_CALLS = Set.of(
            "sun.nio.ch.EPoll.wait",
            "sun.nio.ch.KQueue.poll",
            "sun.nio.ch.WEPoll.wait",
            "sun.nio.ch.WindowsSelectorImpl$SubSelector.poll0",
            "sun.nio.ch.Net.poll",
            "sun.nio.ch.Net.accept",
            "sun.nio.ch.Net.connect0",
            "sun.nio.ch.FileDispatcherImpl.read0",
            "sun.nio.ch.UnixFileDispatcherImpl.read0",
            "sun.nio.ch.SocketDispatcher.read0",
            "java.io.FileInputStream.readBytes",
            "java.io.FileInputStream.read0",
            "java.net.Inet4AddressImpl.lookupAllHostAddr",
            "java.net.Inet6AddressImpl.lookupAllHostAddr",
            "java.lang.ProcessHandleImpl.waitForProcessExit0");

    private static final Set<String> WAITING_METHODS = Set.of("wait", "wait0", "sleep", "sleep0", "park", "join");

    enum Posture {
        /** It ran, or could have run. */
        RUNNING,
        /** It was in a native method that may or may not wait. */
        IN_NATIVE_CALL,
        /** It slept, was parked, or waited to be notified. */
        WAITING,
        /** It waited for a lock that somebody held. */
        LOCKED,
        /** It, or another thread that it waited for, loaded or initialised a class. */
        LOADING
    }

    static Sample of(ThreadInfo info, long nanos, long cpuNanos, List<StackTraceElement> stack) {
        LockInfo lock = info.getLockInfo();
        return new Sample(
                nanos,
                posture(info.getThreadState(), stack),
                stack,
                info.getWaitedCount() + info.getBlockedCount(),
                cpuNanos,
                lock == null ? null : words(lock, info.getLockOwnerName()),
                info.getLockOwnerId());
    }

    static Posture posture(Thread.State state, List<StackTraceElement> stack) {
        if (stack.isEmpty()) {
            return Posture.RUNNING;
        }
        if (isLoading(stack)) {
            return Posture.LOADING;
        }
        StackTraceElement top = stack.get(0);
        return switch (state) {
            case BLOCKED -> Posture.LOCKED;
            case WAITING, TIMED_WAITING ->
                isLocking(stack)
                        ? Posture.LOCKED
                        : WAITING_METHODS.contains(top.getMethodName()) ? Posture.WAITING : Posture.LOADING;
            default -> top.isNativeMethod() && !isStarting(top) ? Posture.IN_NATIVE_CALL : Posture.RUNNING;
        };
    }

    /** Parked by a lock, as {@code synchronized} would block: short if whoever holds it is quick. */
    private static boolean isLocking(List<StackTraceElement> stack) {
        for (StackTraceElement frame : stack) {
            String name = frame.getClassName();
            if (name.contains("AbstractQueued") && frame.getMethodName().startsWith("await")) {
                return false;
            }
            if (name.startsWith("java.util.concurrent.locks.ReentrantLock")
                    || name.startsWith("java.util.concurrent.locks.ReentrantReadWriteLock")
                    || name.equals("java.util.concurrent.locks.StampedLock")) {
                return true;
            }
            if (!name.startsWith("java.util.concurrent.locks.") && !name.startsWith("jdk.internal.misc.")) {
                return false;
            }
        }
        return false;
    }

    /** The start of a thread returns when that thread has got a processor: on a busy machine, late. */
    private static boolean isStarting(StackTraceElement frame) {
        return placeOf(frame).equals("java.lang.Thread.start0");
    }

    private static boolean isLoading(List<StackTraceElement> stack) {
        for (StackTraceElement frame : stack) {
            String name = frame.getClassName();
            if (name.equals("java.lang.ClassLoader")
                    || name.startsWith("jdk.internal.loader.")
                    || name.equals("java.lang.invoke.MethodHandleNatives")
                    || name.equals("java.lang.Class") && frame.getMethodName().startsWith("forName")
                    || frame.getMethodName().equals("<clinit>")) {
                return true;
            }
        }
        return false;
    }

    /** Whether two samples, this one the later, are of one and the same stay: nothing happened between them. */
    boolean isSameStayAs(Sample earlier) {
        return posture == earlier.posture
                && waits == earlier.waits
                && (posture != Posture.IN_NATIVE_CALL || cpuNanos == earlier.cpuNanos)
                && stack.equals(earlier.stack);
    }

    /** Whether its innermost frame is a call that is known to wait. */
    boolean isInKnownBlockingCall() {
        return isKnownBlockingCall(stack.get(0));
    }

    static boolean isKnownBlockingCall(StackTraceElement frame) {
        return BLOCKING_CALLS.contains(placeOf(frame));
    }

    /** The innermost frame, as {@code CLASS.METHOD}. */
    String place() {
        return placeOf(stack.get(0));
    }

    static String placeOf(StackTraceElement frame) {
        return frame.getClassName() + "." + frame.getMethodName();
    }

    private static String words(LockInfo lock, @Nullable String owner) {
        String held = owner == null ? "" : ", held by the thread \"" + owner + "\"";
        return lock.getClassName() + held;
    }
}
