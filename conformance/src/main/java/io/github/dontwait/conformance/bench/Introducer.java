package io.github.dontwait.conformance.bench;

import io.github.dontwait.conformance.Capability;
import io.github.dontwait.conformance.Profile;
import io.github.dontwait.conformance.RunningSubject;
import io.github.dontwait.conformance.Subject;
import io.github.dontwait.conformance.SubjectOutput;
import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.peer.Peers;
import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.Timeouts;
import io.github.dontwait.testkit.wire.WireException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Finds out what a subject is before any rule runs: its profile, and whether what it declares works at all. */
final class Introducer {

    private static final int IDLE_ROUND_TRIPS = 3;

    private final Subject subject;
    private final SessionOptions options;
    private final Timeouts timeouts;
    private final SubjectPool pool;

    Introducer(Subject subject, SessionOptions options, Timeouts timeouts, SubjectPool pool) {
        this.subject = subject;
        this.options = options;
        this.timeouts = timeouts;
        this.pool = pool;
    }

    /** Starts the subject and talks to it; the shared subject of the pool is then ready for the first rule. */
    Introduction introduce() throws InterruptedException {
        if (!subject.role().isService()) {
            return introduceClient();
        }
        RunningSubject running = pool.shared();
        Set<String> declared = new LinkedHashSet<>(running.capabilities());
        declared.addAll(options.capabilities());
        String noReply = firstEcho(running);
        boolean hasDied = SubjectPool.hasEnded(running);
        if (noReply != null && subject.kind().isStartedBySuite()) {
            pool.discardShared();
            running = pool.shared();
            String again = firstEcho(running);
            // Of two reasons the one that shows why it died.
            noReply = again == null || !hasDied ? again : noReply;
            hasDied |= SubjectPool.hasEnded(running);
            if (again != null && !SubjectPool.hasEnded(running)) {
                noReply += "\n" + OtherForms.ask(running.endpoint(), timeouts).text();
            }
        }
        // Who says READY promises to serve, and nobody may die of a message: without a reply such a subject has failed,
        // it is not merely another kind of program.
        boolean promisesReplies =
                hasDied || running.saidReady() && subject.kind().isStartedBySuite();
        Profile profile = profile(declared, noReply == null || promisesReplies);
        Map<Capability, String> broken =
                profile == Profile.FULL && noReply == null ? broken(running, declared) : Map.of();
        Duration idle = noReply == null ? idleRoundTrip(running) : Duration.ZERO;
        return new Introduction(profile, declared, running.saidReady(), malformedReady(running), idle, noReply, broken);
    }

    /** A client is started once, with nobody to talk to, to see that it starts and what it declares. */
    private Introduction introduceClient() throws InterruptedException {
        RunningSubject running = pool.start(UnaryOperator.identity());
        Set<String> declared = new LinkedHashSet<>(running.capabilities());
        pool.discard(running);
        declared.addAll(options.capabilities());
        return new Introduction(Profile.FULL, declared, running.saidReady(), null, Duration.ZERO, null, Map.of());
    }

    /** A line that was meant to say READY and did not count; null if there is none. */
    private static @Nullable String malformedReady(RunningSubject running) {
        if (running.saidReady()) {
            return null;
        }
        return running.output().stream()
                .flatMap(output -> output.text(SubjectOutput.Stream.OUT).stream())
                .map(String::strip)
                .filter(line -> line.equals("READY") || line.startsWith("READY "))
                .findFirst()
                .orElse(null);
    }

    private Profile profile(Set<String> declared, boolean isExchange) {
        if (options.profile() != null) {
            return options.profile();
        }
        if (!declared.isEmpty()) {
            return Profile.FULL;
        }
        return isExchange ? Profile.EXCHANGE : Profile.WIRE;
    }

