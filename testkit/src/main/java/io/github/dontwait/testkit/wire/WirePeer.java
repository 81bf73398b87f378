package io.github.dontwait.testkit.wire;

import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.transcript.Event;
import io.github.dontwait.testkit.transcript.Transcript;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One end of a TCP connection, spoken by hand: it sends what it is told, octet for octet, and nothing else.
 *
 * <p>Everything that waits has a deadline and throws a {@link WireException} that says what did come. For one thread at
 * a time; only {@link #close()} and {@link #reset()} may be called by any thread. A PING that comes while messages are
 * awaited is answered, unless {@link #answerPings(boolean)} says otherwise.
 */
public final class WirePeer implements AutoCloseable {

    private final String name;
    private final Transcript transcript;
    private final Timeouts timeouts;
    private final Line line;
    private final Inbox inbox;
    private final Outbox outbox;
    private final Opening opening;

    WirePeer(
            SocketChannel channel,
            boolean isAccepted,
            String name,
            Transcript transcript,
            Timeouts timeouts,
            WireOptions options)
            throws IOException {
        this.name = name;
        this.transcript = transcript;
        this.timeouts = timeouts;
        this.line = new Line(channel);
        this.inbox = new Inbox(this, line, new FrameCodec(options.largestBody()));
        this.outbox = new Outbox(this, line);
        this.opening = new Opening(this, inbox, outbox, isAccepted);
    }

    /**
     * Connects, and sends nothing.
     *
     * @throws WireException.NotConnected if nobody listens there
     */
    public static WirePeer connect(InetSocketAddress address, String name, Transcript transcript, Timeouts timeouts) {
        return connect(address, name, transcript, timeouts, WireOptions.of("DEALER"));
    }

    /** The same with the buffer sizes and the bound on frames that the options ask for. */
    public static WirePeer connect(
            InetSocketAddress address, String name, Transcript transcript, Timeouts timeouts, WireOptions options) {
        return Dial.connect(address, name, transcript, timeouts, options);
    }

    /** Its name in the transcript. */
    public String name() {
        return name;
    }

    Transcript transcript() {
        return transcript;
    }

    Timeouts timeouts() {
        return timeouts;
    }

    // --- octets

    /** Sends these octets as they are. */
    public void sendOctets(byte[] octets) {
        sendOctets(octets, "octets");
    }

    /** Sends these octets as they are; the note goes into the transcript. */
    public void sendOctets(byte[] octets, String note) {
        outbox.send(octets, note);
    }

    /** Sends the octets that these hexadecimal digits stand for; blanks are free. */
    public void sendHex(String digits) {
        sendOctets(Frame.hex(digits).octets());
    }

    /**
     * Sends these octets in pieces, each in a write of its own.
     *
     * @param sizes the sizes of the first pieces, each above 0; what remains is the last piece
     */
    public void sendInPieces(byte[] octets, int... sizes) {
        outbox.sendInPieces(octets, sizes);
    }

    /**
     * Writes what fits into the connection now, and never waits. Nothing goes into the transcript.
     *
     * @return how many octets were taken from the buffer, 0 if the other side does not read
     */
    public int writeSome(ByteBuffer octets) {
        return outbox.writeSome(octets);
    }

    /** Receives exactly so many octets, waiting for the usual patience. */
    public byte[] receiveOctets(int count) {
        return receiveOctets(count, timeouts.arrival());
    }

    /** Receives exactly so many octets; if they do not all come, those that came stay unread. */
    public byte[] receiveOctets(int count, Duration patience) {
        byte[] octets = inbox.takeOctets(count, patience, count + " octets");
        transcript.octets(name, Event.Direction.RECEIVED, Frame.of(octets), "octets");
        return octets;
    }

    /** The octets that have come and that nobody has taken, without waiting; they stay. */
    public byte[] unreadOctets() {
        return inbox.unreadOctets();
    }

    // --- handshake

    /** Sends all 64 octets of a greeting. */
    public void sendGreeting(Greeting greeting) {
        sendOctets(greeting.octets(), "greeting");
    }

    /** Receives the 64 octets of a greeting, whatever they say. */
    public Greeting receiveGreeting() {
        Greeting greeting = opening.takeGreeting();
        transcript.octets(name, Event.Direction.RECEIVED, Frame.of(greeting.octets()), "greeting");
        return greeting;
    }

    /**
     * Exchanges greetings as libraries do: the signature first, the rest when the other's signature has come. A
     * connecting JeroMQ that gets all 64 octets too early can fall silent for good.
     *
     * @return the other side's greeting, whatever it says
     */
    public Greeting exchangeGreetings(Greeting greeting) {
        return opening.exchangeGreetings(greeting);
    }

    /**
     * Does the whole handshake, on either side of it: the greeting, then the steps of the options' mechanism in turn.
     * What follows one of CURVE is sealed and opened from then on.
     *
     * @return the other side's properties
     * @throws WireException.Refused if an ERROR came, or had to be sent because the options let nobody like this in
     * @throws WireException if the other side does not agree
     */
    public Metadata handshake(WireOptions options) {
        Handshake handshake = opening.handshake(options);
        handshake.traffic().ifPresent(this::secureWith);
        return handshake.metadata();
    }

    /**
     * Does the handshake rightly up to one of this side's steps, does that one wrongly, and nothing after it.
     *
     * @throws WireException if the other side does not let it come that far
     * @throws IllegalArgumentException if this side has no such step
     */
    public void handshake(WireOptions options, Misstep misstep) {
        opening.handshake(options, misstep);
    }

    /**
     * From now on seals the messages and commands that are sent, and opens those that come; single frames and octets
     * stay as they are. {@link #handshake(WireOptions)} does it by itself.
     */
    public void secureWith(CurveTraffic secured) {
        outbox.sealWith(secured);
        inbox.openWith(secured);
    }

    /** What seals and opens its messages; null where nothing is sealed. */
    public @Nullable CurveTraffic traffic() {
        return outbox.traffic();
    }

    /** What the other side's greeting said; null before it was received. */
    public @Nullable Greeting peerGreeting() {
        return opening.peerGreeting();
    }

    /** What the other side's READY or INITIATE said; null unless {@link #handshake(WireOptions)} received it. */
    public @Nullable Metadata peerMetadata() {
        return opening.peerMetadata();
    }

    // --- frames, commands, messages

    /** Sends a frame, flags as they are. */
    public void sendFrame(WireFrame frame) {
        sendOctets(FrameCodec.encode(frame), "frame");
    }

    /** Sends a command in a frame of its own. */
    public void sendCommand(Command command) {
        outbox.send(command);
    }

    /** Sends a whole message. */
    public void send(Message message) {
        outbox.send(message);
    }

    /** Sends a whole message of these texts, one frame each. */
    public void send(String... texts) {
        send(Message.of(texts));
    }

    /** Whether a PING is answered while messages or commands are awaited; so it is at first. */
    public void answerPings(boolean answers) {
        inbox.answerPings(answers);
    }

    /** The next frame as it stands on the wire, a command or a part of a message; nothing is answered. */
    public WireFrame receiveFrame() {
        return receiveFrame(timeouts.arrival());
    }

    /** The same with another patience. */
    public WireFrame receiveFrame(Duration patience) {
        WireFrame frame = inbox.takeFrame(patience, "a frame");
        if (transcript.isKept()) {
            transcript.octets(name, Event.Direction.RECEIVED, Frame.of(FrameCodec.encode(frame)), "frame");
        }
        return frame;
    }

    /** The next whole message, waiting for the usual patience. */
    public Message receiveMessage() {
        return receiveMessage(timeouts.arrival());
    }

    /** The next whole message. Commands that come before it can be had from {@link #takeCommands()}. */
    public Message receiveMessage(Duration patience) {
        return inbox.takeMessage(patience);
    }

    /** The next whole message if it comes in time and the connection lasts; with zero, if it is there now. */
    public Optional<Message> pollMessage(Duration patience) {
        return inbox.pollMessage(patience);
    }

    /** The next command; messages that come before it can be received later. */
    public Command receiveCommand() {
        return inbox.takeCommand(timeouts.arrival());
    }

    /** The commands that have come and that nobody has taken, the last 1000 at most; now they are taken. */
    public List<Command> takeCommands() {
        return inbox.takeCommands();
    }

    /** The messages that have come, whole, and that nobody has received; they stay. Never waits. */
    public List<Message> arrivedMessages() {
        return inbox.arrivedMessages();
    }

    /** Whether what has come, as far as can be known without waiting, ends inside a message or a command. */
    public boolean endsInsideAMessage() {
        return inbox.endsInsideAMessage();
    }

    // --- the end

    /**
     * Waits for the other side to end the connection. What comes before the end can be received afterwards, up to 1 MiB.
     *
     * @return how it ended; nothing if it did not within the patience
     */
    public Optional<Event.Ending> awaitClose(Duration patience) {
        return inbox.awaitEnd(patience);
    }

    /** Whether the connection has ended, by either side, as far as can be known without waiting. */
    public boolean isClosed() {
        return line.isClosedHere() || inbox.hasEnded();
    }

    /** Sends a FIN: no more octets will be sent. Receiving goes on. */
    public void closeOutput() {
        transcript.note(name, "closes its output (FIN)");
        line.closeOutput();
    }

    /** Closes the connection in order (FIN); the second time nothing happens. */
    @Override
    public void close() {
        if (line.close(Event.Ending.FIN)) {
            transcript.disconnected(name, Event.Ending.FIN, Event.By.PEER);
        }
    }

    /** Closes the connection at once (RST), losing what is under way; if it is closed already nothing happens. */
    public void reset() {
        if (line.close(Event.Ending.RST)) {
            transcript.disconnected(name, Event.Ending.RST, Event.By.PEER);
        }
    }

    WireException.ClosedByPeer closed(String wanted) {
        Event.Ending ending = line.ending() == null ? Event.Ending.RST : line.ending();
        return new WireException.ClosedByPeer(
                name + " wanted " + wanted + ", but the other side has closed the connection (" + ending + ")", ending);
    }

    @Override
    public String toString() {
        return name;
    }
}
