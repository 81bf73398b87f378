package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.wire.Greeting;
import io.github.dontwait.testkit.wire.WireException;
import io.github.dontwait.testkit.wire.WirePeer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Handshakes that go wrong, drawn from the seed: cut off, garbage, a greeting or a READY with wrong octets. None of them
 * declares a large frame: what that does to a subject is asked by rules of its own.
 */
public final class MalformedHandshakes {

    private static final int HANDSHAKES = 200;
    private static final int BATCH = 20;
    private static final int HELD = 100;

    /** Behind it the version, the mechanism, as-server and the filler. */
    private static final int SIGNATURE = 10;

    private static final String[] FOREIGN = {
        "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "SSH-2.0-OpenSSH_9.2\r\n",
        "*1\r\n$4\r\nPING\r\n",
        "EHLO there\r\n",
        "\0\0\0\0"
    };

    private final Bench bench;
    private final Random random;
    private final byte[] right;

    public MalformedHandshakes(Bench bench) {
        this.bench = bench;
        this.random = bench.random();
        this.right = HalfOpen.opening(bench.routingId("malformed"));
    }

    /** Some connections stop in the middle and stay; others come and go beside them; a witness asks on. */
    public void play() {
        Peer witness = bench.dealer("witness");
        roundTrips(witness, "before", 3);
        int[] held = new int[HELD];
        for (int i = 0; i < HELD; i++) {
            held[i] = i * right.length / HELD;
        }
        HalfOpen.at(bench, "held", held);
        roundTrips(witness, "beside those that stopped", 3);
        for (int done = 0; done < HANDSHAKES; done += BATCH) {
            batch(done);
            String when = "after " + (done + BATCH) + " malformed handshakes";
            roundTrips(witness, when, 1);
            newcomer("newcomer-after-" + (done + BATCH) + "-malformed-handshakes", when);
        }
        bench.expectNothingElse(witness);
    }

    private void batch(int first) {
        List<WirePeer> batch = new ArrayList<>();
        for (int i = first; i < first + BATCH; i++) {
            WirePeer peer = bench.raw("malformed-" + (i + 1));
            byte[] octets = malformed(i);
            try {
                peer.sendOctets(octets, "a malformed handshake");
                if (i % 2 == 0) {
                    peer.closeOutput();
                }
            } catch (WireException.ClosedByPeer e) {
                bench.note(peer.name() + " was disconnected within its " + octets.length + " octets");
            }
            batch.add(peer);
        }
        roundTripsBeside(batch);
    }

    /** They stay until somebody else has been served: what they sent has then been read, as a rule. */
    private void roundTripsBeside(List<WirePeer> batch) {
        Peer other = bench.anonymous("newcomer-beside-" + batch.get(0).name());
        roundTrips(other, "beside " + batch.get(0).name() + " and its like", 2);
        for (WirePeer peer : batch) {
            if (random.nextBoolean()) {
                peer.close();
            } else {
                peer.reset();
            }
        }
        other.disconnect();
    }

    private void newcomer(String name, String when) {
        Peer newcomer = bench.dealer(name);
        roundTrips(newcomer, when, 1);
        newcomer.disconnect();
    }

    private static void roundTrips(Peer peer, String when, int count) {
        for (int i = 0; i < count; i++) {
            Message request = Message.of(when, Integer.toString(i));
            peer.send(request);
            peer.expect(request);
        }
    }

    // --- the handshakes

    private byte[] malformed(int number) {
        return switch (number % 8) {
            case 0 -> Arrays.copyOf(right, random.nextInt(right.length));
            case 1 -> foreign();
            case 2 -> garbage(1 + random.nextInt(120));
            case 3 -> withWrongGreeting();
            case 4 -> withFlags();
            case 5 -> withSize();
            default -> withWrongProperties();
        };
    }

    private byte[] foreign() {
        return FOREIGN[random.nextInt(FOREIGN.length)].getBytes(StandardCharsets.US_ASCII);
    }

    /** No octet of all ones among them: the old protocol takes that for the beginning of a size of eight octets. */
    private byte[] garbage(int size) {
        byte[] octets = new byte[size];
        for (int i = 0; i < size; i++) {
            octets[i] = (byte) random.nextInt(0x7f);
        }
        return octets;
    }

    /** Wrong octets in version, mechanism, as-server and filler; a version below 3 would have other frames behind it. */
    private byte[] withWrongGreeting() {
        byte[] octets = right.clone();
        for (int i = 0; i < 1 + random.nextInt(4); i++) {
            int index = SIGNATURE + random.nextInt(Greeting.SIZE - SIGNATURE);
            octets[index] = (byte) (index == SIGNATURE ? 3 + random.nextInt(253) : random.nextInt(256));
        }
        return octets;
    }

    /** READY as something else: a message, one of several frames, with reserved bits; always of one octet of size. */
    private byte[] withFlags() {
        byte[] octets = right.clone();
        octets[Greeting.SIZE] = (byte) (random.nextInt(256) & ~2);
        return octets;
    }

    /** A READY that is cut off within a frame of the right size, or that waits for octets that never come. */
    private byte[] withSize() {
        byte[] octets = right.clone();
        int size = octets[Greeting.SIZE + 1] & 0xff;
        int wrong = random.nextBoolean() ? random.nextInt(size) : size + 1 + random.nextInt(255 - size);
        octets[Greeting.SIZE + 1] = (byte) wrong;
        return Arrays.copyOf(octets, Math.min(octets.length, Greeting.SIZE + 2 + wrong));
    }

    /** A READY with wrong octets anywhere behind the size of its frame; name sizes and value sizes are among them. */
    private byte[] withWrongProperties() {
        byte[] octets = right.clone();
        for (int i = 0; i < 1 + random.nextInt(3); i++) {
            int index = Greeting.SIZE + 2 + random.nextInt(octets.length - Greeting.SIZE - 2);
            octets[index] = (byte) random.nextInt(256);
        }
        return octets;
    }
}
