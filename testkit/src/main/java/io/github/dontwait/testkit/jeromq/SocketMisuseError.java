package io.github.dontwait.testkit.jeromq;

/**
 * Code used a JeroMQ socket as it must not be used, and the library would not have noticed.
 *
 * <p>Thrown where it happened, before any harm is done where that is possible, and again when the context is closed: code
 * under test may have swallowed it.
 */
public final class SocketMisuseError extends AssertionError {

    private static final long serialVersionUID = 1L;

    SocketMisuseError(String expectation, String observation, String remedy) {
        super("Expecting " + expectation + "\nbut " + observation + "\n" + remedy);
    }
}
