package io.github.dontwait.testkit.wire;

import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.RoutingId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Octets that libzmq 4.3.4 and JeroMQ 0.6.0 send or accept, and what they mean. */
final class Vectors {

    static final String ZMTP_30_NULL = "ff00000000000000007f03004e554c4c" + "0".repeat(96);
    static final String ZMTP_31_NULL = "ff00000000000000007f03014e554c4c" + "0".repeat(96);
    static final String LIBZMQ_GREETING = "ff00000000000000017f03014e554c4c" + "0".repeat(96);
    static final String JEROMQ_GREETING = "ff00000000000000017f03004e554c4c" + "0".repeat(96);
    static final String JEROMQ_GREETING_CLI_1 = "ff00000000000000067f03004e554c4c" + "0".repeat(96);
    static final String LIBZMQ_PLAIN = "ff00000000000000017f0301504c41494e" + "0".repeat(94);
    static final String CURVE_SERVER = "ff00000000000000007f03014355525645" + "0".repeat(30) + "01" + "0".repeat(62);

    static final String ROUTER_EMPTY_IDENTITY =
            "04 29 05 5245414459 0b 536f636b65742d54797065 00000006 524f55544552 08 4964656e74697479 00000000";
    static final String READY_WITHOUT_PROPERTIES = "04 06 05 5245414459";

    private Vectors() {}

    /** Each READY of the table, with what it says. */
    static Map<String, WireOptions> readies() {
        Map<String, WireOptions> readies = new LinkedHashMap<>();
        readies.put("04 1c 05 5245414459 0b 536f636b65742d54797065 00000006 4445414c4552", of("DEALER", null));
        readies.put(
                "04 29 05 5245414459 0b 536f636b65742d54797065 00000006 4445414c4552 08 4964656e74697479 00000000",
                of("DEALER", ""));
        readies.put(
                "04 2e 05 5245414459 0b 536f636b65742d54797065 00000006 4445414c4552 08 4964656e74697479 00000005 636c692d31",
                of("DEALER", "cli-1"));
        readies.put("04 1c 05 5245414459 0b 536f636b65742d54797065 00000006 524f55544552", of("ROUTER", null));
        readies.put(ROUTER_EMPTY_IDENTITY, of("ROUTER", ""));
        readies.put(
                "04 2e 05 5245414459 0b 536f636b65742d54797065 00000006 524f55544552 08 4964656e74697479 00000005 636c692d31",
                of("ROUTER", "cli-1"));
        readies.put("04 19 05 5245414459 0b 536f636b65742d54797065 00000003 524551", of("REQ", null));
        readies.put(
                "04 26 05 5245414459 0b 536f636b65742d54797065 00000003 524551 08 4964656e74697479 00000000",
                of("REQ", ""));
        readies.put(
                "04 2b 05 5245414459 0b 536f636b65742d54797065 00000003 524551 08 4964656e74697479 00000005 636c692d31",
                of("REQ", "cli-1"));
        return readies;
    }

    /** The octets of the READY in the table that says this. */
    static byte[] readyOf(WireOptions options) {
        return readies().entrySet().stream()
                .filter(entry -> entry.getValue().equals(options))
                .map(entry -> Frame.hex(entry.getKey()).octets())
                .findFirst()
                .orElseThrow();
    }

    private static WireOptions of(String socketType, @Nullable String routingId) {
        return WireOptions.of(socketType).withRoutingId(routingId == null ? null : RoutingId.text(routingId));
    }

    /** Each single frame of the table, with what it is. */
    static Map<String, WireFrame> frames() {
        Map<String, WireFrame> frames = new LinkedHashMap<>();
        Frame ab = Frame.text("ab");
        frames.put("00 02 6162", WireFrame.message(ab, false));
        frames.put("01 02 6162", WireFrame.message(ab, true));
        frames.put("00 00", WireFrame.message(Frame.empty(), false));
        frames.put("01 00", WireFrame.message(Frame.empty(), true));
        frames.put("02 0000000000000002 6162", WireFrame.message(ab, false).inLongForm());
        frames.put("03 0000000000000002 6162", WireFrame.message(ab, true).inLongForm());
        frames.put("00 ff" + "78".repeat(255), WireFrame.message(Frame.filled(255, 'x'), false));
        frames.put("02 0000000000000100" + "78".repeat(256), WireFrame.message(Frame.filled(256, 'x'), false));
        frames.put("02 000000000000ffff" + "78".repeat(65_535), WireFrame.message(Frame.filled(65_535, 'x'), false));
        frames.put("02 0000000000010000" + "78".repeat(65_536), WireFrame.message(Frame.filled(65_536, 'x'), false));
        frames.put("f8 04 72657376", new WireFrame(0xf8, Frame.text("resv")));
        frames.put("08 04 72657376", new WireFrame(0x08, Frame.text("resv")));
        frames.put(
                "05 0a 04 50494e47 0000 637478",
                Command.ping(0, Frame.text("ctx")).frame().withFlags(0x05));
        return frames;
    }

    /** Each right command of the table, with what it is. */
    static Map<String, Command> commands() {
        Map<String, Command> commands = new LinkedHashMap<>();
        Frame none = Frame.empty();
        commands.put("04 07 04 50494e47 0000", Command.ping(0, none));
        commands.put("04 07 04 50494e47 000c", Command.ping(12, none));
        commands.put("04 0a 04 50494e47 000a 637478", Command.ping(10, Frame.text("ctx")));
        commands.put("04 05 04 504f4e47", Command.pong(none));
        commands.put("04 08 04 504f4e47 637478", Command.pong(Frame.text("ctx")));
        commands.put("04 0b 09 535542534352494245 41", Command.subscribe(Frame.text("A")));
        commands.put("04 0b 06 574942424c45 64617461", new Command("WIBBLE", Frame.text("data")));
        commands.put("04 0a 05 4552524f52 03 343030", Command.error("400"));
        commands.put("04 07 05 4552524f52 00", Command.error(""));
        commands.put(
                "04 1a 05 4552524f52 13 496e76616c696420736f636b65742074797065", Command.error("Invalid socket type"));
        commands.put(READY_WITHOUT_PROPERTIES, Command.ready(Metadata.none()));
        return commands;
    }

    /** All of these tables: the octets of each frame, READY and command, with the frame that they are. */
    static Map<String, WireFrame> all() {
        Map<String, WireFrame> all = new LinkedHashMap<>(frames());
        commands().forEach((hex, command) -> all.put(hex, command.frame()));
        readies()
                .forEach((hex, options) ->
                        all.put(hex, Command.ready(options.metadata()).frame()));
        return all;
    }
}
