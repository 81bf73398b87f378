package io.github.dontwait.conformance.contract;

import io.github.dontwait.conformance.RunningSubject;
import io.github.dontwait.conformance.SubjectOutput;
import io.github.dontwait.conformance.SubjectSettings;
import io.github.dontwait.conformance.bench.ClientBench;
import io.github.dontwait.conformance.stimulus.Countdown;
import io.github.dontwait.conformance.stimulus.Stranger;
import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.transcript.ExpectationFailedError;
import io.github.dontwait.testkit.wire.Command;
import io.github.dontwait.testkit.wire.Greeting;
import io.github.dontwait.testkit.wire.WireException;
import io.github.dontwait.testkit.wire.WireListener;
import io.github.dontwait.testkit.wire.WireOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** A server spoken by hand, and the client under test that was told to connect to it. */
final class Host {

    private static final int LINES = 10;
    private static final long MOMENT_MILLIS = 200;

    private final ClientBench bench;
    private final WireListener listener;
    private final RunningSubject client;
    private long marked;

    /**
     * Listens, and starts the client.
     *
     * @param requests how many requests it is to make, all of them open at once
     * @param timeout of each request, times the factor of the run
     */
    Host(ClientBench bench, int requests, int window, Duration timeout) throws InterruptedException {
        this.bench = bench;
        this.listener = bench.listener();
        long millis = (long) (timeout.toMillis() * Math.max(1, bench.timeouts().factor()));
        this.client = bench.start(listener.endpoint(), settings -> settings.with(SubjectSettings.REQUESTS, requests)
                .with(SubjectSettings.WINDOW, window)
                .with(SubjectSettings.TIMEOUT_MS, millis));
    }

    /**
     * The next connection on which the client says anything, once greetings are exchanged. One that ends without a word
     * is no failure: JeroMQ now and then gives a connection up before it has said anything, and makes another.
     */
    Stranger greet(Greeting greeting) {
        Countdown countdown = Countdown.of(bench.timeouts().arrival());
        while (true) {
            Stranger server = accept(countdown.left());
            if (isGreetedBy(server, greeting)) {
                return server;
            }
        }
    }

    /** The next connection on which the client greets, if there is one within this time. */
    Optional<Stranger> pollGreeted(Greeting greeting, Duration window) {
        Countdown countdown = Countdown.of(window);
        while (true) {
            Optional<Stranger> next = listener.poll(countdown.left()).map(wire -> Stranger.over(bench, wire));
            if (next.isEmpty() || isGreetedBy(next.get(), greeting)) {
                return next;
            }
        }
    }

    /** Of a client that has ended, what it had begun to say does not tell why it said no more. */
    private boolean isGreetedBy(Stranger server, Greeting greeting) {
        boolean isGreeted;
        try {
            isGreeted = server.exchangeGreetings(greeting);
        } catch (ExpectationFailedError e) {
            throw hasEnded() ? notGreeted(end()) : e;
        }
        if (isGreeted && server.wire().isClosed() && hasEnded()) {
            throw notGreeted(end());
        }
        return isGreeted;
    }

    private ExpectationFailedError notGreeted(String observation) {
        return failed("the client to connect to " + listener.endpoint() + " and to send a greeting", observation);
    }

    /** The same, with a right greeting and the rest of a right handshake. */
    Stranger enter() {
        Stranger server = greet(Greeting.ofMinor(1));
        server.finishHandshake("ROUTER");
        return server;
    }

    /** The same where the server has been silent: a connection that the client gave up meanwhile is followed by another. */
    Stranger enterAtLast() {
        Countdown countdown = Countdown.of(bench.timeouts().arrival());
        while (true) {
            Stranger server = greet(Greeting.ofMinor(1));
            server.tell(Command.ready(WireOptions.of("ROUTER").metadata()));
            if (server.isLetIn(countdown.left())) {
                return server;
            }
            if (countdown.left().isZero()) {
                throw bench.inconclusive("the client made no connection that lasted to the end of its handshake");
            }
        }
    }

    private Stranger accept(Duration patience) {
        try {
            return Stranger.over(bench, listener.accept(patience));
        } catch (WireException e) {
            throw notGreeted(hasEnded() ? end() : String.valueOf(e.getMessage()));
        }
    }

