package io.github.dontwait.conformance;

import org.jspecify.annotations.Nullable;

/** A subject could not be started or reached; the message says which, why, and what to do. */
public final class SubjectStartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SubjectStartException(String message) {
        this(message, null);
    }

    public SubjectStartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
