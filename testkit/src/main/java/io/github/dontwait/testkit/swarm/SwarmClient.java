package io.github.dontwait.testkit.swarm;

import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.swarm.SwarmFailure.Kind;
import io.github.dontwait.testkit.transcript.Event;
import io.github.dontwait.testkit.wire.Deadline;
import io.github.dontwait.testkit.wire.FrameCodec;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.time.Duration;

/** One client: its connection, what it has asked, and what it still has to ask. Belongs to the thread of its loop. */
final class SwarmClient implements Connection.Listener {

    private final SwarmLoop loop;
    private final int number;
    private final Behaviour behaviour;
    private final Connection connection;
    private final Asking asking;
    private long beganAt;
    private long connectedAt;
    private int toPush;
    private int pushed;
    private boolean isOpened;
    private boolean isFinishing;

    SwarmClient(SwarmLoop loop, int number, Behaviour behaviour) {
        this.loop = loop;
        this.number = number;
        this.behaviour = behaviour;
        this.connection = new Connection(this, loop.tally(), loop.plan().wireOptions(number, behaviour));
        this.asking = new Asking(loop, number, connection);
    }

    private boolean isOpen() {
        return connection.state() == Connection.State.OPEN;
    }

    /** Whether it began to connect, and neither succeeded nor failed so far. */
    boolean isUnderWay() {
        return switch (connection.state()) {
            case CONNECTING, SHAKING_HANDS -> true;
            default -> false;
        };
    }

    long beganAt() {
        return beganAt;
    }

    // --- connecting

    void connect() {
        beganAt = System.nanoTime();
        try {
            connection.connect(loop.selector(), loop.target(), loop.sources().of(number));
        } catch (IOException e) {
            notConnected(e);
        }
    }

    private void notConnected(IOException e) {
        connection.close();
        String reason = String.valueOf(e.getMessage());
        if (e instanceof BindException) {
            reason = Capacity.NO_PORT_LEFT;
        } else if (reason.contains("Too many open files")) {
            reason = Capacity.NO_DESCRIPTOR_LEFT;
        } else if (e instanceof ConnectException) {
            reason = "the connection was refused";
        }
        notOpened(Kind.NOT_CONNECTED, "could not connect: " + reason);
    }

    /** Its time for the handshake is over. */
    void giveUp(Duration patience) {
        boolean isConnected = connection.state() != Connection.State.CONNECTING;
        String text = "waited " + Deadline.inWords(patience) + " for " + connection.progress()
                + (isConnected ? "; the connection is open" : "");
        connection.close();
        notOpened(isConnected ? Kind.NO_HANDSHAKE : Kind.NOT_CONNECTED, text);
    }

    private void notOpened(Kind kind, String text) {
        loop.connectionSettled(false);
        failed(kind, -1, text);
    }

    void notTried(String reason) {
        failed(Kind.NOT_TRIED, -1, "was not tried: " + reason);
    }

    void ready(SelectionKey key, ByteBuffer buffer) {
        try {
            connection.ready(key.readyOps(), buffer);
        } catch (IOException e) {
            notConnected(e);
        }
    }

    @Override
    public void connected() {
        connectedAt = System.nanoTime();
        loop.tally().connect.record(connectedAt - beganAt);
    }

    @Override
    public void opened() {
        loop.tally().handshake.record(System.nanoTime() - connectedAt);
        loop.tally().opened++;
        loop.tally().open++;
        loop.connectionSettled(true);
        isOpened = true;
        if (behaviour == Behaviour.NEVER_READS) {
            connection.stopReading();
        }
    }

    // --- asking

    /** Takes part in an exchange of so many round trips, if it is connected. */
    void begin(int roundTrips) {
        if (!isOpen()) {
            return;
        }
        switch (behaviour) {
            case READS -> asking.begin(roundTrips);
            case NEVER_READS -> {
                toPush = roundTrips;
                push();
            }
            case VANISHES -> {
                write();
                connection.reset();
                loop.tally().open--;
            }
        }
    }

    /** Asks as much as the system takes now. */
    private void push() {
        while (toPush > 0 && isOpen() && !connection.isBlocked()) {
            toPush--;
            write();
        }
    }

    private void write() {
        connection.write(FrameCodec.encode(loop.plan().conversation().request(number, pushed++)));
    }

    @Override
    public void drained() {
        push();
    }

    void fence() {
        asking.fence();
    }

    @Override
    public void received(Message message) {
        asking.received(message);
    }

    void strike(int request) {
        asking.strike(request);
    }

    void settle() {
        asking.settle();
    }

    // --- the end

    /** Closes in order those who read, and the others at once: what they have not read makes an order impossible. */
    void finish() {
        if (!isOpen()) {
            return;
        }
        isFinishing = true;
        asking.stop();
        if (behaviour == Behaviour.READS) {
            connection.finish();
        } else {
            connection.reset();
        }
        if (connection.state() == Connection.State.CLOSED) {
            loop.tally().open--;
        }
    }

    /** The server's time to close its side is over. */
    void leave(Duration patience) {
        if (connection.state() == Connection.State.CLOSING) {
            close();
            loop.tally().open--;
            failed(
                    Kind.LEFT_OPEN,
                    -1,
                    "closed its side in order, and the server did not close the other within "
                            + Deadline.inWords(patience));
        }
    }

    void close() {
        connection.close();
    }

    @Override
    public void ended(Event.Ending ending) {
        if (!isOpened) {
            notOpened(
                    Kind.NO_HANDSHAKE, "was disconnected by the server (" + ending + ") before the handshake was done");
            return;
        }
        loop.tally().open--;
        if (!isFinishing && behaviour == Behaviour.READS) {
            int oldest = asking.oldest();
            failed(
                    Kind.DISCONNECTED,
                    oldest,
                    "was disconnected by the server (" + ending + ") while it "
                            + (oldest < 0 ? "had asked nothing" : "waited for the reply to " + asking.oldestInWords()));
        }
        asking.stop();
    }

    @Override
    public void violated(String what) {
        if (!isOpened) {
            notOpened(Kind.NO_HANDSHAKE, "received " + what);
            return;
        }
        loop.tally().open--;
        failed(Kind.VIOLATED, asking.oldest(), "received what ZMTP forbids: " + what);
        asking.stop();
    }

    private void failed(Kind kind, int request, String what) {
        loop.tally().failed(kind, number, request, loop.plan().name(number) + " " + what);
    }
}
