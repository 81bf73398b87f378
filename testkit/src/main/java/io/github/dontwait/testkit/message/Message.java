package io.github.dontwait.testkit.message;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** All frames of a message, at least one, without the routing id that a ROUTER adds. */
public final class Message {

    private static final int LONGEST_IN_FULL = 16;

    private final List<Frame> frames;

    private Message(List<Frame> frames) {
        if (frames.isEmpty()) {
            throw new IllegalArgumentException("a message has at least one frame; Frame.empty() is one without octets");
        }
        this.frames = List.copyOf(frames);
    }

    /** A message of these texts in UTF-8, one frame each. */
    public static Message of(String... texts) {
        return new Message(Arrays.stream(texts).map(Frame::text).toList());
    }

    /** A message of these frames. */
    public static Message of(Frame... frames) {
        return new Message(Arrays.asList(frames));
    }

    /** A message of these frames. */
    public static Message of(List<Frame> frames) {
        return new Message(frames);
    }

    /** The frames in order; the list cannot be changed. */
    public List<Frame> frames() {
        return frames;
    }

    /** The number of frames. */
    public int size() {
        return frames.size();
    }

    /** The frame at the index, counted from 0. */
    public Frame frame(int index) {
        return frames.get(index);
    }

    /** The first frame. */
    public Frame first() {
        return frames.get(0);
    }

    /** The last frame. */
    public Frame last() {
        return frames.get(frames.size() - 1);
    }

    /** The octets of all frames together. */
    public long totalOctets() {
        return frames.stream().mapToLong(Frame::size).sum();
    }

    /** Whether it begins with an empty frame that more frames follow. */
    public boolean hasDelimiter() {
        return frames.size() > 1 && first().isEmpty();
    }

    /** The leading empty frame if more frames follow it, else nothing. */
    public Envelope envelope() {
        return hasDelimiter() ? Envelope.delimiter() : Envelope.none();
    }

    /** What remains after the envelope. */
    public Message body() {
        return hasDelimiter() ? new Message(frames.subList(1, frames.size())) : this;
    }

    /** These frames, then the frames of this message. */
    public Message prepend(Frame... before) {
        List<Frame> all = new ArrayList<>(before.length + frames.size());
        all.addAll(Arrays.asList(before));
        all.addAll(frames);
        return new Message(all);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Message message && frames.equals(message.frames);
    }

    @Override
    public int hashCode() {
        return frames.hashCode();
    }

    /** For example {@code [ "", "hi" ]}; of very many frames the first few and the number. */
    @Override
    public String toString() {
        String shown =
                frames.stream().limit(LONGEST_IN_FULL).map(Frame::toString).collect(Collectors.joining(", ", "[ ", ""));
        return frames.size() <= LONGEST_IN_FULL ? shown + " ]" : shown + ", … ] (" + frames.size() + " frames)";
    }
}
