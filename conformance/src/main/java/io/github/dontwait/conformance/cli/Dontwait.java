package io.github.dontwait.conformance.cli;

import io.github.dontwait.conformance.Suggestion;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program, and what becomes of errors. */
@Command(
        name = "dontwait",
        description = "Proves whether a ZeroMQ actor, written in any language, really never waits.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        footer = {"", "Without a subject, 'dontwait verify' checks the reference worker that comes with it."})
final class Dontwait {

    /** Everything that was asked for is as it should be. */
    static final int FINE = 0;
    /** The subject is not. */
    static final int BROKEN = 1;
    /** Bad usage. */
    static final int MISUSED = 2;
    /** The subject could not be started or reached. */
    static final int NOT_STARTED = 3;
    /** The suite itself failed, or cannot decide. */
    static final int UNDECIDED = 4;

    private Dontwait() {}

    /** The command line as it is; nothing is run. */
    static CommandLine program(Suite suite, Console console) {
        return new CommandLine(new Dontwait())
                .addSubcommand("verify", new VerifyCommand(suite, console))
                .addSubcommand("rules", new RulesCommand(suite, console))
                .addSubcommand("explain", new ExplainCommand(suite, console))
                .addSubcommand("doctor", new DoctorCommand(suite, console))
                .setAbbreviatedOptionsAllowed(false);
    }

    /** Runs one command; returns the exit code. Throws nothing. */
    static int run(Suite suite, Console console, String... args) {
        CommandLine program = program(suite, console);
        program.setColorScheme(CommandLine.Help.defaultColorScheme(console.isColoured() ? Ansi.ON : Ansi.OFF));
        program.setUsageHelpWidth(Math.max(80, console.width()));
        program.setUsageHelpAutoWidth(false);
        program.setOut(new PrintWriter(new OutputStreamWriter(console.out(), console.charset()), true));
        program.setErr(new PrintWriter(new OutputStreamWriter(console.err(), console.charset()), true));
        program.getCommandSpec().versionProvider(() -> new String[] {"dontwait " + suite.version()});
        program.getSubcommands().values().forEach(command -> command.getCommandSpec()
                .versionProvider(() -> new String[] {"dontwait " + suite.version()}));
        program.setParameterExceptionHandler((e, arguments) -> misused(e, console));
        program.setExecutionExceptionHandler((e, command, parsed) -> failed(e, parsed, console));
        program.setExecutionStrategy(parsed -> execute(parsed, program, console));
        return program.execute(args);
    }

    private static int execute(ParseResult parsed, CommandLine program, Console console) {
        if (CommandLine.printHelpIfRequested(parsed)) {
            return FINE;
        }
        if (!parsed.hasSubcommand()) {
            console.complain(
                    "no command given",
                    "commands: " + String.join(", ", program.getSubcommands().keySet())
                            + "; 'dontwait --help' tells more");
            return MISUSED;
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    private static int misused(CommandLine.ParameterException e, Console console) {
        CommandLine command = e.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        String help = "'" + name + " --help' lists what there is";
        if (e instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            String word = unmatched.getUnmatched().get(0);
            if (word.startsWith("-")) {
                console.complain(
                        "'" + name + "' has no option '" + word + "'",
                        Suggestion.hint(withoutValue(word), options(command), help));
            } else if (!command.getSubcommands().isEmpty()) {
                Set<String> commands = command.getSubcommands().keySet();
                console.complain(
                        "there is no command '" + word + "'",
                        Suggestion.hint(word, commands, "commands: " + String.join(", ", commands)));
            } else {
                console.complain("'" + name + "' takes no argument '" + word + "'", quoteHint(command, help));
            }
        } else {
            console.complain(sentence(String.valueOf(e.getMessage())), help);
        }
        return MISUSED;
    }

    private static String quoteHint(CommandLine command, String otherwise) {
        return options(command).contains("--exec")
                ? "a command with blanks is one argument: --exec 'python3 worker.py {endpoint}'"
                : otherwise;
    }

    private static String withoutValue(String word) {
        int equals = word.indexOf('=');
        return equals < 0 ? word : word.substring(0, equals);
    }

    private static Set<String> options(CommandLine command) {
        return command.getCommandSpec().options().stream()
                .flatMap(option -> List.of(option.names()).stream())
                .collect(Collectors.toSet());
    }

    /** The parser's first line, in our own words where its are a programmer's. */
    private static String sentence(String text) {
        return text.lines()
                .findFirst()
                .orElse(text)
                .replaceFirst("^Error: ", "")
                .replaceFirst("is not an? (long|int)$", "is not a whole number")
                .replaceFirst("is not a double$", "is not a number");
    }

    private static int failed(Exception e, ParseResult parsed, Console console) {
        if (e instanceof UsageException usage) {
            console.complain(String.valueOf(usage.getMessage()), usage.hint());
            return MISUSED;
        }
        boolean isVerbose = parsed.hasMatchedOption("--verbose")
                || (parsed.hasSubcommand() && parsed.subcommand().hasMatchedOption("--verbose"));
        console.complain("the suite itself failed: " + e, isVerbose ? "" : "--verbose shows where");
        if (isVerbose) {
            e.printStackTrace(console.err());
        }
        return UNDECIDED;
    }
}
