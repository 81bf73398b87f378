package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.conformance.RunningSubject;
import io.github.dontwait.conformance.SubjectOutput;
import io.github.dontwait.conformance.SubjectSettings;
import io.github.dontwait.conformance.bench.ClientBench;
import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.peer.FakeRouter;
import io.github.dontwait.testkit.peer.Request;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** One run of a client under examination: its requests at the fake server, its lines on standard output. */
public final class ClientRun {

    /** Long enough that no request of a rule about something else ever times out. */
    public static final Duration NEVER = Duration.ofSeconds(60);

    private static final int LINES = 10;

    private final ClientBench bench;
    private final FakeRouter router;
    private final RunningSubject client;
    private final long startedNanos;
    private final long bornNanos;
    private int taken;

    private ClientRun(ClientBench bench, FakeRouter router, RunningSubject client, long bornNanos) {
        this.bornNanos = bornNanos;
        this.bench = bench;
        this.router = router;
        this.client = client;
        this.startedNanos = System.nanoTime();
    }

    /** Starts a client against a fake server of its own. */
    public static ClientRun start(ClientBench bench, int requests, int window, Duration timeout)
            throws InterruptedException {
        FakeRouter router = bench.router();
        long born = System.nanoTime();
        return new ClientRun(bench, router, bench.start(router.endpoint(), requests, window, timeout), born);
    }

    /** Starts a client against a fake server of its own, with the settings that are added. */
    public static ClientRun start(ClientBench bench, UnaryOperator<SubjectSettings> change)
            throws InterruptedException {
        FakeRouter router = bench.router();
        long born = System.nanoTime();
        return new ClientRun(bench, router, bench.start(router.endpoint(), change), born);
    }

    /**
     * Waits until the client is connected. A rule whose requests time out soon is undecided, and tried again, where
     * that took half of their time: some libraries stall now and then while they connect, and no rule forbids it. A client
     * that has ended without a time-out has not suffered from that.
     */
    public ClientRun connected(Duration timeout) {
        router.pollConnection(bench.timeouts().arrival());
        long millis = (System.nanoTime() - readyNanos()) / 1_000_000;
        boolean hasGivenNothingUp = client.onExit().toCompletableFuture().isDone()
                && lines("TIMEOUT ").isEmpty();
        if (millis > timeout.toMillis() / 2 && !hasGivenNothingUp) {
            throw bench.inconclusive("the client needed " + millis + " ms to connect, and its requests time out after "
                    + timeout.toMillis() + " ms");
        }
        return this;
    }

    public FakeRouter router() {
        return router;
    }

    public RunningSubject client() {
        return client;
    }

    /** Before the client was started: no request is older. */
    public long bornNanos() {
        return bornNanos;
    }

    /** When the client said READY: just before its first request. */
    public long readyNanos() {
        return bench.output(client).lines().stream()
                .filter(line ->
                        line.stream() == SubjectOutput.Stream.OUT && line.text().startsWith("READY "))
                .findFirst()
                .map(SubjectOutput.Line::atNanos)
                .orElse(startedNanos);
    }

    /** The next request; it must be well-formed: its number and its body. */
    public Request take() {
        return take("the client to send another request; the server has received " + taken);
    }

    /** The next request, with words of one's own for the failure where none comes. */
    public Request take(String expectation) {
        Request request =
                router.pollRequest(bench.timeouts().arrival()).orElseThrow(() -> bench.failed(expectation, state()));
        taken++;
        Message message = request.message();
        String number = message.first().text();
        if (!number.matches("[1-9][0-9]{0,8}") || !message.equals(Message.of(number, "body-" + number))) {
            throw bench.failed(
                    "each request to be [ number | \"body-\" and the number ], without a delimiter",
                    "the client sent " + message);
        }
        return request;
    }

