package io.github.dontwait.conformance.cli;

import io.github.dontwait.conformance.Suggestion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Adapters to start from. */
final class Skeleton {

    private static final String FOLDER = "/io/github/dontwait/conformance/skeleton/";
    private static final List<String> LANGUAGES = List.of("python", "java");

    private Skeleton() {}

    /**
     * The source text of an adapter.
     *
     * @throws UsageException if there is none in this language
     */
    static String of(String language) {
        String file =
                switch (language.toLowerCase(Locale.ROOT)) {
                    case "python" -> "worker.py";
                    case "java" -> "Worker.java";
                    default ->
                        throw new UsageException(
                                "there is no skeleton in '" + language + "'",
                                Suggestion.hint(language, LANGUAGES, "there are " + String.join(", ", LANGUAGES)));
                };
        try (InputStream text = Skeleton.class.getResourceAsStream(FOLDER + file)) {
            if (text == null) {
                throw new IllegalStateException("this build lacks the skeleton " + FOLDER + file);
            }
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the skeleton " + file + " cannot be read", e);
        }
    }
}
