package io.github.dontwait.testkit.junit;

import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Whether a test class keeps things open for all its tests: then a thread that outlives one test may be wanted, for
 * example that of a context which began with its first socket.
 */
final class LongLived {

    private LongLived() {}

    static boolean isKeptBy(ExtensionContext context) {
        Object instance = context.getTestInstanceLifecycle()
                .filter(Lifecycle.PER_CLASS::equals)
                .flatMap(lifecycle -> context.getTestInstance())
                .orElse(null);
        for (Class<?> outer = context.getTestClass().orElse(null); outer != null; outer = outer.getEnclosingClass()) {
            for (Class<?> type = outer; type != null && type != Object.class; type = type.getSuperclass()) {
                if (isKeptBy(type, instance)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isKeptBy(Class<?> type, @Nullable Object instance) {
        for (Field field : type.getDeclaredFields()) {
            boolean isStatic = Modifier.isStatic(field.getModifiers());
            if ((isStatic || type.isInstance(instance)) && !field.isSynthetic() && isOpen(field, instance)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOpen(Field field, @Nullable Object instance) {
        if (field.getType().isPrimitive()) {
            return false;
        }
        try {
            field.setAccessible(true);
            Object value = field.get(instance);
            return value instanceof AutoCloseable || value instanceof Executor || value instanceof Thread;
        } catch (IllegalAccessException | InaccessibleObjectException e) {
            // A module that opens nothing: what the field may hold has to do.
            return AutoCloseable.class.isAssignableFrom(field.getType());
        }
    }
}
