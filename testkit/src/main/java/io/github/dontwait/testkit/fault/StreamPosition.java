package io.github.dontwait.testkit.fault;

import io.github.dontwait.testkit.wire.Greeting;
import io.github.dontwait.testkit.wire.WireFrame;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * How far one direction of a ZMTP 3 connection has come. Reads headers only and keeps no body, so a frame may be of any
 * size. What is no ZMTP 3 has octets, but no frames.
 */
final class StreamPosition {

    private enum Section {
        GREETING,
        HANDSHAKE,
        TRAFFIC,
        UNKNOWN
    }

    private static final int LONGEST_HEADER = 9;
    private static final long SIZE_UNKNOWN = -1;

    private final byte[] greeting;
    private final byte[] header;
    private Section section;
    private int handshakeFramesLeft;
    private long octets;
    private long handshakeEnd;
    private long unit;
    private long unitSize;
    private long frames;
    private long messages;

    StreamPosition() {
        greeting = new byte[Greeting.SIZE];
        header = new byte[LONGEST_HEADER];
        section = Section.GREETING;
        unitSize = Greeting.SIZE;
    }

    private StreamPosition(StreamPosition other) {
        greeting = other.greeting.clone();
        header = other.header.clone();
        section = other.section;
        handshakeFramesLeft = other.handshakeFramesLeft;
        octets = other.octets;
        handshakeEnd = other.handshakeEnd;
        unit = other.unit;
        unitSize = other.unitSize;
        frames = other.frames;
        messages = other.messages;
    }

    /** All octets so far. */
    long octets() {
        return octets;
    }

    /** The whole frames of messages so far. */
    long frames() {
        return frames;
    }

    /** The whole messages so far. */
    long messages() {
        return messages;
    }

    /** Whether the handshake of this direction is over. */
    boolean isInTraffic() {
        return section == Section.TRAFFIC;
    }

    /**
     * Takes octets until the moment has come or none are left.
     *
     * @param octets read up to the moment, or to the limit
     * @return whether the moment has come
     */
    boolean advance(ByteBuffer octets, @Nullable Moment moment) {
        if (moment != null && isAt(moment)) {
            return true;
        }
        while (octets.hasRemaining()) {
            take(octets, (int) Math.min(octets.remaining(), step(moment)));
            if (moment != null && isAt(moment)) {
                return true;
            }
        }
        return false;
    }

    /** How many of these octets go before the moment comes; -1 if it does not come in them. Changes nothing. */
    int octetsBefore(Moment moment, ByteBuffer octets) {
        ByteBuffer view = octets.duplicate();
        boolean comes = new StreamPosition(this).advance(view, moment);
        return comes ? view.position() - octets.position() : -1;
    }

    boolean isAt(Moment moment) {
        if (moment instanceof Moment.AtOnce) {
            return true;
        } else if (moment instanceof Moment.AtOctet at) {
            return octets == at.octet();
        } else if (moment instanceof Moment.InGreeting in) {
            return section == Section.GREETING && unit == in.octet();
        } else if (moment instanceof Moment.InReady in) {
            return section == Section.HANDSHAKE && handshakeFramesLeft == 1 && unit == in.octet();
        } else if (moment instanceof Moment.AfterHandshake) {
            return section == Section.TRAFFIC && octets == handshakeEnd;
        } else if (moment instanceof Moment.InsideFrame inside) {
            return section == Section.TRAFFIC && frames == inside.frame() - 1 && unit == inside.octet() && !isCommand();
        } else if (moment instanceof Moment.BetweenFrames between) {
            return section == Section.TRAFFIC && frames == between.frame() && unit == 0;
        } else if (moment instanceof Moment.AfterMessage after) {
            return section == Section.TRAFFIC && messages == after.message() && unit == 0;
        }
        return false; // what is received is not in this direction
    }

    /** How many octets can be taken at once without passing a place at which something changes. */
    private long step(@Nullable Moment moment) {
        long step = section == Section.UNKNOWN ? Long.MAX_VALUE : unitSize == SIZE_UNKNOWN ? 1 : unitSize - unit;
        if (moment instanceof Moment.AtOctet at && at.octet() > octets) {
            return Math.min(step, at.octet() - octets);
        }
        long stop = octetIn(moment);
        return stop > unit ? Math.min(step, stop - unit) : step;
    }

    private static long octetIn(@Nullable Moment moment) {
        if (moment instanceof Moment.InGreeting in) {
            return in.octet();
        } else if (moment instanceof Moment.InReady in) {
            return in.octet();
        } else if (moment instanceof Moment.InsideFrame inside) {
            return inside.octet();
        }
        return 0;
    }

    private void take(ByteBuffer from, int count) {
        if (section == Section.GREETING) {
            from.get(greeting, (int) unit, count);
        } else if (section != Section.UNKNOWN && unitSize == SIZE_UNKNOWN) {
            header[(int) unit] = from.get();
        } else {
            from.position(from.position() + count);
        }
        octets += count;
        unit += count;
        if (section == Section.GREETING) {
            if (unit == Greeting.SIZE) {
                endGreeting();
            }
        } else if (section != Section.UNKNOWN) {
            readSize();
            if (section != Section.UNKNOWN && unit == unitSize) {
                endFrame();
            }
        }
    }

    private void endGreeting() {
        Greeting said = Greeting.of(greeting);
        if (!said.hasSignature() || said.major() < 3) {
            section = Section.UNKNOWN;
            return;
        }
        // NULL: one READY each. PLAIN and CURVE: HELLO and INITIATE one way, WELCOME and READY the other.
        handshakeFramesLeft = said.mechanism().equals("NULL") ? 1 : 2;
        section = Section.HANDSHAKE;
        beginFrame();
    }

    private void readSize() {
        boolean isLong = (header[0] & WireFrame.LONG) != 0;
        if (unitSize != SIZE_UNKNOWN || unit < (isLong ? LONGEST_HEADER : 2)) {
            return;
        }
        long size = isLong ? ByteBuffer.wrap(header).getLong(1) : header[1] & 0xff;
        if (size < 0 || size > Long.MAX_VALUE - LONGEST_HEADER) {
            section = Section.UNKNOWN;
            return;
        }
        unitSize = unit + size;
    }

    private void endFrame() {
        if (section == Section.HANDSHAKE) {
            handshakeFramesLeft--;
            if (handshakeFramesLeft == 0) {
                section = Section.TRAFFIC;
                handshakeEnd = octets;
            }
        } else if (!isCommand()) {
            frames++;
            if ((header[0] & WireFrame.MORE) == 0) {
                messages++;
            }
        }
        beginFrame();
    }

    private void beginFrame() {
        unit = 0;
        unitSize = SIZE_UNKNOWN;
    }

    private boolean isCommand() {
        return (header[0] & WireFrame.COMMAND) != 0;
    }
}
