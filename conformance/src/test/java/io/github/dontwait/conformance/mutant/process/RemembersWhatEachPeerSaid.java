package io.github.dontwait.conformance.mutant.process;

import io.github.dontwait.conformance.mutant.Incoming;
import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/** Keeps the last message of every peer that ever came. */
@Kills(rule = "REC-02", says = "its memory grew on and on")
final class RemembersWhatEachPeerSaid extends ModelService {

    private final Map<ByteBuffer, Incoming> last = new HashMap<>();

    @Override
    protected void onMessage(Incoming message) {
        last.put(ByteBuffer.wrap(message.routingId()), message);
        super.onMessage(message);
    }
}
