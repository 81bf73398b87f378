package io.github.dontwait.reference;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.zeromq.ZContext;

/**
 * An actor inside a program of yours, with a thread and a context of its own. Any thread may call any method.
 *
 * <pre>{@code
 * ActorThread worker = ActorThread.start(
 *         settings, around -> new Worker(settings, new EchoHandler(), around, endpoint -> {}));
 * …
 * worker.stop();
 * worker.onEnd().toCompletableFuture().get(5, TimeUnit.SECONDS);
 * }</pre>
 */
public final class ActorThread implements AutoCloseable {

    private static final int SECONDS_TO_END = 5;

    private final ZContext context;
    private final Stoppable actor;
    private final CompletableFuture<Void> started = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private ActorThread(ZContext context, Stoppable actor) {
        this.context = context;
        this.actor = actor;
    }

    /**
     * Starts an actor; when this returns it is bound, or connects, and its loop turns.
     *
     * @param maker makes the actor; what it is given belongs to this object
     * @throws RuntimeException what the actor threw while it started: a taken port, for instance
     */
    public static ActorThread start(Settings settings, Function<Surroundings, ? extends Stoppable> maker) {
        ZContext context = new ZContext();
        ActorThread made = new ActorThread(context, maker.apply(Surroundings.of(context)));
        context.setUncaughtExceptionHandler((thread, failure) -> made.fail(failure));
        context.setNotificationExceptionHandler((thread, notice) -> Log.LOG.debug("on {}", thread, notice));
        ActorRunner runner = ActorRunner.of(made.actor, settings.idle()).telling(() -> made.started.complete(null));
        Thread thread = new Thread(() -> made.live(runner), made.actor.roleName());
        thread.setDaemon(true);
        thread.start();
        try {
            made.started.join();
            return made;
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private void live(ActorRunner runner) {
        try (context) {
            runner.run();
        } catch (RuntimeException | Error e) {
            fail(e);
            return;
        }
        ended.complete(null);
    }

    /** Also for a dead I/O thread, after which nothing goes on and the context may never close. */
    private void fail(Throwable failure) {
        actor.abandon();
        started.completeExceptionally(failure);
        ended.completeExceptionally(failure);
    }

    /** Where it is bound, with the real port where any was asked for; where it connects to, for a client. */
    public String endpoint() {
        return actor.endpoint();
    }

    /** Asks for an orderly stop and returns at once. */
    public void stop() {
        actor.stop();
    }

    /** Completes when everything is closed: exceptionally, if a failure ended the actor. */
    public CompletionStage<Void> onEnd() {
        return ended.minimalCompletionStage();
    }

    /**
     * Ends it at once, whatever is in hand, and returns when everything is closed.
     *
     * @throws IllegalStateException if it has not ended after 5 s, because its handler keeps the loop
     */
    @Override
    public void close() {
        actor.abandon();
        try {
            ended.get(SECONDS_TO_END, TimeUnit.SECONDS);
        } catch (ExecutionException failedButEnded) {
            // Told to those who ask onEnd().
        } catch (TimeoutException e) {
            throw new IllegalStateException(actor.roleName() + " does not end: its handler keeps the loop", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
