package io.github.dontwait.testkit.fault;

import io.github.dontwait.testkit.transcript.Event;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** A client's connection to a link and the link's own to the target. Confined to the link's thread. */
final class LinkConnection {

    private final Link link;
    private final String name;
    private final SocketChannel client;
    private final SocketChannel server;
    private final SelectionKey clientKey;
    private final SelectionKey serverKey;
    private final LinkFlow toServer;
    private final LinkFlow toClient;
    private boolean isConnected;
    private boolean hasEnded;

    LinkConnection(
            Link link,
            String name,
            SocketChannel client,
            SocketChannel server,
            SelectionKey clientKey,
            SelectionKey serverKey) {
        this.link = link;
        this.name = name;
        this.client = client;
        this.server = server;
        this.clientKey = clientKey;
        this.serverKey = serverKey;
        this.toServer = new LinkFlow(link.toServer(), client, server);
        this.toClient = new LinkFlow(link.toClient(), server, client);
        clientKey.attach(this);
        serverKey.attach(this);
    }

    boolean hasEnded() {
        return hasEnded;
    }

    /** Does what the selector says can be done now; what was taken is delivered by {@link #pump}. */
    void turn(SelectionKey key, ByteBuffer scratch) {
        try {
            if (key.isValid() && key.isConnectable() && server.finishConnect()) {
                connected();
            }
            if (!hasEnded && key.isValid() && key.isReadable()) {
                (key == clientKey ? toServer : toClient).read(scratch);
            }
        } catch (IOException e) {
            broken(e);
        }
    }

    /** Begins to connect to the target; nothing is read from the client before it is done. */
    void connect(InetSocketAddress target) {
        try {
            if (server.connect(target)) {
                connected();
            }
        } catch (IOException e) {
            broken(e);
        }
    }

    private void connected() {
        isConnected = true;
        link.connected(name);
    }

    /** Delivers what is due both ways; answers after how many nanoseconds it is to be called again. */
    long pump() {
        if (!isConnected || hasEnded) {
            return LinkFlow.NEVER;
        }
        long wait = LinkFlow.NEVER;
        try {
            wait = Math.min(toServer.pump(this), toClient.pump(this));
            if (!hasEnded && toServer.isOver() && toClient.isOver()) {
                end(Event.Ending.FIN, Event.By.SUBJECT);
            }
        } catch (IOException e) {
            broken(e);
        }
        if (!hasEnded) {
            updateInterest();
        }
        return wait;
    }

    private void updateInterest() {
        clientKey.interestOps(interest(toServer, toClient));
        serverKey.interestOps(interest(toClient, toServer));
    }

    private static int interest(LinkFlow from, LinkFlow into) {
        return (from.wantsToRead() ? SelectionKey.OP_READ : 0) | (into.wantsToWrite() ? SelectionKey.OP_WRITE : 0);
    }

    /** One end has reset its connection, or could not be reached: the other end learns it in the same way. */
    private void broken(IOException reason) {
        if (!isConnected) {
            link.note(name, "cannot reach the server: " + reason(reason));
        }
        end(Event.Ending.RST, Event.By.SUBJECT);
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    void happen(Fault fault, LinkFlow flow) throws IOException {
        Effect effect = fault.effect();
        link.note(
                name,
                flow.direction().name() + " " + fault + ", " + flow.position().octets() + " octets delivered");
        if (effect instanceof Effect.Reset) {
            end(Event.Ending.RST, Event.By.PEER);
        } else if (effect instanceof Effect.Close) {
            end(Event.Ending.FIN, Event.By.PEER);
        } else if (effect instanceof Effect.HalfClose) {
            flow.endTarget();
        } else if (effect instanceof Effect.Stall) {
            flow.stall();
        } else if (effect instanceof Effect.Pause pause) {
            flow.pause(pause.length());
        }
        link.happened();
    }

    void halfClose(LinkDirection direction) {
        try {
            flow(direction).endTarget();
        } catch (IOException e) {
            broken(e);
        }
    }

    void resume(LinkDirection direction) {
        flow(direction).resume();
    }

    private LinkFlow flow(LinkDirection direction) {
        return direction == toServer.direction() ? toServer : toClient;
    }

    /** Ends both sides in this way; the second time nothing happens. */
    void end(Event.Ending how, Event.By by) {
        if (!hasEnded) {
            hasEnded = true;
            close(client, how);
            close(server, how);
            link.ended(this, isConnected, how, by);
        }
    }

    private void close(SocketChannel channel, Event.Ending how) {
        if (!channel.isOpen()) {
            // Where a connection was refused, the attempt has closed it.
            return;
        }
        try (channel) {
            if (how == Event.Ending.RST) {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            } else if (channel.isConnected()) {
                // Unread octets would turn the FIN of a close into an RST; a FIN of its own goes first.
                channel.shutdownOutput();
                ByteBuffer unread = ByteBuffer.allocate(LinkFlow.MOST_QUEUED);
                while (channel.read(unread) > 0) {
                    unread.clear();
                }
            }
        } catch (IOException e) {
            link.note(name, "one side had ended before: " + reason(e));
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
