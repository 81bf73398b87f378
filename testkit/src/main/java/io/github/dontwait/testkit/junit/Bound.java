package io.github.dontwait.testkit.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.zeromq.SocketType;

/**
 * A parameter of type {@code ZMQ.Socket}: a socket of the test's context, bound to a port of 127.0.0.1 that the system
 * chose. {@code getLastEndpoint()} tells where.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Bound {

    /** Its type. */
    SocketType value();
}
