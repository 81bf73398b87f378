package io.github.dontwait.testkit.transcript;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How a transcript is written down. */
final class TranscriptText {

    private static final String INDENT = "  ";

    private TranscriptText() {}

    static String render(List<Event> head, long leftOut, List<Event> tail, @Nullable Event here) {
        int names = Stream.concat(head.stream(), tail.stream())
                .mapToInt(event -> event.peer().length())
                .max()
                .orElse(0);
        int times = Stream.concat(head.stream(), tail.stream())
                .mapToInt(event -> time(event).length())
                .max()
                .orElse(0);
        List<String> lines = new ArrayList<>();
        head.forEach(event -> lines.add(line(event, times, names, here)));
        if (leftOut > 0) {
            lines.add(INDENT + "… " + leftOut + " events left out …");
        }
        tail.forEach(event -> lines.add(line(event, times, names, here)));
        return String.join("\n", lines);
    }

    private static String line(Event event, int times, int names, @Nullable Event here) {
        String line = INDENT + " ".repeat(times - time(event).length()) + time(event) + "  " + event.peer()
                + " ".repeat(names - event.peer().length()) + " " + what(event);
        return event == here ? line + "     <-- here" : line;
    }

    private static String time(Event event) {
        return String.format(Locale.ROOT, "+%.1f ms", event.atMicros() / 1_000.0);
    }

    private static String what(Event event) {
        if (event instanceof Event.Sent sent) {
            return "-> subject  " + sent.message();
        } else if (event instanceof Event.Received received) {
            return "<- subject  " + received.message();
        } else if (event instanceof Event.Octets octets) {
            String arrow = octets.direction() == Event.Direction.SENT ? "-> subject  " : "<- subject  ";
            return arrow + octets.note() + "  0x" + octets.octets().hex() + length(octets.octets());
        } else if (event instanceof Event.Connected connected) {
            return "-- connected" + (connected.note().isEmpty() ? "" : ", " + connected.note());
        } else if (event instanceof Event.Disconnected disconnected) {
            return disconnected.by() == Event.By.PEER
                    ? "-- disconnected (" + disconnected.ending() + ")"
                    : "-- disconnected by subject (" + disconnected.ending() + ")";
        } else if (event instanceof Event.Failed failed) {
            return "!! " + failed.reason();
        } else if (event instanceof Event.Turn turn) {
            return "-- turn " + turn.turn() + ", work count " + turn.workCount();
        } else if (event instanceof Event.Note note) {
            return "-- " + note.text();
        }
        throw new AssertionError("an event of an unknown kind: " + event);
    }

    private static String length(Excerpt.Part octets) {
        return octets.isComplete() ? "" : " (" + octets.size() + " octets)";
    }
}
