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
        return of(bench, Unread.peer(bench, name, count, octets), count, octets);
    }

    /** The same from a peer that is there already, of whatever subject. */
    public static UnreadRequests of(Bench bench, Peer peer, int count, int octets) throws InterruptedException {
        UnreadRequests requests = new UnreadRequests(peer, octets);
        while (requests.begun < count) {
            requests.beginNext();
            if (!requests.awaitTaken()) {
                bench.note("the subject takes no more from " + peer.name() + " after " + requests.begun + " requests");
                break;
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
    public void offerNext() {
        if (!rest.hasRemaining()) {
            beginNext();
        }
        peer.wire().writeSome(rest);
    }

    /** Sends this message behind them, as far as the subject takes it: not at all if it has not taken all before it. */
    public void offer(Message message) throws InterruptedException {
        if (!rest.hasRemaining()) {
            rest = encoded(message);
            awaitTaken();
        }
    }

    private void beginNext() {
        rest = encoded(Unread.numbered(begun++, octets));
    }

    /** False if some of it was not taken, and nothing for half a second. */
    private boolean awaitTaken() throws InterruptedException {
        long stalledAt = System.nanoTime() + STALL_NANOS;
        while (rest.hasRemaining()) {
            if (peer.wire().writeSome(rest) > 0) {
                stalledAt = System.nanoTime() + STALL_NANOS;
            } else if (System.nanoTime() > stalledAt) {
                return false;
            } else {
                NANOSECONDS.sleep(PAUSE_NANOS);
            }
        }
        return true;
    }

    private static ByteBuffer encoded(Message message) {
        return ByteBuffer.wrap(FrameCodec.encode(message));
    }
}
