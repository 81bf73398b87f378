package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.conformance.Capability;
import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.peer.Peer;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Requests that are answered with an error, among others that are not: bad ones, and such that the handler fails on. */
public final class Mistakes {

    private static final Frame ERROR = Frame.text("$error");

    private final Bench bench;
    private final Peer peer;
    private final List<Message> requests = new ArrayList<>();
    private int right;

    private Mistakes(Bench bench, Peer peer) {
        this.bench = bench;
        this.peer = peer;
    }

    /**
     * One of each kind that this subject can be brought to, most of them of several frames; ends the rule as not
     * applicable where there is none.
     */
    public static List<Message> kinds(Bench bench) {
        List<Message> kinds = new ArrayList<>();
        for (Capability capability : List.of(Capability.WORK, Capability.DEFER)) {
            if (bench.declares(capability)) {
                String verb = "$" + capability.word();
                kinds.add(Message.of(verb));
                kinds.add(Message.of(verb, "soon", "with", "", "more"));
                kinds.add(Message.of("", verb, "-1", "and more"));
                kinds.add(Message.of(Frame.text(verb), Frame.hex("ff 00 fe"), Frame.empty()));
            }
        }
        if (bench.declares(Capability.FAIL)) {
            kinds.add(Message.of("$fail"));
            kinds.add(Message.of("$fail", "with", "", "more"));
            kinds.add(Message.of("", "$fail", "and more"));
        }
        if (kinds.isEmpty()) {
            throw bench.notApplicable("it declares neither work nor defer nor fail: no request of it is bad");
        }
        return kinds;
    }

    /** Requests of this peer, none yet. */
    public static Mistakes of(Bench bench, Peer peer) {
        return new Mistakes(bench, peer);
    }

    /** Adds one that is answered with an error. */
    public Mistakes wrong(Message request) {
        requests.add(request);
        return this;
    }

    /** Adds one that comes back as it goes. */
    public Mistakes right(String label) {
        requests.add(Message.of(label, Integer.toString(++right), ""));
        return this;
    }

    /** Sends them all by one write, so that what follows a mistake is there when the mistake is handled. */
    public Mistakes sendAtOnce() {
        peer.wire().sendOctets(Burst.encoded(requests), requests.size() + " requests in one segment");
        return this;
    }

    /** Requires the reply to each: in the order of the requests, unless the subject declares that it reorders. */
    public void requireAnswered() {
        List<Message> open = new ArrayList<>(requests);
        boolean reorders = bench.declares(Capability.REORDERS);
        for (int i = 1; i <= requests.size(); i++) {
            Message reply = next(i, open.get(0));
            Optional<Message> answered = open.stream()
                    .limit(reorders ? open.size() : 1)
                    .filter(request -> answers(request, reply))
                    .findFirst();
            if (answered.isEmpty()) {
                throw Replies.failure(
                        bench,
                        peer + " to receive, as reply " + i + " to " + requests.size() + " requests, "
                                + wanted(open.get(0)),
                        "received:\n  " + reply);
            }
            open.remove(answered.get());
        }
    }

    private Message next(int number, Message request) {
        return peer.poll(bench.timeouts().arrival())
                .orElseThrow(() -> Replies.failure(
                        bench,
                        peer + " to receive, as reply " + number + " to " + requests.size() + " requests, "
                                + wanted(request),
                        peer.isClosed()
                                ? "received nothing; the connection has been closed"
                                : "received nothing; the connection is open"));
    }

    private static boolean answers(Message request, Message reply) {
        if (!isWrong(request)) {
            return reply.equals(request);
        }
        int envelope = envelope(request);
        return reply.size() == envelope + 2
                && reply.frames().subList(0, envelope).equals(request.frames().subList(0, envelope))
                && reply.frame(envelope).equals(ERROR)
                && isText(reply.last());
    }

    private static String wanted(Message request) {
        return isWrong(request)
                ? (envelope(request) == 0 ? "[ \"$error\", one text ]" : "[ \"\", \"$error\", one text ]")
                        + " in reply to\n  " + request
                : "its echo:\n  " + request;
    }

    private static boolean isWrong(Message request) {
        return request.frame(envelope(request)).text().startsWith("$");
    }

    private static int envelope(Message request) {
        return request.size() > 1 && request.first().isEmpty() ? 1 : 0;
    }

    private static boolean isText(Frame frame) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(frame.octets()));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
