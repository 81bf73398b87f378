package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.conformance.RunningSubject;
import io.github.dontwait.conformance.SubjectSettings;
import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.peer.Peers;
import io.github.dontwait.testkit.wire.FrameCodec;
import io.github.dontwait.testkit.wire.WireFrame;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Frames at the limit of a subject that was given one, and beyond it. The limit is small enough for the short form of a
 * frame, so that both forms can be right and wrong.
 */
public final class FrameLimit {

    private static final int LIMIT = 200;
    private static final int FRAMES = 5;

    private final Bench bench;

    public FrameLimit(Bench bench) {
        this.bench = bench;
    }

    /** What must pass, then what must not; the witness is served all the while. */
    public void play() throws InterruptedException {
        RunningSubject limited = bench.start(settings -> settings.with(SubjectSettings.MAXMSGSIZE, LIMIT));
        Peers peers = bench.peersOf(limited);
        Peer witness = peers.dealer("witness");
        expectPasses(peers);
        int number = 0;
        for (Map.Entry<String, byte[]> excess : excesses().entrySet()) {
            Stranger greedy = Stranger.over(
                            bench, peers.anonymous("greedy-" + ++number).wire())
                    .described("who sent " + excess.getKey() + " where " + LIMIT + " octets are the limit");
            greedy.tell(excess.getValue(), excess.getKey());
            Countdown countdown = Countdown.of(bench.timeouts().close());
            greedy.awaitEndOrMessage(countdown.left());
            greedy.expectUnserved("its frame is larger than the limit");
            greedy.expectDisconnected(countdown.left());
            Message request = Message.of("witness", Integer.toString(number));
            witness.send(request);
            witness.expect(request);
        }
        Peer later = peers.dealer("later");
        later.send("still", "there?");
        later.expect("still", "there?");
    }

    private static void expectPasses(Peers peers) {
        Peer modest = peers.dealer("modest");
        Frame largest = frame(LIMIT);
        WireFrame whole = WireFrame.message(largest, false);
        for (WireFrame form : List.of(whole, whole.inLongForm())) {
            modest.wire().sendFrame(form);
            modest.expect(Message.of(largest));
        }
        Frame[] many = new Frame[FRAMES];
        Arrays.fill(many, largest);
        modest.send(Message.of(many));
        modest.expect(Message.of(many));
    }

    /** Each by what it is; none of them may be waited for to its end. */
    private static Map<String, byte[]> excesses() {
        WireFrame excess = WireFrame.message(frame(LIMIT + 1), false);
        Map<String, byte[]> excesses = new LinkedHashMap<>();
        excesses.put("a frame of " + (LIMIT + 1) + " octets", FrameCodec.encode(excess));
        excesses.put("a frame of " + (LIMIT + 1) + " octets in the long form", FrameCodec.encode(excess.inLongForm()));
        excesses.put(
                "a second frame of " + (LIMIT + 1) + " octets",
                FrameCodec.encode(Message.of(Frame.text("modest"), excess.body())));
        excesses.put("the beginning of a frame of 1 GiB", beginning(1L << 30));
        return excesses;
    }

    /** More than the limit, and by far not all. */
    private static byte[] beginning(long size) {
        byte[] header = Forms.header(size);
        return Arrays.copyOf(header, header.length + 5 * LIMIT);
    }

    private static Frame frame(int size) {
        return Frame.filled(size, 'f');
    }
}
