package io.github.dontwait.conformance.mutant.wire;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.Link;
import io.github.dontwait.conformance.mutant.MiniRouter;
import java.nio.ByteBuffer;

/** Repeats all that follows the name of the command, the time to live too. */
@Kills(rule = "HBT-01", says = "received the command PONG")
final class AnswersWithTheTimeToLive extends MiniRouter {

    @Override
    protected void onPing(Link link, int deciseconds, byte[] context) {
        byte[] all = ByteBuffer.allocate(2 + context.length)
                .putShort((short) deciseconds)
                .put(context)
                .array();
        super.onPing(link, deciseconds, all);
    }
}
