package io.github.dontwait.conformance.bench;

import io.github.dontwait.conformance.Capability;
import io.github.dontwait.conformance.RuleInfo;
import io.github.dontwait.conformance.RunningSubject;
import io.github.dontwait.conformance.SubjectOutput;
import io.github.dontwait.conformance.SubjectProcess;
import io.github.dontwait.conformance.SubjectSettings;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.message.RoutingId;
import io.github.dontwait.testkit.peer.MessageMatcher;
import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.peer.PeerOptions;
import io.github.dontwait.testkit.peer.Peers;
import io.github.dontwait.testkit.transcript.Event;
import io.github.dontwait.testkit.transcript.ExpectationFailedError;
import io.github.dontwait.testkit.transcript.ResourceUse;
import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.Timeouts;
import io.github.dontwait.testkit.wire.WireException;
import io.github.dontwait.testkit.wire.WirePeer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a rule about a worker or server holds: the started subject, its peers, the transcript.
 *
 * <p>Peers speak through the suite's own ZMTP; each belongs to the thread that uses it. All of them are closed when the
 * rule ends. Routing ids are unique in the whole run, because a ROUTER may remember those of earlier rules: the peer
 * called {@code alice} announces {@code alice@IDN-01#7}.
 */
public final class Bench extends AnyBench {

    /** What a subject with heartbeats on sends unasked. */
    public static final Message HEARTBEAT = Message.of("$heartbeat");

    private final int number;
    private final RunningSubject subject;
    private final SubjectPool pool;
    private final Peers peers;
    private final long printedBefore;
    private final StopRequests stops;
    private final List<Bystander> bystanders = new CopyOnWriteArrayList<>();
    private final List<RunningSubject> borrowed = new CopyOnWriteArrayList<>();
    private int fences;
    private volatile boolean ended;

    Bench(
            RuleInfo rule,
            Introduction introduction,
            Timeouts timeouts,
            long seed,
            int number,
            RunningSubject subject,
            SubjectPool pool) {
        super(rule, introduction, timeouts, seed);
        this.number = number;
        this.subject = subject;
        this.pool = pool;
        this.stops = new StopRequests(this, subject);
        this.peers = own(Peers.to(subject.endpoint(), transcript(), timeouts));
        this.printedBefore = subject.log().map(SubjectOutput::count).orElse(0L);
    }

    // The subject

    /** The subject that the rule is about. */
    public RunningSubject subject() {
        return subject;
    }

    /** Starts another subject of the same kind, with other settings; ended when the rule ends. */
    public RunningSubject start(UnaryOperator<SubjectSettings> change) throws InterruptedException {
        RunningSubject another = pool.start(change);
        own(() -> pool.discard(another));
        note("another subject at " + another.endpoint());
        return another;
    }

    /**
     * Another subject of the same kind, with these settings more. Rules share it as they share {@link #subject()}: leave it
     * as it was found.
     *
     * @throws IllegalStateException for a rule that has a subject of its own: such rules do not wait for each other
     */
    public RunningSubject shared(Map<String, String> settings) throws InterruptedException {
        if (rule().rule().fresh()) {
            throw new IllegalStateException(rule().id() + " has a subject of its own and can share none");
        }
        RunningSubject another = pool.sharedWith(settings);
        borrowed.add(another);
        note("a subject with " + String.join(", ", new TreeSet<>(settings.keySet())) + " at " + another.endpoint());
        return another;
    }

    /** Ends the subjects that other rules would share: this one may have spoilt them. */
    void discardBorrowed() {
        borrowed.forEach(pool::discard);
    }

    /** Starts the subject again where it was; for after its end. */
    public RunningSubject restart() throws InterruptedException {
        String endpoint = subject.endpoint();
        note("the subject is started again at " + endpoint);
        RunningSubject again = pool.start(settings -> settings.with(SubjectSettings.ENDPOINT, endpoint));
        own(() -> pool.discard(again));
        return again;
    }

    /** Peers of another subject; closed when the rule ends. */
    public Peers peersOf(RunningSubject another) {
        return own(Peers.to(another.endpoint(), transcript(), timeouts()));
    }

    /**
     * Asks the subject for an orderly stop, once more if it was asked before; returns at once. Requests reach it one
     * after the other: a second one that overtook the first, or came with it, would be no second one.
     */
    public void requestStop() {
        ended = true;
        stops.request();
    }

    /**
     * Waits until the stop request has been passed on to the subject, this long at most. A container's engine needs a
     * moment for that; an object in this JVM may have ended by then.
     */
    public boolean awaitStopRequested(Duration patience) throws InterruptedException {
        return stops.awaitMade(patience);
    }

    /** Ends the subject at once, as SIGKILL does. */
    public void kill() {
        ended = true;
        note("killed");
        subject.close();
    }

    /**
     * Waits for the end of a subject that was asked to stop, with no request in hand.
     *
     * @throws ExpectationFailedError if it did not end within the linger (1 s) and 2 s times the time factor, or not
     *     with exit code 0
     */
    public RunningSubject.Exit expectExit() throws InterruptedException {
        return expectExit(Duration.ZERO);
    }

    /**
     * Waits for the end of a subject that was asked to stop.
     *
     * @param inHand how long the request in hand at the stop still takes
     * @throws ExpectationFailedError as {@link #expectExit()}
     */
    public RunningSubject.Exit expectExit(Duration inHand) throws InterruptedException {
        return stops.expectExit(subject, "the subject", stops.firstNanos(), inHand);
    }

    /** The same for another subject, whose stop was requested just now. */
    public RunningSubject.Exit expectExit(RunningSubject another, String name) throws InterruptedException {
        return stops.expectExit(another, name, System.nanoTime(), Duration.ZERO);
    }

    /** Waits for its end, this long at most. */
    public void awaitEnd(Duration patience) throws InterruptedException {
        Exits.await(subject, patience);
    }

    /** Requires that it does not end by itself within this time. */
    public void expectStillRunning(Duration window) throws InterruptedException {
        Optional<RunningSubject.Exit> exit = Exits.await(subject, window);
        if (exit.isPresent()) {
            List<String> last = Deaths.lastWords(subject, 0);
            throw failed(
                    "the subject to go on for " + window.toMillis() + " ms without a message",
                    "it ended by itself, " + exit.get()
                            + (last.isEmpty() ? "" : "; it said:\n  " + String.join("\n  ", last)));
        }
    }

    /** The subject's process; ends the rule as not applicable where there is none. */
    public SubjectProcess process() {
        return subject.process().orElseThrow(() -> notApplicable("the suite cannot see the subject's process"));
    }

    /** What the subject has used so far; ends the rule as not applicable where the platform does not tell. */
    public ResourceUse resources() {
        return process()
                .resources()
                .orElseThrow(() -> notApplicable("this platform does not tell what a process uses"));
    }

    /** How long threads of the subject have waited for a processor so far; zero where nobody can tell. */
    public Duration waitedForProcessor() {
        return subject.process().flatMap(SubjectProcess::waitedForProcessor).orElse(Duration.ZERO);
    }

    // Peers

    /** A DEALER with a routing id of its own, connected and shaken hands. */
    public Peer dealer(String name) {
        return peer(PeerOptions.dealer(name).withRoutingId(routingId(name)));
    }

    /** A DEALER without a routing id. */
    public Peer anonymous(String name) {
        return peer(PeerOptions.dealer(name).withRoutingId(null));
    }

    /** A REQ: it puts the empty delimiter before each request and takes it off each reply. */
    public Peer req(String name) {
        return peer(PeerOptions.req(name).withRoutingId(routingId(name)));
    }

    /** A ROUTER with a routing id of its own. */
    public Peer router(String name) {
        return peer(PeerOptions.router(name).withRoutingId(routingId(name)));
    }

    /** Any peer; give it a routing id that no other rule uses ({@link #routingId}). */
    public Peer peer(PeerOptions options) {
        return peers.peer(options);
    }

    /** A bare TCP connection; nothing is sent until the rule says so. */
    public WirePeer raw(String name) {
        return peers.raw(name);
    }

    /** The peers of the subject, for what has no shortcut here. */
    public Peers peers() {
        return peers;
    }

    /** A routing id that nobody else uses in this run. */
    public RoutingId routingId(String name) {
        return RoutingId.text(name + "@" + rule().id() + "#" + number);
    }

    /** A well-behaved peer that keeps asking while the rule does its worst; already measured on the idle subject. */
    public Bystander bystander() {
        Peers own = own(Peers.to(subject.endpoint(), Transcript.none(), timeouts()));
        Peer peer = own.peer(PeerOptions.dealer("bystander").withRoutingId(routingId("bystander" + ++fences)));
        Bystander bystander = own(new Bystander(peer, timeouts()));
        bystanders.add(bystander);
        return bystander;
    }

    /**
     * Proves that the subject has nothing more to say to a peer: a marked request is sent, and its answer must be the
     * next message. Exact where replies keep order; a subject that reorders gets the quiet window instead.
     */
    public void expectNothingElse(Peer peer) {
        if (declares(Capability.REORDERS)) {
            peer.expectSilence(timeouts().silence());
            return;
        }
        Message fence = Message.of("fence-" + ++fences);
        peer.send(fence);
        peer.expectNothingBut(fence);
    }

    /** The numbers that {@code $stats} gives; asked by a peer of the rule's own. Needs the capability stats. */
    public Map<String, Long> stats(Peer peer) {
        peer.send("$stats");
        Message reply = peer.expectMessage();
        while (reply.equals(HEARTBEAT)) {
            reply = peer.expectMessage();
        }
        return new StatsReply(reply, transcript()).numbers();
    }

    /** The probe after every rule: a crash is never a pass. Skipped where the rule itself ended the subject. */
    void expectAlive() {
        if (ended) {
            return;
        }
        if (SubjectPool.hasEnded(subject)) {
            throw failed(
                    "the subject to live after the rule",
                    "it has ended: " + subject.onExit().toCompletableFuture().join());
        }
        try {
            Peer probe = anonymous("liveness");
            if (introduction().answers()) {
                // One frame: whoever mistreats messages of several frames has a rule of its own to fail.
                Message request = Message.of("alive?-" + number);
                probe.send(request);
                if (rule().rule().settings().length == 0) {
                    probe.expect(request);
                } else {
                    // A heartbeat may come first.
                    probe.fishFor(MessageMatcher.equalTo(request));
                }
            }
            probe.disconnect();
        } catch (AssertionError | WireException e) {
            throw failed("the subject to live and answer after the rule", "it does not: " + Words.of(e));
        }
    }

    /** How the subject ended although the rule did not ask for it; null if it lives, or the rule ended it. */
    @Nullable
    String death() throws InterruptedException {
        return ended ? null : Deaths.of(subject, isCutOff(), timeouts()).orElse(null);
    }

    private boolean isCutOff() {
        return Deaths.isCutOff(transcript()) || bystanders.stream().anyMatch(Bystander::isCutOff);
    }

    /**
     * What happened and, each line at its moment, what the subject printed last, since the rule began: whoever has to
     * find out why it failed needs both.
     */
    List<Event> eventsAndOutput() {
        List<Event> events = new ArrayList<>(transcript().events());
        subject.log().ifPresent(output -> events.addAll(OutputEvents.of(output, printedBefore, transcript())));
        events.sort(Comparator.comparingLong(Event::atMicros));
        return events;
    }
}
