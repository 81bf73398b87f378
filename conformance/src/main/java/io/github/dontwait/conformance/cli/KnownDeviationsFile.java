package io.github.dontwait.conformance.cli;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.github.dontwait.conformance.KnownDeviations;
import io.github.dontwait.conformance.Role;
import io.github.dontwait.conformance.RuleInfo;
import io.github.dontwait.conformance.Suggestion;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Reads known deviations: a YAML list of entries, each with the five fields {@code rule}, {@code reason} (a regular
 * expression), {@code because}, {@code link} and {@code date}, and perhaps {@code sometimes}. Every error names the file,
 * the line, the field, and what to write instead.
 */
final class KnownDeviationsFile {

    private static final List<String> NEEDED = List.of("rule", "reason", "because", "link", "date");

    private static final List<String> FIELDS = List.of("rule", "reason", "because", "link", "date", "sometimes");

    private static final String ENTRY = "- {rule: IDN-01, reason: 'words of the failure', because: why it is so,"
            + " link: https://example.org/issues/1, date: 2026-11-30}";

    private final Path file;
    private final TreeSet<String> ids = new TreeSet<>();
    private final Map<String, Integer> lines = new LinkedHashMap<>();

    private KnownDeviationsFile(Path file, Suite suite) {
        this.file = file;
        for (Role role : Role.values()) {
            suite.rules(role).rules().stream().map(RuleInfo::id).forEach(ids::add);
        }
    }

