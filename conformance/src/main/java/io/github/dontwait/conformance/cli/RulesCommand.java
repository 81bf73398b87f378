package io.github.dontwait.conformance.cli;

import io.github.dontwait.conformance.Capability;
import io.github.dontwait.conformance.Group;
import io.github.dontwait.conformance.Role;
import io.github.dontwait.conformance.Rule;
import io.github.dontwait.conformance.RuleCatalog;
import io.github.dontwait.conformance.RuleInfo;
import io.github.dontwait.conformance.report.Ink;
import io.github.dontwait.conformance.report.Paper;
import io.github.dontwait.conformance.report.RuleJson;
import io.github.dontwait.conformance.report.RulesPage;
import io.github.dontwait.conformance.report.Words;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dontwait rules}: lists the rules. */
@Command(
        name = "rules",
        description = "Lists the rules: what each one says, how binding it is, what it needs.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class RulesCommand implements Callable<Integer> {

    private final Suite suite;
    private final Console console;

    @Parameters(
            paramLabel = "PATTERN",
            arity = "0..*",
            description = "Only these: ids (IDN-01), groups (IDENTITY) or globs (SHD-*); default: all.")
    private List<String> patterns = List.of();

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            converter = Converters.OfRole.class,
            description = "Only the rules for a worker, server or client; default: all.")
    private @Nullable Role role;

    @ArgGroup(exclusive = true)
    private Format format = new Format();

    /** For whom the list is. */
    private static final class Format {

        @Option(names = "--json", description = "Print them as JSON.")
        private boolean isJson;

        @Option(
                names = "--markdown",
                description =
                        "Print all that is known of all rules, and the tutorials' mistakes, as a page in Markdown.")
        private boolean isMarkdown;
    }

    RulesCommand(Suite suite, Console console) {
        this.suite = suite;
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (format.isMarkdown && (role != null || !patterns.isEmpty())) {
            // Its links lead from rule to mistake and back, and half a page would have links to what is not there.
            throw new UsageException(
                    "--markdown is the page of all rules, and cannot be had of some",
                    "leave --role and the patterns out; or take --json, or 'dontwait explain ID' for one rule");
        }
        List<RuleJson.Listed> rules = selected(RuleList.of(suite).stream()
                .filter(rule -> role == null || rule.roles().contains(role))
                .toList());
        if (format.isJson) {
            RuleJson.write(suite.version(), rules, console.out());
            return Dontwait.FINE;
        }
        if (format.isMarkdown) {
            console.out().write(RulesPage.of(rules).getBytes(StandardCharsets.UTF_8));
            return Dontwait.FINE;
        }
        Paper paper = console.paper();
        for (Group group : Group.values()) {
            List<RuleJson.Listed> ofGroup =
                    rules.stream().filter(rule -> rule.info().group() == group).toList();
            if (!ofGroup.isEmpty()) {
                paper.gap().line(Ink.STRONG, group.name());
                ofGroup.forEach(rule -> print(paper, rule));
            }
        }
        paper.gap()
                .prose(
                        0,
                        Words.count(rules.size(), "rule") + (role == null ? "" : " for a " + role.word())
                                + ". 'dontwait explain " + rules.get(0).info().id()
                                + "' tells more of one; 'dontwait verify' checks them.");
        console.show(paper);
        return Dontwait.FINE;
    }

    /** Whether one of the patterns selects a rule; a pattern that selects none at all is bad usage. */
    private List<RuleJson.Listed> selected(List<RuleJson.Listed> rules) {
        List<Predicate<RuleInfo>> wanted = new ArrayList<>();
        for (String pattern : patterns) {
            Predicate<RuleInfo> matches = RuleCatalog.pattern(pattern);
            if (rules.stream().noneMatch(rule -> matches.test(rule.info()))) {
                throw new UsageException(
                        "no rule" + (role == null ? "" : " for a " + role.word()) + " matches '" + pattern + "'",
                        RuleCatalog.PATTERNS);
            }
            wanted.add(matches);
        }
        return rules.stream()
                .filter(rule -> wanted.isEmpty() || wanted.stream().anyMatch(pattern -> pattern.test(rule.info())))
                .toList();
    }

    private static void print(Paper paper, RuleJson.Listed listed) {
        Rule rule = listed.info().rule();
        String label = String.format("  %-9s%-7s", rule.id(), rule.level());
        paper.labelled(Ink.PLAIN, label, Ink.PLAIN, rule.says());
        paper.labelled(Ink.PLAIN, " ".repeat(label.length()), Ink.FAINT, facts(listed));
    }

    /** When the rule applies, in a few words. */
    private static String facts(RuleJson.Listed listed) {
        Rule rule = listed.info().rule();
        List<String> facts = new ArrayList<>();
        facts.add(listed.roles().stream().map(Role::word).collect(Collectors.joining(" ")));
        facts.add("profile " + rule.profile().word());
        facts.add("rung " + rule.rung().word());
        if (rule.needs().length > 0) {
            facts.add("needs "
                    + listed.info().needs().stream().map(Capability::word).collect(Collectors.joining(" ")));
        }
        if (rule.hardened()) {
            facts.add("hardened");
        }
        if (rule.destructive()) {
            facts.add("destructive");
        }
        return String.join(", ", facts);
    }
}
