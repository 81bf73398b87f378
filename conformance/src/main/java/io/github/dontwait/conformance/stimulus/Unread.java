package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.peer.PeerOptions;
import java.util.Arrays;

/** Peers that ask and do not read what they are told. */
public final class Unread {

    /** As little as the system allows: what it holds for the peer is not held by the subject. */
    public static final int RECEIVE_BUFFER = 4_096;

    private Unread() {}

    /** A peer that has asked so many things of so many octets and reads nothing. */
    public static Peer replies(Bench bench, String name, int count, int octets) {
        Peer peer = peer(bench, name, count, octets);
        byte[] filler = filler(octets);
        for (int i = 0; i < count; i++) {
            peer.send(numbered(i, filler));
        }
        return peer;
    }

    /** Such a peer, which has not yet asked anything. */
    static Peer peer(Bench bench, String name, int count, int octets) {
        bench.note(name + " sends " + count + " requests of " + octets + " octets and reads nothing");
        return bench.peer(PeerOptions.dealer(name)
                .withRoutingId(bench.routingId(name))
                .withReceiveBufferSize(RECEIVE_BUFFER)
                .unrecorded());
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
