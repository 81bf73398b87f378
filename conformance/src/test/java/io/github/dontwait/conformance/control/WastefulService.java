package io.github.dontwait.conformance.control;

import io.github.dontwait.conformance.mutant.Incoming;
import io.github.dontwait.conformance.mutant.ModelService;

/**
 * Allocates with every message and in every idle turn, and keeps some of it for a while: in a small heap the collector
 * stops it every few messages. Of use only as a process of its own.
 */
public final class WastefulService extends ModelService {

    /** For a heap in which all this just fits, beside a message of the largest size that a service takes. */
    public static final String HEAP = "-Xmx160m";

    private static final int KEPT = 400;
    private static final int PIECES = 200;
    private static final int PIECE = 400;

    private final byte[][][] kept = new byte[KEPT][][];
    private int next;

    @Override
    protected void onMessage(Incoming message) {
        waste();
        super.onMessage(message);
    }

    @Override
    protected void idle(long nanos) {
        waste();
        super.idle(nanos);
    }

    /** About 80 kB of small arrays in the place of the oldest. */
    private void waste() {
        kept[next] = new byte[PIECES][PIECE];
        next = (next + 1) % KEPT;
    }
}
