package io.github.dontwait.conformance.bench;

import io.github.dontwait.conformance.RuleInfo;
import io.github.dontwait.conformance.RunningSubject;
import io.github.dontwait.conformance.SubjectOutput;
import io.github.dontwait.conformance.SubjectSettings;
import io.github.dontwait.testkit.peer.Peers;
import io.github.dontwait.testkit.transcript.ExpectationFailedError;
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

    /** The suite's side: fake servers for the client to connect to. */
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
        return line.orElseThrow(() -> {
            List<String> lines = output.text(SubjectOutput.Stream.OUT);
            return ExpectationFailedError.expecting(
                            "the client to print " + what + " within " + patience.toMillis() + " ms")
                    .but(lines.isEmpty() ? "it printed nothing" : "it printed:\n  " + String.join("\n  ", last(lines)))
                    .transcript(transcript())
                    .error();
        });
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
        RunningSubject.Exit exit = Exits.await(client, patience).orElseThrow(() -> ExpectationFailedError.expecting(
                        "the client to have ended within " + patience.toMillis() + " ms")
                .but("it still runs")
                .transcript(transcript())
                .error());
        if (exit.code() != 0) {
            throw ExpectationFailedError.expecting("the client to end with exit code 0")
                    .but("it ended with " + exit)
                    .transcript(transcript())
                    .error();
        }
        return exit;
    }

    private static List<String> last(List<String> lines) {
        return lines.subList(Math.max(0, lines.size() - 20), lines.size());
    }
}