    /** A client that has closed its connection may need a moment to its end. */
    private boolean hasEnded() {
        try {
            client.onExit().toCompletableFuture().get(MOMENT_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a subject's onExit() must not complete exceptionally", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** How the client ended, and what it printed last. */
    private String end() {
        List<SubjectOutput.Line> lines = bench.output(client).lines();
        String printed = lines.subList(Math.max(0, lines.size() - LINES), lines.size()).stream()
                .map(line -> "\n  " + (line.stream() == SubjectOutput.Stream.ERR ? "err| " : "") + line.text())
                .collect(Collectors.joining());
        return "the client has ended, " + client.onExit().toCompletableFuture().join()
                + (printed.isEmpty() ? "; it printed nothing" : "; it printed:" + printed);
    }

    /** The client that was told to connect here. */
    RunningSubject client() {
        return client;
    }

    /** The number of a request, as its first frame says it. */
    static int number(Frame first) {
        try {
            return Integer.parseInt(first.text());
        } catch (NumberFormatException e) {
            throw ExpectationFailedError.expecting("a request to begin with its number in decimal digits")
                    .but("it began with " + first)
                    .cause(e)
                    .error();
        }
    }

    /** Waits until the client prints a line that begins so. */
    SubjectOutput.Line expectLine(String begin) throws InterruptedException {
        return bench.expectLine(
                client,
                "a line that begins with \"" + begin + "\"",
                line -> line.equals(begin) || line.startsWith(begin + " "),
                bench.timeouts().arrival());
    }

    /** Waits until the client prints the first line about any request, and returns it. */
    String expectOutcome() throws InterruptedException {
        return bench.expectLine(
                        client,
                        "the outcome of a request",
                        text -> text.matches("(REPLY|TIMEOUT|UNEXPECTED).*"),
                        bench.timeouts().arrival())
                .text();
    }

    /** Waits until the client prints which way a request ended, and requires that it was the timeout. */
    void expectTimeout(int request, Duration timeout, String why) throws InterruptedException {
        String reply = "REPLY " + request + " ";
        String none = "TIMEOUT " + request;
        Duration patience = bench.timeouts().arrival().plus(timeout);
        String line = bench.expectLine(
                        client,
                        "the outcome of request " + request,
                        text -> text.startsWith(reply) || text.equals(none),
                        patience)
                .text();
        if (!line.equals(none)) {
            throw failed("the client to print \"" + none + "\": " + why, "it printed \"" + line + "\"");
        }
        expectNothingUnexpected(why);
    }

    /** Remembers what the client has printed so far. */
    void markLines() {
        marked = bench.output(client).count();
    }

    /** Waits until a request ends after the mark, and requires that it was by the timeout. */
    void expectTimeoutNext(Duration timeout, String why) throws InterruptedException {
        Duration patience = bench.timeouts().arrival().plus(timeout);
        SubjectOutput output = bench.output(client);
        String line = output.await(
                        next -> next.index() >= marked
                                && next.stream() == SubjectOutput.Stream.OUT
                                && next.text().matches("(REPLY|TIMEOUT|UNEXPECTED).*"),
                        patience)
                .orElseThrow(() -> failed(
                        "the client to print the outcome of a request within " + patience.toMillis() + " ms",
                        "it printed no more than " + output.text(SubjectOutput.Stream.OUT)))
                .text();
        if (!line.startsWith("TIMEOUT")) {
            throw failed("the client to print a TIMEOUT next: " + why, "it printed \"" + line + "\"");
        }
        expectNothingUnexpected(why);
    }

    /** Requires that the client has printed no UNEXPECTED so far. */
    void expectNothingUnexpected(String why) {
        List<String> lines = bench.output(client).text(SubjectOutput.Stream.OUT);
        lines.stream().filter(line -> line.startsWith("UNEXPECTED")).findFirst().ifPresent(line -> {
            throw failed("the client to print no UNEXPECTED: " + why, "it printed \"" + line + "\"");
        });
    }

    /** Requires that the client has not ended: whoever dies leaves its connections too. */
    void expectAlive() {
        if (client.onExit().toCompletableFuture().isDone()) {
            throw failed(
                    "the client to live on",
                    "it ended with " + client.onExit().toCompletableFuture().join());
        }
    }

    private ExpectationFailedError failed(String expectation, String observation) {
        return ExpectationFailedError.expecting(expectation)
                .but(observation)
                .transcript(bench.transcript())
                .error();
    }
}
