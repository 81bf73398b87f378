package io.github.dontwait.conformance.stimulus;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.wire.FrameCodec;
import java.nio.ByteBuffer;

/**
 * Numbered requests from a peer that does not read, as many as the subject takes: a subject that blocks, or stops reading
 * from who does not read, is then judged by those who suffer from it, not by the peer that filled it.
 */
public final class UnreadRequests {

    private static final long STALL_NANOS = 500_000_000;
    private static final long PAUSE_NANOS = 200_000;

    private final Peer peer;
    private final int octets;
    private int begun;
    private ByteBuffer rest = ByteBuffer.allocate(0);

    private UnreadRequests(Peer peer, int octets) {
        this.peer = peer;
        this.octets = octets;
    }

    /** Asks so many things of so many octets, or fewer if the subject takes nothing more for half a second. */
    public static UnreadRequests of(Bench bench, String name, int count, int octets) throws InterruptedException {
        UnreadRequests requests = new UnreadRequests(Unread.peer(bench, name, count, octets), octets);
        long stalledAt = System.nanoTime() + STALL_NANOS;
        while (requests.begun < count || !requests.isTaken()) {
            if (requests.offer(count)) {
                stalledAt = System.nanoTime() + STALL_NANOS;
            } else if (System.nanoTime() > stalledAt) {
                bench.note("the subject takes no more from " + name + " after " + requests.begun + " requests");
                break;
            } else {
                NANOSECONDS.sleep(PAUSE_NANOS);
            }
        }
        return requests;
    }

    /** Who asks. */
    public Peer peer() {
        return peer;
    }

    /** How many requests were sent, the last of them perhaps in part. */
    public int begun() {
        return begun;
    }

    /** Sends what the subject takes at once of the request that is begun, or else of the next. */
    public void offer() {
        offer(Integer.MAX_VALUE);
    }

    /** Sends what the subject takes at once of this message, if it took all before it. */
    public void offer(Message message) {
        if (isTaken()) {
            rest = encoded(message);
        }
        peer.wire().writeSome(rest);
    }

    private boolean offer(int most) {
        if (isTaken() && begun < most) {
            rest = encoded(Unread.numbered(begun++, octets));
        }
        return peer.wire().writeSome(rest) > 0;
    }

    private boolean isTaken() {
        return !rest.hasRemaining();
    }

    private static ByteBuffer encoded(Message message) {
        return ByteBuffer.wrap(FrameCodec.encode(message));
    }
}
