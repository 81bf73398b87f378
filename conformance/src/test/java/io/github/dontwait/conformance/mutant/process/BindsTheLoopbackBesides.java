package io.github.dontwait.conformance.mutant.process;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.MiniRouter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** Serves at a second loopback address too. */
@Kills(rule = "SEC-09", says = "it answers at tcp://127.0.0.2:")
final class BindsTheLoopbackBesides extends MiniRouter {

    private @Nullable ServerSocketChannel second;

    @Override
    protected InetSocketAddress address(String host, int port) {
        try {
            ServerSocketChannel channel = ServerSocketChannel.open();
            channel.bind(new InetSocketAddress("127.0.0.2", port));
            second = channel;
            Thread door = new Thread(() -> letIn(channel), "second-door");
            door.setDaemon(true);
            door.start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot bind a second address", e);
        }
        return super.address(host, port);
    }

    private void letIn(ServerSocketChannel channel) {
        try {
            while (true) {
                SocketChannel peer = channel.accept();
                later(() -> welcome(peer));
            }
        } catch (IOException e) {
            // Closed with the socket.
            return;
        }
    }

    private void welcome(SocketChannel peer) {
        try {
            onAccepted(peer);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot talk to a peer", e);
        }
    }

    @Override
    public void close() {
        super.close();
        ServerSocketChannel channel = second;
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot close the second listener", e);
            }
        }
    }
}
