package io.github.dontwait.conformance;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A subject could not be started or reached; the message says which, why, and what to do. */
public final class SubjectStartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient @Nullable Early early;

    public SubjectStartException(String message) {
        this(message, null, null);
    }

    public SubjectStartException(String message, @Nullable Throwable cause) {
        this(message, cause, null);
    }

    /** A subject that ended before it was ready. */
    public SubjectStartException(String message, Early early) {
        this(message, null, early);
    }

    private SubjectStartException(String message, @Nullable Throwable cause, @Nullable Early early) {
        super(message, cause);
        this.early = early;
    }

    /** How it ended, if it did so by itself before it was ready. */
    public Optional<Early> early() {
        return Optional.ofNullable(early);
    }

    /**
     * An end before READY.
     *
     * @param code the exit code; the negative signal number if a signal ended it
     * @param errorLines what it printed on standard error
     */
    public record Early(int code, List<String> errorLines) {
        public Early {
            errorLines = List.copyOf(errorLines);
        }
    }
}
