package io.github.dontwait.testkit.swarm;

import io.github.dontwait.testkit.wire.Deadline;
import java.time.Duration;

/** Closes the clients of a loop in order, and waits for the server to close its side of each connection. */
final class DisconnectPhase implements Phase {

    private final SwarmLoop loop;
    private final Duration patience;
    private final Deadline deadline;
    private boolean hasBegun;

    DisconnectPhase(SwarmLoop loop) {
        this.loop = loop;
        this.patience = loop.plan().timeouts().close();
        this.deadline = Deadline.in(patience);
    }

    @Override
    public long turn(long heardUntil) {
        if (!hasBegun) {
            hasBegun = true;
            loop.clients().forEach(SwarmClient::finish);
        }
        boolean isOver = loop.tally().open == 0;
        if (!isOver && deadline.isOver()) {
            loop.clients().forEach(client -> client.leave(patience));
            isOver = true;
        }
        return isOver ? OVER : Math.max(1, deadline.remainingNanos());
    }
}
