package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.message.RoutingId;
import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.peer.PeerOptions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Messages and peers by the thousand, as loads for {@link MemoryGrowth}. */
public final class PassingThrough {

    private static final int BATCH = 50;

    private PassingThrough() {}

    /** So many requests of one peer, some of them open at a time, all answered. */
    public static void messages(Peer peer, int count, int octets) {
        Message request = Message.of(Samples.body(octets));
        byte[] batch = Burst.encoded(Collections.nCopies(BATCH, request));
        for (int sent = 0; sent < count; sent += BATCH) {
            peer.wire().sendOctets(batch);
            for (int i = 0; i < BATCH; i++) {
                peer.expectMessage();
            }
        }
    }

    /** A peer for {@link #messages}; nothing that it says or hears is kept. */
    public static Peer unrecorded(Bench bench, String name) {
        return peer(bench, name, bench.routingId(name));
    }

    private static Peer peer(Bench bench, String name, @Nullable RoutingId id) {
        return bench.peer(PeerOptions.dealer(name).withRoutingId(id).unrecorded());
    }

    /** So many peers that come, ask one thing of so many octets, and go: some together, half of them without a routing id. */
    public static void peers(Bench bench, String name, int count, int octets) {
        Message request = Message.of(Samples.body(octets));
        List<Peer> together = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String each = name + "-" + i;
            together.add(peer(bench, each, i % 2 == 0 ? null : bench.routingId(each)));
            if (together.size() == 10 || i == count - 1) {
                together.forEach(peer -> peer.send(request));
                together.forEach(peer -> {
                    peer.expectMessage();
                    leave(peer);
                });
                together.clear();
            }
        }
    }

    private static void leave(Peer peer) {
        if (peer.name().hashCode() % 2 == 0) {
            peer.disconnect();
        } else {
            peer.reset();
        }
    }
}
