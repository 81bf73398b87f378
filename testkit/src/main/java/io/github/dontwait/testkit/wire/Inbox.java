package io.github.dontwait.testkit.wire;

import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.transcript.Event;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a wire peer receives: octets, frames, then commands and whole messages, each in the order of its coming. */
final class Inbox {

    private static final int MOST_COMMANDS = 1_000;
    private static final int LONGEST_CONTEXT = 16;
    /** So many messages at most are sorted ahead of what the test asks for: a flood must not keep who looks at it. */
    private static final int MOST_AHEAD = 10_000;

    private static final Duration NOW = Duration.ZERO;

    private final WirePeer peer;
    private final Line line;
    private final FrameCodec codec;
    private final Deque<Message> messages = new ArrayDeque<>();
    private final Deque<Command> commands = new ArrayDeque<>();
    private final UnfinishedMessage parts = new UnfinishedMessage();
    private boolean answersPings = true;
    private boolean isEndRecorded;
    private @Nullable CurveTraffic traffic;

    Inbox(WirePeer peer, Line line, FrameCodec codec) {
        this.peer = peer;
        this.line = line;
        this.codec = codec;
    }

    void answerPings(boolean answers) {
        this.answersPings = answers;
    }

    /** From now on opens what is sorted into messages and commands. */
    void openWith(CurveTraffic opening) {
        this.traffic = opening;
    }

    /** Waits until so many octets have come, and leaves them unread. */
    void awaitOctets(int count, Duration patience, String wanted) {
        Deadline deadline = Deadline.in(patience);
        while (line.unread().remaining() < count) {
            if (!more(Math.max(count, Line.MOST_READ_AHEAD), deadline)) {
                throw missing(wanted, deadline);
            }
        }
    }

    byte[] takeOctets(int count, Duration patience, String wanted) {
        awaitOctets(count, patience, wanted);
        byte[] octets = new byte[count];
        line.unread().get(octets);
        return octets;
    }

    byte[] unreadOctets() {
        readAhead();
        return copyOfUnread();
    }

    WireFrame takeFrame(Duration patience, String wanted) {
        Deadline deadline = Deadline.in(patience);
        while (true) {
            WireFrame frame = decode();
            if (frame != null) {
                return frame;
            }
            if (!more(Line.MOST_READ_AHEAD, deadline)) {
                throw missing(wanted, deadline);
            }
        }
    }

    Message takeMessage(Duration patience) {
        Deadline deadline = Deadline.in(patience);
        while (messages.isEmpty()) {
            if (!sort() && !more(Line.MOST_READ_AHEAD, deadline)) {
                throw missing("a message", deadline);
            }
        }
        return messages.removeFirst();
    }

    Optional<Message> pollMessage(Duration patience) {
        Deadline deadline = Deadline.in(patience);
        while (messages.isEmpty()) {
            if (!sort() && !more(Line.MOST_READ_AHEAD, deadline)) {
                return Optional.empty();
            }
        }
        return Optional.of(messages.removeFirst());
    }

    Command takeCommand(Duration patience) {
        Deadline deadline = Deadline.in(patience);
        while (commands.isEmpty()) {
            if (!sort() && !more(Line.MOST_READ_AHEAD, deadline)) {
                throw missing("a command", deadline);
            }
        }
        return commands.removeFirst();
    }

    List<Command> takeCommands() {
        sortWhatIsThere();
        List<Command> taken = List.copyOf(commands);
        commands.clear();
        return taken;
    }

    List<Message> arrivedMessages() {
        sortWhatIsThere();
        return List.copyOf(messages);
    }

    Optional<Event.Ending> awaitEnd(Duration patience) {
        Deadline deadline = Deadline.in(patience);
        while (line.ending() == null) {
            if (!more(Line.MOST_READ_AHEAD, deadline)) {
                if (line.ending() != null || deadline.isOver()) {
                    break;
                }
                // Nobody will ever look at so much; what matters now is whether an end follows.
                line.unread().position(line.unread().limit());
            }
        }
        return Optional.ofNullable(line.ending());
    }

    boolean hasEnded() {
        readAhead();
        return line.ending() != null;
    }

    /** Whether what has come ends inside a message. */
    boolean endsInsideAMessage() {
        sortWhatIsThere();
        return parts.size() > 0 || codec.unfinishedOctets() > 0 || line.unread().hasRemaining();
    }

