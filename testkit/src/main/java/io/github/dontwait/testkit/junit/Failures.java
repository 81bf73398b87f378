package io.github.dontwait.testkit.junit;

import io.github.dontwait.testkit.transcript.ExpectationFailedError;
import io.github.dontwait.testkit.wire.WireException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What a failure says of itself, together with its causes and what it suppressed. */
final class Failures {

    private Failures() {}

    /** Whether it shows a transcript. */
    static boolean carriesTranscript(Throwable failure) {
        return anyOf(failure).stream()
                .anyMatch(each -> each instanceof ExpectationFailedError error && error.transcript() != null);
    }

    /** Whether it shows where threads were. */
    static boolean carriesThreads(Throwable failure) {
        return anyOf(failure).stream()
                .anyMatch(each -> each instanceof Explanation text && text.kind() == Explanation.Kind.THREADS);
    }

    /** Whether somebody waited in vain: then it matters where the threads are. */
    static boolean isOfTime(Throwable failure) {
        return anyOf(failure).stream().anyMatch(Failures::isTimeout);
    }

    private static boolean isTimeout(Throwable failure) {
        if (failure instanceof TimeoutException || failure instanceof WireException.TimedOut) {
            return true;
        }
        if (failure instanceof ExpectationFailedError error) {
            return error.awaitedInVain();
        }
        // Awaitility's, which is no subtype of the JDK's.
        return failure.getClass().getSimpleName().endsWith("TimeoutException");
    }

    private static Set<Throwable> anyOf(Throwable failure) {
        Set<Throwable> found = Collections.newSetFromMap(new IdentityHashMap<>());
        collect(failure, found);
        return found;
    }

    private static void collect(@Nullable Throwable failure, Set<Throwable> found) {
        if (failure != null && found.add(failure)) {
            collect(failure.getCause(), found);
            for (Throwable suppressed : failure.getSuppressed()) {
                collect(suppressed, found);
            }
        }
    }

    /** Adds a failure to those before it. */
    static Throwable join(@Nullable Throwable first, Throwable next) {
        if (first == null) {
            return next;
        }
        if (first != next) {
            first.addSuppressed(next);
        }
        return first;
    }
}
