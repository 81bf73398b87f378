package io.github.dontwait.conformance.subject;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The line {@code READY <endpoint> [<capability>,<capability>…]}.
 *
 * @param endpoint as printed
 * @param capabilities as printed; words that the suite does not know are kept
 */
record ReadyLine(String endpoint, Set<String> capabilities) {

    /** What such a line begins with. */
    static final String BEGINNING = "READY ";

    /** An endpoint tells the line from a log line such as "READY to serve". */
    private static final Pattern FORM = Pattern.compile("READY +([a-z]+://\\S+)(?:[ \\t]+(\\S+))?.*");

    ReadyLine {
        capabilities = Set.copyOf(capabilities);
    }

    /** Whether this is such a line but for the endpoint, as far as can be seen. */
    static boolean lacksEndpoint(String line) {
        return (line.strip().equals("READY") || line.startsWith(BEGINNING))
                && parse(line).isEmpty();
    }

    /** Reads a line without its line end; empty if it is another one. */
    static Optional<ReadyLine> parse(String line) {
        Matcher matcher = FORM.matcher(line);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Set<String> capabilities = new HashSet<>();
        if (matcher.group(2) != null) {
            Arrays.stream(matcher.group(2).split(","))
                    .filter(word -> !word.isEmpty())
                    .forEach(capabilities::add);
        }
        return Optional.of(new ReadyLine(matcher.group(1), capabilities));
    }
}
