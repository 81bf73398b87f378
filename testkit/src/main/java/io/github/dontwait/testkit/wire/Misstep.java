package io.github.dontwait.testkit.wire;

import io.github.dontwait.testkit.message.Frame;
import java.util.Arrays;
import java.util.Optional;

/**
 * One wrong step in a handshake, as data: which of a side's commands it concerns, and what is sent instead. See {@link
 * WirePeer#handshake(WireOptions, Misstep)}.
 *
 * @param step the name of the right command
 * @param effect what is done with it
 */
public record Misstep(String step, Effect effect) {

    /** What is sent instead of the right command. */
    public sealed interface Effect {}

    /** Nothing. */
    public record Withheld() implements Effect {

        @Override
        public String toString() {
            return "not sent";
        }
    }

    /**
     * Another frame.
     *
     * @param frame any frame, right or wrong
     */
    public record Replaced(WireFrame frame) implements Effect {

        @Override
        public String toString() {
            return "replaced by " + frame;
        }
    }

    /**
     * The right one, all bits of one octet turned over.
     *
     * @param index which octet behind the command's name; negative ones count from the end, -1 is the last
     */
    public record Corrupted(int index) implements Effect {

        @Override
        public String toString() {
            return "with the octet at " + index + " turned over";
        }
    }

    /**
     * The right one, cut off, with sizes that fit what is left.
     *
     * @param size how many octets remain behind the command's name
     */
    public record Truncated(int size) implements Effect {

        @Override
        public String toString() {
            return "cut off after " + size + " octets";
        }
    }

    /** The right one, and the same octets again. */
    public record Repeated() implements Effect {

        @Override
        public String toString() {
            return "sent twice";
        }
    }

    /**
     * The right one, with these octets where the properties belong: inside the box, where there is one.
     *
     * @param properties any octets
     */
    public record Properties(Frame properties) implements Effect {

        @Override
        public String toString() {
            return "with the properties " + properties;
        }
    }

    /** At this step, which the side that does it must have: {@link Command#HELLO} and so on. */
    public static At at(String step) {
        return new At(step);
    }

    /**
     * A step that waits for its effect.
     *
     * @param step the name of the right command
     */
    public record At(String step) {

        /** Nothing is sent. */
        public Misstep withheld() {
            return new Misstep(step, new Withheld());
        }

        /** Another command is sent. */
        public Misstep replacedBy(Command command) {
            return replacedBy(command.frame());
        }

        /** Another frame is sent: a part of a message, for example. */
        public Misstep replacedBy(WireFrame frame) {
            return new Misstep(step, new Replaced(frame));
        }

        /** An ERROR is sent. */
        public Misstep error(String reason) {
            return replacedBy(Command.error(reason));
        }

        /** An ERROR is sent as PLAIN servers of libzmq 4.3 write it: its name begins with 5e 52, not with 05 45. */
        public Misstep errorOfLibzmq(String reason) {
            byte[] octets = Command.error(reason).octets().octets();
            octets[1] = 0x5e;
            return replacedBy(WireFrame.command(Frame.of(Arrays.copyOfRange(octets, 1, octets.length))));
        }

        /** All bits of one octet behind the name are turned over; negative indices count from the end. */
        public Misstep corrupted(int index) {
            return new Misstep(step, new Corrupted(index));
        }

        /** So many octets remain behind the name. */
        public Misstep truncatedTo(int size) {
            return new Misstep(step, new Truncated(size));
        }

        /** It is sent twice. */
        public Misstep repeated() {
            return new Misstep(step, new Repeated());
        }

        /** These octets stand where its properties belong. */
        public Misstep withProperties(Frame octets) {
            return new Misstep(step, new Properties(octets));
        }
    }

    boolean isAt(Command right) {
        return right.isNamed(step);
    }

    /** The octets that the handshake says instead of its properties. */
    Optional<Frame> properties() {
        return effect instanceof Properties wrong ? Optional.of(wrong.properties()) : Optional.empty();
    }

    /**
     * The octets that are sent instead of this command.
     *
     * @throws IllegalArgumentException if the command is too small for it
     */
    public byte[] octets(Command right) {
        byte[] octets = FrameCodec.encode(right.frame());
        if (effect instanceof Withheld) {
            return new byte[0];
        }
        if (effect instanceof Replaced other) {
            return FrameCodec.encode(other.frame());
        }
        if (effect instanceof Repeated) {
            byte[] twice = Arrays.copyOf(octets, 2 * octets.length);
            System.arraycopy(octets, 0, twice, octets.length, octets.length);
            return twice;
        }
        int size = right.data().size();
        if (effect instanceof Truncated cut) {
            requireWithin(right, cut.size() >= 0 && cut.size() <= size);
            return FrameCodec.encode(new Command(step, right.data().slice(0, cut.size())).frame());
        }
        if (effect instanceof Corrupted spoilt) {
            int index = spoilt.index() < 0 ? size + spoilt.index() : spoilt.index();
            requireWithin(right, index >= 0 && index < size);
            octets[octets.length - size + index] ^= (byte) 0xff;
        }
        return octets;
    }

    private void requireWithin(Command right, boolean isWithin) {
        if (!isWithin) {
            throw new IllegalArgumentException(
                    "the " + step + " has " + right.data().size() + " octets behind its name: it cannot be " + effect);
        }
    }

    @Override
    public String toString() {
        return step + " " + effect;
    }
}
