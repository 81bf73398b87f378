package io.github.dontwait.testkit.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The name of a server, a listener, a link, a socket or an endpoint that is injected: parameters with one name are one
 * thing, and the name stands in transcripts.
 *
 * <p>Without it the parameter's own name counts, which only code compiled with {@code -parameters} still has.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Named {

    /** The name; not blank. */
    String value();
}
