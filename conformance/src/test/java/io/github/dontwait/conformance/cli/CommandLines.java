package io.github.dontwait.conformance.cli;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ParameterException;

/** The real command line, for tests of other packages: it is parsed, and nothing is run. */
public final class CommandLines {

    private CommandLines() {}

    /** What is wrong with the words behind the program's name; empty if they can be used. */
    public static Optional<String> complaint(List<String> words) {
        try {
            boolean isCommand = Dontwait.program(new WholeSuite(), Console.ofProcess())
                    .parseArgs(words.toArray(String[]::new))
                    .hasSubcommand();
            return isCommand || words.equals(List.of("--help")) || words.equals(List.of("--version"))
                    ? Optional.empty()
                    : Optional.of("no command");
        } catch (ParameterException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
