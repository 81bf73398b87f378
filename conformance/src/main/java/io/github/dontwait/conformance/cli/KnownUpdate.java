package io.github.dontwait.conformance.cli;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.github.dontwait.conformance.KnownDeviations;
import io.github.dontwait.conformance.Report;
import io.github.dontwait.conformance.RuleResult;
import io.github.dontwait.conformance.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A file of known deviations, brought up to date with a run: what failed and was not listed is added, what passes now is taken
 * out, what fails in another way gets the new reason and date. All else stays as it stands, comments too.
 */
final class KnownUpdate {

    static final String NOT_LOOKED_INTO = "not looked into yet";
    static final String NO_LINK = "https://example.org/where-it-was-reported";

    private static final int LONGEST_REASON = 100;
    private static final Pattern SPECIAL = Pattern.compile("[\\\\^$.|?*+()\\[\\]{}]");
    /** How the line of a trace begins that says what happened, in most languages. */
    private static final Pattern CAUSE = Pattern.compile(
            "([\\w.$]*(Error|Exception)\\b|Exception in thread|Caused by:|panic:|fatal error:|thread '.*' panicked|terminate called)");

    private static final Pattern NUMBER = Pattern.compile("0x[0-9a-f]+|[0-9]+(\\\\?\\.[0-9]+)?");

    private static final Pattern COMMENT = Pattern.compile("\\s+#.*");

    private final List<String> lines;
    private final List<Entry> entries;
    private final LocalDate today;
    /** The column of the dashes of all entries. */
    private final int margin;

    /** Where a field stands: the line and column of its name, and where its value ends. */
    private record Field(int line, int column, int endLine, int endColumn) {}

    /** An entry, its lines from 0; the end is the line behind the last. */
    private record Entry(String rule, int begin, int end, Map<String, Field> fields) {}

    private KnownUpdate(List<String> lines, List<Entry> entries, LocalDate today) {
        this.lines = new ArrayList<>(lines);
        this.entries = entries;
        this.today = today;
        this.margin = entries.isEmpty() ? 0 : lines.get(entries.get(0).begin()).indexOf('-');
    }

    /**
     * Makes sure that a file is written in a way in which it can be brought up to date: each field in a line of its own.
     *
     * @throws UsageException naming the file and the line
     */
    static void require(Path file, String text) throws IOException {
        List<String> lines = text.lines().toList();
        for (Entry entry : entries(text)) {
            boolean isBlock = lines.get(entry.begin()).strip().startsWith("- ")
                    && entry.fields().entrySet().stream()
                            .allMatch(each -> isInBlock(lines, each.getKey(), each.getValue()));
            if (!isBlock) {
                throw new UsageException(
                        "--update-known " + file + ", line " + (entry.begin() + 1) + ": the entry of " + entry.rule()
                                + " cannot be brought up to date",
                        "write each of its fields, without quotes around its name, in a line of its own");
            }
        }
    }

    private static boolean isInBlock(List<String> lines, String name, Field field) {
        String line = lines.get(field.line());
        String before = line.substring(0, field.column()).strip();
        return (before.isEmpty() || before.equals("-")) && line.startsWith(name, field.column());
    }

    /**
     * The text of the file after a run.
     *
     * @param text the file as it is, which {@link #require} has seen; empty if there is none
     * @param report of a run that was judged by it
     */
    static String of(String text, Report report, LocalDate today) throws IOException {
        return new KnownUpdate(text.lines().toList(), entries(text), today).after(report);
    }

    private String after(Report report) {
        Map<String, RuleResult> results = new LinkedHashMap<>();
        report.results().forEach(result -> results.put(result.rule().id(), result));
        // From the last entry up, so that the places of those above stay right.
        for (int i = entries.size() - 1; i >= 0; i--) {
            RuleResult result = results.remove(entries.get(i).rule());
            if (result != null && KnownDeviations.isStale(result)) {
                remove(entries.get(i));
            } else if (result != null && isNews(result)) {
                replace(entries.get(i), "date", today.toString());
                replace(entries.get(i), "reason", quoted(reason(result)));
            }
        }
        while (!lines.isEmpty() && lines.get(lines.size() - 1).isBlank()) {
            lines.remove(lines.size() - 1);
        }
        results.values().stream().filter(KnownUpdate::isNews).forEach(this::add);
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }

    /** Whether it failed, and not as it was known to. */
    private static boolean isNews(RuleResult result) {
        return result.status() == Status.FAILED && result.executed();
    }

    private void remove(Entry entry) {
        int end = entry.end();
        // The empty lines behind it go with it.
        while (end < lines.size() && lines.get(end).isBlank()) {
            end++;
        }
        lines.subList(entry.begin(), end).clear();
    }

