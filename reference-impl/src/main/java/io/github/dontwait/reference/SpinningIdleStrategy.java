package io.github.dontwait.reference;

/** Never lets go of the processor: the fastest answer, for the price of a whole core. */
public final class SpinningIdleStrategy implements IdleStrategy {

    @Override
    public void idle(int workCount) {
        if (workCount == 0) {
            Thread.onSpinWait();
        }
    }
}