    /** What happened instead of the first reply; null if it came. */
    private @Nullable String firstEcho(RunningSubject running) throws InterruptedException {
        if (SubjectPool.hasEnded(running)) {
            return "it ended when the suite first talked to it" + death(running, false);
        }
        long saidBefore = running.log().map(SubjectOutput::count).orElse(0L);
        String trouble = tried(running, peer -> {
            Message hello = Message.of("hello");
            peer.send(hello);
            peer.expect(hello);
        });
        if (trouble == null || SubjectPool.hasEnded(running)) {
            return trouble;
        }
        // Who has not ended may have lost the thread that should have answered: then it has said so meanwhile.
        List<String> said = Deaths.lastWords(running, saidBefore);
        return said.isEmpty() ? trouble : trouble + "\nMeanwhile the subject said:\n  " + String.join("\n  ", said);
    }

    /** The shortest of a few round trips, each beginning when nothing is under way; zero if one failed. */
    private Duration idleRoundTrip(RunningSubject running) throws InterruptedException {
        long[] shortest = {Long.MAX_VALUE};
        String trouble = tried(running, peer -> {
            for (int i = 0; i < IDLE_ROUND_TRIPS; i++) {
                Message ping = Message.of("idle-" + i);
                long begin = System.nanoTime();
                peer.send(ping);
                peer.expect(ping);
                shortest[0] = Math.min(shortest[0], System.nanoTime() - begin);
            }
        });
        return trouble == null ? Duration.ofNanos(shortest[0]) : Duration.ZERO;
    }

    private Map<Capability, String> broken(RunningSubject running, Set<String> declared) throws InterruptedException {
        Map<Capability, Attempt> attempts = new EnumMap<>(Capability.class);
        attempts.put(Capability.WORK, peer -> verb(peer, Message.of("$work", "1"), 0, List.of()));
        attempts.put(Capability.DEFER, peer -> verb(peer, Message.of("$defer", "1"), 0, List.of()));
        attempts.put(Capability.FAIL, peer -> verb(peer, Message.of("$fail"), 2, List.of("$error")));
        attempts.put(Capability.STATS, peer -> verb(peer, Message.of("$stats"), 4, List.of("$stats")));
        attempts.put(Capability.WHOAMI, peer -> verb(peer, Message.of("$whoami"), 2, List.of("$whoami")));
        Map<Capability, String> broken = new EnumMap<>(Capability.class);
        for (Map.Entry<Capability, Attempt> entry : attempts.entrySet()) {
            Capability capability = entry.getKey();
            String trouble = declared.contains(capability.word()) ? tried(running, entry.getValue()) : null;
            if (trouble != null) {
                broken.put(capability, trouble);
            }
        }
        return broken;
    }

    /** Sends a verb; an echo must equal the request, another reply must have enough frames and begin as it should. */
    private static void verb(Peer peer, Message request, int least, List<String> begin) {
        peer.send(request);
        if (begin.isEmpty()) {
            peer.expect(request);
            return;
        }
        Message reply = peer.expectMessage();
        if (reply.size() < least || !reply.first().equals(Frame.text(begin.get(0)))) {
            throw new AssertionError(request + " was answered by " + reply + ", not by \"" + begin.get(0) + "\" and "
                    + (least - 1) + " more frame(s)");
        }
    }

    private @Nullable String tried(RunningSubject running, Attempt attempt) throws InterruptedException {
        try (Peers peers = Peers.to(running.endpoint(), Transcript.none(), timeouts)) {
            attempt.with(peers.anonymous("introduction"));
            return null;
        } catch (IllegalArgumentException e) {
            // Where it says that it serves is no place to connect to.
            return Words.of(e);
        } catch (AssertionError | WireException e) {
            return Words.of(e) + death(running, true);
        }
    }

    private static String death(RunningSubject running, boolean isCutOff) throws InterruptedException {
        return Deaths.of(running, isCutOff ? Deaths.LAST_WORDS : Duration.ZERO)
                .map(death -> "\nThe subject has ended: " + death)
                .orElse("");
    }

    @FunctionalInterface
    private interface Attempt {
        void with(Peer peer);
    }
}
