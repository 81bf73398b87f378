package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.wire.Command;
import io.github.dontwait.testkit.wire.WireFrame;
import io.github.dontwait.testkit.wire.WireOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Frames that are right in themselves and wrong where READY is due. */
public final class InsteadOfReady {

    private InsteadOfReady() {}

    /** Each by what it is. */
    public static Map<String, List<WireFrame>> all() {
        Frame properties = WireOptions.of("DEALER").metadata().octets();
        Map<String, List<WireFrame>> all = new LinkedHashMap<>();
        all.put("a message", List.of(WireFrame.message(Frame.text("too early"), false)));
        all.put(
                "a message of two frames",
                List.of(WireFrame.message(Frame.text("too"), true), WireFrame.message(Frame.text("early"), false)));
        all.put("PING", List.of(Command.ping(0, Frame.text("early")).frame()));
        all.put("the command HELLO", List.of(new Command("HELLO", Frame.hex("05 61646d696e 06 736563726574")).frame()));
        all.put("the unknown command WIBBLE", List.of(new Command("WIBBLE", properties).frame()));
        all.put("the unknown command READYX", List.of(new Command("READYX", properties).frame()));
        return all;
    }
}
