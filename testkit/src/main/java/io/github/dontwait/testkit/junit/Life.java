package io.github.dontwait.testkit.junit;

import io.github.dontwait.testkit.jeromq.CheckedContext;
import io.github.dontwait.testkit.leak.LeakCheck;
import io.github.dontwait.testkit.thread.ThreadDump;
import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.Timeouts;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What belongs to one test, or to one class: made when it is asked for, closed in reverse order, then checked for leaks.
 *
 * <p>Any thread may ask for things; it is begun and closed in the thread of its test.
 */
final class Life implements AutoCloseable {

    private static final int MOST_DEATHS = 10;

    private final Transcript transcript = Transcript.begin();
    private final Timeouts timeouts;
    private final @Nullable LeakCheck check;
    private final Deque<AutoCloseable> owned = new ArrayDeque<>();
    private final Map<String, Object> things = new HashMap<>();
    private final List<Explanation> deaths = new CopyOnWriteArrayList<>();
    private volatile Set<Thread> atBegin = Set.of();
    private volatile @Nullable Insistence insistence;
    private @Nullable LeakCheck heir;
    private volatile @Nullable Explanation threadsAtTimeout;

    /**
     * Begins a life.
     *
     * @param check what watches the calling thread already; null for none
     */
    Life(Timeouts timeouts, @Nullable LeakCheck check) {
        this.timeouts = timeouts;
        this.check = check;
        if (check != null) {
            Deaths.tell(this, check);
        }
        // Only now: the test may stop its subject before anybody else sees the failure.
        transcript.onFailure(failure -> {
            if (Failures.isOfTime(failure)) {
                explainByThreads(failure);
            }
        });
    }

    /** Adds to a failure where the threads are that this test and its classes have made, if there are any. */
    void explainByThreads(Throwable failure) {
        Set<Thread> threads = threads();
        String ended = atBegin.stream()
                .filter(thread -> !thread.isAlive())
                .map(thread -> "\n  " + thread.getName() + " has ended; it lived when the test began")
                .collect(Collectors.joining());
        if (!(threads.isEmpty() && ended.isEmpty()) && !Failures.carriesThreads(failure)) {
            failure.addSuppressed(
                    Explanation.ofThreads("Threads of the test at that moment:" + ended, ThreadDump.take(), threads));
        }
    }

    /** The test begins: of the threads that are there now, one that is missing later has ended. */
    void beginsNow() {
        atBegin = threads();
    }

    void died(Thread thread, Throwable failure) {
        deaths.add(Explanation.ofDeath(thread, failure));
    }

    /** What threads of this life have died of, the first 10. */
    List<Explanation> deaths() {
        return deaths.stream().limit(MOST_DEATHS).toList();
    }

    /** A timeout has struck this thread. */
    void insistOn(Thread thread, String test) {
        if (insistence == null) {
            insistence = Insistence.on(thread, test);
        }
    }

    /** The test has been left; where it was, if one interrupt had not ended it. */
    @Nullable
    Explanation insistNoMore() {
        Insistence ended = insistence;
        insistence = null;
        return ended == null ? null : ended.end();
    }

    /** The threads that this test and its classes have made, without those of the kit. */
    Set<Thread> threads() {
        Set<Thread> threads = new LinkedHashSet<>();
        Optional<LeakCheck> each = Optional.ofNullable(check);
        while (each.isPresent()) {
            threads.addAll(each.get().threads());
            each = each.get().enclosing();
        }
        threads.removeIf(thread -> thread.getName().startsWith("dontwait-"));
        return threads;
    }

    Transcript transcript() {
        return transcript;
    }

    Timeouts timeouts() {
        return timeouts;
    }

    @Nullable
    LeakCheck check() {
        return check;
    }

    /** The one thing of this kind and name, made by the first who asks. */
    synchronized <T> T thing(Class<T> type, String name, Function<Life, T> maker) {
        String key = type.getName() + " " + name;
        Object known = things.get(key);
        if (known == null) {
            known = maker.apply(this);
            things.put(key, known);
        }
        return type.cast(known);
    }

    CheckedContext context() {
        return thing(
                CheckedContext.class, "", life -> life.own(CheckedContext.open().withPatience(timeouts.close())));
    }

    /** Closes this at the end, before all that is owned already. */
    synchronized <T extends AutoCloseable> T own(T closeable) {
        owned.push(closeable);
        return closeable;
    }

    /** Has the leak check of the class judge what is left, when the class ends. */
    void leaveJudgementTo(@Nullable LeakCheck ofClass) {
        heir = ofClass;
    }

    /** What the threads were doing when a timeout struck; null if none did. */
    @Nullable
    Explanation threadsAtTimeout() {
        return threadsAtTimeout;
    }

    void rememberThreadsAtTimeout(Explanation threads) {
        threadsAtTimeout = threads;
    }

    @Override
    public void close() {
        insistNoMore();
        if (check != null) {
            Deaths.tellNoMore(check);
        }
        Throwable failure = null;
        for (AutoCloseable each = next(); each != null; each = next()) {
            try {
                each.close();
            } catch (Exception | AssertionError e) {
                failure = Failures.join(failure, e);
            }
        }
        try {
            judge();
        } catch (RuntimeException | AssertionError e) {
            failure = Failures.join(failure, e);
        }
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
        if (failure != null) {
            throw new IllegalStateException("what the test was given could not be closed", failure);
        }
    }

    private synchronized @Nullable AutoCloseable next() {
        return owned.poll();
    }

    private void judge() {
        if (check != null && heir != null) {
            check.endInFavourOf(heir);
        } else if (check != null) {
            check.close();
        }
    }
}
