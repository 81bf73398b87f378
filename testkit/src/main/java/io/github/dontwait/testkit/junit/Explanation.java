package io.github.dontwait.testkit.junit;

import io.github.dontwait.testkit.thread.ThreadDump;
import io.github.dontwait.testkit.transcript.Transcript;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Text that belongs to a failure, as a suppressed throwable: the one place that Surefire, Gradle and every IDE print
 * together with the failure itself.
 */
final class Explanation extends Exception {

    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final String text;

    private Explanation(Kind kind, String text) {
        this(kind, text, null);
    }

    private Explanation(Kind kind, String text, @Nullable Throwable cause) {
        super(text, cause, false, false);
        this.kind = kind;
        this.text = text;
    }

    /** What it tells of. */
    enum Kind {
        TRANSCRIPT,
        THREADS,
        DEATH
    }

    static Explanation of(Transcript transcript) {
        return new Explanation(Kind.TRANSCRIPT, "Transcript:\n" + transcript.render());
    }

    /** The readings of threads below a title. */
    static Explanation ofThreads(String title, ThreadDump dump, Collection<Thread> threads) {
        return new Explanation(
                Kind.THREADS, title + "\n" + dump.render(threads).indent(2).stripTrailing());
    }

    /** What a thread has died of. */
    static Explanation ofDeath(Thread thread, Throwable failure) {
        return new Explanation(Kind.DEATH, "Thread " + thread.getName() + " has ended by an exception", failure);
    }

    Kind kind() {
        return kind;
    }

    /** The text alone: the name of this class would tell nobody anything, and it is printed by {@code toString()}. */
    @SuppressWarnings("OverrideThrowableToString")
    @Override
    public String toString() {
        return text;
    }
}
