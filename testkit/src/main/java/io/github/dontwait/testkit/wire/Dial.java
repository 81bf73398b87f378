package io.github.dontwait.testkit.wire;

import io.github.dontwait.testkit.transcript.Transcript;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;

/** How a connection is made. */
final class Dial {

    private Dial() {}

    static WirePeer connect(
            InetSocketAddress address, String name, Transcript transcript, Timeouts timeouts, WireOptions options) {
        try {
            SocketChannel channel = SocketChannel.open();
            try {
                connect(channel, address, timeouts, options);
                WirePeer peer = new WirePeer(channel, false, name, transcript, timeouts, options);
                transcript.connected(name, "");
                return peer;
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (ConnectException | NoRouteToHostException e) {
            transcript.failed(name, "connection refused");
            throw new WireException.NotConnected(name + " cannot connect to " + address + ": refused", true, e);
        } catch (SocketTimeoutException e) {
            String patience = Deadline.inWords(timeouts.arrival());
            transcript.failed(name, "no connection within " + patience);
            throw new WireException.NotConnected(
                    name + " cannot connect to " + address + " within " + patience, false, e);
        } catch (SocketException e) {
            if (!isReset(e)) {
                throw new UncheckedIOException(name + " cannot connect to " + address + ": " + e.getMessage(), e);
            }
            transcript.failed(name, "connection reset at once");
            throw new WireException.NotConnected(name + " cannot connect to " + address + ": reset at once", true, e);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot connect to " + address + ": " + e.getMessage(), e);
        }
    }

    /** Whether whoever listened has gone before the connection was made: not this side's fault, as too many open files are. */
    static boolean isReset(SocketException e) {
        return e.getMessage() != null && e.getMessage().startsWith("Connection reset");
    }

    private static void connect(
            SocketChannel channel, InetSocketAddress address, Timeouts timeouts, WireOptions options)
            throws IOException {
        // The size of the receive window is agreed on with the first segment: later would be too late.
        if (options.receiveBufferSize() > 0) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, options.receiveBufferSize());
        }
        if (options.sendBufferSize() > 0) {
            channel.setOption(StandardSocketOptions.SO_SNDBUF, options.sendBufferSize());
        }
        channel.socket().connect(address, (int)
                Math.max(1, Math.min(Integer.MAX_VALUE, Deadline.nanos(timeouts.arrival()) / 1_000_000)));
    }
}
