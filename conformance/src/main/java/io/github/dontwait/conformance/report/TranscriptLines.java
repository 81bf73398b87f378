package io.github.dontwait.conformance.report;

import io.github.dontwait.testkit.transcript.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A transcript as lines of text: time, peer, direction, message; a mark behind the event that failed. */
final class TranscriptLines {

    private static final int FIRST = 12;
    private static final int LAST = 28;
    private static final String MARK = "     <-- here";

    private TranscriptLines() {}

    /** The lines, where a run's files have those that are left out. */
    static List<String> of(List<Event> events, boolean marksEnd, boolean isWhole) {
        return of(events, marksEnd, isWhole, ", --json has them");
    }

    /**
     * The lines, indented by two blanks; of long transcripts the first and the last, with a word on the rest.
     *
     * @param marksEnd whether the event at which the rule failed is to be marked
     * @param isWhole whether all events are wanted, however many
     * @param elsewhere where those that are left out can be found, as the end of a sentence
     */
    static List<String> of(List<Event> events, boolean marksEnd, boolean isWhole, String elsewhere) {
        Event here = marksEnd ? failing(events) : null;
        int names =
                events.stream().mapToInt(event -> event.peer().length()).max().orElse(0);
        int times =
                events.stream().mapToInt(event -> time(event).length()).max().orElse(0);
        boolean isCut = !isWhole && events.size() > FIRST + LAST + 1;
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            if (isCut && i == FIRST) {
                int left = events.size() - FIRST - LAST;
                lines.add("  … " + left + " events left out" + elsewhere + " …");
                i += left;
            }
            Event event = events.get(i);
            lines.add("  " + padLeft(time(event), times) + "  " + padRight(event.peer(), names) + " " + what(event)
                    + (event == here ? MARK : ""));
        }
        return lines;
    }

    /** What a rule stumbled over: what failed by name, else the last thing that the subject did, or the last of all. */
    private static @Nullable Event failing(List<Event> events) {
        Event last = null;
        Event bySubject = null;
        for (Event event : events) {
            if (event instanceof Event.Failed) {
                return event;
            }
            // What the subject printed is no part of the talk.
            last = event instanceof Event.Note && event.peer().equals("subject") ? last : event;
            if (isBySubject(event)) {
                bySubject = event;
            }
        }
        return bySubject == null ? last : bySubject;
    }

    private static boolean isBySubject(Event event) {
        return event instanceof Event.Received
                || event instanceof Event.Octets octets && octets.direction() == Event.Direction.RECEIVED
                || event instanceof Event.Disconnected disconnected && disconnected.by() == Event.By.SUBJECT;
    }

    private static String what(Event event) {
        if (event instanceof Event.Sent sent) {
            return "-> subject  " + sent.message();
        }
        if (event instanceof Event.Received received) {
            return "<- subject  " + received.message();
        }
        if (event instanceof Event.Octets octets) {
            String arrow = octets.direction() == Event.Direction.SENT ? "->" : "<-";
            String size =
                    octets.octets().isComplete() ? "" : " (" + octets.octets().size() + " octets)";
            return arrow + " subject  " + octets.note() + "  0x"
                    + octets.octets().hex() + size;
        }
        return "-- " + note(event);
    }

    /** What an event that is no message says, in words. */
    static String note(Event event) {
        if (event instanceof Event.Connected connected) {
            return connected.note().isEmpty() ? "connected" : "connected, " + connected.note();
        }
        if (event instanceof Event.Disconnected disconnected) {
            String by = disconnected.by() == Event.By.SUBJECT ? " by subject" : "";
            return "disconnected" + by + (disconnected.ending() == null ? "" : " (" + disconnected.ending() + ")");
        }
        if (event instanceof Event.Failed failed) {
            return failed.reason();
        }
        if (event instanceof Event.Turn turn) {
            return "turn " + turn.turn() + ", work count " + turn.workCount();
        }
        if (event instanceof Event.Note note) {
            return note.text();
        }
        if (event instanceof Event.Octets octets) {
            return octets.note();
        }
        return "";
    }

    private static String time(Event event) {
        return String.format(Locale.ROOT, "+%.1f ms", event.atMicros() / 1_000.0);
    }

    private static String padLeft(String text, int width) {
        return " ".repeat(width - text.length()) + text;
    }

    private static String padRight(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
