package io.github.dontwait.conformance.cli;

import io.github.dontwait.conformance.Report;
import io.github.dontwait.conformance.Role;
import io.github.dontwait.conformance.RuleCatalog;
import io.github.dontwait.conformance.RunningSubject;
import io.github.dontwait.conformance.Subject;
import io.github.dontwait.conformance.SubjectSettings;
import io.github.dontwait.conformance.SubjectStartException;
import io.github.dontwait.conformance.contract.Contracts;
import io.github.dontwait.conformance.run.RunListener;
import io.github.dontwait.conformance.run.RunOptions;
import io.github.dontwait.conformance.run.Runner;
import io.github.dontwait.conformance.subject.CommandLine;
import io.github.dontwait.conformance.subject.ContainerSubject;
import io.github.dontwait.conformance.subject.EndpointSubject;
import io.github.dontwait.conformance.subject.ProcessOptions;
import io.github.dontwait.conformance.subject.ProcessSubject;
import io.github.dontwait.conformance.subject.ReferenceSubject;
import io.github.dontwait.conformance.subject.SubjectClass;
import java.util.List;

/** The suite as it is. */
final class WholeSuite implements Suite {

    @Override
    public String version() {
        String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    @Override
    public RuleCatalog rules(Role role) {
        return Contracts.of(role);
    }

    @Override
    public RuleCatalog select(Role role, RunOptions options) {
        return Runner.select(rules(role), options);
    }

    @Override
    public Subject subject(SubjectChoice choice) {
        try {
            return switch (choice.kind()) {
                case EXEC ->
                    new ProcessSubject(choice.role(), CommandLine.words(choice.value()), processOptions(choice));
                case REFERENCE -> new ReferenceSubject(choice.role(), processOptions(choice));
                case ENDPOINT ->
                    new EndpointSubject(choice.role(), choice.value(), choice.capabilities(), choice.timeFactor());
                case CLASS -> named(choice.value(), SubjectClass.load(choice.value(), Main.class.getClassLoader()));
                case IMAGE -> new ContainerSubject(choice.role(), choice.value(), processOptions(choice));
            };
        } catch (SubjectStartException e) {
            // A report is due, so the run begins and finds out.
            return new Unstartable(choice, e);
        }
    }

    /** A class is known by the name that the user gave, whatever object it makes. */
    private static Subject named(String className, Subject subject) {
        return subject.kind() == Subject.Kind.CLASS ? new Named(className, subject) : subject;
    }

    private static ProcessOptions processOptions(SubjectChoice choice) {
        ProcessOptions options =
                ProcessOptions.standard().stretchedBy(choice.timeFactor()).withEnvironment(choice.environment());
        return choice.startTimeout() == null ? options : options.withStartPatience(choice.startTimeout());
    }

    @Override
    public Report run(Subject subject, RunOptions options, RunListener listener) throws InterruptedException {
        return Runner.run(subject, options, listener);
    }

    /** A subject of which is known already that it cannot be started. */
    private record Unstartable(SubjectChoice choice, SubjectStartException why) implements Subject {

        @Override
        public Role role() {
            return choice.role();
        }

        @Override
        public RunningSubject start(SubjectSettings settings) {
            throw why;
        }

        @Override
        public String name() {
            return choice.value().isEmpty() ? "the reference " + choice.role().word() : choice.value();
        }

        @Override
        public Kind kind() {
            return choice.kind();
        }

        @Override
        public List<String> command() {
            return choice.value().isEmpty() ? List.of() : List.of(choice.value());
        }
    }

    /** A subject under another name. */
    private record Named(String name, Subject subject) implements Subject {

        @Override
        public Role role() {
            return subject.role();
        }

        @Override
        public RunningSubject start(SubjectSettings settings) throws InterruptedException {
            return subject.start(settings);
        }

        @Override
        public List<String> command() {
            return List.of(name);
        }
    }
}
