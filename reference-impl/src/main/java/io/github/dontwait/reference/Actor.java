package io.github.dontwait.reference;

/**
 * Something that is called again and again by one thread and never keeps it: the loop <em>turns</em>, and each turn
 * does what can be done now and returns.
 *
 * <p>Who calls it is not its business: an {@link ActorRunner} turns it on a thread until it has finished, an
 * {@link ActorInvoker} turns it once per call, which makes a test exact.
 *
 * <pre>{@code
 * Actor actor = new Worker(settings, new EchoHandler(), Surroundings.of(context), endpoint -> {});
 * new ActorRunner(actor, new SleepingIdleStrategy(Duration.ofMillis(1))).run();
 * }</pre>
 */
public interface Actor {

    /** Opens what the actor needs. Called once, by the thread that will turn it, before the first turn. */
    default void onStart() {}

    /**
     * Does what can be done now, bounded in number, and returns.
     *
     * @return how many things were done; zero means that there was nothing to do, so that the caller may idle
     * @throws ActorFinishedException when there will never be anything to do again
     */
    int turn() throws ActorFinishedException;

    /** Releases what {@link #onStart()} opened. Called once, by the same thread, after the last turn, whatever ended it. */
    default void onClose() {}

    /** A short name for logs and threads. */
    String roleName();
}
