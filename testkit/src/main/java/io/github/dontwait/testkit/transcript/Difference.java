package io.github.dontwait.testkit.transcript;

import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import java.util.Locale;
import java.util.Optional;

/**
 * The first place in which a message is not the one that was expected.
 *
 * @param frame the number of the frame, counted from 1
 * @param octet the number of the octet in it, counted from 1; 0 where a whole frame is missing or too much
 * @param text the difference in words
 */
public record Difference(int frame, int octet, String text) {

    /** The first difference, or nothing if the messages are equal. */
    public static Optional<Difference> between(Message expected, Message actual) {
        int shared = Math.min(expected.size(), actual.size());
        for (int i = 0; i < shared; i++) {
            int octet = expected.frame(i).firstDifference(actual.frame(i));
            if (octet >= 0) {
                String text = "frame " + (i + 1) + " of " + expected.size() + ", byte " + (octet + 1) + ": expected "
                        + octetOf(expected.frame(i), octet) + ", was " + octetOf(actual.frame(i), octet);
                return Optional.of(new Difference(i + 1, octet + 1, text));
            }
        }
        if (expected.size() == actual.size()) {
            return Optional.empty();
        }
        String text = expected.size() > actual.size()
                ? "frame " + (shared + 1) + " of " + expected.size() + ": expected " + expected.frame(shared)
                        + ", was the end of the message"
                : "frame " + (shared + 1) + ": expected the end of the message, was " + actual.frame(shared);
        return Optional.of(new Difference(shared + 1, 0, text));
    }

    private static String octetOf(Frame frame, int index) {
        if (index >= frame.size()) {
            return "the end of the frame";
        }
        int octet = frame.octetAt(index);
        String hex = String.format(Locale.ROOT, "0x%02x", octet);
        return octet > 0x20 && octet < 0x7f ? "'" + (char) octet + "' (" + hex + ")" : hex;
    }

    @Override
    public String toString() {
        return text;
    }
}
