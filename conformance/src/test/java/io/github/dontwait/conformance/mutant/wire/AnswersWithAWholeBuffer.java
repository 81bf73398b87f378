package io.github.dontwait.conformance.mutant.wire;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.Link;
import io.github.dontwait.conformance.mutant.MiniRouter;
import java.util.Arrays;

/** Makes the answer to a long PING in a buffer of a fixed size, and sends all of it. */
@Kills(rule = "HBT-05", says = "received a PONG with a context of 512 octets")
final class AnswersWithAWholeBuffer extends MiniRouter {

    private static final int BUFFER = 512;

    @Override
    protected void onCommand(Link link, String name, byte[] data) {
        if (name.equals("PING") && data.length > 2 + 16) {
            sendCommand(link, "PONG", Arrays.copyOf(Arrays.copyOfRange(data, 2, data.length), BUFFER));
        } else {
            super.onCommand(link, name, data);
        }
    }
}
