package io.github.dontwait.reference;

/**
 * Waits where the messages come in: prompt, and nearly free while idle. This is the default.
 *
 * <p>The wait ends with the first message, with a wake-up from another thread, or when the next duty is due, so that
 * nothing is ever late because of it.
 */
public final class WaitingIdleStrategy implements IdleStrategy {

    private final Runnable boundedWait;

    /**
     * Idles by that wait.
     *
     * @param boundedWait waits for whatever the actor must not miss, for instance {@link Worker#awaitWork()}
     */
    public WaitingIdleStrategy(Runnable boundedWait) {
        this.boundedWait = boundedWait;
    }

    @Override
    public void idle(int workCount) {
        if (workCount == 0) {
            boundedWait.run();
        }
    }
}
