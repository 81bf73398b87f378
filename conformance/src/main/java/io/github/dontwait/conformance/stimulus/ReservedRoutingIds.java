package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.wire.Command;
import io.github.dontwait.testkit.wire.Metadata;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Peers that announce a routing id which ZMTP keeps for itself, or which is too long for it. */
public final class ReservedRoutingIds {

    private ReservedRoutingIds() {}

    private static Map<String, Frame> ids() {
        Map<String, Frame> ids = new LinkedHashMap<>();
        ids.put("00616263, which begins with 0", Frame.hex("00616263"));
        ids.put("00, the octet 0 alone", Frame.hex("00"));
        ids.put("of 256 octets", Frame.filled(256, 'i'));
        ids.put("of 1000 octets", Frame.filled(1000, 'i'));
        return ids;
    }

    /** Requires that each of them is disconnected and none is served. */
    public static void expectRefused(Bench bench) {
        List<Stranger> strangers = new ArrayList<>();
        Countdown countdown = Countdown.of(bench.timeouts().close());
        ids().forEach((name, id) -> {
            Stranger stranger = Stranger.connect(bench, "stranger-" + (strangers.size() + 1))
                    .described("who announced a routing id " + name);
            stranger.greet();
            stranger.tell(Command.ready(
                    Metadata.none().with(Metadata.SOCKET_TYPE, "DEALER").with(Metadata.IDENTITY, id)));
            strangers.add(stranger);
        });
        for (Stranger stranger : strangers) {
            if (stranger.isLetIn(countdown.left())) {
                stranger.tell(Message.of("for you?", "yes"));
            }
            stranger.awaitEndOrMessage(countdown.left());
            stranger.expectUnserved("its routing id is not one that a peer may have");
            stranger.expectDisconnected(countdown.left());
        }
    }
}