    /** Replaces a value, which ends where the next field begins; comments beside and below it stay. */
    private void replace(Entry entry, String name, String value) {
        Field field = entry.fields().get(name);
        if (field == null) {
            throw new IllegalStateException("an entry without " + name + " was read: " + entry);
        }
        int end = entry.fields().values().stream()
                .map(Field::line)
                .filter(line -> line > field.line())
                .min(Integer::compare)
                .orElse(entry.end());
        String behind = field.endLine() < end
                ? lines.get(field.endLine())
                        .substring(Math.min(
                                field.endColumn(), lines.get(field.endLine()).length()))
                : "";
        List<String> comments = lines.subList(field.line() + 1, end).stream()
                .filter(line -> line.strip().startsWith("#"))
                .toList();
        String before = lines.get(field.line()).substring(0, field.column());
        List<String> replaced = lines.subList(field.line(), end);
        replaced.clear();
        replaced.add(before + name + ": " + value + (COMMENT.matcher(behind).matches() ? behind : ""));
        replaced.addAll(comments);
    }

    /** Adds an entry, as far to the right as those that are there. */
    private void add(RuleResult result) {
        if (!lines.isEmpty()) {
            lines.add("");
        }
        String before = " ".repeat(margin);
        lines.add(before + "- rule: " + result.rule().id());
        lines.add(before + "  reason: " + quoted(reason(result)));
        lines.add(before + "  because: " + NOT_LOOKED_INTO);
        lines.add(before + "  link: " + NO_LINK);
        lines.add(before + "  date: " + today);
    }

    /** An expression that fits the failure, whatever numbers stand in it: what it died of, or what was seen, two lines at most. */
    private static String reason(RuleResult result) {
        RuleResult.Violation violation = result.violation();
        String said = violation == null ? result.reason() : violation.observed();
        if (violation != null && violation.death() != null) {
            said = violation
                    .death()
                    .lines()
                    .map(String::strip)
                    .filter(line -> CAUSE.matcher(line).lookingAt())
                    .reduce((first, last) -> last)
                    .orElse(said);
        }
        return said.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .limit(2)
                .map(KnownUpdate::expression)
                .collect(Collectors.joining(".*"));
    }

    private static String expression(String whole) {
        String line = whole;
        if (line.length() > LONGEST_REASON) {
            int blank = line.lastIndexOf(' ', LONGEST_REASON);
            line = line.substring(0, blank > 0 ? blank : LONGEST_REASON);
        }
        String literal = SPECIAL.matcher(line).replaceAll("\\\\$0");
        return NUMBER.matcher(literal)
                .replaceAll((MatchResult number) -> number.group().startsWith("0x") ? "0x[0-9a-f]+" : "[0-9.]+");
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static List<Entry> entries(String text) throws IOException {
        List<String> lines = text.lines().toList();
        List<Entry> found = new ArrayList<>();
        try (JsonParser yaml = new YAMLFactory().createParser(text)) {
            if (yaml.nextToken() != JsonToken.START_ARRAY) {
                return found;
            }
            while (yaml.nextToken() == JsonToken.START_OBJECT) {
                int begin = yaml.currentTokenLocation().getLineNr() - 1;
                String rule = "";
                Map<String, Field> fields = new LinkedHashMap<>();
                while (yaml.nextToken() != JsonToken.END_OBJECT) {
                    String name = yaml.currentName();
                    JsonLocation at = yaml.currentTokenLocation();
                    yaml.nextToken();
                    JsonLocation end = yaml.currentLocation();
                    fields.put(
                            name,
                            new Field(
                                    at.getLineNr() - 1,
                                    at.getColumnNr() - 1,
                                    end.getLineNr() - 1,
                                    end.getColumnNr() - 1));
                    if (name.equals("rule")) {
                        rule = yaml.getText().strip().toUpperCase(Locale.ROOT);
                    }
                }
                found.add(new Entry(rule, begin, lines.size(), fields));
            }
        }
        return withEnds(found, lines);
    }

    /** An entry ends where the next begins; empty lines and comments before that belong to the next. */
    private static List<Entry> withEnds(List<Entry> open, List<String> lines) {
        List<Entry> closed = new ArrayList<>();
        for (int i = 0; i < open.size(); i++) {
            Entry entry = open.get(i);
            int end = i + 1 < open.size() ? open.get(i + 1).begin() : lines.size();
            while (end > entry.begin() + 1 && isBetweenEntries(lines.get(end - 1))) {
                end--;
            }
            closed.add(new Entry(entry.rule(), entry.begin(), end, entry.fields()));
        }
        return closed;
    }

    private static boolean isBetweenEntries(String line) {
        return line.isBlank() || line.strip().startsWith("#");
    }
}
