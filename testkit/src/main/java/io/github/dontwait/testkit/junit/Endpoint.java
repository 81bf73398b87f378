package io.github.dontwait.testkit.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Where the subject of a test class is reached: a field, or a method without parameters, of type {@code String}.
 *
 * <p>It is asked when {@code Peers} are injected, that is after {@code @BeforeEach} for a parameter of a test. One in a
 * nested class goes before one of the class around it.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD})
public @interface Endpoint {}
