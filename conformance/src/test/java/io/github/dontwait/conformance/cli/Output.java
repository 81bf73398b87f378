package io.github.dontwait.conformance.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;

/** A console that keeps what was printed. */
final class Output {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Console console;

    private Output(Map<String, String> environment, Properties properties) {
        this.console = Console.of(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                StandardCharsets.UTF_8,
                environment,
                properties);
    }

    /** A pipe. */
    static Output pipe() {
        return new Output(Map.of(), new Properties());
    }

    /** A terminal of 60 columns. */
    static Output terminal(Map<String, String> environment) {
        Properties properties = new Properties();
        properties.setProperty("dontwait.terminal", "out,err");
        properties.setProperty("dontwait.columns", "60");
        return new Output(environment, properties);
    }

    Console console() {
        return console;
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
