package io.github.dontwait.reference;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

/** What a {@link Handler} wants done with a request. Each of the three ends in exactly one reply. */
public sealed interface Outcome {

    /**
     * Answer now.
     *
     * @param frames the reply, at least one frame; handed over, not to be changed afterwards
     */
    record Reply(List<byte[]> frames) implements Outcome {

        /** Refuses a reply without frames: there is no such message. */
        public Reply {
            requireFrames(frames);
        }
    }

    /**
     * Compute the answer on another thread. The loop goes on meanwhile; later requests of this peer wait for it, those
     * of other peers do not.
     *
     * @param task returns the frames of the reply; what it throws becomes an error reply
     */
    record Work(Callable<List<byte[]>> task) implements Outcome {}

    /**
     * Answer later, and let other requests overtake.
     *
     * @param delay counted from when the request was taken from the socket
     * @param frames the reply
     */
    record Defer(Duration delay, List<byte[]> frames) implements Outcome {

        /** Refuses a reply without frames: there is no such message. */
        public Defer {
            requireFrames(frames);
        }
    }

    private static void requireFrames(List<byte[]> frames) {
        if (frames.isEmpty()) {
            throw new IllegalArgumentException("a reply has at least one frame; an empty one will do");
        }
    }
}
