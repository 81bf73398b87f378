package io.github.dontwait.testkit.peer;

import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.message.RoutingId;
import io.github.dontwait.testkit.transcript.Event;
import io.github.dontwait.testkit.wire.Command;
import io.github.dontwait.testkit.wire.Greeting;
import io.github.dontwait.testkit.wire.Metadata;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection to a {@link FakeRouter}, from accept to close.
 *
 * <p>Any thread may use it. Sending never waits: octets that the client does not take stay with the server. What is sent
 * to a connection that has ended is dropped, as a ROUTER does.
 */
public final class ClientConnection {

    private final FakeRouter router;
    private final ServerLine line;
    private final String name;

    ClientConnection(FakeRouter router, ServerLine line, String name) {
        this.router = router;
        this.line = line;
        this.name = name;
    }

    FakeRouter router() {
        return router;
    }

    /** Its name in the transcript: that of the server, with a number from the second connection on. */
    public String name() {
        return name;
    }

    /** The routing id that the client announced; null if it announced none, or an empty one, or nothing yet. */
    public @Nullable RoutingId routingId() {
        Metadata properties = line.metadata();
        return properties == null
                ? null
                : properties
                        .value(Metadata.IDENTITY)
                        .filter(id -> !id.isEmpty())
                        .map(RoutingId::of)
                        .orElse(null);
    }

    /** The client's greeting; null before it came. */
    public @Nullable Greeting greeting() {
        return line.greeting();
    }

    /** The properties of the client's READY; null before it came. */
    public @Nullable Metadata metadata() {
        return line.metadata();
    }

    /** The commands that the client sent after READY, the last 1000 at most. */
    public List<Command> commands() {
        return line.commands();
    }

    /** Whether it has not ended. */
    public boolean isOpen() {
        return !line.hasEnded();
    }

    /** Sends a message, all frames as they are. */
    public void send(Message message) {
        router.run(() -> line.send(message));
    }

    /** Sends a message of these texts, one frame each. */
    public void send(String... texts) {
        send(Message.of(texts));
    }

    /** Sends a command. */
    public void sendCommand(Command command) {
        router.run(() -> line.sendCommand(command));
    }

    /** Sends any octets, for example half a frame; the note goes into the transcript. */
    public void sendOctets(byte[] octets, String note) {
        byte[] copy = octets.clone();
        router.run(() -> line.sendOctets(copy, note));
    }

    /** From now on reads nothing of what the client sends; back when that is so. */
    public void stopReading() {
        router.call(() -> line.read(false));
    }

    /** Reads again. */
    public void readOn() {
        router.call(() -> line.read(true));
    }

    /** Ends the connection in order (FIN), behind what was sent and the client takes; back when that is begun. */
    public void drop() {
        router.call(() -> line.end(Event.Ending.FIN));
    }

    /** Ends the connection at once (RST); what is under way is lost. */
    public void reset() {
        router.call(() -> line.end(Event.Ending.RST));
    }

    @Override
    public String toString() {
        RoutingId id = routingId();
        return id == null ? name : name + " (from routing id " + id + ")";
    }
}
