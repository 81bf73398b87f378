package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.conformance.bench.AnyBench;
import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.transcript.ExpectationFailedError;
import io.github.dontwait.testkit.wire.Command;
import io.github.dontwait.testkit.wire.FrameCodec;
import io.github.dontwait.testkit.wire.Greeting;
import io.github.dontwait.testkit.wire.MalformedFrameException;
import io.github.dontwait.testkit.wire.Metadata;
import io.github.dontwait.testkit.wire.WireException;
import io.github.dontwait.testkit.wire.WireFrame;
import io.github.dontwait.testkit.wire.WireOptions;
import io.github.dontwait.testkit.wire.WirePeer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The suite's end of a connection whose greeting, READY and commands the rule says octet by octet, right or wrong. What
 * the subject does about it is told in words: what this peer did, what had to follow, what followed.
 */
public final class Stranger {

    private final AnyBench bench;
    private final WirePeer wire;
    private final List<Message> received = new ArrayList<>();
    private String description;

    private Stranger(AnyBench bench, WirePeer wire) {
        this.bench = bench;
        this.wire = wire;
        this.description = wire.name();
    }

    /** One that connects to the subject and has sent nothing yet. */
    public static Stranger connect(Bench bench, String name) {
        return new Stranger(bench, bench.raw(name));
    }

    /** One that speaks over a connection that is there already. */
    public static Stranger over(AnyBench bench, WirePeer wire) {
        return new Stranger(bench, wire);
    }

    /** Says in failures what it did, after its name: {@code who announced the mechanism "PLAIN"}. */
    public Stranger described(String doing) {
        description = wire.name() + " (" + doing + ")";
        return this;
    }

    public WirePeer wire() {
        return wire;
    }

    // --- what it says

    /** Sends octets; a subject that has closed the connection by now is no failure. */
    public void tell(byte[] octets, String note) {
        try {
            wire.sendOctets(octets, note);
        } catch (WireException.ClosedByPeer e) {
            // Whether that was right is asked of the connection's end, not of the way there.
            bench.note(wire.name() + " could not send " + note + ": the connection is closed already");
        }
    }

    public void tell(WireFrame frame, String note) {
        tell(FrameCodec.encode(frame), note);
    }

    public void tell(Command command) {
        tell(command.frame(), command.name());
    }

    public void tell(Message message) {
        tell(FrameCodec.encode(message), "message " + message);
    }

    /** Sends a right greeting and requires the subject's. */
    public void greet() {
        greet(Greeting.ofMinor(1));
    }

    /** Sends a greeting and requires the subject's. */
    public Greeting greet(Greeting greeting) {
        tell(greeting.octets(), "greeting");
        return expectGreeting();
    }

    /** Requires the 64 octets of the subject's greeting, whatever they say. */
    public Greeting expectGreeting() {
        try {
            return wire.receiveGreeting();
        } catch (WireException e) {
            throw failed("to receive a greeting of 64 octets", e);
        }
    }

    /**
     * Exchanges greetings with a connecting library, stage by stage: some fall silent if all comes at once.
     *
     * @return false if the connection ended without a single octet from the other side
     */
    public boolean exchangeGreetings(Greeting greeting) {
        try {
            wire.exchangeGreetings(greeting);
            return true;
        } catch (WireException.ClosedByPeer e) {
            bench.note(wire.name() + " was left within the greeting: " + e.getMessage());
            return wire.unreadOctets().length > 0;
        } catch (WireException e) {
            throw failed("to receive a greeting of 64 octets", e);
        }
    }

    /** Does a right handshake as this type of socket. */
    public void enter(String socketType) {
        greet();
        finishHandshake(socketType);
    }

    /** Sends READY as this type of socket, and requires the subject's. */
    public void finishHandshake(String socketType) {
        tell(Command.ready(WireOptions.of(socketType).metadata()));
        expectReady();
    }

    /** Requires that READY comes next, and returns what it says. */
    public Metadata expectReady() {
        WireFrame frame;
        try {
            frame = wire.receiveFrame();
        } catch (WireException e) {
            throw failed("to receive READY", e);
        }
        if (!frame.isCommand()) {
            throw failed("to receive READY", "received a part of a message: " + frame);
        }
        if ((frame.flags() & ~WireFrame.LONG) != WireFrame.COMMAND) {
            throw failed("to receive READY in a frame with the flags 04 or 06", "received " + frame);
        }
        try {
            Command command = Command.parse(frame.body());
            if (!command.isNamed(Command.READY)) {
                throw failed("to receive READY", "received the command " + command);
            }
            return command.metadata();
        } catch (MalformedFrameException e) {
            throw failed("to receive READY", "received a malformed command: " + e.getMessage());
        }
    }

