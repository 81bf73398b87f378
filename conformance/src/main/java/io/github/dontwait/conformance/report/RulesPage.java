package io.github.dontwait.conformance.report;

import io.github.dontwait.conformance.Capability;
import io.github.dontwait.conformance.Group;
import io.github.dontwait.conformance.Role;
import io.github.dontwait.conformance.Rule;
import io.github.dontwait.conformance.Rung;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** All rules as a page in Markdown, with the mistakes of the tutorials that lead to them. */
public final class RulesPage {

    private final StringBuilder page = new StringBuilder();
    private final List<RuleJson.Listed> rules;
    private final List<Erratum> errata;

    private RulesPage(List<RuleJson.Listed> rules, List<Erratum> errata) {
        this.rules = rules;
        this.errata = errata;
    }

    /**
     * The page about these rules.
     *
     * @param rules all that there are, since it also shows the mistakes of the tutorials, which refer to any of them
     */
    public static String of(List<RuleJson.Listed> rules) {
        return new RulesPage(rules, Erratum.all()).text();
    }

    private String text() {
        page.append("# The rules\n\n")
                .append("<!-- Generated: ./dontwait rules --markdown > conformance/RULES.md -->\n\n")
                .append(rules.size())
                .append(" rules, each one claim about a worker, a server or a client. A MUST decides the verdict, a")
                .append(
                        " SHOULD is a warning, unless you say `--strict`. Who is held to a rule depends on what it follows of the")
                .append(" [subject contract](docs/contract.md): the profile `wire` asks for nothing but a socket,")
                .append(
                        " `exchange` for an echo, `full` for an adapter. `./dontwait explain ID` tells the same in a terminal.\n\n");
        page.append("| area | rules |\n| --- | --- |\n");
        for (Group group : Group.values()) {
            List<RuleJson.Listed> ofGroup = of(group);
            if (!ofGroup.isEmpty()) {
                page.append("| [")
                        .append(group.name())
                        .append("](#")
                        .append(anchor(group.name()))
                        .append(") | ");
                page.append(ofGroup.stream().map(each -> link(each.info().id())).collect(Collectors.joining(" ")));
                page.append(" |\n");
            }
        }
        page.append("| [the tutorials](#what-the-tutorials-say-and-what-is-true) | ")
                .append(errata.size())
                .append(" mistakes, and the rules that show them |\n");
        rungs();
        for (Group group : Group.values()) {
            if (!of(group).isEmpty()) {
                page.append("\n## ").append(group.name()).append('\n');
                of(group).forEach(this::rule);
            }
        }
        tutorials();
        return page.toString();
    }

    /** Who decides between ways to plug a subject in wants to know what each of them can decide. */
    private void rungs() {
        page.append("\n## What each way to plug a subject in decides\n\n| subject | rules |\n| --- | --- |\n");
        rung("a live endpoint (`--endpoint`)", "", rule -> rule.rung() == Rung.ENDPOINT);
        rung("a process (`--exec`)", "all of these, and ", rule -> rule.rung() == Rung.PROCESS);
        page.append(
                        "| a container (`--image`) | as a process, but for SHD-04, SHD-05, SHD-06, SHD-15 and SHD-16, which the")
                .append(
                        " engine has a part in, SHD-23 and SEC-09; memory (REC-02, REC-08, BKP-01, BKP-04) only where it")
                .append(" stands still at once; no clients |\n");
        rung("an object in Java (`--class`, JUnit)", "as a process, but for ", rule -> !rule.java());
        page.append(
                        "\nRules that need a capability, or that the subject says READY, ask for that on every rung; rules that")
                .append(" may kill a subject spare a live endpoint, unless you say `--destructive`.\n");
    }

    private void rung(String subject, String before, Predicate<Rule> condition) {
        page.append("| ")
                .append(subject)
                .append(" | ")
                .append(before)
                .append(rules.stream()
                        .filter(each -> condition.test(each.info().rule()))
                        .map(each -> link(each.info().id()))
                        .collect(Collectors.joining(" ")))
                .append(" |\n");
    }

    private List<RuleJson.Listed> of(Group group) {
        return rules.stream().filter(rule -> rule.info().group() == group).toList();
    }

    private void rule(RuleJson.Listed listed) {
        Rule rule = listed.info().rule();
        page.append("\n### ").append(rule.id()).append("\n\n");
        page.append("**").append(prose(rule.says())).append("**\n\n");
        page.append(rule.level()).append(" for ").append(facts(listed)).append(".\\\n");
        page.append("Source: ").append(prose(rule.source())).append('\n');
        List<String> shows = errata.stream()
                .filter(erratum -> erratum.rules().contains(rule.id()))
                .map(erratum -> "[" + erratum.id() + "](#" + anchor(erratum.id()) + ")")
                .toList();
        if (!shows.isEmpty()) {
            page.setLength(page.length() - 1);
            page.append("\\\nIn the tutorials: ")
                    .append(String.join(", ", shows))
                    .append('\n');
        }
        if (rule.outcomes().length > 0) {
            items("Acceptable outcomes; the report tells which was seen:", List.of(rule.outcomes()));
        }
        items("If it fails, look for:", listed.causes());
        items("Subjects that are wrong in exactly this way, and die of it in the build:", listed.mutants());
    }

    private static String facts(RuleJson.Listed listed) {
        Rule rule = listed.info().rule();
        List<String> facts = new ArrayList<>();
        facts.add(listed.roles().stream().map(Role::word).collect(Collectors.joining(", ")));
        facts.add("profile `" + rule.profile().word() + "`");
        facts.add("rung `" + rule.rung().word() + "`");
        if (rule.needs().length > 0) {
            facts.add("needs "
                    + listed.info().needs().stream()
                            .map(Capability::word)
                            .map(word -> "`" + word + "`")
                            .collect(Collectors.joining(" ")));
        }
        if (rule.timed()) {
            facts.add("timed");
        }
        if (rule.hardened()) {
            facts.add("hardened");
        }
        if (rule.destructive()) {
            facts.add("destructive");
        }
        return String.join("; ", facts);
    }

    private void items(String title, List<String> items) {
        page.append('\n').append(title).append("\n\n");
        items.forEach(item -> page.append("- ").append(prose(item)).append('\n'));
    }

    private void tutorials() {
        page.append("\n## What the tutorials say, and what is true\n\n")
                .append("Two tutorials that many people learn these patterns from: one of a worker that receives with")
                .append(
                        " `DONTWAIT` (A), one of a server with a poller (B). Run as printed, the worker dies on its first")
                .append(
                        " idle turn, its client waits for ever, and the server dies on its first message. Whoever learned")
                .append(" from them finds here what to unlearn, and which rule shows it.\n");
        for (Erratum erratum : errata) {
            page.append("\n### ").append(erratum.id()).append("\n\n");
            page.append("It says: ").append(prose(erratum.says())).append("\\\n");
            page.append("**True is:** ").append(prose(erratum.truth())).append("\\\n");
            page.append("Source: ").append(prose(erratum.source()));
            if (!erratum.rules().isEmpty()) {
                page.append("\\\nShown by: ")
                        .append(erratum.rules().stream().map(RulesPage::link).collect(Collectors.joining(", ")));
            }
            page.append('\n');
        }
    }

    private static String link(String id) {
        return "[" + id + "](#" + anchor(id) + ")";
    }

    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT);
    }

    /** Text in which no character means anything to Markdown; an underscore within a word means nothing as it is. */
    private static String prose(String text) {
        return text.replace("\\", "\\\\")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace("*", "\\*")
                .replace("`", "\\`")
                .replace("[", "\\[");
    }
}
