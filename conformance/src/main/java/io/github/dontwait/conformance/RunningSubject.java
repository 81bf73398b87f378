package io.github.dontwait.conformance;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** A subject that was started. Any thread may call any method. */
public interface RunningSubject extends AutoCloseable {

    /** Where to reach it, as {@code tcp://127.0.0.1:40123}; for a client, where it connects. */
    String endpoint();

    /** What it declares, in the words of the contract; words that the suite does not know are allowed. */
    Set<String> capabilities();

    /**
     * Asks for an orderly stop, as SIGTERM does: finish what was taken, send the replies, release the port. May return
     * before that is done; a second call changes nothing.
     */
    void stop();

    /**
     * Completes when the subject has ended, however that came about; all that it printed is in its output then, unless
     * something that it started holds that open. Never completes exceptionally.
     */
    CompletionStage<Exit> onExit();

    /** Ends it at once, as SIGKILL does, with all that it started. Harmless after its end. */
    @Override
    void close();

    /** Tells whether it said READY; one that merely answers a handshake did not. */
    default boolean saidReady() {
        return true;
    }

    /**
     * Tells whether its endpoint is the address that it binds itself. A container's is not: the engine publishes its port, and
     * takes the port and what is under way in its connections away as soon as it ends.
     */
    default boolean bindsItsEndpoint() {
        return true;
    }

    /** What it prints, if it has an output. */
    default Optional<SubjectOutput> output() {
        return Optional.empty();
    }

    /**
     * What readers of a failure are shown of it: what it prints, or, of an object in this JVM, the exceptions that ended its
     * threads. Rules judge {@link #output()} only.
     */
    default Optional<SubjectOutput> log() {
        return output();
    }

    /** Its process, if the suite can look at one. */
    default Optional<SubjectProcess> process() {
        return Optional.empty();
    }

    /**
     * How a subject ended.
     *
     * @param code the exit code, negative signal number if a signal ended it; 0 for an object that ended in order
     * @param atNanos when, by {@link System#nanoTime()}
     */
    record Exit(int code, long atNanos) {

        @Override
        public String toString() {
            return code < 0 ? "signal " + -code : "exit code " + code;
        }
    }
}
