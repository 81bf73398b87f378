package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.wire.WireFrame;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Messages whose frames stand on the wire in every form that ZMTP allows. */
public final class Forms {

    private static final int[] SIZES = {0, 1, 2, 127, 128, 254, 255, 256, 257, 65_535, 65_536, 65_537};

    private Forms() {}

    /** One message of one frame for each size and form, then some of several frames. */
    public static List<List<WireFrame>> all() {
        List<List<WireFrame>> all = new ArrayList<>();
        for (int size : SIZES) {
            WireFrame natural = WireFrame.message(body(size), false);
            all.add(List.of(natural));
            if (!natural.isLong()) {
                all.add(List.of(natural.inLongForm()));
            }
        }
        all.add(List.of(
                WireFrame.message(body(2), true),
                WireFrame.message(body(256), true),
                WireFrame.message(body(0), false)));
        all.add(List.of(
                WireFrame.message(body(2), true).inLongForm(),
                WireFrame.message(body(0), true).inLongForm(),
                WireFrame.message(body(255), false).inLongForm()));
        return all;
    }

    /** What arrives, whatever the form. */
    public static Message messageOf(List<WireFrame> frames) {
        return Message.of(frames.stream().map(WireFrame::body).toList());
    }

    /** The header of a long frame, and nothing of its body. */
    public static byte[] header(long size) {
        return ByteBuffer.allocate(9).put((byte) WireFrame.LONG).putLong(size).array();
    }

    private static Frame body(int size) {
        byte[] octets = new byte[size];
        for (int i = 0; i < size; i++) {
            octets[i] = (byte) (i * 31 + size);
        }
        return Frame.of(octets);
    }
}
