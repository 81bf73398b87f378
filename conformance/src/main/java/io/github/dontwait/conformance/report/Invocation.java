package io.github.dontwait.conformance.report;

import io.github.dontwait.conformance.Report;
import io.github.dontwait.conformance.RuleInfo;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How the suite was called, so that a report can say how to repeat one rule.
 *
 * @param before words that stand before the program, such as {@code CLASSPATH=…}
 * @param program the program, as it was called
 * @param arguments the arguments of {@code verify} that matter when a rule is repeated: the subject and what it is told,
 *     neither rules nor files
 */
public record Invocation(List<String> before, String program, List<String> arguments) {

    private static final Pattern NEEDS_NO_QUOTES = Pattern.compile("[A-Za-z0-9_@%+=:,./{}-]+");

    public Invocation {
        before = List.copyOf(before);
        arguments = List.copyOf(arguments);
    }

    /** The launcher, from the project's top folder. */
    public static Invocation of(List<String> arguments) {
        return new Invocation(List.of(), "./dontwait", arguments);
    }

    /** The command line that repeats a rule with the same seed, for a POSIX shell. */
    public String again(RuleInfo rule, long seed) {
        return again("--rule " + rule.id() + " --seed " + seed);
    }

    /** The command line that repeats a rule of a run; a rule that passed at times is run as often as it was. */
    String again(RuleInfo rule, Report report) {
        int repetitions = report.run().repetitions();
        boolean isUnsteady = repetitions > 1
                && report.tallies().stream()
                        .anyMatch(tally ->
                                tally.rule().equals(rule) && tally.passed() > 0 && tally.passed() < tally.runs());
        String options = "--rule " + rule.id() + " --seed " + report.run().seed();
        return again(isUnsteady ? options + " --repeat " + repetitions : options);
    }

    /** The command line that repeats the run with these options first. */
    public String again(String options) {
        String prefix = before.isEmpty() ? "" : String.join(" ", before) + " ";
        String rest = arguments.stream().map(Invocation::quote).collect(Collectors.joining(" "));
        return (prefix + quote(program) + " verify " + options + " " + rest).strip();
    }

    /** One word, quoted for a POSIX shell where it has to be. */
    public static String quote(String word) {
        return NEEDS_NO_QUOTES.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
