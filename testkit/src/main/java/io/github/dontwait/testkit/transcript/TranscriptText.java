package io.github.dontwait.testkit.transcript;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How a transcript is written down. */
final class TranscriptText {

    private static final String INDENT = "  ";
    /** A message that may have come so much earlier than it was noticed says so. */
    private static final long LATE_MICROS = 1_000_000;

    private static final int LONGEST_REFRAIN = 4;
    private static final int FEWEST_REPEATS = 10;

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
        Function<Event, String> line = event -> line(event, times, names, here);
        if (leftOut == 0) {
            addFolded(lines, Stream.concat(head.stream(), tail.stream()).toList(), line, here);
        } else {
            addFolded(lines, head, line, here);
            lines.add(INDENT + "… " + leftOut + " events left out …");
            addFolded(lines, tail, line, here);
        }
        return String.join("\n", lines);
    }

    /** Adds the lines; of one or a few that come again and again, such as a ping and its answer, the first and the last. */
    private static void addFolded(
            List<String> lines, List<Event> events, Function<Event, String> line, @Nullable Event here) {
        List<String> texts = events.stream()
                .map(event -> event == here ? "here" : event.peer() + " " + what(event))
                .toList();
        for (int i = 0; i < events.size(); ) {
            int length = 1;
            int repeats = repeats(texts, i, length);
            while (repeats < FEWEST_REPEATS && length < LONGEST_REFRAIN) {
                length++;
                repeats = repeats(texts, i, length);
            }
            if (repeats < FEWEST_REPEATS) {
                lines.add(line.apply(events.get(i++)));
                continue;
            }
            events.subList(i, i + length).stream().map(line).forEach(lines::add);
            lines.add(INDENT + "… " + (length == 1 ? "the same line " : "the same " + length + " lines ")
                    + (repeats - 1) + " times more …");
            i += repeats * length;
            events.subList(i, i + length).stream().map(line).forEach(lines::add);
            i += length;
        }
    }

    /** How often the lines from {@code start} on come again at once. */
    private static int repeats(List<String> texts, int start, int length) {
        int end = start + length;
        while (end < texts.size() && texts.get(end).equals(texts.get(end - length))) {
            end++;
        }
        return (end - start) / length - 1;
    }

    private static String line(Event event, int times, int names, @Nullable Event here) {
        String line = INDENT + " ".repeat(times - time(event).length()) + time(event) + "  " + event.peer()
                + " ".repeat(names - event.peer().length()) + " " + what(event);
        return event == here ? line + "     <-- here" : line;
    }

    private static String time(Event event) {
        return time(event.atMicros());
    }

    private static String time(long micros) {
        return String.format(Locale.ROOT, "+%.1f ms", micros / 1_000.0);
    }

    private static String what(Event event) {
        if (event instanceof Event.Sent sent) {
            return "-> subject  " + sent.message();
        } else if (event instanceof Event.Received received) {
            return "<- subject  " + received.message() + arrival(received);
        } else if (event instanceof Event.Octets octets) {
            String arrow = octets.direction() == Event.Direction.SENT ? "-> subject  " : "<- subject  ";
            return arrow + octets.note() + "  0x" + octets.octets().hex() + length(octets.octets());
        } else if (event instanceof Event.Connected connected) {
            return "-- connected" + (connected.note().isEmpty() ? "" : ", " + connected.note());
        } else if (event instanceof Event.Disconnected disconnected) {
            return "-- disconnected" + (disconnected.by() == Event.By.PEER ? "" : " by subject")
                    + (disconnected.ending() == null ? "" : " (" + disconnected.ending() + ")");
        } else if (event instanceof Event.Failed failed) {
            return "!! " + failed.reason();
        } else if (event instanceof Event.Turn turn) {
            return "-- turn " + turn.turn() + ", work count " + turn.workCount();
        } else if (event instanceof Event.Note note) {
            return "-- " + note.text();
        }
        throw new AssertionError("an event of an unknown kind: " + event);
    }

    private static String arrival(Event.Received received) {
        return received.atMicros() - received.cameAfterMicros() < LATE_MICROS
                ? ""
                : "  (came between " + time(received.cameAfterMicros()) + " and " + time(received.cameByMicros()) + ")";
    }

    private static String length(Excerpt.Part octets) {
        return octets.isComplete() ? "" : " (" + octets.size() + " octets)";
    }
}
