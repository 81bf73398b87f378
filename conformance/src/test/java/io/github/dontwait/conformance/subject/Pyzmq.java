package io.github.dontwait.conformance.subject;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Finds a Python that has pyzmq: {@code DONTWAIT_PYTHON}, else python3, else /usr/bin/python3. */
public final class Pyzmq {

    private static final Optional<String> FOUND = Stream.of(
                    System.getenv().getOrDefault("DONTWAIT_PYTHON", ""), "python3", "/usr/bin/python3")
            .filter(name -> !name.isEmpty())
            .filter(Pyzmq::canImportZmq)
            .findFirst();

    private Pyzmq() {}

    /** Skips the test where there is none, or fails it where {@code DONTWAIT_REQUIRE} names python. */
    public static String python() {
        String reason = "no python3 here can import zmq; install python3-zmq, or name one in DONTWAIT_PYTHON";
        if (FOUND.isEmpty()
                && Arrays.asList(System.getenv()
                                .getOrDefault("DONTWAIT_REQUIRE", "")
                                .split(","))
                        .contains("python")) {
            fail(reason);
        }
        assumeTrue(FOUND.isPresent(), reason);
        return FOUND.orElseThrow();
    }

    private static boolean canImportZmq(String python) {
        try {
            Process process = new ProcessBuilder(python, "-c", "import zmq")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            return false; // there is no such program
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
