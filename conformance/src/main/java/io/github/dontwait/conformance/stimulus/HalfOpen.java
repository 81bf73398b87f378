package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.testkit.message.RoutingId;
import io.github.dontwait.testkit.wire.Command;
import io.github.dontwait.testkit.wire.FrameCodec;
import io.github.dontwait.testkit.wire.WireOptions;
import io.github.dontwait.testkit.wire.WirePeer;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Connections that stop in the middle of their handshake and stay open. */
public final class HalfOpen {

    private HalfOpen() {}

    /** Opens one for each number of octets of greeting and READY that it sends and no more; closed with the bench. */
    public static List<WirePeer> at(Bench bench, String name, int... octets) {
        List<WirePeer> held = new ArrayList<>();
        for (int count : octets) {
            WirePeer peer = bench.raw(name + "-" + count);
            byte[] opening = opening(bench.routingId(name + count));
            peer.sendOctets(Arrays.copyOf(opening, Math.min(count, opening.length)), count + " octets of a handshake");
            held.add(peer);
        }
        return held;
    }

    /** What a DEALER sends until its handshake is done. */
    public static byte[] opening(RoutingId routingId) {
        WireOptions options = WireOptions.of("DEALER").withRoutingId(routingId);
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        octets.writeBytes(options.greeting().octets());
        octets.writeBytes(FrameCodec.encode(Command.ready(options.metadata()).frame()));
        return octets.toByteArray();
    }
}
