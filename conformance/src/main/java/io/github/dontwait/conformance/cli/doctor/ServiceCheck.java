package io.github.dontwait.conformance.cli.doctor;

import io.github.dontwait.conformance.Capability;
import io.github.dontwait.conformance.RunningSubject;
import io.github.dontwait.conformance.report.Durations;
import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.peer.Peers;
import io.github.dontwait.testkit.transcript.ExpectationFailedError;
import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.Timeouts;
import io.github.dontwait.testkit.wire.WireException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The handshake, the first echo, and each verb that is declared, once. */
final class ServiceCheck {

    /** An echo that takes longer is done by something that waits. */
    private static final Duration SLOW = Duration.ofSeconds(1);

    private final RunningSubject running;
    private final Timeouts timeouts;
    private final List<Finding> findings = new ArrayList<>();

    ServiceCheck(RunningSubject running, Timeouts timeouts) {
        this.running = running;
        this.timeouts = timeouts;
    }

    List<Finding> examine() {
        String trouble = tried(peer -> {});
        if (trouble != null) {
            findings.add(Finding.bad(
                    "handshake",
                    trouble,
                    remedy("bind a ROUTER socket at the endpoint before READY, and keep it open")));
            return findings;
        }
        findings.add(Finding.good("handshake", "a DEALER is connected"));
        Message request = Message.of(Frame.text("hello"), Frame.of((byte) 0, (byte) 0xff), Frame.empty());
        AtomicLong nanos = new AtomicLong();
        trouble = tried(peer -> {
            long began = System.nanoTime();
            peer.send(request);
            peer.expect(request);
            nanos.set(System.nanoTime() - began);
        });
        if (trouble != null) {
            findings.add(
                    Finding.bad(
                            "echo",
                            trouble,
                            remedy(
                                    "send back [routing id | all other frames] as they came, octet for octet; do not decode them")));
            return findings;
        }
        findings.add(echo(request, Duration.ofNanos(nanos.get())));
        verbs();
        return findings;
    }

    private static Finding echo(Message request, Duration took) {
        String seen = request + " came back after " + Durations.text(took);
        return took.compareTo(SLOW) <= 0
                ? Finding.good("echo", seen)
                : Finding.note(
                        "echo", seen, "each request takes " + Durations.text(took) + ": the handler runs in the loop?");
    }

    private void verbs() {
        Map<Capability, Consumer<Peer>> verbs = new LinkedHashMap<>();
        verbs.put(Capability.WORK, peer -> same(peer, Message.of("$work", "1")));
        verbs.put(Capability.FAIL, peer -> answered(peer, Message.of("$fail"), "$error", 2));
        verbs.put(Capability.DEFER, peer -> same(peer, Message.of("$defer", "1")));
        verbs.put(Capability.STATS, ServiceCheck::stats);
        verbs.put(Capability.WHOAMI, peer -> answered(peer, Message.of("$whoami"), "$whoami", 2));
        boolean isAnyDeclared = false;
        for (Map.Entry<Capability, Consumer<Peer>> verb : verbs.entrySet()) {
            String word = verb.getKey().word();
            if (running.capabilities().contains(word)) {
                isAnyDeclared = true;
                String trouble = tried(verb.getValue());
                findings.add(
                        trouble == null
                                ? Finding.good("verb $" + word, "answered as it should be")
                                : Finding.bad(
                                        "verb $" + word,
                                        trouble,
                                        remedy("implement it, or do not declare '" + word + "'")));
            }
        }
        if (!isAnyDeclared) {
            findings.add(Finding.skipped("verbs", "none declared"));
        }
    }

    private static void same(Peer peer, Message request) {
        peer.send(request);
        peer.expect(request);
    }

    private static Message answered(Peer peer, Message request, String first, int least) {
        peer.send(request);
        Message reply = peer.expectMessage();
        if (!reply.first().equals(Frame.text(first)) || reply.size() < least) {
            throw new AssertionError(request + " was answered by " + reply + ", expected [ \"" + first + "\" and "
                    + (least == 2 ? "one frame more" : "more frames") + " ]");
        }
        return reply;
    }

    private static void stats(Peer peer) {
        Message reply = answered(peer, Message.of("$stats"), "$stats", 4);
        for (String name : List.of("turns", "handled", "peers")) {
            boolean isThere =
                    reply.frames().stream().anyMatch(frame -> frame.text().matches(name + "=[0-9]+"));
            if (!isThere) {
                throw new AssertionError("$stats was answered by " + reply + ": no frame '" + name + "=' and a number");
            }
        }
    }

    /** What went wrong with a fresh peer; null if nothing did. */
    private @Nullable String tried(Consumer<Peer> attempt) {
        try (Peers peers = Peers.to(running.endpoint(), Transcript.none(), timeouts)) {
            attempt.accept(peers.anonymous("doctor"));
            return null;
        } catch (ExpectationFailedError e) {
            return "expecting " + e.expectation() + " but " + e.observation() + ended();
        } catch (AssertionError | WireException e) {
            return e.getMessage() + ended();
        }
    }

    private String ended() {
        return hasEnded()
                ? " (it has ended: " + running.onExit().toCompletableFuture().join() + ")"
                : "";
    }

    private boolean hasEnded() {
        return running.onExit().toCompletableFuture().isDone();
    }

    /** Of a program that has died, what it printed tells more than what it then did not do. */
    private String remedy(String ofOneThatLives) {
        return hasEnded()
                ? "see below what it printed: an empty queue, or whatever a peer sends, must not end it"
                : ofOneThatLives;
    }
}
