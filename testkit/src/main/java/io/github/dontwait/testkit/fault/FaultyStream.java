package io.github.dontwait.testkit.fault;

import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.FrameCodec;
import io.github.dontwait.testkit.wire.WireFrame;
import io.github.dontwait.testkit.wire.WirePeer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** What a faulty peer sends: right until the moment of its fault, and what the effect makes of it afterwards. */
final class FaultyStream {

    private final WirePeer wire;
    private final Fault fault;
    private final Transcript transcript;
    private final StreamPosition position = new StreamPosition();
    private final Outlet outlet;
    private boolean hasHappened;
    private boolean isMute;
    private boolean reads = true;
    private long heldFrom;

    FaultyStream(WirePeer wire, Fault fault, Transcript transcript, Duration patience) {
        this.wire = wire;
        this.fault = fault;
        this.transcript = transcript;
        this.outlet = new Outlet(wire, transcript, patience);
        // A peer that behaves has nothing that could happen.
        this.hasHappened = fault.effect() instanceof Effect.None;
    }

    boolean hasHappened() {
        return hasHappened;
    }

    boolean isMute() {
        return isMute;
    }

    /** Sends no more, without an end of the connection. */
    void mute() {
        isMute = true;
    }

    boolean reads() {
        return reads;
    }

    /** Whether it waits for what the other side must say next; one that holds back is answered later, if at all. */
    boolean awaitsAnswers() {
        return !isMute && reads && !outlet.isHolding();
    }

    boolean isHolding() {
        return outlet.isHolding();
    }

    /** Whether so many frames have gone. */
    boolean hasSent(int frames) {
        return position.frames() >= frames;
    }

    void send(byte[] octets, String what) {
        send(octets, what, null);
    }

    void send(Message message) {
        send(FrameCodec.encode(message), "message", message);
    }

    /** Sends octets that mean something, up to the fault if it is in them, and behind it what it leaves. */
    private void send(byte[] octets, String what, @Nullable Message message) {
        if (isMute) {
            return;
        }
        int before = octetsBeforeFault(octets);
        int first = before < 0 ? octets.length : before;
        position.advance(ByteBuffer.wrap(octets, 0, first), null);
        if (first == octets.length && message != null && outlet.isPlain()) {
            wire.send(message);
        } else {
            String part = first == octets.length ? what : "the first " + first + " octets of the " + what;
            outlet.write(Arrays.copyOf(octets, first), part);
        }
        if (before >= 0) {
            happen();
        }
        if (first < octets.length && !isMute) {
            position.advance(ByteBuffer.wrap(octets, first, octets.length - first), null);
            outlet.write(
                    Arrays.copyOfRange(octets, first, octets.length), first == 0 ? what : "the rest of the " + what);
        }
        releaseIfEnough();
    }

    private int octetsBeforeFault(byte[] octets) {
        // The end of the handshake is not a matter of these octets alone: the other side's READY must have come too.
        return hasHappened || fault.moment() instanceof Moment.AfterHandshake
                ? -1
                : position.octetsBefore(fault.moment(), ByteBuffer.wrap(octets));
    }

    private void releaseIfEnough() {
        if (outlet.isHolding()
                && fault.effect() instanceof Effect.Coalesce coalesce
                && position.isInTraffic()
                && position.messages() - heldFrom >= coalesce.messages()) {
            outlet.release();
        }
    }

    /** What others than these octets bring about: the end of the handshake, a message that was received. */
    void happenIf(Moment moment) {
        if (!hasHappened && !isMute && fault.moment().equals(moment)) {
            happen();
        }
    }

    private void happen() {
        hasHappened = true;
        Effect effect = fault.effect();
        isMute = effect.isFinal();
        transcript.note(wire.name(), fault.toString());
        if (effect instanceof Effect.StopReading) {
            reads = false;
        } else if (effect instanceof Effect.Drip drip) {
            outlet.drip(drip.octetsPerSecond());
        } else if (effect instanceof Effect.Split split) {
            outlet.split(split.seed());
        } else if (effect instanceof Effect.Coalesce) {
            heldFrom = position.messages();
            outlet.hold();
        } else if (effect instanceof Effect.HalfClose) {
            wire.closeOutput();
        } else if (effect instanceof Effect.Reset) {
            wire.reset();
        } else if (effect instanceof Effect.Close) {
            wire.close();
        } else if (effect instanceof Effect.Garbage garbage) {
            wire.sendOctets(garbage(garbage), "garbage");
        } else if (effect instanceof Effect.DeclaredSize declared) {
            wire.sendOctets(header(declared), "the header of a frame of " + declared.size());
        } else if (effect instanceof Effect.EndlessMore endless) {
            wire.sendOctets(framesWithMore(endless), endless.frames() + " frames with MORE");
        } else if (effect instanceof Effect.UnansweredPings) {
            wire.answerPings(false);
        } else if (effect instanceof Effect.Pause pause) {
            Outlet.pause(pause.length());
        }
    }

    private static byte[] garbage(Effect.Garbage garbage) {
        byte[] octets = new byte[garbage.octets()];
        new Random(garbage.seed()).nextBytes(octets);
        return octets;
    }

    private static byte[] header(Effect.DeclaredSize declared) {
        return ByteBuffer.allocate(9)
                .put((byte) WireFrame.LONG)
                .putLong(declared.size().octets())
                .array();
    }

    private static byte[] framesWithMore(Effect.EndlessMore endless) {
        byte[] frame = FrameCodec.encode(WireFrame.message(Frame.text("m"), true));
        ByteBuffer all = ByteBuffer.allocate(frame.length * endless.frames());
        while (all.hasRemaining()) {
            all.put(frame);
        }
        return all.array();
    }
}
