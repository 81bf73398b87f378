package io.github.dontwait.conformance.report;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One mistake of the tutorials that people learn these patterns from.
 *
 * @param id A and a number for the worker's tutorial, B and a number for the server's
 * @param says what the tutorial says or does
 * @param truth what is true
 * @param source where that is written, or how it was found
 * @param rules the rules that show it; empty where no running program can
 * @param seen what the last words of a program that died of it look like, a regular expression; null where nothing tells
 */
public record Erratum(
        String id,
        String says,
        String truth,
        String source,
        List<String> rules,
        @Nullable String seen) {

    private static final String FILE = "errata.yaml";

    public Erratum {
        rules = List.copyOf(rules);
    }

    /** All of them, in order. */
    public static List<Erratum> all() {
        try (InputStream file = Erratum.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException(FILE + " is missing in the suite");
            }
            List<Erratum> errata = new ArrayList<>();
            try (JsonParser yaml = new YAMLFactory().createParser(file)) {
                yaml.nextToken();
                while (yaml.nextToken() == JsonToken.START_OBJECT) {
                    errata.add(one(yaml));
                }
            }
            return errata;
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " cannot be read", e);
        }
    }

    /** The mistakes of which a text, what a dying program said, gives signs. */
    static List<Erratum> seenIn(String text) {
        return all().stream()
                .filter(erratum -> erratum.seen() != null
                        && Pattern.compile(erratum.seen()).matcher(text).find())
                .toList();
    }

    private static Erratum one(JsonParser yaml) throws IOException {
        Map<String, String> texts = new HashMap<>();
        List<String> rules = new ArrayList<>();
        while (yaml.nextToken() == JsonToken.FIELD_NAME) {
            String field = yaml.currentName();
            if (yaml.nextToken() == JsonToken.START_ARRAY) {
                while (yaml.nextToken() != JsonToken.END_ARRAY) {
                    rules.add(yaml.getText());
                }
            } else {
                texts.put(field, yaml.getText());
            }
        }
        return new Erratum(
                text(texts, "id"),
                text(texts, "says"),
                text(texts, "truth"),
                text(texts, "source"),
                rules,
                texts.get("seen"));
    }

    private static String text(Map<String, String> texts, String field) {
        String text = texts.get(field);
        if (text == null) {
            throw new IllegalStateException(FILE + ": an entry without '" + field + "': " + texts);
        }
        return text;
    }
}
