package io.github.dontwait.conformance.contract;

import io.github.dontwait.conformance.KnownDeviations;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * Says that a subject is known to break a rule: the Java spelling of an entry of a known-deviations file. The rule still
 * runs; if it passes, or fails otherwise, the test fails and says so.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Repeatable(Deviation.List.class)
public @interface Deviation {

    /** The rule's id. */
    String rule();

    /** A regular expression that must be found in the failure. */
    String reason();

    /** Why it is so. */
    String because();

    /** Where it was reported. */
    String link();

    /** When it was last confirmed, as {@code 2026-11-01}. */
    String date();

    /** Whether the rule fails only sometimes, so that it may pass, too. */
    boolean sometimes() default false;

    /** Several deviations of one class. */
    @Target(ElementType.TYPE)
    @Retention(RetentionPolicy.RUNTIME)
    @Documented
    @interface List {
        Deviation[] value();
    }

    /** Turns annotations into entries. */
    final class Entries {

        private Entries() {}

        static KnownDeviations of(Class<?> testClass) {
            return new KnownDeviations(Arrays.stream(testClass.getAnnotationsByType(Deviation.class))
                    .map(deviation -> new KnownDeviations.Entry(
                            deviation.rule(),
                            Pattern.compile(deviation.reason()),
                            deviation.because(),
                            deviation.link(),
                            LocalDate.parse(deviation.date()),
                            deviation.sometimes()))
                    .toList());
        }
    }
}
