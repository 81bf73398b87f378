package io.github.dontwait.conformance.bench;

import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.transcript.ExpectationFailedError;
import io.github.dontwait.testkit.transcript.Transcript;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * A reply to {@code $stats}.
 *
 * @param transcript what a failure tells
 */
record StatsReply(Message reply, Transcript transcript) {

    private static final Set<String> OF_THE_CONTRACT = Set.of("turns", "handled", "peers");

    /**
     * The numbers in it, by their names. A frame without a name, or one of the contract's own names without a number, is the
     * subject's failure; others may be added, with values of any kind.
     */
    Map<String, Long> numbers() {
        if (!reply.first().equals(Frame.text("$stats"))) {
            throw ExpectationFailedError.expecting("the reply to $stats to begin with \"$stats\"")
                    .but("received " + reply)
                    .transcript(transcript)
                    .error();
        }
        Map<String, Long> numbers = new HashMap<>();
        for (Frame frame : reply.frames().subList(1, reply.size())) {
            String text = frame.text();
            int equals = text.indexOf('=');
            if (equals < 1) {
                throw unusable(frame).error();
            }
            String name = text.substring(0, equals);
            try {
                numbers.put(name, Long.parseLong(text.substring(equals + 1)));
            } catch (NumberFormatException e) {
                if (OF_THE_CONTRACT.contains(name)) {
                    throw unusable(frame).cause(e).error();
                }
            }
        }
        return numbers;
    }

    private ExpectationFailedError.Builder unusable(Frame frame) {
        return ExpectationFailedError.expecting(
                        "each frame of $stats to be name=value, and turns, handled and peers to be numbers")
                .but("one was " + frame)
                .transcript(transcript);
    }
}
