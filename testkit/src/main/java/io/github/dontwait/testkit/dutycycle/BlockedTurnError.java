package io.github.dontwait.testkit.dutycycle;

import java.util.stream.Collectors;

/**
 * A turn waited, or used more processor time than it may. The message says where it sat; what the turn threw afterwards,
 * if it threw, is suppressed.
 */
public final class BlockedTurnError extends AssertionError {

    private static final long serialVersionUID = 1L;

    private final transient Turn turn;

    BlockedTurnError(Turn turn) {
        super(text(turn));
        this.turn = turn;
    }

    /** The turn and all that was found. */
    public Turn turn() {
        return turn;
    }

    private static String text(Turn turn) {
        String expectation = turn.isBlocked() ? "to never wait" : "to stay within its budget of processor time";
        return "Expecting turn " + turn.number() + " of " + turn.name() + " " + expectation + "\nbut "
                + turn.findings().stream().map(Finding::observation).collect(Collectors.joining("\nand "));
    }
}
