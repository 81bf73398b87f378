package io.github.dontwait.conformance.reference;

import io.github.dontwait.conformance.RunningSubject;
import io.github.dontwait.conformance.SubjectOutput;
import io.github.dontwait.conformance.SubjectSettings;
import io.github.dontwait.conformance.SubjectStartException;
import io.github.dontwait.reference.ActorThread;
import io.github.dontwait.reference.Client;
import io.github.dontwait.reference.EchoHandler;
import io.github.dontwait.reference.Handler;
import io.github.dontwait.reference.Server;
import io.github.dontwait.reference.Settings;
import io.github.dontwait.reference.SettingsException;
import io.github.dontwait.reference.Stoppable;
import io.github.dontwait.reference.Surroundings;
import io.github.dontwait.reference.VerbHandler;
import io.github.dontwait.reference.Worker;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** An actor of the reference in this JVM: all the glue that the three roles need. */
final class EmbeddedReference implements RunningSubject {

    private final Settings settings;
    private final Optional<SubjectOutput> output;
    private final ActorThread actor;
    private final CompletionStage<Exit> exit;

    private EmbeddedReference(Settings settings) {
        this.settings = settings;
        this.output = settings.role() == Settings.Role.CLIENT ? Optional.of(new SubjectOutput()) : Optional.empty();
        this.actor = ActorThread.start(settings, this::actor);
        this.exit = actor.onEnd().handle((nothing, failure) -> {
            output.ifPresent(SubjectOutput::end);
            return new Exit(failure == null ? 0 : 1, System.nanoTime());
        });
    }

    /** Starts what the settings ask for. */
    static RunningSubject start(SubjectSettings settings) {
        try {
            return new EmbeddedReference(Settings.from(settings.toEnvironment()));
        } catch (SettingsException e) {
            String line = String.valueOf(e.getMessage());
            throw new SubjectStartException(line, new SubjectStartException.Early(2, List.of(line)));
        }
    }

    private Stoppable actor(Surroundings surroundings) {
        Handler handler = settings.verbs() ? new VerbHandler(surroundings.counters()) : new EchoHandler();
        return switch (settings.role()) {
            case WORKER -> new Worker(settings, handler, surroundings, endpoint -> {});
            case SERVER -> new Server(settings, handler, surroundings, endpoint -> {});
            case CLIENT -> new Client(settings, surroundings, new PrintedLines(output.orElseThrow()));
        };
    }

    @Override
    public String endpoint() {
        return actor.endpoint();
    }

    @Override
    public Set<String> capabilities() {
        return Set.copyOf(settings.role().capabilities());
    }

    @Override
    public void stop() {
        actor.stop();
    }

    @Override
    public CompletionStage<Exit> onExit() {
        return exit;
    }

    @Override
    public void close() {
        actor.close();
    }

    @Override
    public Optional<SubjectOutput> output() {
        return output;
    }
}
