package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.wire.Command;
import io.github.dontwait.testkit.wire.WireFrame;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Frames whose flags octet is none that ZMTP 3 knows, each on a connection of its own. */
public final class ReservedFlags {

    private ReservedFlags() {}

    private static Map<String, WireFrame> frames() {
        Map<String, WireFrame> frames = new LinkedHashMap<>();
        WireFrame message = WireFrame.message(Frame.text("reserved"), false);
        for (int flags : new int[] {0x08, 0x10, 0x20, 0x40, 0x80, 0xf8}) {
            frames.put(String.format(Locale.ROOT, "a message with the flags %02x", flags), message.withFlags(flags));
        }
        WireFrame ping = Command.ping(0, Frame.empty()).frame();
        frames.put("PING with the flag MORE", ping.withFlags(WireFrame.COMMAND | WireFrame.MORE));
        frames.put("PING with the flags 44", ping.withFlags(WireFrame.COMMAND | 0x40));
        return frames;
    }

    /** Requires that each of them ends its connection, and that no message comes of it. */
    public static void expectRefused(Bench bench) {
        List<Stranger> strangers = new ArrayList<>();
        frames().forEach((name, frame) -> {
            Stranger stranger = Stranger.connect(bench, "stranger-" + (strangers.size() + 1));
            stranger.enter("DEALER");
            stranger.described("who sent " + name).tell(frame, name);
            strangers.add(stranger);
        });
        Countdown countdown = Countdown.of(bench.timeouts().close());
        for (Stranger stranger : strangers) {
            stranger.awaitEndOrMessage(countdown.left());
            stranger.expectUnserved("its frame is none that ZMTP 3 knows");
            stranger.expectDisconnected(countdown.left());
        }
    }
}