    private void sortWhatIsThere() {
        Deadline now = Deadline.in(NOW);
        do {
            while (messages.size() < MOST_AHEAD && sort()) {}
        } while (messages.size() < MOST_AHEAD && !line.isClosedHere() && more(Line.MOST_READ_AHEAD, now));
    }

    private void readAhead() {
        Deadline now = Deadline.in(NOW);
        while (!line.isClosedHere() && more(Line.MOST_READ_AHEAD, now)) {}
    }

    /** Reads on, waiting if need be; false if the deadline came first, the connection has ended, or no more fits. */
    private boolean more(int most, Deadline deadline) {
        while (true) {
            // Who has just emptied the connection waits before he looks: one question to the system less.
            if (line.isEmpty() && line.unread().remaining() < most) {
                line.awaitReadable(deadline);
            }
            if (line.fill(most)) {
                recordEnd();
                return true;
            }
            if (line.ending() != null || line.unread().remaining() >= most || deadline.isOver()) {
                return false;
            }
        }
    }

    private void recordEnd() {
        Event.Ending ending = line.ending();
        if (ending != null && !isEndRecorded) {
            isEndRecorded = true;
            peer.transcript().disconnected(peer.name(), ending, Event.By.SUBJECT);
        }
    }

    /** Takes the next frame from what is unread and puts it where it belongs; false if there is no whole one. */
    private boolean sort() {
        WireFrame frame = opened(decode());
        if (frame == null) {
            return false;
        }
        if (frame.isCommand()) {
            sortCommand(frame);
            return true;
        }
        Message message = part(frame);
        if (message != null) {
            peer.transcript().received(peer.name(), message, line.filledAfterNanos(), line.filledByNanos());
            messages.addLast(message);
        }
        return true;
    }

    private @Nullable Message part(WireFrame frame) {
        try {
            return parts.take(frame, codec.offset());
        } catch (MalformedFrameException e) {
            // ZMTP allows it; the kit's memory does not.
            throw violation("gave up", e);
        }
    }

    private void sortCommand(WireFrame frame) {
        try {
            Command command = Command.parse(frame.body());
            if (peer.transcript().isKept()) {
                peer.transcript()
                        .octets(
                                peer.name(),
                                Event.Direction.RECEIVED,
                                Frame.of(FrameCodec.encode(frame)),
                                command.name());
            }
            if (commands.size() == MOST_COMMANDS) {
                commands.removeFirst();
            }
            commands.addLast(command);
            if (answersPings && command.isNamed(Command.PING) && !line.isClosedHere()) {
                Frame context = command.context();
                peer.sendCommand(Command.pong(context.slice(0, Math.min(context.size(), LONGEST_CONTEXT))));
            }
        } catch (MalformedFrameException e) {
            throw violation(e);
        }
    }

    private @Nullable WireFrame decode() {
        try {
            return codec.decode(line.unread());
        } catch (MalformedFrameException e) {
            throw violation(e);
        }
    }

    private @Nullable WireFrame opened(@Nullable WireFrame frame) {
        if (frame == null || traffic == null) {
            return frame;
        }
        try {
            return traffic.open(frame);
        } catch (MalformedFrameException e) {
            throw violation(e);
        }
    }

    private WireException violation(MalformedFrameException e) {
        return violation("received what ZMTP forbids", e);
    }

    private WireException violation(String did, MalformedFrameException e) {
        peer.transcript().failed(peer.name(), String.valueOf(e.getMessage()));
        return new WireException.ProtocolViolation(peer.name() + " " + did + ": " + e.getMessage(), e);
    }

    private WireException missing(String wanted, Deadline deadline) {
        if (line.ending() != null) {
            return peer.closed(wanted + whatCame());
        }
        return new WireException.TimedOut(
                peer.name() + " waited " + deadline + " for " + wanted + whatCame() + "; the connection is open");
    }

    private String whatCame() {
        StringBuilder came = new StringBuilder();
        if (parts.size() > 0) {
            came.append(", got ").append(parts.size()).append(" parts of an unfinished message");
        }
        if (codec.unfinishedOctets() > 0) {
            came.append(", got ").append(codec.unfinishedOctets()).append(" octets of an unfinished frame");
        }
        if (line.unread().hasRemaining()) {
            came.append(", got the octets ").append(Frame.of(copyOfUnread()));
        }
        return came.isEmpty() ? ", got nothing" : came.toString();
    }

    private byte[] copyOfUnread() {
        ByteBuffer unread = line.unread().duplicate();
        byte[] copy = new byte[unread.remaining()];
        unread.get(copy);
        return copy;
    }
}
