package io.github.dontwait.conformance.mutant;

import io.github.dontwait.conformance.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Finds the mutants of this package and those below it, and makes subjects of them. */
public final class Mutants {

    private Mutants() {}

    /**
     * A mutant and one rule that it proves.
     *
     * @param type its class
     * @param kills the rule, and what its failure says
     */
    public record Mutant(Class<?> type, Kills kills) {

        /** Its name in the rule's annotation. */
        public String name() {
            return type.getSimpleName();
        }

        @Override
        public String toString() {
            return kills.rule() + " kills " + name();
        }
    }

    /** Every mutant of every rule, sorted by rule and name. */
    public static List<Mutant> all() {
        List<Mutant> found = new ArrayList<>();
        Path home = home(Mutants.class);
        Path folder = home.resolve(Mutants.class.getPackageName().replace('.', '/'));
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(file -> file.toString().endsWith(".class"))
                    .map(file -> load(home.relativize(file)))
                    .forEach(type -> {
                        for (Kills kills : type.getAnnotationsByType(Kills.class)) {
                            found.add(new Mutant(type, kills));
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look for mutants in " + folder, e);
        }
        found.sort(
                Comparator.comparing((Mutant mutant) -> mutant.kills().rule()).thenComparing(Mutant::name));
        return found;
    }

    private static Class<?> load(Path file) {
        String name = file.toString().replace('/', '.').replace('\\', '.');
        try {
            return Class.forName(
                    name.substring(0, name.length() - ".class".length()), false, Mutants.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("found and not found: " + name, e);
        }
    }

    /** The folder or jar that a class comes from. */
    static Path home(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("cannot tell where " + type + " comes from", e);
        }
    }

    /** An actor that is, or has inside it, an object of a mutant's class. */
    static ModelActor actor(Class<?> mutant) {
        if (MiniRouter.class.isAssignableFrom(mutant)) {
            return new ModelService() {
                @Override
                protected MiniRouter newRouter() {
                    return (MiniRouter) make(mutant);
                }
            };
        }
        if (MiniDealer.class.isAssignableFrom(mutant)) {
            return new ModelClient() {
                @Override
                protected MiniDealer newDealer() {
                    return (MiniDealer) make(mutant);
                }
            };
        }
        if (ModelActor.class.isAssignableFrom(mutant)) {
            return (ModelActor) make(mutant);
        }
        throw new IllegalArgumentException(String.format(
                Locale.ROOT,
                "%s is no mutant: expected a MiniRouter, a MiniDealer, a ModelActor (%s) or a Subject",
                mutant.getName(),
                Role.WORKER));
    }

    static Object make(Class<?> type) {
        try {
            Constructor<?> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    type.getName() + " cannot be made: give it a constructor without parameters, and make it static",
                    e);
        }
    }
}
