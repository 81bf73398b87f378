package io.github.dontwait.testkit.peer;

import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.transcript.Event;
import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.Command;
import io.github.dontwait.testkit.wire.CurveTraffic;
import io.github.dontwait.testkit.wire.FrameCodec;
import io.github.dontwait.testkit.wire.Greeting;
import io.github.dontwait.testkit.wire.Handshake;
import io.github.dontwait.testkit.wire.MalformedFrameException;
import io.github.dontwait.testkit.wire.Metadata;
import io.github.dontwait.testkit.wire.UnfinishedMessage;
import io.github.dontwait.testkit.wire.WireException;
import io.github.dontwait.testkit.wire.WireFrame;
import io.github.dontwait.testkit.wire.WireOptions;
import io.github.dontwait.testkit.wire.WirePeer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The server's side of one connection: greeting, READY, messages, as octets come. Confined to the thread of its {@link
 * FakeRouter}, except for what says otherwise.
 */
final class ServerLine implements ServerStream.Reader {

    private static final int MOST_COMMANDS = 1_000;

    /** Who is told what happens. */
    interface Listener {

        void ready(ServerLine line);

        void message(ServerLine line, Message message);

        void refused(ServerLine line, String reason);

        void ended(ServerLine line);
    }

    private final ServerStream stream;
    private final String name;
    private final Transcript transcript;
    private final Listener listener;
    private final byte[] ownGreeting;
    private final Handshake handshake;
    private final ByteBuffer greetingOctets = ByteBuffer.allocate(Greeting.SIZE);
    private final FrameCodec codec = new FrameCodec();
    private final UnfinishedMessage parts = new UnfinishedMessage();
    private final Deque<Command> commands = new ArrayDeque<>();
    private volatile @Nullable Greeting greeting;
    private volatile @Nullable Metadata metadata;
    private volatile @Nullable CurveTraffic traffic;

    /** Takes a channel that has just been accepted; {@link #greet} begins the conversation. */
    ServerLine(
            SocketChannel channel,
            SelectionKey key,
            String name,
            Transcript transcript,
            WireOptions options,
            Listener listener)
            throws IOException {
        this.name = name;
        this.transcript = transcript;
        this.ownGreeting = options.greeting().octets();
        this.handshake = Handshake.of(name, options);
        this.listener = listener;
        this.stream = new ServerStream(channel, key, name, transcript, this);
    }

    /** Sends the signature; the rest follows the client's: see {@link WirePeer#exchangeGreetings}. */
    void greet() {
        stream.write(Arrays.copyOfRange(ownGreeting, 0, Greeting.SIGNATURE_SIZE));
    }

    /** Any thread. */
    @Nullable
    Greeting greeting() {
        return greeting;
    }

    /** Any thread. */
    @Nullable
    Metadata metadata() {
        return metadata;
    }

    /** Any thread. */
    boolean hasEnded() {
        return stream.hasEnded();
    }

    /** Any thread. */
    List<Command> commands() {
        synchronized (commands) {
            return List.copyOf(commands);
        }
    }

    void send(Message message) {
        if (!hasEnded()) {
            transcript.sent(name, message);
            CurveTraffic sealing = traffic;
            stream.write(sealing == null ? FrameCodec.encode(message) : sealing.seal(message));
        }
    }

    void sendCommand(Command command) {
        if (!hasEnded()) {
            if (transcript.isKept()) {
                Frame clear = Frame.of(FrameCodec.encode(command.frame()));
                transcript.octets(name, Event.Direction.SENT, clear, command.name());
            }
            writeCommand(command);
        }
    }

    private void writeCommand(Command command) {
        CurveTraffic sealing = traffic;
        stream.write(FrameCodec.encode(sealing == null ? command.frame() : sealing.seal(command.frame())));
    }

    void sendOctets(byte[] octets, String note) {
        if (!hasEnded()) {
            if (transcript.isKept()) {
                transcript.octets(name, Event.Direction.SENT, Frame.of(octets), note);
            }
            stream.write(octets);
        }
    }

    void read(boolean on) {
        stream.read(on);
    }

    void end(Event.Ending how) {
        stream.end(how);
    }

    /** Does what the selector says can be done now. */
    void turn(ByteBuffer scratch) {
        stream.turn(scratch);
    }

    @Override
    public void octets(ByteBuffer octets) {
        try {
            understand(octets);
        } catch (MalformedFrameException | WireException e) {
            refuse(String.valueOf(e.getMessage()));
        }
    }

    private void understand(ByteBuffer octets) throws MalformedFrameException {
        while (greeting == null && octets.hasRemaining()) {
            greetingOctets.put(octets.get());
            if (greetingOctets.position() == Greeting.SIGNATURE_SIZE) {
                stream.write(Arrays.copyOfRange(ownGreeting, Greeting.SIGNATURE_SIZE, Greeting.SIZE));
            }
            if (!greetingOctets.hasRemaining()) {
                greeted(Greeting.of(greetingOctets.array()));
            }
        }
        while (!hasEnded() && octets.hasRemaining()) {
            WireFrame frame = codec.decode(octets);
            if (frame == null) {
                return;
            }
            if (metadata == null) {
                handshake.take(frame);
                goOn();
            } else {
                CurveTraffic opening = traffic;
                served(opening == null ? frame : opening.open(frame));
            }
        }
    }

    private void served(WireFrame frame) throws MalformedFrameException {
        if (frame.isCommand()) {
            command(Command.parse(frame.body()));
        } else {
            part(frame);
        }
    }

    private void greeted(Greeting came) {
        greeting = came;
        handshake.check(came);
        goOn();
    }

    /** Says what is its turn in the handshake; when all is said, the connection is ready. */
    private void goOn() {
        for (Optional<Command> ours = handshake.next(); ours.isPresent(); ours = handshake.next()) {
            // Before the client can know it, so that a test that hears of it there finds it here.
            handshake.refusal().ifPresent(this::noteRefusal);
            stream.write(FrameCodec.encode(ours.get().frame()));
        }
        if (handshake.refusal().isPresent()) {
            endRefused();
            return;
        }
        if (handshake.isDone() && !hasEnded()) {
            traffic = handshake.traffic().orElse(null);
            metadata = handshake.metadata();
            listener.ready(this);
        }
    }

    private void command(Command command) throws MalformedFrameException {
        synchronized (commands) {
            if (commands.size() == MOST_COMMANDS) {
                commands.removeFirst();
            }
            commands.addLast(command);
        }
        if (command.isNamed(Command.PING)) {
            writeCommand(Command.pong(command.context()));
        }
    }

    private void part(WireFrame frame) throws MalformedFrameException {
        Message message = parts.take(frame, codec.offset());
        if (message != null) {
            transcript.received(name, message);
            listener.message(this, message);
        }
    }

    private void refuse(String reason) {
        noteRefusal(reason);
        endRefused();
    }

    private void noteRefusal(String reason) {
        transcript.failed(name, reason);
        listener.refused(this, reason);
    }

    private void endRefused() {
        read(false);
        end(Event.Ending.FIN);
    }

    @Override
    public void ended() {
        listener.ended(this);
    }
}
