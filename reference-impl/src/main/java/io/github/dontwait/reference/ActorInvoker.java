package io.github.dontwait.reference;

/**
 * Turns an actor by hand, one turn per call and without a thread: for tests, and for a host that has a loop of its own.
 *
 * <p>Confined to one thread, which becomes the actor's.
 */
public final class ActorInvoker implements AutoCloseable {

    private final Actor actor;
    private boolean started;
    private boolean finished;
    private boolean closed;

    /** The actor belongs to the invoker from here on. */
    public ActorInvoker(Actor actor) {
        this.actor = actor;
    }

    /** Starts the actor; further calls do nothing. */
    public void start() {
        if (!started) {
            started = true;
            actor.onStart();
        }
    }

    /**
     * Turns the actor once. A finished actor is not turned any more.
     *
     * @return what the turn returned, zero once the actor has finished
     * @throws IllegalStateException before {@link #start()} or after {@link #close()}
     */
    public int invoke() {
        if (!started || closed) {
            throw new IllegalStateException(
                    actor.roleName() + (closed ? " is closed" : " has not been started; call start() first"));
        }
        if (finished) {
            return 0;
        }
        try {
            return actor.turn();
        } catch (ActorFinishedException orderlyEnd) {
            finished = true;
            return 0;
        }
    }

    /** Whether the actor said that it has finished. */
    public boolean isFinished() {
        return finished;
    }

    /** Closes the actor if it was started; further calls do nothing. */
    @Override
    public void close() {
        if (started && !closed) {
            closed = true;
            actor.onClose();
        }
    }
}
