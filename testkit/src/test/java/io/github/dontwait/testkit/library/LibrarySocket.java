package io.github.dontwait.testkit.library;

/** A running socket of a real library. */
public interface LibrarySocket extends AutoCloseable {

    /** Where a bound one can be reached. */
    String endpoint();

    @Override
    void close();
}
