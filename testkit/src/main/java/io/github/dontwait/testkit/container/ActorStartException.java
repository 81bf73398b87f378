package io.github.dontwait.testkit.container;

import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.ContainerLaunchException;

/**
 * A container did not become a serving actor. The message says why, what it printed last, and what to do: there is no
 * engine, or no such image; it ended; it was not ready in time.
 */
public final class ActorStartException extends ContainerLaunchException {

    private static final long serialVersionUID = 1L;
    private static final int LINES = 15;
    private static final int WIDTH = 300;

    private final @Nullable Integer exitCode;
    private final transient List<String> lastLines;

    ActorStartException(String message, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = null;
        this.lastLines = List.of();
    }

    private ActorStartException(String message, @Nullable Integer exitCode, List<String> lastLines) {
        super(message);
        this.exitCode = exitCode;
        this.lastLines = List.copyOf(lastLines);
    }

    /** A container that ended before it was ready. */
    static ActorStartException ended(String image, int exitCode, List<String> lines) {
        String how = exitCode > 128 ? " (signal " + (exitCode - 128) + ")" : "";
        return new ActorStartException(
                "the container of " + image + " ended before it was ready: exit code " + exitCode + how
                        + printed(lines, "'docker run --rm " + image + "' shows it again"),
                exitCode,
                lines);
    }

    /** A container that runs and was not ready in time. */
    static ActorStartException late(String image, String what, List<String> lines) {
        return new ActorStartException(
                "the container of " + image + " was not ready in time: " + what
                        + printed(lines, "does it write to standard output, and flush?"),
                null,
                lines);
    }

    private static String printed(List<String> lines, String advice) {
        if (lines.isEmpty()) {
            return "\n  it printed nothing; " + advice;
        }
        StringBuilder text = new StringBuilder("\n  it printed");
        text.append(lines.size() > LINES ? ", last of all:" : ":");
        // What a program prints may hold anything; a terminal must not obey it.
        lines.stream()
                .skip(Math.max(0, lines.size() - LINES))
                .map(line -> line.length() <= WIDTH ? line : line.substring(0, WIDTH) + "…")
                .forEach(line -> text.append("\n    ").append(line.replaceAll("\\p{Cntrl}", "\uFFFD")));
        return text.toString();
    }

    /** The exit code of a container that ended; empty for every other reason. 128 and the signal's number for a signal. */
    public OptionalInt exitCode() {
        return exitCode == null ? OptionalInt.empty() : OptionalInt.of(exitCode);
    }

    /** What it printed last, in order, each line behind {@code out| } or {@code err| }; empty if it never ran. */
    public List<String> lastLines() {
        return lastLines;
    }
}
