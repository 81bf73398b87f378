package io.github.dontwait.conformance.cli;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.github.dontwait.conformance.KnownDeviations;
import io.github.dontwait.conformance.Report;
import io.github.dontwait.conformance.RuleResult;
import io.github.dontwait.conformance.Status;
import java.io.IOException;
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

    private final List<String> lines;
    private final Map<String, Place> places;
    private final LocalDate today;

    /** The lines of an entry, and of its fields, from 0; the end is the line behind the last. */
    private record Place(int begin, int end, Map<String, Integer> fields, boolean isBlock) {}

    private KnownUpdate(String text, LocalDate today) throws IOException {
        this.lines = new ArrayList<>(text.lines().toList());
        this.places = places(text);
        this.today = today;
    }

    /**
     * The text of the file after a run.
     *
     * @param text the file as it is, which has been read as known deviations before; empty if there is none
     * @param report of a run that was judged by it
     */
    static String of(String text, Report report, LocalDate today) throws IOException {
        return new KnownUpdate(text, today).after(report);
    }

    private String after(Report report) {
        List<String> added = new ArrayList<>();
        // From the last line up, so that the places of those above stay right.
        List<RuleResult> listed = report.results().stream()
                .filter(result -> places.containsKey(result.rule().id()))
                .sorted((one, other) ->
                        Integer.compare(place(other).begin(), place(one).begin()))
                .toList();
        for (RuleResult result : listed) {
            if (KnownDeviations.isStale(result)) {
                remove(place(result));
            } else if (result.status() == Status.FAILED && result.executed()) {
                refresh(place(result), result);
            }
        }
        for (RuleResult result : report.results()) {
            if (result.status() == Status.FAILED
                    && result.executed()
                    && !places.containsKey(result.rule().id())) {
                added.addAll(entry(result));
            }
        }
        while (!lines.isEmpty() && lines.get(lines.size() - 1).isBlank()) {
            lines.remove(lines.size() - 1);
        }
        if (!added.isEmpty() && lines.isEmpty()) {
            added.remove(0); // no empty line at the top
        }
        lines.addAll(added);
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }

    private Place place(RuleResult result) {
        Place place = places.get(result.rule().id());
        if (place == null) {
            throw new IllegalStateException(result.rule().id() + " is not listed");
        }
        return place;
    }

    private void remove(Place place) {
        int end = place.end();
        // The empty line behind it goes with it.
        while (end < lines.size() && lines.get(end).isBlank() && place.begin() > 0) {
            end++;
        }
        lines.subList(place.begin(), end).clear();
    }

    private void refresh(Place place, RuleResult result) {
        if (!place.isBlock()) {
            return; // in one line: the run has said what differs, and people can mend it there
        }
        replace(place, "date", "date: " + today);
        replace(place, "reason", "reason: " + quoted(reason(result)));
    }

    /** Replaces a field, which ends where the next one begins. */
    private void replace(Place place, String field, String text) {
        int begin = place.fields().getOrDefault(field, -1);
        int end = place.fields().values().stream()
                .filter(line -> line > begin)
                .min(Integer::compare)
                .orElse(place.end());
        String line = lines.get(begin);
        String indent = line.substring(0, line.indexOf(field));
        // Comments within stay, below it.
        List<String> comments = lines.subList(begin + 1, end).stream()
                .filter(each -> each.strip().startsWith("#"))
                .toList();
        List<String> replaced = lines.subList(begin, end);
        replaced.clear();
        replaced.add(indent + text);
        replaced.addAll(comments);
    }

    private List<String> entry(RuleResult result) {
        return List.of(
                "",
                "- rule: " + result.rule().id(),
                "  reason: " + quoted(reason(result)),
                "  because: " + NOT_LOOKED_INTO,
                "  link: " + NO_LINK,
                "  date: " + today);
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

    private static Map<String, Place> places(String text) throws IOException {
        Map<String, Place> found = new LinkedHashMap<>();
        List<String> lines = text.lines().toList();
        try (JsonParser yaml = new YAMLFactory().createParser(text)) {
            if (yaml.nextToken() != JsonToken.START_ARRAY) {
                return found;
            }
            while (yaml.nextToken() == JsonToken.START_OBJECT) {
                int begin = line(yaml);
                String rule = "";
                Map<String, Integer> fields = new LinkedHashMap<>();
                int last = begin;
                while (yaml.nextToken() != JsonToken.END_OBJECT) {
                    String field = yaml.currentName();
                    fields.put(field, line(yaml));
                    yaml.nextToken();
                    if (field.equals("rule")) {
                        rule = yaml.getText().strip().toUpperCase(Locale.ROOT);
                    }
                    last = Math.max(
                            last,
                            line(yaml)
                                    + yaml.getText()
                                            .stripTrailing()
                                            .lines()
                                            .toList()
                                            .size()
                                    - 1);
                }
                boolean isBlock = fields.values().stream().distinct().count() == fields.size();
                found.put(rule, new Place(begin, end(lines, begin, last), fields, isBlock));
            }
        }
        return found;
    }

    /** An entry ends behind its last line that is neither empty nor a comment, before the next begins. */
    private static int end(List<String> lines, int begin, int last) {
        int next = last + 1;
        while (next < lines.size()
                && (lines.get(next).startsWith(" ") && !lines.get(next).strip().startsWith("#"))) {
            next++;
        }
        return Math.max(next, begin + 1);
    }

    private static int line(JsonParser yaml) {
        return yaml.currentTokenLocation().getLineNr() - 1;
    }
}
