package io.github.dontwait.testkit.library;

/** The Python that has libzmq. */
public final class Python {

    private Python() {}

    /** The interpreter; without one the test is skipped, or fails if the run asks for it. */
    public static String interpreter() {
        return LibzmqProcess.python();
    }
}
