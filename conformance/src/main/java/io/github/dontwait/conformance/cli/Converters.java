package io.github.dontwait.conformance.cli;

import io.github.dontwait.conformance.Level;
import io.github.dontwait.conformance.Profile;
import io.github.dontwait.conformance.Role;
import io.github.dontwait.conformance.report.Evidence;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The words of the command line as values. */
final class Converters {

    private Converters() {}

    private static <T> T convert(String word, Function<String, T> read) {
        try {
            return read.apply(word);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    /** {@code worker}, {@code server}, {@code client}. */
    static final class OfRole implements ITypeConverter<Role> {
        @Override
        public Role convert(String word) {
            return Converters.convert(word, Role::of);
        }
    }

    /** {@code wire}, {@code exchange}, {@code full}. */
    static final class OfProfile implements ITypeConverter<Profile> {
        @Override
        public Profile convert(String word) {
            return Converters.convert(word, Profile::of);
        }
    }

    /** {@code must}, {@code should}, {@code may}. */
    static final class OfLevel implements ITypeConverter<Level> {
        @Override
        public Level convert(String word) {
            return Converters.convert(word, Level::of);
        }
    }

    /** {@code all}, {@code failures}. */
    static final class OfEvidence implements ITypeConverter<Evidence> {
        @Override
        public Evidence convert(String word) {
            return switch (word) {
                case "all" -> Evidence.ALL;
                case "failures" -> Evidence.FAILURES;
                default -> throw new TypeConversionException("expected all or failures, not '" + word + "'");
            };
        }
    }

    /** A duration such as {@code 20}, {@code 20s}, {@code 500ms}, {@code 2m}; a bare number counts seconds. */
    static final class OfDuration implements ITypeConverter<Duration> {

        private static final Pattern FORM = Pattern.compile("([0-9]{1,7})(ms|s|m)?");

        @Override
        public Duration convert(String word) {
            Matcher form = FORM.matcher(word.toLowerCase(Locale.ROOT));
            if (form.matches() && !form.group(1).matches("0+")) {
                long number = Long.parseLong(form.group(1));
                String unit = form.group(2) == null ? "s" : form.group(2);
                return switch (unit) {
                    case "ms" -> Duration.ofMillis(number);
                    case "m" -> Duration.ofMinutes(number);
                    default -> Duration.ofSeconds(number);
                };
            }
            throw new TypeConversionException("expected a time such as 20s or 500ms, not '" + word + "'");
        }
    }
}
