package io.github.dontwait.conformance.subject;

import io.github.dontwait.testkit.message.Message;
import java.time.Duration;
import java.util.Map;

/**
 * How a process is started.
 *
 * @param environment variables that it gets besides the suite's own and its settings; they win over both
 * @param startPatience how long it may take until it is ready
 * @param timeFactor stretches the patience with each step on the way
 * @param question what a service that has never said READY is asked, to see whether it answers
 */
public record ProcessOptions(
        Map<String, String> environment, Duration startPatience, double timeFactor, Message question) {

    /** With an empty delimiter, so that a REP socket behind a handshake answers too. */
    private static final Message QUESTION = Message.of("", "dontwait: anybody there?");

    private static final Duration START_PATIENCE = Duration.ofSeconds(15);

    public ProcessOptions {
        environment = Map.copyOf(environment);
        if (!(timeFactor >= 0.1 && timeFactor <= 100)) {
            throw new IllegalArgumentException("time factor " + timeFactor + ": expected 0.1 to 100");
        }
        if (startPatience.isNegative() || startPatience.isZero()) {
            throw new IllegalArgumentException("start timeout " + startPatience + ": expected more than nothing");
        }
    }

    /** Nothing more in the environment, 15 s of patience. */
    public static ProcessOptions standard() {
        return new ProcessOptions(Map.of(), START_PATIENCE, 1.0, QUESTION);
    }

    /** The same with other variables besides. */
    public ProcessOptions withEnvironment(Map<String, String> variables) {
        return new ProcessOptions(variables, startPatience, timeFactor, question);
    }

    /** The same with this patience, whatever the time factor. */
    public ProcessOptions withStartPatience(Duration patience) {
        return new ProcessOptions(environment, patience, timeFactor, question);
    }

    /** The same, all patience longer or shorter by this factor. */
    public ProcessOptions stretchedBy(double factor) {
        return new ProcessOptions(environment, stretched(startPatience, factor), timeFactor * factor, question);
    }

    /** The same with another question, for a service that knows only requests of its own kind. */
    public ProcessOptions withQuestion(Message other) {
        return new ProcessOptions(environment, startPatience, timeFactor, other);
    }

    Duration stretched(Duration duration) {
        return stretched(duration, timeFactor);
    }

    private static Duration stretched(Duration duration, double factor) {
        return Duration.ofNanos(Math.round(duration.toNanos() * factor));
    }
}
