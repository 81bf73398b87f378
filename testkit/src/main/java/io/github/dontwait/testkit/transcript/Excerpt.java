package io.github.dontwait.testkit.transcript;

import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import java.util.List;
import java.util.stream.Collectors;

/**
 * As much of a message as a transcript keeps: of its first frames the first octets, and how large it really was.
 *
 * @param parts the first {@value #MOST_PARTS} frames at most
 * @param frameCount the number of frames of the message
 */
public record Excerpt(List<Part> parts, int frameCount) {

    /** The most frames of one message that are kept. */
    public static final int MOST_PARTS = 16;

    /** The most octets of one frame that are kept. */
    public static final int MOST_OCTETS = 64;

    private static final int SHOWN_OCTETS = 24;

    public Excerpt {
        parts = List.copyOf(parts);
    }

    /** The excerpt of a message. */
    public static Excerpt of(Message message) {
        return new Excerpt(
                message.frames().stream().limit(MOST_PARTS).map(Part::of).toList(), message.size());
    }

    /** Whether nothing was left out. */
    public boolean isComplete() {
        return parts.size() == frameCount && parts.stream().allMatch(Part::isComplete);
    }

    @Override
    public String toString() {
        String shown = parts.stream().map(Part::toString).collect(Collectors.joining(", ", "[ ", ""));
        return parts.size() == frameCount ? shown + " ]" : shown + ", … ] (" + frameCount + " frames)";
    }

    /**
     * As much of a frame as a transcript keeps.
     *
     * @param head its first {@value Excerpt#MOST_OCTETS} octets at most
     * @param size the number of octets that it really had
     */
    public record Part(Frame head, int size) {

        /** The excerpt of a frame. */
        public static Part of(Frame frame) {
            return frame.size() <= MOST_OCTETS
                    ? new Part(frame, frame.size())
                    : new Part(frame.slice(0, MOST_OCTETS), frame.size());
        }

        /** Whether nothing was left out. */
        public boolean isComplete() {
            return head.size() == size;
        }

        /** The head in lower-case hexadecimal digits, with an ellipsis where octets were left out. */
        public String hex() {
            return isComplete() ? head.hex() : head.hex() + "…";
        }

        @Override
        public String toString() {
            return isComplete() ? head.toString() : head.head(SHOWN_OCTETS) + "… (" + size + " octets)";
        }
    }
}
