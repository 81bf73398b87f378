package io.github.dontwait.conformance.mutant;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.HexFormat;

/** Octets in, octets out: a plain blocking socket, for the tests of the models. Octets are given in hex. */
final class RawPeer implements Closeable {

    static final String GREETING = "ff00000000000000007f03004e554c4c" + "00".repeat(48);
    static final String DEALER = "041c0552454144590b536f636b65742d54797065000000064445414c4552";

    private static final int PATIENCE_MS = 3_000;

    private final Socket socket;
    private final InputStream in;

    RawPeer(String endpoint) throws IOException {
        URI uri = URI.create(endpoint);
        socket = new Socket(uri.getHost(), uri.getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MS);
        in = socket.getInputStream();
    }

    /** A DEALER after its handshake. */
    static RawPeer dealer(String endpoint) throws IOException {
        return shaken(endpoint, DEALER);
    }

    /** A DEALER with a routing id. */
    static RawPeer named(String endpoint, String id) throws IOException {
        return shaken(
                endpoint,
                "04%02x0552454144590b536f636b65742d54797065000000064445414c4552084964656e7469747900000%03x"
                                .formatted(0x29 + id.length(), id.length())
                        + hex(id));
    }

    private static RawPeer shaken(String endpoint, String ready) throws IOException {
        RawPeer peer = new RawPeer(endpoint);
        peer.send(GREETING);
        peer.read(64);
        peer.send(ready);
        peer.read(2 + 0x29);
        return peer;
    }

    static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(ISO_8859_1));
    }

    /** One frame of a message, short form. */
    static String frame(String text) {
        return "00%02x".formatted(text.length()) + hex(text);
    }

    void send(String hex) throws IOException {
        socket.getOutputStream().write(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    /** The next octets, so many. */
    String read(int count) throws IOException {
        byte[] octets = in.readNBytes(count);
        return HexFormat.of().formatHex(octets);
    }

    /** One whole message, of short frames. */
    String readMessage() throws IOException {
        StringBuilder message = new StringBuilder();
        String flags;
        do {
            flags = read(1);
            String size = read(1);
            message.append(flags).append(size).append(read(Integer.parseInt(size, 16)));
        } while (flags.equals("01"));
        return message.toString();
    }

    /** Whether octets have arrived that were not read. */
    boolean hasMore() throws IOException {
        return in.available() > 0;
    }

    /** Sends a message of one short frame and reads as many octets. */
    String echo(String text) throws IOException {
        send(frame(text));
        return read(2 + text.length());
    }

    /** What comes until the other side closes. */
    String readToEnd() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            for (int octet = in.read(); octet >= 0; octet = in.read()) {
                all.write(octet);
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("still open; it sent " + HexFormat.of().formatHex(all.toByteArray()), e);
        } catch (IOException e) {
            // A reset is an end as well.
            return HexFormat.of().formatHex(all.toByteArray());
        }
        return HexFormat.of().formatHex(all.toByteArray());
    }

    /** Closes with a reset. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
