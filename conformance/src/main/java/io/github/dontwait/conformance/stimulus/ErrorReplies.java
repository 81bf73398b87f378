package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.conformance.Capability;
import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.message.RoutingId;
import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.peer.PeerOptions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Asks for errors while another client is served, and looks at what their replies give away. */
public final class ErrorReplies {

    private static final String PRIVATE = "only-for-bob-8f41";
    private static final Frame ERROR = Frame.text("$error");

    /** How runtimes print where something was thrown. */
    private static final Map<String, Pattern> TRACES = Map.of(
            "a stack trace",
            Pattern.compile("(?m)^\\s*at [\\w$.<>/ \\[\\]]+\\(.*\\)|Traceback \\(most recent call last\\)"
                    + "|(?m)^\\s*File \"[^\"]+\", line \\d+|(?m)^goroutine \\d+ \\[|stack backtrace:|panicked at "),
            "a place in the source",
            Pattern.compile(
                    "\\b[\\w-]+\\.(java|kt|scala|clj|py|go|rs|c|cc|cpp|cxx|h|hpp|js|mjs|ts|cs|rb|php|ex|erl):\\d+"),
            "a path",
            Pattern.compile("(?<![\\w./:])(/[\\w.+@~-]+){2,}|\\b[A-Za-z]:\\\\[\\w.]+|\\bfile:/"));

    private static final Message LATER = Message.of("$defer", "40", PRIVATE);

    private final Bench bench;
    private final List<RoutingId> bobs = new ArrayList<>();

    public ErrorReplies(Bench bench) {
        this.bench = bench;
    }

    public void play() {
        Peer bob = bob("bob");
        Peer waiting = bob("bob-waiting");
        Peer alice = bench.dealer("alice");
        for (Map.Entry<String, Message> request : requests().entrySet()) {
            letBobAsk(bob);
            if (bench.declares(Capability.DEFER)) {
                waiting.send(LATER);
            }
            alice.send(request.getValue());
            Message reply = alice.expectMessage();
            if (reply.size() != 2 || !reply.first().equals(ERROR)) {
                // That is for the rules about the verbs; what it gives away counts all the same.
                bench.note("alice's " + request.getKey() + " was answered by " + reply);
            }
            reply.frames().forEach(frame -> judge(request.getKey(), frame));
            if (bench.declares(Capability.DEFER)) {
                // Nothing of this may be under way when the next rule counts.
                waiting.expect(LATER);
            }
        }
        bench.expectNothingElse(alice);
    }

    private Peer bob(String name) {
        RoutingId id = bench.routingId(name + "-only");
        bobs.add(id);
        return bench.peer(PeerOptions.dealer(name).withRoutingId(id));
    }

    private Map<String, Message> requests() {
        Map<String, Message> requests = new LinkedHashMap<>();
        requests.put("$fail", Message.of("$fail"));
        requests.put("$fail with more frames", Message.of("$fail", "more", ""));
        if (bench.declares(Capability.WORK)) {
            requests.put("$work without milliseconds", Message.of("$work"));
            requests.put("$work with a word for milliseconds", Message.of("$work", "soon"));
        }
        if (bench.declares(Capability.DEFER)) {
            requests.put("$defer with a word for milliseconds", Message.of("$defer", "later"));
        }
        return requests;
    }

    /** What he was answered last is fresh in the subject's memory. */
    private void letBobAsk(Peer bob) {
        Message secret = Message.of(PRIVATE, "bob's secret");
        bob.send(secret);
        bob.expect(secret);
        bob.send("$fail", PRIVATE);
        bob.expectMessage();
    }

    private void judge(String request, Frame frame) {
        String text = new String(frame.octets(), StandardCharsets.UTF_8);
        TRACES.forEach((what, pattern) -> {
            Matcher matcher = pattern.matcher(text);
            if (matcher.find()) {
                throw gaveAway(request, what, matcher.group().strip(), text);
            }
        });
        Optional<String> ofBob = ofBob(text);
        if (ofBob.isPresent()) {
            throw gaveAway(request, "something of bob, another client", ofBob.get(), text);
        }
    }

    private Optional<String> ofBob(String text) {
        Stream<String> ids = bobs.stream()
                .flatMap(id -> Stream.of(
                        new String(id.octets(), StandardCharsets.UTF_8),
                        id.frame().hex()));
        return Stream.concat(Stream.of(PRIVATE), ids).filter(text::contains).findFirst();
    }

    private AssertionError gaveAway(String request, String what, String part, String text) {
        return bench.failed(
                "the reply to alice's " + request + " to hold no more than what is wrong with her request",
                "it holds " + what + ", \"" + part + "\":\n  " + text);
    }
}