    /**
     * Reads a file.
     *
     * @throws UsageException if it cannot be read or says something that cannot be
     */
    static KnownDeviations read(Path file, Suite suite) {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw new UsageException(
                    "--known: there is no file '" + file + "'", "it is a YAML list; an entry: " + ENTRY);
        } catch (IOException e) {
            throw new UsageException("--known: '" + file + "' cannot be read: " + e.getMessage(), "");
        }
        return new KnownDeviationsFile(file, suite).parse(text);
    }

    /** A field's value and where it stands. */
    private record Value(String text, int line) {}

    private KnownDeviations parse(String text) {
        List<KnownDeviations.Entry> entries = new ArrayList<>();
        try (JsonParser yaml = new YAMLFactory().createParser(text)) {
            JsonToken first = yaml.nextToken();
            if (first == null || first == JsonToken.VALUE_NULL) {
                return KnownDeviations.none();
            }
            if (first != JsonToken.START_ARRAY) {
                throw fault(line(yaml), "a list was expected", "begin each entry with '- rule: IDN-01'");
            }
            while (yaml.nextToken() != JsonToken.END_ARRAY) {
                entries.add(entry(yaml));
            }
            if (yaml.nextToken() != null) {
                throw fault(line(yaml), "something follows the list", "put all entries into one list");
            }
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            throw fault(
                    at == null ? 1 : at.getLineNr(),
                    "this is not YAML: "
                            + e.getOriginalMessage().lines().findFirst().orElse(""),
                    "quote text that holds ': ' or begins with a special character, with single quotes");
        } catch (IOException e) {
            throw new UsageException("--known: '" + file + "' cannot be read: " + e.getMessage(), "");
        }
        return new KnownDeviations(entries);
    }

    private KnownDeviations.Entry entry(JsonParser yaml) throws IOException {
        int line = line(yaml);
        if (yaml.currentToken() != JsonToken.START_OBJECT) {
            throw fault(
                    line,
                    "an entry with the fields " + String.join(", ", NEEDED) + " was expected",
                    "for example: " + ENTRY);
        }
        Map<String, Value> values = new LinkedHashMap<>();
        while (yaml.nextToken() != JsonToken.END_OBJECT) {
            String name = yaml.currentName();
            int nameLine = line(yaml);
            if (!FIELDS.contains(name)) {
                throw fault(
                        nameLine,
                        "there is no field '" + name + "'",
                        Suggestion.hint(name, FIELDS, "fields: " + String.join(", ", FIELDS)));
            }
            JsonToken token = yaml.nextToken();
            String value = token != null && token.isScalarValue() ? yaml.getText() : "";
            if (value.isBlank() || token == JsonToken.VALUE_NULL) {
                throw fault(nameLine, "field '" + name + "' has no text", "write '" + name + ": …' on one line");
            }
            if (values.put(name, new Value(value.strip(), nameLine)) != null) {
                throw fault(nameLine, "field '" + name + "' stands twice in one entry", "remove one of them");
            }
        }
        for (String field : NEEDED) {
            if (!values.containsKey(field)) {
                throw fault(
                        line, "the entry has no field '" + field + "'", "add '" + field + ": " + example(field) + "'");
            }
        }
        return new KnownDeviations.Entry(
                rule(value(values, "rule")),
                reason(value(values, "reason")),
                value(values, "because").text(),
                link(value(values, "link")),
                date(value(values, "date")),
                values.containsKey("sometimes") && sometimes(value(values, "sometimes")));
    }

    private static Value value(Map<String, Value> values, String field) {
        Value value = values.get(field);
        if (value == null) {
            throw new IllegalStateException("field " + field + " was not checked");
        }
        return value;
    }

    private static String example(String field) {
        return switch (field) {
            case "rule" -> "IDN-01";
            case "reason" -> "'what the failure says, a regular expression'";
            case "because" -> "why it is so";
            case "link" -> "where it was reported";
            default -> "2026-11-30";
        };
    }

    private String rule(Value value) {
        String id = value.text().toUpperCase(Locale.ROOT);
        if (!ids.contains(id)) {
            throw fault(
                    value.line(),
                    "field 'rule': there is no rule '" + value.text() + "'",
                    Suggestion.hint(id, ids, "'dontwait rules' lists them"));
        }
        Integer before = lines.put(id, value.line());
        if (before != null) {
            throw fault(value.line(), "rule " + id + " stands in line " + before + " already", "remove one of them");
        }
        return id;
    }

    private Pattern reason(Value value) {
        Pattern reason;
        try {
            reason = Pattern.compile(value.text(), Pattern.DOTALL);
        } catch (PatternSyntaxException e) {
            throw fault(
                    value.line(),
                    "field 'reason' is no regular expression: " + e.getDescription(),
                    "write a backslash before ( ) [ ] { } . * + ? where they are meant as they are");
        }
        if (reason.matcher("").find()) {
            throw fault(
                    value.line(),
                    "field 'reason' fits every failure",
                    "write some words of the failure that is expected, so that another one is noticed");
        }
        return reason;
    }

    private String link(Value value) {
        String scheme = null;
        try {
            scheme = URI.create(value.text()).getScheme();
        } catch (IllegalArgumentException e) {
            // falls through to the one message for all that is no link
        }
        if (!"https".equals(scheme) && !"http".equals(scheme)) {
            throw fault(value.line(), "field 'link': '" + value.text() + "' is no link", "begin it with https://");
        }
        return value.text();
    }

    private LocalDate date(Value value) {
        try {
            return LocalDate.parse(value.text());
        } catch (DateTimeException e) {
            throw fault(
                    value.line(),
                    "field 'date': '" + value.text() + "' is no date",
                    "write year-month-day, such as 2026-11-30");
        }
    }

    private boolean sometimes(Value value) {
        if (!value.text().equals("true") && !value.text().equals("false")) {
            throw fault(
                    value.line(),
                    "field 'sometimes': '" + value.text() + "' is neither true nor false",
                    "write 'sometimes: true' where the rule fails only now and then, or leave it out");
        }
        return value.text().equals("true");
    }

    private static int line(JsonParser yaml) {
        return yaml.currentTokenLocation().getLineNr();
    }

    private UsageException fault(int line, String what, @Nullable String remedy) {
        return new UsageException("--known " + file + ", line " + line + ": " + what, remedy == null ? "" : remedy);
    }
}
