package io.github.dontwait.conformance.subject;

import io.github.dontwait.testkit.transcript.ResourceUse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * A process and all that it started, so that nothing of it outlives its use.
 *
 * <p>On Linux a member is whatever belongs to the root's session, descends from a member, or carries the tree's mark in
 * its environment; so children that outlive their parent are found, and those that opened a session of their own too.
 * Elsewhere only descendants are found, and only as long as the chain of their parents lives. Any thread may call.
 */
final class ProcessTree {

    /** The variable that carries the mark; those of suites within suites are listed, the outermost first. */
    static final String MARK_VARIABLE = "SUBJECT_OF_DONTWAIT";

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long LOOK_AGAIN_NANOS = 2_000_000;
    private static final int LOOKS = 3;
    private static final Duration UNCLEAR = Duration.ofMillis(200);

    private final ProcessHandle root;
    private final boolean hasOwnSession;
    private final String mark;
    private final long started;
    private final Set<ProcessHandle> known = new HashSet<>();
    private boolean gone;

    /**
     * @param hasOwnSession whether the root opened a session of its own
     * @param mark a text that is in the environment of this root and of no other
     */
    ProcessTree(ProcessHandle root, boolean hasOwnSession, String mark) {
        this.root = root;
        this.hasOwnSession = hasOwnSession;
        this.mark = mark;
        this.started =
                ProcessTable.entry(root.pid()).map(ProcessTable.Entry::started).orElse(0L);
    }

    /** Remembers the descendants of now, where they could not be found once their parents have gone. */
    synchronized void remember() {
        if (!ProcessTable.exists()) {
            root.descendants().forEach(known::add);
        }
    }

    /** The members that live, the root among them. */
    synchronized List<ProcessHandle> members() {
        if (gone) {
            return List.of();
        }
        if (ProcessTable.exists()) {
            return entries().stream()
                    .map(ProcessTree::handle)
                    .flatMap(Optional::stream)
                    .toList();
        }
        known.add(root);
        List.copyOf(known).forEach(process -> process.descendants().forEach(known::add));
        known.removeIf(process -> !process.isAlive());
        return List.copyOf(known);
    }

    /**
     * Notes that the root has ended. If nothing else lives, nothing will ever be looked for again: its id may be given
     * to a stranger from now on.
     */
    synchronized void rootHasEnded() {
        gone = settledMembers().isEmpty();
    }

    /**
     * The members, looked for again where none is found: one that is just being replaced by another program shows no
     * environment for a moment, and so nothing by which it could be known.
     */
    private List<ProcessHandle> settledMembers() {
        long deadline = System.nanoTime() + UNCLEAR.toNanos();
        List<ProcessHandle> alive = members();
        for (int looks = 1; alive.isEmpty() && ProcessTable.exists(); looks++) {
            if (looks >= LOOKS && (!isAnyUnclear() || System.nanoTime() > deadline)) {
                break;
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
            alive = members();
        }
        return alive;
    }

    private boolean isAnyUnclear() {
        return ProcessTable.all().stream()
                .anyMatch(entry -> entry.started() >= started
                        && !entry.isZombie()
                        && !entry.isOfKernel()
                        && ProcessTable.hasNoEnvironment(entry.pid()));
    }

    /** Ends all members with SIGKILL, and those that they start meanwhile; returns when none is left, or after 5 s. */
    synchronized void kill() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        boolean interrupted = false;
        List<ProcessHandle> alive = members();
        while (!alive.isEmpty() && System.nanoTime() < deadline) {
            alive.forEach(ProcessHandle::destroyForcibly);
            // The end of a process that is not our child is no event that one could wait for.
            interrupted |= Thread.interrupted();
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
            alive = settledMembers();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        gone = alive.isEmpty();
    }

    /** What all members have used; empty if the platform does not tell, or none lives. */
    Optional<ResourceUse> resources() {
        if (!ProcessTable.exists()) {
            return root.info()
                    .totalCpuDuration()
                    .map(cpu -> new ResourceUse(cpu, ResourceUse.UNKNOWN, ResourceUse.UNKNOWN));
        }
        Collection<ProcessTable.Entry> entries;
        synchronized (this) {
            entries = gone ? List.of() : entries();
        }
        if (entries.isEmpty()) {
            return Optional.empty();
        }
        long ticks = 0;
        long resident = 0;
        int descriptors = 0;
        for (ProcessTable.Entry entry : entries) {
            ticks += entry.cpuTicks();
            resident += ProcessTable.residentBytes(entry.pid());
            int open = ProcessTable.descriptors(entry.pid());
            descriptors = open == ResourceUse.UNKNOWN || descriptors == ResourceUse.UNKNOWN
                    ? ResourceUse.UNKNOWN
                    : descriptors + open;
        }
        return Optional.of(new ResourceUse(Duration.ofMillis(ticks * ProcessTable.TICK_MILLIS), resident, descriptors));
    }

    /** How long threads of all members have waited for a processor; empty if the platform does not tell, or none lives. */
    Optional<Duration> waitedForProcessor() {
        if (!ProcessTable.exists()) {
            return Optional.empty();
        }
        Collection<ProcessTable.Entry> entries;
        synchronized (this) {
            entries = gone ? List.of() : entries();
        }
        return entries.isEmpty()
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(entries.stream()
                        .mapToLong(entry -> ProcessTable.waitedNanos(entry.pid()))
                        .sum()));
    }

    private Collection<ProcessTable.Entry> entries() {
        Map<Long, ProcessTable.Entry> found = new HashMap<>();
        Map<Long, List<ProcessTable.Entry>> children = new HashMap<>();
        Deque<ProcessTable.Entry> open = new ArrayDeque<>();
        List<ProcessTable.Entry> all = ProcessTable.all();
        for (ProcessTable.Entry entry : all) {
            children.computeIfAbsent(entry.parent(), pid -> new ArrayList<>()).add(entry);
            if (entry.started() >= started && (isRootOrOfSession(entry) || isMarked(entry))) {
                open.add(entry);
            }
        }
        while (!open.isEmpty()) {
            ProcessTable.Entry entry = open.remove();
            if (found.put(entry.pid(), entry) == null) {
                open.addAll(children.getOrDefault(entry.pid(), List.of()));
            }
        }
        found.values().removeIf(ProcessTable.Entry::isZombie);
        return found.values();
    }

    private boolean isRootOrOfSession(ProcessTable.Entry entry) {
        return entry.pid() == root.pid() || (hasOwnSession && entry.session() == root.pid());
    }

    private boolean isMarked(ProcessTable.Entry entry) {
        return !entry.isZombie() && ProcessTable.environmentHolds(entry.pid(), mark);
    }

    /** The handle of the very process that was seen, not of one that was given its id since. */
    private static Optional<ProcessHandle> handle(ProcessTable.Entry seen) {
        Optional<ProcessHandle> handle = ProcessHandle.of(seen.pid());
        return handle.filter(process -> ProcessTable.entry(seen.pid()).stream()
                .anyMatch(now -> now.started() == seen.started() && !now.isZombie()));
    }
}
