package io.github.dontwait.testkit.leak;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which threads may stay though they were made during a check. */
final class AllowedThreads {

    /**
     * Threads that libraries make once, in whichever thread needs them first, and keep for the whole JVM: those of the
     * JDK, of JUnit's timeouts, of Surefire and Gradle, and of Testcontainers.
     */
    private static final Pattern INFRASTRUCTURE = Pattern.compile("CompletableFutureDelayScheduler"
            + "|ForkJoinPool\\.commonPool-.*|process reaper.*|Common-Cleaner|Attach Listener|Keep-Alive-Timer"
            + "|junit-.*|surefire-.*|Test worker.*|testcontainers-.*|ducttape-.*|docker-java-.*|JNA Cleaner");

    /** A thread of a pool that the JDK has numbered; the pool is the first group. */
    private static final Pattern POOLED = Pattern.compile("(pool-[0-9]+|ForkJoinPool-[0-9]+)-(thread|worker)-[0-9]+");

    private final List<Pattern> wanted = new CopyOnWriteArrayList<>();

    void add(Pattern names) {
        wanted.add(names);
    }

    /**
     * Whether a thread may stay.
     *
     * @param before the names of those that were there before: a pool that had threads may get more
     */
    boolean allows(Thread thread, Set<String> before) {
        String name = thread.getName();
        if (INFRASTRUCTURE.matcher(name).matches()
                || wanted.stream().anyMatch(pattern -> pattern.matcher(name).matches())) {
            return true;
        }
        Matcher pooled = POOLED.matcher(name);
        return pooled.matches()
                && before.stream().anyMatch(other -> {
                    Matcher older = POOLED.matcher(other);
                    return older.matches() && older.group(1).equals(pooled.group(1));
                });
    }
}
