package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.conformance.Capability;
import io.github.dontwait.conformance.SubjectOutput;
import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.peer.PeerOptions;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** A peer that reads, and has more requests open than a subject may have room for: what is lost, and who tells of it. */
public final class Outstanding {

    private static final String DROPPED = "dropped";
    private static final Pattern LOSS = Pattern.compile(
            "\\b(?:drop|discard|lost\\b|lose|losing|full\\b|refus|reject|too many|high.?water)|overflow",
            Pattern.CASE_INSENSITIVE);
    private static final Duration LOG_PATIENCE = Duration.ofMillis(500);

    private final Bench bench;
    private final Peer peer;
    private final Peer observer;
    private final int count;

    public Outstanding(Bench bench, int wanted) {
        this.bench = bench;
        this.count = Workload.of(bench, wanted).share(wanted);
        this.observer = bench.dealer("observer");
        this.peer = bench.peer(PeerOptions.dealer("hasty")
                .withRoutingId(bench.routingId("hasty"))
                .unrecorded());
    }

    /** Lets it happen; returns how the loss is told, or that there is none. Fails where nothing tells of a loss. */
    public String account() throws InterruptedException {
        long printed = bench.subject().log().map(SubjectOutput::count).orElse(0L);
        long before = dropped();
        Set<Message> open = new LinkedHashSet<>(IntStream.rangeClosed(1, count)
                .mapToObj(n -> Message.of("hasty", Integer.toString(n)))
                .toList());
        peer.wire().sendOctets(Burst.encoded(List.copyOf(open)), count + " requests at once");
        bench.note("hasty has " + count + " requests open, and reads");
        take(open);
        if (open.isEmpty()) {
            return "nothing-lost";
        }
        long counted = dropped() - before;
        if (counted >= open.size()) {
            return "counted";
        }
        if (isLogged(printed)) {
            return "logged";
        }
        throw Replies.failure(
                bench,
                "a reply to each of " + count
                        + " requests that a reading peer has open, or an account of those that got none: "
                        + DROPPED + " in $stats, or a line of its log",
                open.size() + " got none, the first of them " + open.iterator().next() + "; "
                        + (bench.declares(Capability.STATS)
                                ? DROPPED + " grew by " + counted
                                : "it does not know $stats")
                        + ", and no line tells of it");
    }

    /**
     * Takes replies until all are there, or one to a later request is, behind which nothing can come. Of a subject that
     * reorders something can: it is read until nothing has come for the usual patience.
     */
    private void take(Set<Message> open) {
        boolean reorders = bench.declares(Capability.REORDERS);
        Duration patience =
                reorders ? bench.timeouts().arrival() : bench.timeouts().silence();
        for (Optional<Message> reply = peer.poll(bench.timeouts().arrival());
                reply.isPresent() && !open.isEmpty();
                reply = open.isEmpty() ? Optional.empty() : peer.poll(patience)) {
            open.remove(reply.get());
        }
        if (reorders) {
            return;
        }
        Message fence = Message.of("hasty", "the end");
        peer.send(fence);
        Message reply = Replies.expectAny(bench, peer, "the reply to a request behind all others");
        while (!reply.equals(fence)) {
            open.remove(reply);
            reply = Replies.expectAny(bench, peer, "the reply to a request behind all others");
        }
    }

    private long dropped() {
        if (!bench.declares(Capability.STATS)) {
            return 0;
        }
        Map<String, Long> stats = bench.stats(observer);
        return stats.getOrDefault(DROPPED, 0L);
    }

    private boolean isLogged(long printed) throws InterruptedException {
        Optional<SubjectOutput> log = bench.subject().log();
        return log.isPresent()
                && log.get()
                        .await(
                                line -> line.index() >= printed
                                        && LOSS.matcher(line.text()).find(),
                                LOG_PATIENCE)
                        .isPresent();
    }
}
