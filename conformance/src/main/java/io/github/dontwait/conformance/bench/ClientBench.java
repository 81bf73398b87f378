package io.github.dontwait.conformance.bench;

import io.github.dontwait.conformance.RuleInfo;
import io.github.dontwait.conformance.RunningSubject;
import io.github.dontwait.conformance.SubjectOutput;
import io.github.dontwait.conformance.SubjectSettings;
import io.github.dontwait.testkit.peer.FakeRouter;
import io.github.dontwait.testkit.peer.Peers;
import io.github.dontwait.testkit.wire.Timeouts;
import io.github.dontwait.testkit.wire.WireListener;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * What a rule about a client holds: fake servers for it to connect to, the started client, what it prints.
 *
 * <p>A rule sets its server up first, then starts the client with the work it is to do; the suite plays the server.
 */
public final class ClientBench extends AnyBench {

    private final SubjectPool pool;
    private final Peers peers;

    ClientBench(RuleInfo rule, Introduction introduction, Timeouts timeouts, long seed, SubjectPool pool) {
        super(rule, introduction, timeouts, seed);
        this.pool = pool;
        this.peers = own(Peers.listening(transcript(), timeouts));
    }

    /** A fake ROUTER that listens on a port of its own; closed with the bench. */
    public FakeRouter router() {
        return peers.fakeRouter("server");
    }

    /** The suite's side, for what has no shortcut here. */
    public Peers peers() {
        return peers;
    }

    /** A bare listener: the rule speaks every octet itself. */
    public WireListener listener() {
        return own(WireListener.bind("server", transcript(), timeouts()));
    }

    /** An endpoint at which nobody listens; it stays free for the rule to listen at later. */
    public String deadEndpoint() {
        WireListener listener = WireListener.bind("nobody", transcript(), timeouts());
        listener.close();
        return listener.endpoint();
    }

    /** Starts the client against an endpoint, with the settings that the rule adds; ended when the rule ends. */
    public RunningSubject start(String endpoint, UnaryOperator<SubjectSettings> change) throws InterruptedException {
        RunningSubject client = pool.start(settings -> change.apply(settings.with(SubjectSettings.ENDPOINT, endpoint)));
        own(() -> pool.discard(client));
        note("client started");
        return client;
    }

    /** Starts the client with this work; ended when the rule ends. */
    public RunningSubject start(String endpoint, int requests, int window, Duration timeout)
            throws InterruptedException {
        return start(endpoint, settings -> settings.with(SubjectSettings.REQUESTS, requests)
                .with(SubjectSettings.WINDOW, window)
                .with(SubjectSettings.TIMEOUT_MS, timeout.toMillis()));
    }

    /** What the client prints; ends the rule as not applicable where there is none. */
    public SubjectOutput output(RunningSubject client) {
        return client.output().orElseThrow(() -> notApplicable("the client's lines cannot be seen"));
    }

    /**
     * Waits for a line of the client's standard output.
     *
     * @param what it is, for the failure: {@code TIMEOUT 1}
     * @throws ExpectationFailedError if it did not come in time
     */
    public SubjectOutput.Line expectLine(
            RunningSubject client, String what, Predicate<String> condition, Duration patience)
            throws InterruptedException {
        SubjectOutput output = output(client);
        Optional<SubjectOutput.Line> line = output.await(
                printed -> printed.stream() == SubjectOutput.Stream.OUT && condition.test(printed.text()), patience);
        return line.orElseThrow(() ->
                failed("the client to print " + what + " within " + patience.toMillis() + " ms", printed(output)));
    }

    /** What it printed last, in words. */
    private static String printed(SubjectOutput output) {
        List<String> lines = output.text(SubjectOutput.Stream.OUT);
        return lines.isEmpty()
                ? "it printed nothing"
                : "it printed:\n  " + String.join("\n  ", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    }

    /** Waits for exactly this line. */
    public SubjectOutput.Line expectLine(RunningSubject client, String line) throws InterruptedException {
        return expectLine(client, "\"" + line + "\"", line::equals, timeouts().arrival());
    }

    /**
     * Waits for the end of the client.
     *
     * @throws ExpectationFailedError if it still runs after the patience, or did not end with exit code 0
     */
    public RunningSubject.Exit expectExit(RunningSubject client, Duration patience) throws InterruptedException {
        RunningSubject.Exit exit = Exits.await(client, patience)
                .orElseThrow(() ->
                        failed("the client to have ended within " + patience.toMillis() + " ms", "it still runs"));
        if (exit.code() != 0) {
            throw failed("the client to end with exit code 0", "it did not: " + exit);
        }
        return exit;
    }
}
