package io.github.dontwait.conformance.cli;

import io.github.dontwait.conformance.KnownDeviations;
import io.github.dontwait.conformance.Level;
import io.github.dontwait.conformance.Profile;
import io.github.dontwait.conformance.Report;
import io.github.dontwait.conformance.Subject;
import io.github.dontwait.conformance.report.Evidence;
import io.github.dontwait.conformance.report.Invocation;
import io.github.dontwait.conformance.run.RunOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dontwait verify}: checks one subject. */
@Command(
        name = "verify",
        description = "Checks one subject: the reference worker, unless --exec, --endpoint or --class names another.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:conformant",
            "1:at least one scored rule is broken, or a known deviation is stale",
            "2:bad usage",
            "3:the subject could not be started or reached",
            "4:the suite itself failed, nothing was executed, or rules stayed undecided: too loaded a machine, or too slow a subject",
            "130:interrupted by Ctrl-C; the report tells what was run until then",
            "143:ended by SIGTERM; the report tells the same"
        })
final class VerifyCommand implements Callable<Integer> {

    private final Suite suite;
    private final Console console;

    @Mixin
    private SubjectOptions subjectOptions = new SubjectOptions();

    @Option(
            names = "--profile",
            paramLabel = "PROFILE",
            converter = Converters.OfProfile.class,
            description = "wire, exchange or full: how much of the contract it follows; default: found out.")
    private @Nullable Profile profile;

    @Option(
            names = "--rule",
            paramLabel = "RULE",
            split = ",",
            description = "Run this rule (IDN-01), group (IDENTITY) or pattern (SHD-*) only. Repeatable.")
    private List<String> rules = new ArrayList<>();

    @Option(names = "--skip", paramLabel = "RULE", split = ",", description = "Leave these out. Repeatable.")
    private List<String> skip = new ArrayList<>();

    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            defaultValue = "must",
            converter = Converters.OfLevel.class,
            description = "must, should or may: the lowest level that is scored; others are warnings; default: must.")
    private Level level = Level.MUST;

    @Option(names = "--strict", description = "Score SHOULD like MUST; the same as --level should.")
    private boolean isStrict;

    @Option(names = "--hardened", description = "Run also the rules that stock libraries break today.")
    private boolean isHardened;

    @Option(
            names = "--destructive",
            description = "Run also the rules that may kill a subject which the suite did not start.")
    private boolean isDestructive;

    @Option(names = "--fail-fast", description = "Stop at the first scored rule that is broken.")
    private boolean isFailFast;

    @Option(
            names = "--known",
            paramLabel = "FILE",
            description = "Deviations that are expected: a YAML list, shown in conformance/README.md.")
    private @Nullable Path known;

    @Option(
            names = "--update-known",
            paramLabel = "FILE",
            description =
                    "The same, and bring the file up to date with this run: add what failed, take out what passes.")
    private @Nullable Path updateKnown;

    @Option(
            names = "--requirements",
            paramLabel = "SET",
            description = "Score only the rules of this frozen set, such as 1.0, or a file like it; later ones warn.")
    private @Nullable String requirements;

    @Option(
            names = "--time-factor",
            paramLabel = "X",
            defaultValue = "1",
            description = "Stretch every patience, for slow machines; 0.1 to 100, default: 1.")
    private double timeFactor = 1;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "The seed of all that is random; default: 1.")
    private long seed = 1;

    @Option(
            names = "--repeat",
            paramLabel = "N",
            defaultValue = "1",
            description = "Run the rules so many times, and count; default: 1.")
    private int repeat = 1;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            defaultValue = "" + RunOptions.USUAL_JOBS,
            description = "Run so many rules at once, 1 to 64; default: ${DEFAULT-VALUE}.")
    private int jobs = RunOptions.USUAL_JOBS;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the report as JSON.")
    private @Nullable Path json;

    @Option(names = "--junit", paramLabel = "FILE", description = "Write the report as JUnit XML.")
    private @Nullable Path junit;

    @Option(
            names = "--evidence",
            paramLabel = "WHICH",
            defaultValue = "failures",
            converter = Converters.OfEvidence.class,
            description = "all or failures: whose transcripts the JSON report keeps; default: failures.")
    private Evidence evidence = Evidence.FAILURES;

    @Option(names = "--quiet", description = "Print the verdict and nothing else.")
    private boolean isQuiet;

    @Option(names = "--verbose", description = "List every rule; print transcripts and stack traces in full.")
    private boolean isVerbose;

    VerifyCommand(Suite suite, Console console) {
        this.suite = suite;
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (isQuiet && isVerbose) {
            throw new UsageException("--quiet and --verbose contradict each other", "give one of them");
        }
        if (known != null && updateKnown != null) {
            throw new UsageException(
                    "--known and --update-known name two files", "give one: --update-known reads its file, too");
        }
        Subject subject = subjectOptions.subject(suite, timeFactor);
        RunOptions options;
        try {
            options = options();
            suite.select(subject.role(), options);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()), "");
        }
        Invocation invocation = invocation(System.getenv());
        try (ReportFiles files = ReportFiles.open(json, junit, updateKnown, evidence, invocation)) {
            return new Verification(suite, console, invocation, files, isQuiet, isVerbose).run(subject, options);
        }
    }

    private Level level() {
        return isStrict && level == Level.MUST ? Level.SHOULD : level;
    }

    private RunOptions options() {
        Path file = known == null && updateKnown != null && Files.exists(updateKnown) ? updateKnown : known;
        KnownDeviations expected = file == null ? KnownDeviations.none() : KnownDeviationsFile.read(file, suite);
        return new RunOptions(
                profile,
                subjectOptions.capabilities(),
                rules,
                skip,
                new Report.Scoring(level(), requirements == null ? null : RequirementsFile.find(requirements, suite)),
                isHardened,
                isDestructive,
                isFailFast,
                expected,
                timeFactor,
                seed,
                repeat,
                jobs);
    }

    /** What repeats a rule: all that was asked for but the choice of rules and what is done with the report. */
    private Invocation invocation(Map<String, String> environment) {
        List<String> words = new ArrayList<>();
        if (profile != null) {
            words.addAll(List.of("--profile", profile.word()));
        }
        if (level() != Level.MUST) {
            words.addAll(List.of("--level", level().name().toLowerCase(Locale.ROOT)));
        }
        if (requirements != null) {
            words.addAll(List.of("--requirements", requirements));
        }
        if (isDestructive) {
            words.add("--destructive");
        }
        if (timeFactor != 1) {
            words.addAll(List.of("--time-factor", Double.toString(timeFactor)));
        }
        if (jobs != RunOptions.USUAL_JOBS) {
            words.addAll(List.of("--jobs", Integer.toString(jobs)));
        }
        if (known != null) {
            words.addAll(List.of("--known", known.toString()));
        }
        words.addAll(subjectOptions.words());
        String classPath = environment.getOrDefault("CLASSPATH", "");
        boolean needsClassPath = words.contains("--class") && !classPath.isEmpty();
        return new Invocation(
                needsClassPath ? List.of("CLASSPATH=" + Invocation.quote(classPath)) : List.of(),
                System.getProperty("dontwait.program", "./dontwait"),
                words);
    }
}
