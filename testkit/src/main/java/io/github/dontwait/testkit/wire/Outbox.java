package io.github.dontwait.testkit.wire;

import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.transcript.Event;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What a wire peer sends: octets and frames as they are, commands and whole messages sealed once that is agreed on. */
final class Outbox {

    private final WirePeer peer;
    private final Line line;
    private @Nullable CurveTraffic traffic;

    Outbox(WirePeer peer, Line line) {
        this.peer = peer;
        this.line = line;
    }

    /** From now on seals messages and commands. */
    void sealWith(CurveTraffic sealing) {
        this.traffic = sealing;
    }

    /** What seals them; null where nothing is sealed. */
    @Nullable
    CurveTraffic traffic() {
        return traffic;
    }

    void send(byte[] octets, String note) {
        record(octets, note);
        write(octets);
    }

    void sendInPieces(byte[] octets, int... sizes) {
        record(octets, "octets in pieces");
        Deadline deadline = Deadline.in(peer.timeouts().arrival());
        int sent = 0;
        for (int size : sizes) {
            if (size <= 0) {
                throw new IllegalArgumentException("a piece has at least one octet, not " + size);
            }
            int piece = Math.min(size, octets.length - sent);
            write(ByteBuffer.wrap(octets, sent, piece), deadline);
            sent += piece;
        }
        write(ByteBuffer.wrap(octets, sent, octets.length - sent), deadline);
    }

    void send(Command command) {
        WireFrame frame = command.frame();
        if (peer.transcript().isKept()) {
            record(FrameCodec.encode(frame), command.name());
        }
        write(FrameCodec.encode(traffic == null ? frame : traffic.seal(frame)));
    }

    void send(Message message) {
        peer.transcript().sent(peer.name(), message);
        if (traffic == null) {
            write(new OutgoingMessage(message));
        } else {
            write(traffic.seal(message));
        }
    }

    /** Writes all of it within the usual patience, and nothing into the transcript. */
    void write(byte[] octets) {
        write(ByteBuffer.wrap(octets), Deadline.in(peer.timeouts().arrival()));
    }

    /** Writes what fits, without waiting, and nothing into the transcript. */
    int writeSome(ByteBuffer octets) {
        int written = line.write(octets);
        if (written < 0) {
            throw peer.closed("to send");
        }
        return written;
    }

    private void write(ByteBuffer octets, Deadline deadline) {
        int size = octets.remaining();
        if (!line.write(octets, deadline)) {
            throw notTaken(size, size - octets.remaining(), deadline);
        }
    }

    private void write(OutgoingMessage message) {
        Deadline deadline = Deadline.in(peer.timeouts().arrival());
        long size = message.remaining();
        ByteBuffer octets = line.roomFor(size);
        while (message.remaining() > 0) {
            message.putInto(octets.clear());
            if (!line.write(octets.flip(), deadline)) {
                throw notTaken(size, size - message.remaining() - octets.remaining(), deadline);
            }
        }
    }

    private void record(byte[] octets, String note) {
        if (peer.transcript().isKept()) {
            peer.transcript().octets(peer.name(), Event.Direction.SENT, Frame.of(octets), note);
        }
    }

    private WireException notTaken(long size, long taken, Deadline deadline) {
        if (line.ending() != null) {
            return peer.closed("to send " + size + " octets");
        }
        return new WireException.TimedOut(peer.name() + " could not send " + size + " octets within " + deadline
                + ": the other side took " + taken + " and reads no more");
    }
}
