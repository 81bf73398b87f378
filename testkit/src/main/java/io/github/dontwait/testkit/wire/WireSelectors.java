package io.github.dontwait.testkit.wire;

import java.io.IOException;
import java.io.UncheckedIOException;

/** The selectors that the peers of this process keep for their next wait. */
public final class WireSelectors {

    private WireSelectors() {}

    /**
     * Closes those that nobody uses now, so that whoever counts descriptors does not find them. Any thread may do it, at
     * any time.
     */
    public static void closeIdle() {
        try {
            SelectorPool.closeIdle();
        } catch (IOException e) {
            throw new UncheckedIOException("an idle selector cannot be closed", e);
        }
    }
}
