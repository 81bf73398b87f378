package io.github.dontwait.conformance.mutant.service;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;
import io.github.dontwait.conformance.mutant.Request;
import org.jspecify.annotations.Nullable;

/** Holds one reply back and lets two peers that ask one after the other have each other's. */
@Kills(rule = "IDN-01", says = "but received")
final class SwapsReplies extends ModelService {

    private @Nullable Request held;

    @Override
    protected void onEcho(Request request) {
        Request other = held;
        if (other == null) {
            held = request;
        } else {
            held = null;
            reply(other, request.frames());
            reply(request, other.frames());
        }
    }

    @Override
    protected void idle(long nanos) {
        Request alone = held;
        if (alone != null) {
            held = null;
            reply(alone, alone.frames());
        }
        super.idle(nanos);
    }
}
