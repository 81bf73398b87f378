package io.github.dontwait.testkit.wire;

import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a message whose last one has not come. One direction of one connection, for one thread at a time. Not for
 * tests: peers receive whole messages.
 *
 * <p>ZMTP sets no bound on the number of parts; this does, since who sends MORE for ever would fill any memory.
 */
public final class UnfinishedMessage {

    /** The most parts that a message may have: 100,000. */
    public static final int MOST_PARTS = 100_000;

    /** The most octets that all parts before the last may have together: 256 MiB. */
    public static final long MOST_OCTETS = 256L << 20;

    private static final int SHOWN_OCTETS = 16;

    private final List<Frame> parts = new ArrayList<>();
    private long octets;
    private boolean isGivenUp;

    /** How many parts wait for the last one. */
    public int size() {
        return parts.size();
    }

    /**
     * Takes the next part.
     *
     * @param offset how many octets of the connection have come with it, for the failure
     * @return the message if this was its last part, else null
     * @throws MalformedFrameException if it grows beyond the bounds, once; what came of it is forgotten, and what still
     *     comes of it up to its last part will be, so that no rest is taken for a message
     */
    public @Nullable Message take(WireFrame part, long offset) throws MalformedFrameException {
        if (isGivenUp) {
            isGivenUp = part.hasMore();
            return null;
        }
        if (!part.hasMore()) {
            parts.add(part.body());
            Message message = Message.of(parts);
            forget();
            return message;
        }
        parts.add(part.body());
        octets += part.body().size();
        if (parts.size() >= MOST_PARTS || octets > MOST_OCTETS) {
            String size = parts.size() + " parts of " + octets + " octets";
            forget();
            isGivenUp = true;
            throw new MalformedFrameException(
                    "a message of " + size + " still has MORE, the bound is " + MOST_PARTS + " parts and " + MOST_OCTETS
                            + " octets",
                    offset,
                    part.body().slice(0, Math.min(SHOWN_OCTETS, part.body().size())));
        }
        return null;
    }

    private void forget() {
        parts.clear();
        octets = 0;
    }
}
