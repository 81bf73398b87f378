package io.github.dontwait.reference;

/**
 * What a loop does after a turn that found nothing: the choice between promptness and processor time.
 *
 * <p>Called after every turn, by the loop's thread. An idle strategy may hold the thread for a bounded time only: the
 * actor's duties wait while it does.
 */
@FunctionalInterface
public interface IdleStrategy {

    /**
     * Idles if nothing was done.
     *
     * @param workCount what the last turn returned; above zero, return at once
     */
    void idle(int workCount);
}
