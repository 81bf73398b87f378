package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.conformance.Capability;
import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.transcript.ExpectationFailedError;
import io.github.dontwait.testkit.wire.FrameCodec;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Requests of one peer, all different, that are open together; and what came back. They are numbered from 1. */
public final class Burst {

    /** As many as a peer may have open where nothing may be lost: half the usual high-water mark, and some room. */
    public static final int MOST_OPEN = 400;

    private static final int MOST_NAMED = 5;

    private final Bench bench;
    private final Peer peer;
    private final List<Message> requests;
    private final Map<Message, Integer> numbers = new HashMap<>();
    private final List<Message> replies = new ArrayList<>();
    private final TreeSet<Integer> missing = new TreeSet<>();

    private Burst(Bench bench, Peer peer, List<Message> requests) {
        if (requests.size() > MOST_OPEN) {
            throw new IllegalArgumentException(requests.size() + " open requests are more than " + MOST_OPEN);
        }
        this.bench = bench;
        this.peer = peer;
        this.requests = requests;
        for (Message request : requests) {
            numbers.put(request, numbers.size() + 1);
            missing.add(numbers.size());
        }
    }

    /** Small requests that carry a label and their number. */
    public static Burst of(Bench bench, Peer peer, String label, int size) {
        return of(bench, peer, size, n -> Message.of(label, Integer.toString(n)));
    }

    /** Requests made of their numbers. */
    public static Burst of(Bench bench, Peer peer, int size, IntFunction<Message> request) {
        return new Burst(
                bench, peer, IntStream.rangeClosed(1, size).mapToObj(request).toList());
    }

    /** Sends them one by one, none waiting for a reply. */
    public Burst send() {
        requests.forEach(peer::send);
        return this;
    }

    /** Sends them all by one write, so that they arrive together. */
    public Burst sendAtOnce() {
        peer.wire().sendOctets(encoded(requests), requests.size() + " requests in one segment");
        return this;
    }

    /** Messages behind each other, as they stand on the wire. */
    public static byte[] encoded(List<Message> messages) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        messages.forEach(message -> octets.writeBytes(FrameCodec.encode(message)));
        return octets.toByteArray();
    }

    /** Takes the replies. Once the last request is answered, the others must have been, or be there very soon. */
    public Burst collect() {
        boolean reorders = bench.declares(Capability.REORDERS);
        while (!missing.isEmpty()) {
            boolean isPast = !missing.contains(requests.size()) && !reorders;
            Duration patience =
                    isPast ? bench.timeouts().silence() : bench.timeouts().arrival();
            Optional<Message> reply = peer.poll(patience);
            if (reply.isEmpty()) {
                break;
            }
            take(reply.get());
        }
        return this;
    }

    /** Takes all that comes until the connection ends, or until nothing more comes for the usual patience. */
    public Burst collectToTheEnd() {
        Duration patience = bench.timeouts().arrival();
        for (Optional<Message> reply = peer.poll(patience); reply.isPresent(); reply = peer.poll(patience)) {
            take(reply.get());
        }
        return this;
    }

    private void take(Message reply) {
        replies.add(reply);
        Integer number = numbers.get(reply);
        if (number != null) {
            missing.remove(number);
        }
    }

    /**
     * Takes what else comes, up to the answer to one more request: nothing can be under way behind it. A subject that
     * reorders gets a quiet window instead.
     */
    public Burst collectTheRest() {
        Message fence = Message.of("the end of", peer.name(), Integer.toString(System.identityHashCode(this)));
        boolean isFenced = !bench.declares(Capability.REORDERS);
        if (isFenced) {
            peer.send(fence);
        }
        Duration patience =
                isFenced ? bench.timeouts().arrival() : bench.timeouts().silence();
        Optional<Message> next = peer.poll(patience);
        while (next.isPresent() && !next.get().equals(fence)) {
            replies.add(next.get());
            next = peer.poll(patience);
        }
        return this;
    }

    /** Whether each request has been answered. */
    boolean isComplete() {
        return missing.isEmpty();
    }

    /** How many requests have been answered. */
    public int answered() {
        return requests.size() - missing.size();
    }

    /** Fails if a reply overtook another; loss and repetition are not looked at. */
    public void requireInOrder() {
        int last = 0;
        TreeSet<Integer> seen = new TreeSet<>();
        for (Message reply : replies) {
            Integer number = numbers.get(reply);
            if (number == null || !seen.add(number)) {
                continue;
            }
            if (number < last) {
                throw failure(
                        "to receive its " + requests.size() + " replies in the order of its requests",
                        "the reply to request " + number + " came after the reply to request " + last + ":\n  "
                                + reply);
            }
            last = number;
        }
    }

    /** Fails if a request was not answered. */
    public void requireComplete() {
        if (!missing.isEmpty()) {
            String which =
                    missing.stream().limit(MOST_NAMED).map(String::valueOf).collect(Collectors.joining(", "));
            throw failure(
                    "to receive " + requests.size() + " replies to " + requests.size() + " requests",
                    missing.size() + " are missing, those to request " + which
                            + (missing.size() > MOST_NAMED ? ", …" : "")
                            + (peer.isClosed() ? "; the connection has been closed" : "; the connection is open"));
        }
    }

    /** Fails if a request was answered twice. */
    public void requireOnce() {
        Map<Integer, Integer> times = new TreeMap<>();
        for (Message reply : replies) {
            Integer number = numbers.get(reply);
            if (number != null && times.merge(number, 1, Integer::sum) > 1) {
                throw failure(
                        "to receive exactly one reply to each request",
                        "request " + number + " was answered twice:\n  " + reply);
            }
        }
    }

    /** Fails if a message came that answers no request as a whole. */
    public void requireWhole() {
        for (Message reply : replies) {
            if (!numbers.containsKey(reply)) {
                Optional<Message> akin = requests.stream()
                        .filter(request -> request.frames().contains(reply.first()))
                        .findFirst();
                ExpectationFailedError.Expecting expecting = ExpectationFailedError.expecting(
                        peer + " to receive each reply as one whole message, for example:\n  "
                                + akin.orElse(requests.get(0)));
                throw akin.map(request -> expecting.butReceived(request, reply))
                        .orElseGet(() -> expecting.but("received, as an answer to nothing:\n  " + reply))
                        .transcript(bench.transcript())
                        .error();
            }
        }
    }

    /** The frames of request {@code number}, each saying which it is, so that frames of two replies cannot be confused. */
    public static Message marked(String label, int number) {
        int frames = 2 + number % 7;
        return Message.of(IntStream.rangeClosed(1, frames)
                .mapToObj(k -> Frame.text(label + ", request " + number + ", frame " + k + " of " + frames))
                .toList());
    }

    private ExpectationFailedError failure(String expectation, String observation) {
        return Replies.failure(bench, peer + " " + expectation, observation);
    }
}
