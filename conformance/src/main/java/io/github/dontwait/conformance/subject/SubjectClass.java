package io.github.dontwait.conformance.subject;

import io.github.dontwait.conformance.Subject;
import io.github.dontwait.conformance.SubjectStartException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Makes a subject of a class that a user names. */
public final class SubjectClass {

    private static final String ADD_FACTORY = "add a method 'public static Subject subject()'";

    private SubjectClass() {}

    /**
     * Loads a class and makes its subject: by its method {@code public static … subject()} if it has one, else by its public
     * constructor without parameters.
     *
     * @param name the binary name, as {@code com.example.MyWorker} or {@code com.example.Outer$MyWorker}
     * @param loader where to look for it
     * @throws SubjectStartException naming the class, what is wrong with it, and the remedy
     */
    public static Subject load(String name, ClassLoader loader) {
        Class<?> type = find(name, loader);
        try {
            Method factory = factory(type);
            if (factory != null) {
                return made(name, factory.invoke(null));
            }
            if (!Subject.class.isAssignableFrom(type)) {
                throw unfit(name, "is no " + Subject.class.getName(), "implement that interface, or " + ADD_FACTORY);
            }
            return (Subject) type.getConstructor().newInstance();
        } catch (InvocationTargetException e) {
            throw unfit(name, "could not be made: it threw " + e.getCause(), "mend that", e);
        } catch (ReflectiveOperationException e) {
            throw unfit(
                    name,
                    "cannot be made (" + e + ")",
                    "make it a public class, not abstract, with a public constructor without parameters, or "
                            + ADD_FACTORY,
                    e);
        }
    }

    private static Subject made(String name, @Nullable Object made) {
        if (made instanceof Subject subject) {
            return subject;
        }
        String what = made == null ? "null" : "a " + made.getClass().getName();
        throw unfit(name, "has a method subject() that returned " + what, "return a " + Subject.class.getName());
    }

    private static Class<?> find(String name, ClassLoader loader) {
        try {
            return Class.forName(name, true, loader);
        } catch (ClassNotFoundException e) {
            throw unfit(
                    name,
                    "is not on the class path",
                    "check its name (a nested class is written Outer$Inner), and add its folder or jar to the class path",
                    e);
        } catch (LinkageError e) {
            throw unfit(name, "cannot be loaded: " + e, "add what it needs to the class path", e);
        }
    }

    private static @Nullable Method factory(Class<?> type) throws NoSuchMethodException {
        boolean hasOne = Arrays.stream(type.getMethods())
                .anyMatch(method -> method.getName().equals("subject")
                        && method.getParameterCount() == 0
                        && Modifier.isStatic(method.getModifiers()));
        return hasOne ? type.getMethod("subject") : null;
    }

    private static SubjectStartException unfit(String name, String what, String remedy) {
        return unfit(name, what, remedy, null);
    }

    private static SubjectStartException unfit(String name, String what, String remedy, @Nullable Throwable cause) {
        return new SubjectStartException("the class '" + name + "' " + what + "; " + remedy, cause);
    }
}
