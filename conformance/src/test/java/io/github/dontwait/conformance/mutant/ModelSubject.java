package io.github.dontwait.conformance.mutant;

import io.github.dontwait.conformance.Role;
import io.github.dontwait.conformance.RunningSubject;
import io.github.dontwait.conformance.Subject;
import io.github.dontwait.conformance.SubjectOutput;
import io.github.dontwait.conformance.SubjectOutput.Stream;
import io.github.dontwait.conformance.SubjectSettings;
import io.github.dontwait.conformance.SubjectStartException;
import io.github.dontwait.conformance.SubjectStartException.Early;
import io.github.dontwait.conformance.subject.ProcessOptions;
import io.github.dontwait.conformance.subject.ProcessSubject;
import io.github.dontwait.conformance.subject.ReferenceSubject;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Models and mutants as subjects: objects in this JVM that start within milliseconds, or processes of their own. */
public final class ModelSubject implements Subject {

    private static final Duration START_PATIENCE = Duration.ofSeconds(10);
    private static final Duration END_PATIENCE = Duration.ofSeconds(5);

    private final String name;
    private final Role role;
    private final Supplier<? extends ModelActor> maker;

    private ModelSubject(String name, Role role, Supplier<? extends ModelActor> maker) {
        this.name = name;
        this.role = role;
        this.maker = maker;
    }

    /** A subject in this JVM, in the role of its class; each start makes a new actor. */
    public static Subject of(Supplier<? extends ModelActor> maker) {
        ModelActor sample = maker.get();
        return of(maker, sample.role());
    }

    /** A subject in this JVM, in a role of its own; each start makes a new actor. */
    public static Subject of(Supplier<? extends ModelActor> maker, Role role) {
        return new ModelSubject(maker.get().getClass().getSimpleName(), role, maker);
    }

    /** A mutant in this JVM: a class as {@link Kills} describes it. */
    public static Subject of(Class<?> mutant, Role role) {
        if (Subject.class.isAssignableFrom(mutant)) {
            return (Subject) Mutants.make(mutant);
        }
        Role taken = Mutants.actor(mutant).role() == Role.CLIENT ? Role.CLIENT : role;
        return new ModelSubject(mutant.getSimpleName(), taken, () -> Mutants.actor(mutant));
    }

    /** A mutant as a process of its own; its JVM is given further options. */
    public static Subject asProcess(Class<?> mutant, Role role, String... jvmOptions) {
        if (Subject.class.isAssignableFrom(mutant)) {
            return (Subject) Mutants.make(mutant);
        }
        Role taken = Mutants.actor(mutant).role() == Role.CLIENT ? Role.CLIENT : role;
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                // Small, so that memory that is kept shows soon, on machines of any size.
                "-Xmn32m",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto"));
        command.addAll(List.of(jvmOptions));
        command.addAll(List.of("-cp", classPath(), MutantProcess.class.getName(), mutant.getName()));
        return new ProcessSubject(taken, command, ProcessOptions.standard());
    }

    private static String classPath() {
        List<String> entries = new ArrayList<>();
        for (Class<?> needed : Arrays.asList(MutantProcess.class, SubjectSettings.class)) {
            entries.add(Mutants.home(needed).toString());
        }
        entries.add(ReferenceSubject.classPath());
        return String.join(File.pathSeparator, entries);
    }

    @Override
    public Role role() {
        return role;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public RunningSubject start(SubjectSettings settings) throws InterruptedException {
        Living living = new Living(maker.get(), settings);
        boolean isReady = false;
        try {
            String ready = living.output
                    .await(line -> line.text().startsWith("READY "), START_PATIENCE)
                    .orElseThrow(() -> living.notReady(name))
                    .text();
            String[] words = ready.split(" ", 3);
            living.endpoint = words[1];
            living.capabilities = words.length < 3 ? Set.of() : Set.of(words[2].split(","));
            isReady = true;
            return living;
        } finally {
            if (!isReady) {
                living.close();
            }
        }
    }

    /** An actor on a thread of its own. */
    private static final class Living implements RunningSubject {

        private final SubjectOutput output = new SubjectOutput();
        private final CompletableFuture<Exit> exit = new CompletableFuture<>();
        private final ModelActor actor;
        private final Thread thread;
        private String endpoint = "";
        private Set<String> capabilities = Set.of();

        Living(ModelActor actor, SubjectSettings settings) {
            this.actor = actor;
            thread = new Thread(() -> live(settings), actor.getClass().getSimpleName());
            thread.setDaemon(true);
            thread.start();
        }

        private void live(SubjectSettings settings) {
            int code = ModelActor.EXIT_CRASHED;
            try {
                code = actor.live(settings, output::add);
            } finally {
                exit.complete(new Exit(code, System.nanoTime()));
                output.end();
            }
        }

        SubjectStartException notReady(String name) {
            List<String> errors = output.text(Stream.ERR);
            String what = name + " did not say READY: " + errors;
            return exit.isDone()
                    ? new SubjectStartException(what, new Early(exit.join().code(), errors))
                    : new SubjectStartException(what);
        }

        @Override
        public String endpoint() {
            return endpoint;
        }

        @Override
        public Set<String> capabilities() {
            return capabilities;
        }

        @Override
        public void stop() {
            actor.onStopRequest();
        }

        @Override
        public CompletionStage<Exit> onExit() {
            return exit.minimalCompletionStage();
        }

        @Override
        public Optional<SubjectOutput> output() {
            return Optional.of(output);
        }

        @Override
        public void close() {
            actor.kill();
            try {
                thread.join(END_PATIENCE.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (thread.isAlive() && thread != Thread.currentThread()) {
                throw new IllegalStateException("the mutant " + actor.getClass().getName()
                        + " cannot be killed: let it wait by occupy() or hang(), and ask isKilled() in its loops");
            }
        }
    }
}
