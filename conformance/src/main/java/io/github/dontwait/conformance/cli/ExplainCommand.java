package io.github.dontwait.conformance.cli;

import io.github.dontwait.conformance.Capability;
import io.github.dontwait.conformance.Level;
import io.github.dontwait.conformance.Profile;
import io.github.dontwait.conformance.Role;
import io.github.dontwait.conformance.Rule;
import io.github.dontwait.conformance.Rung;
import io.github.dontwait.conformance.Suggestion;
import io.github.dontwait.conformance.report.Ink;
import io.github.dontwait.conformance.report.Paper;
import io.github.dontwait.conformance.report.RuleJson;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code dontwait explain}: tells all about one rule. */
@Command(
        name = "explain",
        description = "Tells all about one rule: its sentence, its source, likely causes of a failure.",
        mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {

    private final Suite suite;
    private final Console console;

    @Parameters(paramLabel = "ID", description = "The rule's id, such as IDN-01.")
    private String id = "";

    ExplainCommand(Suite suite, Console console) {
        this.suite = suite;
        this.console = console;
    }

    @Override
    public Integer call() {
        List<RuleJson.Listed> rules = RuleList.of(suite);
        RuleJson.Listed found = rules.stream()
                .filter(rule -> rule.info().id().equals(id.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new UsageException(
                        "there is no rule '" + id + "'",
                        Suggestion.hint(
                                id,
                                rules.stream().map(rule -> rule.info().id()).toList(),
                                "'dontwait rules' lists them")));
        Paper paper = console.paper();
        print(paper, found);
        console.show(paper);
        return Dontwait.FINE;
    }

    private static void print(Paper paper, RuleJson.Listed listed) {
        Rule rule = listed.info().rule();
        paper.print(
                        Ink.STRONG,
                        "[" + rule.id() + " " + rule.level() + "] "
                                + listed.info().name())
                .end();
        paper.gap().prose(0, rule.says()).gap();
        field(paper, "Source", rule.source());
        field(paper, "Group", listed.info().group().name());
        field(paper, "Roles", listed.roles().stream().map(Role::word).collect(Collectors.joining(", ")));
        field(paper, "Level", rule.level() + ": " + meaning(rule.level()));
        field(paper, "Profile", rule.profile().word() + ": " + meaning(rule.profile()));
        field(paper, "Rung", rule.rung().word() + ": " + meaning(rule.rung()));
        if (rule.needs().length > 0) {
            String needs = listed.info().needs().stream().map(Capability::word).collect(Collectors.joining(", "));
            field(paper, "Needs", needs + ", declared by the subject; not applicable without");
        }
        if (rule.hardened()) {
            field(paper, "Hardened", "stock libraries break it today, so it runs only with --hardened or by name");
        }
        if (rule.destructive()) {
            field(paper, "Destructive", "it may kill the subject; a live endpoint is spared without --destructive");
        }
        if (rule.settings().length > 0) {
            field(paper, "Settings", String.join(" ", rule.settings()) + ", for a subject of its own");
        }
        if (rule.timed()) {
            field(paper, "Timed", "its sentence contains a time; on a machine that stalls it is inconclusive");
        }
        items(paper, "Acceptable outcomes; the report tells which was seen", List.of(rule.outcomes()));
        items(paper, "If it fails, look for", listed.causes());
        items(paper, "Subjects that are wrong in exactly this way, and that it catches", listed.mutants());
        paper.gap();
        String option = listed.roles().contains(Role.WORKER)
                ? ""
                : " --role " + listed.roles().get(0).word();
        field(paper, "Try it", "./dontwait verify --rule " + rule.id() + option + " --exec 'COMMAND {endpoint}'");
    }

    private static void field(Paper paper, String name, String value) {
        paper.labelled(Ink.FAINT, String.format("%-14s", name), Ink.PLAIN, value);
    }

    private static void items(Paper paper, String title, List<String> items) {
        if (!items.isEmpty()) {
            paper.gap().line(Ink.FAINT, title + ":");
            items.forEach(item -> paper.labelled(Ink.PLAIN, "  - ", Ink.PLAIN, item));
        }
    }

    private static String meaning(Level level) {
        return switch (level) {
            case MUST -> "a subject that breaks it is not conformant";
            case SHOULD -> "a warning, unless --strict or --level should";
            case MAY -> "recorded, not judged unless --level may";
        };
    }

    private static String meaning(Profile profile) {
        return switch (profile) {
            case WIRE -> "any running ROUTER endpoint, and any client, is held to it";
            case EXCHANGE -> "every service that answers requests is held to it";
            case FULL -> "only an adapter that follows the subject contract is held to it";
        };
    }

    private static String meaning(Rung rung) {
        return switch (rung) {
            case ENDPOINT -> "it can be decided on the wire, also with --endpoint";
            case PROCESS -> "the suite has to start the subject: --exec or --class";
            case CONTAINER -> "the subject has to run in a container";
            case JAVA -> "the subject has to run in this JVM: --class";
        };
    }
}
