package io.github.dontwait.testkit.swarm;

import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;

/** A frame that says in its first octets what it is, and cannot be mistaken for another by the rest. */
record NumberedEcho(int octets) implements Conversation {

    /** Two numbers of ten digits, two marks, and a little of what follows. */
    static final int SMALLEST = 24;

    private static final int LARGEST = 16 << 20;
    private static final int MOST_DIGITS = 10;

    /** The constants of SplitMix64, a generator whose n-th word is computed from n alone. */
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    NumberedEcho {
        if (octets < SMALLEST || octets > LARGEST) {
            throw new IllegalArgumentException("the payload of an echo has " + SMALLEST + " to " + LARGEST
                    + " octets, not " + octets + ": the numbers of client and request must fit");
        }
    }

    @Override
    public Message request(int client, int number) {
        ByteBuffer payload = ByteBuffer.allocate(octets);
        payload.put((client + "/" + number + "|").getBytes(StandardCharsets.US_ASCII));
        long seed = ((long) client << 32 | number) * GOLDEN;
        for (long word = 1; payload.remaining() >= Long.BYTES; word++) {
            payload.putLong(mix(seed + word * GOLDEN));
        }
        for (long rest = mix(seed); payload.hasRemaining(); rest >>>= 8) {
            payload.put((byte) rest);
        }
        return Message.of(Frame.of(payload.flip()));
    }

    private static long mix(long word) {
        long mixed = (word ^ word >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }

    @Override
    public Message reply(int client, int number) {
        return request(client, number);
    }

    /** Of the payload the numbers; the rest is noise. */
    @Override
    public String shown(Message message) {
        if (answeredBy(message).isEmpty()) {
            return message.toString();
        }
        Frame payload = message.last();
        String numbers = payload.slice(0, endOfDigits(payload, endOfDigits(payload, 0) + 1) + 1)
                .text();
        return message.frames().stream()
                .limit(message.size() - 1L)
                .map(frame -> frame + ", ")
                .collect(Collectors.joining("", "[ ", '"' + numbers + "…\" (" + payload.size() + " octets) ]"));
    }

    @Override
    public Optional<Asked> answeredBy(Message reply) {
        Frame payload = reply.last();
        int slash = endOfDigits(payload, 0);
        int bar = endOfDigits(payload, slash + 1);
        if (!isAt(payload, slash, '/') || !isAt(payload, bar, '|')) {
            return Optional.empty();
        }
        long client = Long.parseLong(payload.slice(0, slash).text());
        long number = Long.parseLong(payload.slice(slash + 1, bar).text());
        return client > Integer.MAX_VALUE || number > Integer.MAX_VALUE
                ? Optional.empty()
                : Optional.of(new Asked((int) client, (int) number));
    }

    /** Where the digits that begin here end; -1 if there are none, or too many. */
    private static int endOfDigits(Frame payload, int start) {
        int end = start;
        while (end < payload.size() && end - start <= MOST_DIGITS && isDigit(payload.octetAt(end))) {
            end++;
        }
        return end == start || end - start > MOST_DIGITS ? -1 : end;
    }

    private static boolean isDigit(int octet) {
        return octet >= '0' && octet <= '9';
    }

    private static boolean isAt(Frame payload, int index, char octet) {
        return index > 0 && index < payload.size() && payload.octetAt(index) == octet;
    }
}
