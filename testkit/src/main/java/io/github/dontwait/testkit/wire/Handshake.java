package io.github.dontwait.testkit.wire;

import io.github.dontwait.testkit.message.Frame;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One side of one handshake after the greetings, turn by turn, for any mechanism. It sends and receives nothing itself:
 * {@link #next()} is what to send now, {@link #take} is for what came. For one thread at a time.
 */
public final class Handshake {

    /** One command of a handshake. */
    record Turn(boolean isOurs, String command) {}

    private static final Frame LIBZMQ_ERROR = Frame.hex("5e 52524f52");

    private final String name;
    private final Mechanism mechanism;
    private final Steps steps;
    private final Deque<Turn> turns = new ArrayDeque<>();
    private Frame properties;
    private @Nullable Metadata metadata;
    private boolean hasRefused;

    private Handshake(String name, WireOptions options) {
        this.name = name;
        this.mechanism = options.mechanism();
        this.properties = options.metadata().octets();
        this.steps = Steps.of(mechanism);
        this.turns.addAll(steps.turns());
    }

    /**
     * A handshake at its beginning.
     *
     * @param name who does it, in the text of exceptions
     * @param options its mechanism, and what it says of itself
     */
    public static Handshake of(String name, WireOptions options) {
        return new Handshake(name, options);
    }

    /**
     * Requires a greeting of ZMTP 3 with the same mechanism.
     *
     * @throws WireException.ProtocolViolation if it is another
     */
    public void check(Greeting greeting) {
        if (!greeting.hasSignature() || greeting.major() < 3) {
            throw new WireException.ProtocolViolation(
                    name + " wanted a greeting of ZMTP 3, but got 0x" + greeting.hex());
        }
        String wanted = mechanism.name();
        if (!greeting.mechanism().equals(wanted)) {
            throw new WireException.ProtocolViolation(name + " wanted the mechanism " + wanted
                    + ", but the other side's greeting says \"" + greeting.mechanism() + "\"");
        }
    }

    void requireStep(String command) {
        if (!steps.turns().contains(new Turn(true, command))) {
            List<String> ours = steps.turns().stream()
                    .filter(Turn::isOurs)
                    .map(Turn::command)
                    .toList();
            throw new IllegalArgumentException("the steps of " + mechanism + " are " + ours + ", not " + command);
        }
    }

    /** From now on says these octets where its properties belong, right or wrong. */
    public void sayProperties(Frame octets) {
        properties = octets;
    }

    /** The command that this side has to send now, each once; empty if it is the other's turn, or all is said. */
    public Optional<Command> next() {
        Turn turn = turns.peekFirst();
        if (turn == null || !turn.isOurs()) {
            return Optional.empty();
        }
        if (steps.refusal().isPresent()) {
            hasRefused = true;
            turns.clear();
            return steps.refusal().map(Command::error);
        }
        turns.removeFirst();
        return Optional.of(steps.make(turn.command(), properties));
    }

    /** The name of the command that the other side has to send now. */
    String wanted() {
        Turn turn = theirTurn();
        return turn == null ? "nothing" : turn.command();
    }

    /** The turn that the other side may take now; with NULL each side begins when it likes. */
    private @Nullable Turn theirTurn() {
        Turn next = mechanism == Mechanism.none() ? turns.peekLast() : turns.peekFirst();
        return next == null || next.isOurs() ? null : next;
    }

    /**
     * Takes what the other side sent in its turn.
     *
     * @throws WireException.Refused if it is an ERROR
     * @throws WireException.ProtocolViolation if it is not what has to come now
     */
    public void take(WireFrame frame) {
        Turn turn = theirTurn();
        if (turn == null) {
            throw new WireException.ProtocolViolation(name + " wanted nothing yet, but got " + frame);
        }
        String wanted = turn.command();
        if (!frame.isCommand()) {
            throw new WireException.ProtocolViolation(
                    name + " wanted " + wanted + ", but got a part of a message: " + frame);
        }
        try {
            Command command = commandIn(frame);
            if (command.isNamed(Command.ERROR)) {
                String reason = command.reason();
                throw new WireException.Refused(
                        name + " wanted " + wanted + ", but was refused with ERROR \"" + reason + "\"", reason);
            }
            if (!command.isNamed(wanted)) {
                throw new WireException.ProtocolViolation(name + " wanted " + wanted + ", but got " + command);
            }
            steps.take(command).ifPresent(said -> metadata = said);
            turns.remove(turn);
        } catch (MalformedFrameException e) {
            throw new WireException.ProtocolViolation(
                    name + " wanted " + wanted + ", but got a malformed command: " + e.getMessage(), e);
        }
    }

    /** A PLAIN server of libzmq 4.3 writes the name of its ERROR wrongly, and means ERROR all the same. */
    private static Command commandIn(WireFrame frame) throws MalformedFrameException {
        Frame body = frame.body();
        int size = LIBZMQ_ERROR.size();
        if (body.size() >= size && body.slice(0, size).equals(LIBZMQ_ERROR)) {
            return new Command(Command.ERROR, body.slice(size, body.size()));
        }
        return Command.parse(body);
    }

    /** Whether both sides have said all they have to. */
    public boolean isDone() {
        return turns.isEmpty();
    }

    /** Why this side has to send an ERROR, in words; empty if it has not. */
    public Optional<String> refusal() {
        return hasRefused
                ? Optional.of(name + " refused " + steps.peer() + " with ERROR \"" + Steps.NOT_ALLOWED + "\"")
                : Optional.empty();
    }

    /**
     * Does nothing unless this side had to send an ERROR.
     *
     * @throws WireException.Refused if it had to
     */
    void requireAgreement() {
        if (hasRefused) {
            throw new WireException.Refused(refusal().orElseThrow(), Steps.NOT_ALLOWED);
        }
    }

    /**
     * The other side's properties.
     *
     * @throws IllegalStateException before they came
     */
    public Metadata metadata() {
        if (metadata == null) {
            throw new IllegalStateException(name + " has not got the other side's properties yet");
        }
        return metadata;
    }

    /** What seals and opens everything that follows; empty for a mechanism without, and until it is done. */
    public Optional<CurveTraffic> traffic() {
        return isDone() && !hasRefused ? steps.traffic() : Optional.empty();
    }
}
