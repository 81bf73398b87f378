package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.conformance.Capability;
import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.transcript.ExpectationFailedError;
import io.github.dontwait.testkit.wire.FrameCodec;
import io.github.dontwait.testkit.wire.Greeting;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The same octets in other pieces: the subject must not notice. */
public final class Segments {

    /** Inside the signature, around the version, in the mechanism, around the end of the greeting, in READY. */
    private static final int[] HANDSHAKE_CUTS = {1, 9, 12, 30, 63, 64, 65, 66, 72, 80, 91};

    private static final int MESSAGES_AT_ONCE = 100;

    private Segments() {}

    /** Cuts greeting and READY in two, and lets the subject read the first part alone. */
    public static void inHandshakes(Bench bench, Peer witness) {
        for (int cut : HANDSHAKE_CUTS) {
            Stranger visitor = Stranger.connect(bench, "cut-at-" + cut)
                    .described("whose greeting and READY came in two pieces, the first of " + cut + " octets");
            byte[] opening = HalfOpen.opening(bench.routingId("cut" + cut));
            sendInTwo(visitor, opening, cut, witness);
            enter(visitor);
        }
        Stranger slow = Stranger.connect(bench, "octet-by-octet")
                .described("whose greeting, READY and message came octet by octet");
        byte[] opening = HalfOpen.opening(bench.routingId("slow"));
        slow.wire().sendInPieces(opening, ones(opening.length));
        enter(slow);
        Message message = Message.of("one", "by", "one");
        byte[] octets = FrameCodec.encode(message);
        slow.wire().sendInPieces(octets, ones(octets.length));
        slow.expect(message);
    }

    private static void enter(Stranger visitor) {
        Greeting greeting = visitor.expectGreeting();
        if (!greeting.hasSignature()) {
            throw visitor.failed("to receive a greeting", "was 0x" + greeting.hex());
        }
        visitor.expectReady();
        visitor.expectEcho(Message.of("let", "in"));
    }

    /** Cuts messages in two, everywhere around their headers, and lets the subject read the first part alone. */
    public static void inMessages(Bench bench, Peer witness) {
        Peer alice = bench.dealer("alice");
        Stranger speaker = Stranger.over(bench, alice.wire());
        Message message = Message.of(Frame.text("ab"), Frame.empty(), Frame.filled(300, 'x'), Frame.text("the end"));
        byte[] octets = FrameCodec.encode(message);
        List<Integer> cuts = new ArrayList<>();
        for (int cut = 1; cut < 18; cut++) {
            cuts.add(cut);
        }
        for (int i = 0; i < 6; i++) {
            cuts.add(1 + bench.random().nextInt(octets.length - 1));
        }
        for (int cut : cuts) {
            speaker.described("whose message came in two pieces, the first of " + cut + " octets");
            sendInTwo(speaker, octets, cut, witness);
            speaker.expect(message);
        }
    }

    private static void sendInTwo(Stranger speaker, byte[] octets, int cut, Peer witness) {
        speaker.tell(Arrays.copyOf(octets, cut), "the first " + cut + " octets");
        // A round trip of another peer gives the subject time to read them by themselves.
        Message between = Message.of("meanwhile", Integer.toString(cut));
        witness.send(between);
        witness.expect(between);
        speaker.tell(Arrays.copyOfRange(octets, cut, octets.length), "the other " + (octets.length - cut) + " octets");
    }

    /** Sends many messages in one write, then the same in random pieces. */
    public static void manyMessagesAtOnce(Bench bench) {
        int count = Workload.of(bench, 3 * MESSAGES_AT_ONCE).share(MESSAGES_AT_ONCE);
        Peer bulk = bench.dealer("bulk");
        List<Message> messages = new ArrayList<>();
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            Frame body = Frame.filled(bench.random().nextInt(400), i);
            messages.add(i % 2 == 0 ? Message.of(Frame.text("bulk-" + i), body) : Message.of(Frame.text("bulk-" + i)));
            octets.writeBytes(FrameCodec.encode(messages.get(i)));
        }
        bulk.wire().sendOctets(octets.toByteArray(), count + " messages at once");
        expectAll(bench, bulk, messages);
        int[] pieces = bench.random().ints(2_000, 1, 40).toArray();
        bulk.wire().sendInPieces(octets.toByteArray(), pieces(octets.size(), pieces));
        expectAll(bench, bulk, messages);
    }

    /** Requires each message back, in order unless the subject declares that it reorders. */
    private static void expectAll(Bench bench, Peer peer, List<Message> messages) {
        if (!bench.declares(Capability.REORDERS)) {
            messages.forEach(peer::expect);
            return;
        }
        List<Message> left = new ArrayList<>(messages);
        while (!left.isEmpty()) {
            Message reply = peer.expectMessage();
            if (!left.remove(reply)) {
                throw ExpectationFailedError.expecting(peer + " to receive its " + messages.size()
                                + " messages back, each once and in any order")
                        .but("received:\n  " + reply)
                        .transcript(bench.transcript())
                        .error();
            }
        }
    }

    private static int[] ones(int count) {
        int[] ones = new int[count - 1];
        Arrays.fill(ones, 1);
        return ones;
    }

    /** As many of the sizes as fit into so many octets. */
    private static int[] pieces(int octets, int[] sizes) {
        int sum = 0;
        int count = 0;
        while (count < sizes.length && sum + sizes[count] < octets) {
            sum += sizes[count++];
        }
        return Arrays.copyOf(sizes, count);
    }
}
