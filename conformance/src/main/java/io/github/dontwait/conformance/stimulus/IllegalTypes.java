package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.testkit.wire.Command;
import io.github.dontwait.testkit.wire.WireOptions;
import java.util.ArrayList;
import java.util.List;

/** Peers that say in READY that they are what a ROUTER does not talk to. */
public final class IllegalTypes {

    private static final String[] TYPES = {
        "SUB", "PUSH", "REP", "PAIR", "PUB", "PULL", "XSUB", "XPUB", "WIBBLE", "DEALERS", "DEAL", ""
    };

    private IllegalTypes() {}

    /** Connects one of each type and announces it; none of them has waited for the subject's READY yet. */
    public static List<Stranger> announce(Bench bench) {
        List<Stranger> strangers = new ArrayList<>();
        for (String type : TYPES) {
            Stranger stranger = Stranger.connect(
                            bench, type.isEmpty() ? "typeless" : type.toLowerCase(java.util.Locale.ROOT))
                    .described("whose READY says Socket-Type=\"" + type + "\"");
            stranger.greet();
            stranger.tell(Command.ready(WireOptions.of(type).metadata()));
            strangers.add(stranger);
        }
        return strangers;
    }

    /** Waits until each of them was disconnected or has received something, for the quiet window at most. */
    public static void awaitEndOrMessage(Bench bench, List<Stranger> strangers) {
        Countdown countdown = Countdown.of(bench.timeouts().silence());
        for (Stranger stranger : strangers) {
            stranger.awaitEndOrMessage(countdown.left());
        }
    }
}
