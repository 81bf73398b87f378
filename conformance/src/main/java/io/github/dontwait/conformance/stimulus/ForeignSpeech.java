package io.github.dontwait.conformance.stimulus;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.wire.FrameCodec;
import io.github.dontwait.testkit.wire.Greeting;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What comes to a port that speaks ZMTP 3, and is none: other protocols, older ZMTP, noise. */
public final class ForeignSpeech {

    /** What a peer of an older ZMTP says after its greeting, for whoever talks to it. */
    public static final String OLD_MESSAGE = "from an older ZMTP";

    private static final int NOISE = 300;

    private ForeignSpeech() {}

    /** Everything that is no ZMTP of any version, by its name: what a connecting stranger may say. */
    public static Map<String, byte[]> ofClients(Random random) {
        Map<String, byte[]> all = new LinkedHashMap<>();
        all.put("noise", noise(random));
        all.put("noise after a signature", noiseAfterSignature(random));
        all.put("64 octets ff", ones());
        all.put("zeros", new byte[NOISE]);
        all.put("an HTTP request", text("GET / HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\n\r\n"));
        all.put("a TLS hello", tlsHello(random));
        all.put("lines of text", text("EHLO localhost\r\nQUIT\r\n"));
        return all;
    }

    /** What a server may say that is none of ZeroMQ. */
    public static List<byte[]> ofServers(Random random) {
        return List.of(
                text("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"),
                noiseAfterSignature(random),
                ones(),
                Frame.hex("15030100020228").octets(),
                text("220 localhost ESMTP\r\n"),
                noise(random));
    }

    /** A DEALER of ZMTP 1.0 without an identity: no greeting, a size that counts the flags, no version. */
    public static byte[] zmtp1() {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        octets.writeBytes(Frame.hex("0100").octets());
        octets.write(1 + OLD_MESSAGE.length());
        octets.write(0);
        octets.writeBytes(text(OLD_MESSAGE));
        return octets.toByteArray();
    }

    /** The greeting of a DEALER of ZMTP 2.0 without an identity, and a message. */
    public static byte[] zmtp2() {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        octets.writeBytes(Frame.hex("ff00000000000000017f01050000").octets());
        octets.writeBytes(FrameCodec.encode(Message.of(OLD_MESSAGE)));
        return octets.toByteArray();
    }

    private static byte[] text(String text) {
        return text.getBytes(US_ASCII);
    }

    private static byte[] ones() {
        byte[] octets = new byte[Greeting.SIZE];
        Arrays.fill(octets, (byte) 0xff);
        return octets;
    }

    /**
     * Its first octet tells at once that no ZMTP 2 or 3 follows; the others are below 7f, so that none of them makes a
     * signature by chance.
     */
    private static byte[] noise(Random random) {
        byte[] octets = new byte[NOISE];
        for (int i = 0; i < NOISE; i++) {
            octets[i] = (byte) random.nextInt(0x7f);
        }
        octets[0] = (byte) 0x93;
        return octets;
    }

    /** A signature and version 3 promise what does not follow. */
    private static byte[] noiseAfterSignature(Random random) {
        byte[] octets = noise(random);
        octets[0] = (byte) 0xff;
        octets[9] = 0x7f;
        octets[10] = 3;
        octets[12] = 'X';
        return octets;
    }

    /** Record and handshake headers, a random, no session, one cipher suite, no compression. */
    private static byte[] tlsHello(Random random) {
        byte[] nonce = new byte[32];
        random.nextBytes(nonce);
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        octets.writeBytes(Frame.hex("160301002d010000290303").octets());
        octets.writeBytes(nonce);
        octets.writeBytes(Frame.hex("00000213010100").octets());
        return octets.toByteArray();
    }
}
