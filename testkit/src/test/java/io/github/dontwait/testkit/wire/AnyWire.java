package io.github.dontwait.testkit.wire;

import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.domains.DomainContextBase;

/** What jqwik draws where a property asks for any frame, message, command, … of the wire. */
final class AnyWire extends DomainContextBase {

    /** Octets of which a test only knows that they came. */
    record Noise(Frame frame) {

        byte[] octets() {
            return frame.octets();
        }

        @Override
        public String toString() {
            return frame.hex();
        }
    }

    /** Text that has one octet for each character, 255 at most. */
    record ShortText(String text) {}

    @Provide
    Arbitrary<Frame> frames() {
        Arbitrary<Integer> sizes = Arbitraries.frequencyOf(
                Tuple.of(20, Arbitraries.integers().between(0, 300)),
                Tuple.of(10, Arbitraries.of(0, 1, 254, 255, 256, 257)),
                Tuple.of(3, Arbitraries.integers().between(300, 5_000)),
                // Around the first piece of memory that the decoder takes, and the second.
                Tuple.of(1, Arbitraries.of(65_535, 65_536, 65_537, 131_072, 131_073, 200_000)));
        return Combinators.combine(sizes, Arbitraries.longs()).as(AnyWire::drawn);
    }

    private static Frame drawn(int size, long seed) {
        byte[] octets = new byte[size];
        new Random(seed).nextBytes(octets);
        return Frame.of(octets);
    }

    @Provide
    Arbitrary<Message> messages() {
        return frames().list().ofMinSize(1).ofMaxSize(6).map(Message::of);
    }

    /** Any flags, except that what is too large for the short form has the long one. */
    @Provide
    Arbitrary<WireFrame> wireFrames() {
        return Combinators.combine(Arbitraries.integers().between(0, 255), frames())
                .as((flags, body) ->
                        new WireFrame(body.size() > WireFrame.LARGEST_SHORT ? flags | WireFrame.LONG : flags, body));
    }

    @Provide
    Arbitrary<Cuts> cuts() {
        Arbitrary<Integer> sizes = Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.integers().between(1, 12)),
                Tuple.of(2, Arbitraries.integers().between(1, 3_000)),
                Tuple.of(1, Arbitraries.integers().between(1, 300_000)));
        return Combinators.combine(sizes.list().ofMinSize(1).ofMaxSize(8), Arbitraries.of(true, false))
                .as(Cuts::new);
    }

    @Provide
    Arbitrary<ShortText> shortTexts() {
        return Arbitraries.strings()
                .withCharRange('\0', '\u00ff')
                .ofMaxLength(255)
                .map(ShortText::new);
    }

    @Provide
    Arbitrary<Command> commands() {
        Arbitrary<String> names = Arbitraries.oneOf(
                shortTexts().map(ShortText::text),
                Arbitraries.of(Command.READY, Command.HELLO, Command.PING, Command.PONG, Command.ERROR));
        return Combinators.combine(names, frames()).as(Command::new);
    }

    @Provide
    Arbitrary<Metadata> metadata() {
        return Combinators.combine(shortTexts(), frames())
                .as((name, value) -> new Metadata.Property(name.text(), value))
                .list()
                .ofMaxSize(5)
                .map(Metadata::new);
    }

    @Provide
    Arbitrary<Greeting> greetings() {
        Arbitrary<byte[]> any = Arbitraries.bytes().array(byte[].class).ofSize(Greeting.SIZE);
        return Arbitraries.oneOf(any.map(Greeting::of), Arbitraries.of(Greeting.ofMinor(0), Greeting.ofMinor(1)));
    }

    /** Octets that never were a frame, and octets of a vector of which one was changed or the rest is missing. */
    @Provide
    Arbitrary<Noise> noise() {
        Arbitrary<byte[]> any = Arbitraries.bytes().array(byte[].class).ofMaxSize(80);
        Arbitrary<byte[]> vectors = Arbitraries.of(Vectors.all().keySet().stream()
                .map(hex -> Frame.hex(hex).octets())
                .filter(octets -> octets.length < 1_000)
                .toList());
        Arbitrary<byte[]> spoilt = Combinators.combine(
                        vectors,
                        Arbitraries.integers().between(0, 999),
                        Arbitraries.bytes(),
                        Arbitraries.integers().between(0, 999))
                .as(AnyWire::spoilt);
        return Arbitraries.oneOf(any, spoilt).map(octets -> new Noise(Frame.of(octets)));
    }

    private static byte[] spoilt(byte[] octets, int place, byte octet, int end) {
        byte[] copy = octets.clone();
        copy[place % copy.length] = octet;
        return Frame.of(copy).slice(0, end % (copy.length + 1)).octets();
    }
}
