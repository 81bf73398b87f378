package io.github.dontwait.reference;

/** Turns an actor on the calling thread until it has finished, and idles whenever a turn found nothing to do. */
public final class ActorRunner implements Runnable {

    private final Actor actor;
    private final IdleStrategy idleStrategy;

    /** Both belong to the runner from here on; nothing happens before {@link #run()}. */
    public ActorRunner(Actor actor, IdleStrategy idleStrategy) {
        this.actor = actor;
        this.idleStrategy = idleStrategy;
    }

    /** Starts the actor, turns it to its end and closes it. What a turn throws leaves here, after the closing. */
    @Override
    public void run() {
        try {
            actor.onStart();
            turnUntilFinished();
        } finally {
            actor.onClose();
        }
    }

    private void turnUntilFinished() {
        try {
            while (true) {
                idleStrategy.idle(actor.turn());
            }
        } catch (ActorFinishedException orderlyEnd) {
            // The only way out of the loop that is no failure.
        }
    }
}
