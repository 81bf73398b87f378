package io.github.dontwait.reference;

import java.util.function.Consumer;

/**
 * The non-blocking actor: a bound ROUTER that is asked for messages and never waited for. A turn takes what is there,
 * does what is due and returns; what happens between two turns is the {@link IdleStrategy}'s choice.
 *
 * <p>Turned by one thread; {@link #stop()} may come from any.
 */
public final class Worker extends ServiceActor {

    /**
     * A worker that binds when it is started.
     *
     * @param whenReady told the endpoint, by the loop's thread, just before the first turn
     */
    public Worker(Settings settings, Handler handler, Surroundings surroundings, Consumer<String> whenReady) {
        super(settings, handler, surroundings, whenReady);
    }

    @Override
    public int turn() throws ActorFinishedException {
        return service().receive() + service().work();
    }

    /** Waits until a turn is worth while, for a tenth of a second at most: for the {@link WaitingIdleStrategy}. */
    public void awaitWork() {
        awaitNextDuty();
    }

    @Override
    void onRequests() {
        // The next turn takes them: a worker asks its socket, it is not told.
    }

    @Override
    public String roleName() {
        return "worker";
    }
}
