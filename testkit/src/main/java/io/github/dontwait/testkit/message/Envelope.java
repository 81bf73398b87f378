package io.github.dontwait.testkit.message;

import java.util.List;

/**
 * What stands before the body of a message: its leading empty frame (the delimiter of a REQ) if more frames follow it,
 * else nothing.
 */
public record Envelope(List<Frame> frames) {

    private static final Envelope NONE = new Envelope(List.of());
    private static final Envelope DELIMITER = new Envelope(List.of(Frame.empty()));

    public Envelope {
        frames = List.copyOf(frames);
    }

    /** The envelope of a message that has none. */
    public static Envelope none() {
        return NONE;
    }

    /** The envelope that a REQ puts before its body. */
    public static Envelope delimiter() {
        return DELIMITER;
    }

    /** Whether it has no frames. */
    public boolean isEmpty() {
        return frames.isEmpty();
    }

    /** The number of frames. */
    public int size() {
        return frames.size();
    }

    /** The message that consists of this envelope and the body. */
    public Message with(Message body) {
        return body.prepend(frames.toArray(Frame[]::new));
    }

    @Override
    public String toString() {
        return frames.toString();
    }
}
