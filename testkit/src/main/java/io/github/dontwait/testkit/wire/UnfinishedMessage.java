package io.github.dontwait.testkit.wire;

import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a message whose last one has not come. One direction of one connection, for one thread at a time.
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

    /** How many parts wait for the last one. */
    public int size() {
        return parts.size();
    }

    /**
     * Takes the next part.
     *
     * @return the message if this was its last part, else null
     * @throws MalformedFrameException if it grows beyond the bounds; what came of it is forgotten
     */
    public @Nullable Message take(WireFrame part) throws MalformedFrameException {
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
            throw new MalformedFrameException(
                    "a message of " + size + " still has MORE, the bound is " + MOST_PARTS + " parts and " + MOST_OCTETS
                            + " octets",
                    0,
                    part.body().slice(0, Math.min(SHOWN_OCTETS, part.body().size())));
        }
        return null;
    }

    private void forget() {
        parts.clear();
        octets = 0;
    }
}
