package io.github.dontwait.testkit.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;

/** Listens on 127.0.0.1 and nowhere else: what a test binds is for this machine alone. */
final class Loopback {

    private static final int BACKLOG = 256;

    private Loopback() {}

    /**
     * A channel that listens and never blocks.
     *
     * @param port 0 lets the system choose
     * @param receiveBufferSize for the connections that are accepted; 0 leaves it to the system
     */
    static ServerSocketChannel listen(int port, int receiveBufferSize) throws IOException {
        ServerSocketChannel opened = ServerSocketChannel.open();
        try {
            opened.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            if (receiveBufferSize > 0) {
                opened.setOption(StandardSocketOptions.SO_RCVBUF, receiveBufferSize);
            }
            opened.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), BACKLOG);
            opened.configureBlocking(false);
            return opened;
        } catch (IOException e) {
            try (opened) {
                throw e;
            }
        }
    }
}
