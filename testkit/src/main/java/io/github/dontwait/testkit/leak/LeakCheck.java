package io.github.dontwait.testkit.leak;

import static java.util.Objects.requireNonNull;

import io.github.dontwait.testkit.thread.ThreadDump;
import io.github.dontwait.testkit.transcript.ExpectationFailedError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Sees what code leaves behind between {@link #begin} and the end: threads that it made, directly or through other
 * threads, {@link Resource}s that it opened and, on Linux, sockets, pipes and selectors.
 *
 * <p>It begins and ends in the thread that runs the code. Several may be open at a time, one inside the other or in
 * different threads: a thread counts for the innermost check that was open where the thread was made. Descriptors belong
 * to no thread; they are judged only while no foreign check is open.
 *
 * <pre>{@code
 * try (LeakCheck check = LeakCheck.begin("starting and stopping the worker")) {
 *     try (MyWorker worker = MyWorker.start()) {
 *         …
 *     }
 * } // fails if the worker left anything
 * }</pre>
 */
public final class LeakCheck implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Set<LeakCheck> OPEN = ConcurrentHashMap.newKeySet();

    private final String name;
    private final @Nullable LeakCheck enclosing;
    private final Thread thread = Thread.currentThread();
    private final @Nullable ClassLoader loaderBefore = thread.getContextClassLoader();
    private final Set<String> namesBefore = new LinkedHashSet<>();
    private final DescriptorWatch descriptors;
    private final Queue<Resource> resources = new ConcurrentLinkedQueue<>();
    private final Map<Thread, String> heirlooms = new ConcurrentHashMap<>();
    private final AllowedThreads allowed = new AllowedThreads();
    private Duration patience = PATIENCE;
    private boolean isOver;

    private LeakCheck(String name, @Nullable LeakCheck enclosing) {
        this.name = requireNonNull(name, "name");
        this.enclosing = enclosing;
        this.descriptors = new DescriptorWatch(enclosing == null ? null : enclosing.descriptors);
        ThreadDump.liveThreads().forEach(each -> namesBefore.add(each.getName()));
    }

    /**
     * Begins to watch the calling thread and what it makes.
     *
     * @param name what leaves something behind, as it reads in the failure: {@code Expecting NAME to leave nothing behind}
     */
    public static LeakCheck begin(String name) {
        return begin(name, current().orElse(null));
    }

    /**
     * The same inside another check that may have begun in another thread.
     *
     * @param enclosing null for none
     */
    public static LeakCheck begin(String name, @Nullable LeakCheck enclosing) {
        LeakCheck check = new LeakCheck(name, enclosing);
        OPEN.add(check);
        for (LeakCheck other : OPEN) {
            if (!check.isInside(other) && !other.isInside(check)) {
                check.descriptors.hasCompany();
                other.descriptors.hasCompany();
            }
        }
        check.thread.setContextClassLoader(new Marker(check, check.loaderBefore));
        return check;
    }

    private boolean isInside(LeakCheck other) {
        for (LeakCheck each = this; each != null; each = each.enclosing) {
            if (each == other) {
                return true;
            }
        }
        return false;
    }

    /** The check that watches the calling thread: it was begun here, or where this thread was made. */
    public static Optional<LeakCheck> current() {
        return Optional.ofNullable(Marker.checkOf(Thread.currentThread())).filter(check -> !check.isOver);
    }

    /** The check inside which this one was begun. */
    public Optional<LeakCheck> enclosing() {
        return Optional.ofNullable(enclosing);
    }

    /** Makes a thread nobody's: who calls this closes it and looks after its end. */
    public static void disown(Thread thread) {
        Marker.unmark(thread);
    }

    /** How long threads and descriptors may take to vanish after the end; one second at first. */
    public LeakCheck withPatience(Duration longer) {
        patience = longer;
        return this;
    }

    /**
     * Lets threads stay.
     *
     * @param names a regular expression for the whole name
     * @param reason why they are wanted; not blank
     */
    public LeakCheck allowThreads(String names, String reason) {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("say why threads named " + names + " may stay");
        }
        allowed.add(Pattern.compile(names));
        return this;
    }

    /** Leaves descriptors alone; the reason is part of the report when something else was left behind. */
    public LeakCheck doNotJudgeDescriptors(String reason) {
        descriptors.doNotJudge(reason);
        return this;
    }

    void add(Resource resource) {
        resources.add(resource);
        resources.removeIf(Resource::isClosed);
    }

    /** The threads that were made during this check, as far as they are alive and not allowed to stay. */
    public Set<Thread> threads() {
        Set<Thread> found = new LinkedHashSet<>();
        for (Thread each : ThreadDump.liveThreads()) {
            boolean isOurs = Marker.checkOf(each) == this || heirlooms.containsKey(each);
            if (isOurs && each != thread && each != Thread.currentThread() && !allowed.allows(each, namesBefore)) {
                found.add(each);
            }
        }
        return found;
    }

    /**
     * Ends the check without a judgement: what is left is judged when an enclosing check ends. For a test whose class
     * keeps things open on purpose.
     *
     * @throws IllegalStateException if that check does not enclose this one
     */
    public void endInFavourOf(LeakCheck heir) {
        if (!isInside(heir) || heir == this) {
            throw new IllegalStateException(heir.name + " does not enclose " + name);
        }
        threads().forEach(each -> heir.heirlooms.put(each, heirlooms.getOrDefault(each, name)));
        resources.forEach(heir::add);
        finish();
    }

    /**
     * Ends the check and says what is left, after the patience if something is.
     *
     * @throws CancellationException if interrupted while it waits
     */
    public LeakReport end() {
        long deadline = System.nanoTime() + patience.toNanos();
        List<String> leaks = new ArrayList<>();
        // A thread that was interrupted before, by a timeout for example, still wants to know.
        boolean wasInterrupted = Thread.interrupted();
        try {
            addThreads(leaks, deadline);
            boolean hasContextOfUnknownOrigin =
                    hasContextOfJeromq() && resources.stream().allMatch(Resource::isClosed);
            addResources(leaks);
            leaks.addAll(descriptors.leaks(deadline));
            if (hasContextOfUnknownOrigin) {
                leaks.add("these are a JeroMQ context that was not closed; to see where it was made, make it by"
                        + " CheckedContext.open()");
            }
        } finally {
            finish();
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return new LeakReport(
                leaks,
                descriptors.notJudged().map(why -> "descriptors, because " + why).stream()
                        .toList());
    }

    private void addThreads(List<String> leaks, long deadline) {
        for (Thread each : threads()) {
            awaitEnd(each, deadline);
        }
        Set<Thread> left = threads();
        if (left.isEmpty()) {
            return;
        }
        ThreadDump dump = ThreadDump.take();
        for (Thread each : left) {
            String during = heirlooms.containsKey(each) ? ", made during " + heirlooms.get(each) : "";
            dump.reading(each)
                    .ifPresent(reading -> leaks.add(
                            "thread " + (each.isDaemon() ? "" : "(not a daemon) ") + reading.text() + during));
        }
    }

    /** Whether one of the threads that are left is an I/O thread of JeroMQ, or its reaper. */
    private boolean hasContextOfJeromq() {
        return threads().stream()
                .flatMap(thread -> Arrays.stream(thread.getStackTrace()))
                .anyMatch(frame -> frame.getClassName().startsWith("zmq.poll."));
    }

    private static void awaitEnd(Thread thread, long deadline) {
        long millis = (deadline - System.nanoTime()) / 1_000_000;
        if (millis <= 0) {
            return;
        }
        try {
            thread.join(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting for the end of " + thread.getName());
        }
    }

    private void addResources(List<String> leaks) {
        for (Resource resource : resources) {
            if (!resource.isClosed()) {
                leaks.add(resource
                        + resource.madeAt().stream()
                                .map(frame -> "\n    at " + frame)
                                .collect(Collectors.joining()));
            }
        }
    }

    private void finish() {
        isOver = true;
        OPEN.remove(this);
        if (Thread.currentThread() == thread && Marker.checkOf(thread) == this) {
            thread.setContextClassLoader(loaderBefore);
        }
    }

    /** The failure that says what the report says; nothing if the report is clean. */
    public Optional<ExpectationFailedError> failure(LeakReport report) {
        return report.isClean()
                ? Optional.empty()
                : Optional.of(ExpectationFailedError.expecting(name + " to leave nothing behind")
                        .but("it left:\n" + report.text())
                        .error());
    }

    /**
     * Ends the check, if {@link #end()} has not.
     *
     * @throws ExpectationFailedError if something was left behind
     */
    @Override
    public void close() {
        if (!isOver) {
            failure(end()).ifPresent(failure -> {
                throw failure;
            });
        }
    }

    @Override
    public String toString() {
        return "leak check of " + name;
    }
}