    /** The next so many requests, in the order in which they came, before any of them is answered. */
    public List<Request> take(int count) {
        List<Request> requests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            requests.add(take("the client to have " + count + " requests open at once, without waiting for replies; "
                    + "the server has received " + i));
        }
        return requests;
    }

    /** What has become of the client, in words. */
    public String state() {
        List<String> lines = lines("");
        List<String> errors = bench.output(client).text(SubjectOutput.Stream.ERR);
        StringBuilder text = new StringBuilder(
                "none came within " + bench.timeouts().arrival().toMillis() + " ms; the client ");
        text.append(client.onExit().toCompletableFuture().isDone() ? "has ended" : "still runs");
        text.append(" and printed:");
        lines.subList(Math.max(0, lines.size() - LINES), lines.size())
                .forEach(line -> text.append("\n  ").append(line));
        errors.subList(Math.max(0, errors.size() - LINES), errors.size())
                .forEach(line -> text.append("\n  err| ").append(line));
        return text.toString();
    }

    public static int number(Request request) {
        return Integer.parseInt(request.message().first().text());
    }

    /** Answers a request with its number and another body: a client must look at the number alone. */
    public void reply(Request request) {
        router.send(request.connection(), Message.of(request.message().first(), Frame.text("answer")));
    }

    /** Requires that no further request comes for a while. */
    public void expectNoRequest(Duration window, String why) {
        Optional<Request> more = router.pollRequest(window);
        if (more.isPresent()) {
            throw bench.failed(
                    "no further request " + why, "the client sent " + more.get().message());
        }
    }

    public SubjectOutput.Line expectReply(int number) throws InterruptedException {
        return bench.expectLine(
                client,
                "\"REPLY " + number + " …\"",
                line -> line.matches("REPLY " + number + " [0-9]+"),
                bench.timeouts().arrival());
    }

    /** Requires that the milliseconds of a reply are true: not less than it was held back, nor more than the client is old. */
    public void expectReplyTime(int number, Duration held) throws InterruptedException {
        expectReplyTime(number, held, bornNanos);
    }

    /** The same for a request that cannot have been started earlier than this. */
    public void expectReplyTime(int number, Duration held, long earliestNanos) throws InterruptedException {
        SubjectOutput.Line line = expectReply(number);
        long told = Long.parseLong(line.text().substring(line.text().lastIndexOf(' ') + 1));
        long least = Math.max(0, held.toMillis() - 1);
        long most = (line.atNanos() - earliestNanos) / 1_000_000 + 1;
        if (told < least || told > most) {
            throw bench.failed(
                    "the line of request " + number + ", whose reply was held back for " + held.toMillis()
                            + " ms, to tell between " + least + " and " + most + " ms",
                    "the client printed \"" + line.text() + "\"");
        }
    }

    public void expectUnexpected(String firstFrame) throws InterruptedException {
        String line = unexpectedLine(firstFrame);
        bench.expectLine(
                client,
                "\"" + line + "\"",
                printed -> printed.strip().equals(line),
                bench.timeouts().arrival());
    }

    private static String unexpectedLine(String firstFrame) {
        return ("UNEXPECTED " + HexFormat.of().formatHex(firstFrame.getBytes(StandardCharsets.UTF_8))).strip();
    }

    /** Waits for DONE with these numbers, which must be the last line, and for exit code 0. */
    public void expectDone(int replies, int timeouts) throws InterruptedException {
        expectDone(replies, timeouts, bench.timeouts().arrival());
    }

    public void expectDone(int replies, int timeouts, Duration patience) throws InterruptedException {
        String wanted = "DONE " + replies + " " + timeouts;
        SubjectOutput.Line done =
                bench.expectLine(client, "\"" + wanted + "\"", line -> line.startsWith("DONE "), patience);
        if (!done.text().equals(wanted)) {
            throw bench.failed("the client to print \"" + wanted + "\"", "it printed \"" + done.text() + "\"");
        }
        bench.expectExit(client, bench.timeouts().arrival());
        List<String> lines = lines("");
        String last = lines.get(lines.size() - 1);
        if (!last.equals(wanted)) {
            throw bench.failed("\"" + wanted + "\" to be the last line", "the last was \"" + last + "\"");
        }
    }

    /** What it printed on standard output that begins so. */
    public List<String> lines(String begin) {
        return bench.output(client).text(SubjectOutput.Stream.OUT).stream()
                .filter(line -> line.startsWith(begin))
                .toList();
    }

    /**
     * Requires that these and no other outcomes were printed, each once, in whatever order, and that nothing was told as
     * unexpected but these messages.
     *
     * @param unexpected the first frames of the messages that belong to no open request, each as often as it was sent
     */
    public void expectOutcomes(List<Integer> replies, List<Integer> timeouts, String... unexpected) {
        List<String> wanted = new ArrayList<>();
        replies.forEach(number -> wanted.add("REPLY " + number));
        timeouts.forEach(number -> wanted.add("TIMEOUT " + number));
        for (String firstFrame : unexpected) {
            wanted.add(unexpectedLine(firstFrame));
        }
        List<String> printed = new ArrayList<>();
        lines("REPLY ").forEach(line -> printed.add(line.replaceFirst(" [0-9]+$", "")));
        printed.addAll(lines("TIMEOUT "));
        lines("UNEXPECTED").forEach(line -> printed.add(line.strip()));
        if (!wanted.stream().sorted().toList().equals(printed.stream().sorted().toList())) {
            throw bench.failed(
                    "one outcome for each request, and nothing else: " + String.join(", ", wanted),
                    "the client printed " + printed);
        }
    }

    /** Requires that the outcome came in time: not before 95 % of the time-out, and not long after it. */
    public void expectTimeoutInTime(int number, Duration timeout) throws InterruptedException {
        long least = timeout.toMillis() * 95 / 100;
        long most = timeout.toMillis() * 125 / 100
                + (long) (500 * Math.max(1, bench.timeouts().factor()));
        SubjectOutput.Line line = bench.expectLine(
                client,
                "\"TIMEOUT " + number + "\"",
                ("TIMEOUT " + number)::equals,
                Duration.ofMillis(most).plus(bench.timeouts().arrival()));
        long millis = (line.atNanos() - readyNanos()) / 1_000_000;
        if (millis < least || millis > most) {
            throw bench.failed(
                    String.format(
                            Locale.ROOT,
                            "request %d, never answered, to end as TIMEOUT after %d ms (judged from %d to %d ms after READY)",
                            number,
                            timeout.toMillis(),
                            least,
                            most),
                    "it ended after " + millis + " ms");
        }
    }
}
