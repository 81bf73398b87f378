package io.github.dontwait.testkit.junit;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestInstances;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** Finds out where the subject of a test class is. */
final class Endpoints {

    private Endpoints() {}

    /** @throws ExtensionConfigurationException saying what to do, if nobody knows */
    static String of(ExtensionContext context) {
        List<Object> instances = new ArrayList<>(
                context.getTestInstances().map(TestInstances::getAllInstances).orElse(List.of()));
        Collections.reverse(instances);
        for (Object instance : instances) {
            for (Field field : AnnotationSupport.findAnnotatedFields(instance.getClass(), Endpoint.class)) {
                return required(value(field, instance), field);
            }
            for (Method method : AnnotationSupport.findAnnotatedMethods(
                    instance.getClass(), Endpoint.class, HierarchyTraversalMode.BOTTOM_UP)) {
                return required(ReflectionSupport.invokeMethod(method, instance), method);
            }
        }
        throw new ExtensionConfigurationException("where should Peers connect to? Put @Endpoint on a field or a method"
                + " of " + context.getRequiredTestClass().getName()
                + " that says so, or take a PeerFactory and call to(endpoint).");
    }

    private static @Nullable Object value(Field field, Object instance) {
        try {
            field.setAccessible(true);
            return field.get(instance);
        } catch (IllegalAccessException e) {
            throw new ExtensionConfigurationException("cannot read " + field, e);
        }
    }

    private static String required(@Nullable Object value, Object source) {
        if (value instanceof String endpoint && !endpoint.isEmpty()) {
            return endpoint;
        }
        throw new ExtensionConfigurationException("@Endpoint " + source + " gave " + value
                + "; it gives a text such as tcp://127.0.0.1:5555, and at the latest when @BeforeEach is over");
    }
}
