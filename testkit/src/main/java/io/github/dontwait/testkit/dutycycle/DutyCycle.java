package io.github.dontwait.testkit.dutycycle;

/**
 * What a loop calls again and again: a turn does what can be done now and returns how much that was.
 *
 * <p>Whatever has such a method fits by a method reference:
 *
 * <pre>{@code
 * DutyCycle worker = actor::turn;
 * DutyCycle agent = DutyCycle.of(other::onStart, other::doWork, other::onClose);
 * }</pre>
 */
@FunctionalInterface
public interface DutyCycle {

    /**
     * Does what can be done now, and never waits.
     *
     * @return the work count: zero if there was nothing to do
     * @throws Exception what the actor throws
     */
    int turn() throws Exception;

    /** Opens what the turns need; called once, before the first turn, by the thread that turns. */
    default void onStart() throws Exception {}

    /** Closes it; called once, after the last turn, by the thread that turns. */
    default void onClose() throws Exception {}

    /** A duty cycle of three parts, for an actor that is to be started and closed as well. */
    static DutyCycle of(Step start, DutyCycle turn, Step close) {
        return new DutyCycle() {
            @Override
            public int turn() throws Exception {
                return turn.turn();
            }

            @Override
            public void onStart() throws Exception {
                start.run();
            }

            @Override
            public void onClose() throws Exception {
                close.run();
            }
        };
    }

    /** Something that an actor does once: starting, closing. */
    @FunctionalInterface
    interface Step {

        /** Does it. */
        void run() throws Exception;
    }
}
