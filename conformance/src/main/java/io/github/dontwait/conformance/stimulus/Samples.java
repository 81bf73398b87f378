package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.conformance.Capability;
import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Requests that a careless service does not bring back as they went. */
public final class Samples {

    private static final int MOST_BITS = 21;
    private static final int PRIME = 251;

    private Samples() {}

    /** A message of so many frames, all different, of different sizes. */
    public static Message frames(int count) {
        return Message.of(IntStream.rangeClosed(1, count)
                .mapToObj(n -> Frame.text("frame-" + n + "-of-" + count + "+".repeat(n % 7)))
                .toList());
    }

    /** Frames that are no text, or that text functions change. */
    public static List<Frame> octets(Random random) {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        byte[] noise = new byte[4_000];
        random.nextBytes(noise);
        List<Frame> samples = new ArrayList<>();
        samples.add(Frame.of(all));
        // In turn: alone a zero, zeros inside and at the ends, not UTF-8 (four ways), byte order marks, line ends,
        // blanks at the ends, a high bit, characters that have several forms in Unicode.
        Stream.of(
                        "00",
                        "00 61 00 62 00",
                        "ff",
                        "c3 28",
                        "e2 82",
                        "c0 af",
                        "ed a0 80",
                        "ef bb bf 61",
                        "fe ff 00 61",
                        "61 0a 62 0d 0a 63 0d",
                        "20 09 61 0a 20",
                        "80",
                        "c3 a9",
                        "65 cc 81",
                        "25 73 25 6e 5c 6e 22")
                .map(Frame::hex)
                .forEach(samples::add);
        samples.add(Frame.of(noise));
        return samples;
    }

    /** A body in which every piece looks different, so that a cut, a shift or a repetition shows. */
    public static Frame body(int size) {
        byte[] octets = new byte[size];
        for (int i = 0; i < size; i++) {
            octets[i] = (byte) (i % PRIME ^ i >>> 8 ^ i >>> 16);
        }
        return Frame.of(octets);
    }

    /** One to two million octets: around each power of two, and some that are round for people. */
    public static SortedSet<Integer> sizes() {
        SortedSet<Integer> sizes = new TreeSet<>(List.of(10, 100, 1_000, 10_000, 100_000, 1_000_000, 2_000_000));
        for (int bits = 0; bits <= MOST_BITS; bits++) {
            int size = 1 << bits;
            sizes.addAll(List.of(Math.max(1, size - 1), size));
            if (bits < MOST_BITS) {
                sizes.add(size + 1);
            }
        }
        return sizes;
    }

    /** What resembles a verb and is none: unknown, in another frame, behind two empty frames, spelt otherwise. */
    public static List<Message> noVerbs(Bench bench) {
        List<Message> requests = new ArrayList<>(List.of(
                Message.of("$heartbeat"),
                Message.of("$error", "of a peer"),
                Message.of("$nosuch"),
                Message.of("$nosuch", "1"),
                Message.of("$stop"),
                Message.of("$"),
                Message.of("", "$nosuch", "1")));
        for (String verb : List.of("$work", "$fail", "$defer", "$stats", "$whoami")) {
            requests.add(Message.of("a", verb, "1"));
            requests.add(Message.of("a", "", verb, "1"));
            requests.add(Message.of("", "", verb, "1"));
            requests.add(Message.of("", "a", verb));
            requests.add(Message.of(verb.toUpperCase(Locale.ROOT), "1"));
            requests.add(Message.of(verb.substring(1), "1"));
            requests.add(Message.of(verb + "s", "1"));
            requests.add(Message.of(" " + verb, "1"));
            requests.add(Message.of(verb + " ", "1"));
            requests.add(Message.of(verb + " 1"));
            if (Capability.of(verb.substring(1)).filter(bench::declares).isEmpty()) {
                requests.add(Message.of(verb, "1"));
                requests.add(Message.of("", verb, "1"));
            }
        }
        return requests;
    }

    /** A verb with milliseconds that are none. */
    public static List<Message> badArguments(String verb) {
        List<Message> requests = new ArrayList<>(List.of(Message.of(verb)));
        for (String argument : List.of(
                "", "x", "-1", "+1", " 1", "1 ", "1\n", "1.5", "1e3", "0x10", "1_000", "12345678", "١", "1\0", "ms")) {
            requests.add(Message.of(verb, argument));
        }
        requests.add(Message.of(verb, "soon", "1"));
        requests.add(Message.of(Frame.text(verb), Frame.hex("ff")));
        return requests;
    }

    /** A verb with milliseconds of the least and the most digits, and with frames behind them. */
    public static List<Message> goodArguments(String verb) {
        return List.of(
                Message.of(verb, "0"),
                Message.of(verb, "0000001"),
                Message.of(verb, "1", "", "more"),
                Message.of("", verb, "01"));
    }
}
