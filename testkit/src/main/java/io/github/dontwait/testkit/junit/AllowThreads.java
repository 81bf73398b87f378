package io.github.dontwait.testkit.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Lets threads outlive the tests that make them: those of this class, or this one test. */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@Repeatable(AllowThreads.Several.class)
public @interface AllowThreads {

    /** A regular expression for the whole name of the thread. */
    String named();

    /** Why they are wanted; not blank. */
    String reason();

    /** Several of them. */
    @Documented
    @Inherited
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.TYPE, ElementType.METHOD})
    @interface Several {

        /** Each of them. */
        AllowThreads[] value();
    }
}
