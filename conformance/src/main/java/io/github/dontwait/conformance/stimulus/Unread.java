package io.github.dontwait.conformance.stimulus;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.peer.PeerOptions;
import io.github.dontwait.testkit.wire.FrameCodec;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Peers that ask and do not read what they are told. */
public final class Unread {

    /** As little as the system allows: what it holds for the peer is not held by the subject. */
    public static final int RECEIVE_BUFFER = 4_096;

    private static final long STALL_NANOS = 500_000_000;
    private static final long PAUSE_NANOS = 200_000;

    private Unread() {}

    /** A peer that has asked so many things of so many octets and reads nothing. */
    public static Peer replies(Bench bench, String name, int count, int octets) {
        Peer peer = bench.peer(PeerOptions.dealer(name)
                .withRoutingId(bench.routingId(name))
                .withReceiveBufferSize(RECEIVE_BUFFER)
                .unrecorded());
        bench.note(name + " sends " + count + " requests of " + octets + " octets and reads nothing");
        byte[] filler = filler(octets);
        for (int i = 0; i < count; i++) {
            peer.send(numbered(i, filler));
        }
        return peer;
    }

    /**
     * The same, but it goes on only as long as the subject takes what it sends: a subject that blocks is then judged by
     * those who suffer from it, not by the peer that made it block.
     */
    public static Peer repliesWhileTaken(Bench bench, String name, int count, int octets) throws InterruptedException {
        Peer peer = replies(bench, name, 1, octets);
        byte[] filler = filler(octets);
        for (int i = 1; i < count; i++) {
            ByteBuffer message = ByteBuffer.wrap(FrameCodec.encode(numbered(i, filler)));
            long stalledAt = System.nanoTime() + STALL_NANOS;
            while (message.hasRemaining()) {
                if (peer.wire().writeSome(message) > 0) {
                    stalledAt = System.nanoTime() + STALL_NANOS;
                } else if (System.nanoTime() > stalledAt) {
                    bench.note("the subject takes no more from " + name + " after " + i + " requests");
                    return peer;
                } else {
                    NANOSECONDS.sleep(PAUSE_NANOS);
                }
            }
        }
        return peer;
    }

    private static byte[] filler(int octets) {
        byte[] filler = new byte[octets];
        Arrays.fill(filler, (byte) 'u');
        return filler;
    }

    /** A request that can be told from the others. */
    public static Message numbered(int number, int octets) {
        return numbered(number, filler(octets));
    }

    private static Message numbered(int number, byte[] filler) {
        return Message.of(Frame.text(Integer.toString(number)), Frame.of(filler));
    }
}
