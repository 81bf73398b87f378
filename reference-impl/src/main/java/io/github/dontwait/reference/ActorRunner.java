package io.github.dontwait.reference;

import java.time.Duration;

/** Turns an actor on the calling thread until it has finished, and idles whenever a turn found nothing to do. */
public final class ActorRunner implements Runnable {

    private final Actor actor;
    private final IdleStrategy idleStrategy;
    private final Runnable whenStarted;

    /** Both belong to the runner from here on; nothing happens before {@link #run()}. */
    public ActorRunner(Actor actor, IdleStrategy idleStrategy) {
        this(actor, idleStrategy, () -> {});
    }

    private ActorRunner(Actor actor, IdleStrategy idleStrategy, Runnable whenStarted) {
        this.actor = actor;
        this.idleStrategy = idleStrategy;
        this.whenStarted = whenStarted;
    }

    /** A runner with the idle strategy that was asked for. Only a worker needs one: the others idle in their poller. */
    public static ActorRunner of(Actor actor, Settings.Idle idle) {
        if (!(actor instanceof Worker worker)) {
            return new ActorRunner(actor, workCount -> {});
        }
        return new ActorRunner(
                actor,
                switch (idle) {
                    case WAIT -> new WaitingIdleStrategy(worker::awaitWork);
                    case SLEEP -> new SleepingIdleStrategy(Duration.ofMillis(1));
                    case BACKOFF -> new BackoffIdleStrategy();
                    case SPIN -> new SpinningIdleStrategy();
                });
    }

    /** The same runner, which also tells when the actor has been started, by the loop's thread before the first turn. */
    ActorRunner telling(Runnable whenStarted) {
        return new ActorRunner(actor, idleStrategy, whenStarted);
    }

    /** Starts the actor, turns it to its end and closes it. What a turn throws leaves here, after the closing. */
    @Override
    public void run() {
        try {
            actor.onStart();
            whenStarted.run();
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
