package io.github.dontwait.conformance.bench;

import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.transcript.ExpectationFailedError;
import io.github.dontwait.testkit.transcript.Transcript;
import java.util.HashMap;
import java.util.Map;

/**
 * A reply to {@code $stats}.
 *
 * @param transcript what a failure tells
 */
record StatsReply(Message reply, Transcript transcript) {

    /** The numbers in it, by their names; that a frame of it says anything else is the subject's failure. */
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
            try {
                numbers.put(text.substring(0, equals), Long.parseLong(text.substring(equals + 1)));
            } catch (NumberFormatException e) {
                throw unusable(frame).cause(e).error();
            }
        }
        return numbers;
    }

    private ExpectationFailedError.Builder unusable(Frame frame) {
        return ExpectationFailedError.expecting("each frame of $stats to be name=number")
                .but("one was " + frame)
                .transcript(transcript);
    }
}