    /** Waits until the subject has said READY, or anything else, or has closed, or the patience ends: whether it was READY. */
    public boolean isLetIn(Duration patience) {
        try {
            WireFrame frame = wire.receiveFrame(patience);
            return frame.isCommand() && Command.parse(frame.body()).isNamed(Command.READY);
        } catch (WireException | MalformedFrameException e) {
            bench.note(wire.name() + " was not let in: " + e.getMessage());
            return false;
        }
    }

    /** Waits until a message has come or the subject has closed, for the patience at most. */
    public void awaitEndOrMessage(Duration patience) {
        if (received.isEmpty()) {
            pollMessage(patience).ifPresent(received::add);
        }
    }

    // --- what must follow

    /** Requires that the next message is this one. */
    public void expect(Message expected) {
        String expectation = "to receive within " + millis(bench.timeouts().arrival()) + ":\n  " + expected;
        Message actual;
        try {
            actual = wire.receiveMessage();
        } catch (WireException e) {
            throw failed(expectation, e);
        }
        if (!actual.equals(expected)) {
            throw another(expectation, expected, actual);
        }
    }

    /** Sends a message and requires it back. */
    public void expectEcho(Message message) {
        tell(message);
        expect(message);
    }

    /** The next message; none in time is a failure. */
    public Message receive(String what) {
        try {
            return wire.receiveMessage();
        } catch (WireException e) {
            throw failed("to receive " + what, e);
        }
    }

    /** The next message; nothing if the subject ends the connection before. Neither in time is a failure. */
    public Optional<Message> receiveUnlessDisconnected(String what) {
        Optional<Message> message = pollMessage(bench.timeouts().arrival());
        if (message.isEmpty() && !wire.isClosed()) {
            throw failed(
                    "to receive " + what + " or be disconnected within "
                            + millis(bench.timeouts().arrival()),
                    "received nothing; the connection is open");
        }
        return message;
    }

    /** Requires that the next message is this one, unless the subject ends the connection before. */
    public void expectOrDisconnected(Message expected) {
        Optional<Message> reply = receiveUnlessDisconnected("this, " + expected + ",");
        if (reply.isPresent() && !reply.get().equals(expected)) {
            throw another("to receive this or be disconnected:\n  " + expected, expected, reply.get());
        }
    }

    /** Waits until the subject ends the connection, for the usual patience at most: whether it did. */
    public boolean isDisconnected() {
        return wire.awaitClose(bench.timeouts().close()).isPresent();
    }

    /** Requires that the subject ends the connection. */
    public void expectDisconnected() {
        expectDisconnected(bench.timeouts().close());
    }

    /** The same, with what is left of the usual patience. */
    public void expectDisconnected(Duration left) {
        if (wire.awaitClose(left).isEmpty()) {
            throw failed(
                    "to be disconnected within " + millis(bench.timeouts().close()),
                    "the connection is still open" + whatCame());
        }
    }

    /** Requires that no message has come from the subject so far. */
    public void expectUnserved(String why) {
        awaitEndOrMessage(Duration.ZERO);
        if (!received.isEmpty()) {
            throw failed("to get no reply: " + why, "received:\n  " + received.get(0));
        }
    }

    /** The commands that have come, READY aside; what cannot be read as frames counts as none. */
    public Optional<Command> error() {
        try {
            return wire.takeCommands().stream()
                    .filter(command -> command.isNamed(Command.ERROR))
                    .findFirst();
        } catch (WireException e) {
            bench.note(wire.name() + " received what is no frame: " + e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<Message> pollMessage(Duration patience) {
        try {
            return wire.pollMessage(patience);
        } catch (WireException e) {
            throw failed("to receive whole frames or nothing", e);
        }
    }

    private String whatCame() {
        int unread = wire.unreadOctets().length;
        return unread == 0 ? ", and nothing came" : ", and " + unread + " octets came that nobody has read";
    }

    public ExpectationFailedError failed(String expectation, WireException cause) {
        return ExpectationFailedError.expecting(description + " " + expectation)
                .but("failed: " + cause.getMessage())
                .transcript(bench.transcript())
                .cause(cause)
                .error();
    }

    public ExpectationFailedError failed(String expectation, String observation) {
        return ExpectationFailedError.expecting(description + " " + expectation)
                .but(observation)
                .transcript(bench.transcript())
                .error();
    }

    private ExpectationFailedError another(String expectation, Message expected, Message actual) {
        return ExpectationFailedError.expecting(description + " " + expectation)
                .butReceived(expected, actual)
                .transcript(bench.transcript())
                .error();
    }

    @Override
    public String toString() {
        return description;
    }

    private static String millis(Duration duration) {
        return duration.toMillis() + " ms";
    }
}
