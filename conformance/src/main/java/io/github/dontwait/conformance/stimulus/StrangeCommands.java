package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.wire.Command;
import io.github.dontwait.testkit.wire.WireFrame;
import java.util.LinkedHashMap;
import java.util.Map;

/** Commands that mean nothing after the handshake. */
public final class StrangeCommands {

    private StrangeCommands() {}

    /** Each by what it is. */
    public static Map<String, WireFrame> all() {
        Map<String, WireFrame> all = new LinkedHashMap<>();
        all.put("the unknown command WIBBLE", new Command("WIBBLE", Frame.text("data")).frame());
        all.put("the unknown command $work, an application's word", new Command("$work", Frame.empty()).frame());
        all.put("an unknown command in the long form", new Command("WIBBLE", Frame.filled(300, 'd')).frame());
        all.put("a command frame of no octets", WireFrame.command(Frame.empty()));
        all.put("a command whose name has no octets", WireFrame.command(Frame.hex("00")));
        all.put("a command whose name reaches beyond its frame", WireFrame.command(Frame.hex("ff 4142")));
        return all;
    }
}
