package io.github.dontwait.testkit.thread;

import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What all platform threads of this JVM were doing at one moment, with a {@link ThreadReading} of each.
 *
 * <p>An immutable value; may be taken by any thread, and nothing has to be closed. Virtual threads are not seen.
 */
public final class ThreadDump {

    private static final int ROOM = 16;

    /** In the order of their ids, that is of their making. */
    private final Map<Long, ThreadInfo> infos = new LinkedHashMap<>();

    /** By the id of a thread, the threads that are alive: a thread that is joined is known only by its identity. */
    private final Map<Integer, Long> idsByIdentity = new LinkedHashMap<>();

    private ThreadDump(ThreadInfo[] taken, Set<Thread> threads) {
        Arrays.stream(taken)
                .sorted((one, other) -> Long.compare(one.getThreadId(), other.getThreadId()))
                .forEach(info -> infos.put(info.getThreadId(), info));
        threads.forEach(thread -> idsByIdentity.put(System.identityHashCode(thread), thread.getId()));
    }

    /** What the threads do now. Takes a millisecond or so, in which all of them stand still. */
    public static ThreadDump take() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        ThreadInfo[] taken =
                threads.dumpAllThreads(threads.isObjectMonitorUsageSupported(), threads.isSynchronizerUsageSupported());
        return new ThreadDump(taken, liveThreads());
    }

    /** All platform threads that are alive now, those of the system included; far cheaper than a dump. */
    public static Set<Thread> liveThreads() {
        ThreadGroup root = Thread.currentThread().getThreadGroup();
        while (root.getParent() != null) {
            root = root.getParent();
        }
        Thread[] found = new Thread[root.activeCount() + ROOM];
        int count = root.enumerate(found, true);
        while (count == found.length) {
            found = new Thread[2 * found.length];
            count = root.enumerate(found, true);
        }
        return new LinkedHashSet<>(Arrays.asList(found).subList(0, count));
    }

    /** What this thread was doing; nothing if it had ended, or had not been started. */
    public Optional<ThreadReading> reading(Thread thread) {
        return Optional.ofNullable(infos.get(thread.getId())).map(this::read);
    }

    /** What each thread was doing, in the order of their making. */
    public List<ThreadReading> readings() {
        return infos.values().stream().map(this::read).toList();
    }

    /**
     * The readings of some threads and of all for which these wait, with their stacks; then how many others there were.
     *
     * @param threads of which to speak, in this order; those that had ended are left out
     * @return lines without a line break at the end
     */
    public String render(Collection<Thread> threads) {
        Set<Long> shown = new LinkedHashSet<>();
        threads.forEach(thread -> {
            ThreadInfo info = infos.get(thread.getId());
            while (info != null && shown.add(info.getThreadId())) {
                info = infos.get(awaited(info));
            }
        });
        List<String> texts = new ArrayList<>();
        shown.forEach(id -> {
            ThreadInfo info = infos.get(id);
            if (info != null) {
                texts.add(read(info).text());
            }
        });
        String others = infos.values().stream()
                .filter(info -> !shown.contains(info.getThreadId()))
                .map(ThreadInfo::getThreadName)
                .collect(Collectors.joining(", "));
        if (!others.isEmpty()) {
            texts.add("other threads: " + others);
        }
        return String.join("\n", texts);
    }

    private ThreadReading read(ThreadInfo info) {
        List<StackTraceElement> stack = Frames.visible(info.getStackTrace());
        return new ThreadReading(
                info.getThreadName(), info.getThreadState(), sentence(info, new LinkedHashSet<>()), stack);
    }

    private String sentence(ThreadInfo info, Set<Long> seen) {
        List<StackTraceElement> stack = Frames.visible(info.getStackTrace());
        String what = new Posture(stack, info.getThreadState(), lockName(info)).words();
        String whom = whom(info, seen);
        int own = Frames.firstOwn(stack);
        String caller = own > 0 ? ": called from " + Frames.place(stack.get(own)) : "";
        return whom.isEmpty() ? what + caller : what + caller + whom;
    }

    /** For which thread it waits and what that one does; empty if it waits for none that is known. */
    private String whom(ThreadInfo info, Set<Long> seen) {
        ThreadInfo awaited = infos.get(awaited(info));
        if (awaited == null) {
            return "";
        }
        if (!seen.add(info.getThreadId())) {
            return "; they wait for each other: a deadlock";
        }
        String role = info.getLockOwnerId() < 0 ? "; it waits for " : "; the lock is held by ";
        return role + awaited.getThreadName() + ", which " + sentence(awaited, seen);
    }

    /** The thread for which this one waits: it holds the lock, or it is joined; -1 for none. */
    private long awaited(ThreadInfo info) {
        if (info.getLockOwnerId() >= 0) {
            return info.getLockOwnerId();
        }
        LockInfo lock = info.getLockInfo();
        if (lock != null && Posture.joins(Frames.visible(info.getStackTrace()))) {
            return idsByIdentity.getOrDefault(lock.getIdentityHashCode(), -1L);
        }
        return -1;
    }

    private static @Nullable String lockName(ThreadInfo info) {
        LockInfo lock = info.getLockInfo();
        return lock == null ? null : Frames.type(lock.getClassName());
    }

    @Override
    public String toString() {
        return readings().stream().map(ThreadReading::text).collect(Collectors.joining("\n"));
    }
}
