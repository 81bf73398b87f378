package io.github.dontwait.conformance.mutant;

import io.github.dontwait.conformance.SubjectOutput.Stream;

/** Where a model prints: a process's streams, or the record of an object in this JVM. */
@FunctionalInterface
public interface Lines {

    /** Prints one line and flushes. */
    void print(Stream stream, String line);
}
