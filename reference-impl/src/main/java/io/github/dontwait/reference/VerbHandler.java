package io.github.dontwait.reference;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * An echo that also knows the verbs of the contract: {@code $work}, {@code $fail}, {@code $defer}, {@code $stats} and
 * {@code $whoami}, each as the first frame after the envelope.
 */
public final class VerbHandler implements Handler {

    private static final int MOST_DIGITS = 7;
    private static final int SHORTEST_VERB = "$work".length();
    private static final int LONGEST_VERB = "$whoami".length();

    private final Counters counters;

    /** Reports those counters when asked for {@code $stats}. */
    public VerbHandler(Counters counters) {
        this.counters = counters;
    }

    @Override
    public Outcome handle(Request request) throws BadRequestException {
        byte[] first = request.body().get(0);
        if (first.length < SHORTEST_VERB || first.length > LONGEST_VERB || first[0] != '$') {
            return echo(request);
        }
        return switch (new String(first, UTF_8)) {
            case "$work" -> work(request);
            case "$fail" -> throw new IllegalStateException("the handler was asked to fail");
            case "$defer" -> new Outcome.Defer(Duration.ofMillis(milliseconds(request)), request.frames());
            case "$stats" -> stats(request);
            case "$whoami" -> whoami(request);
            default -> echo(request);
        };
    }

    private static Outcome echo(Request request) {
        return new Outcome.Reply(request.frames());
    }

    private static Outcome work(Request request) throws BadRequestException {
        Duration time = Duration.ofMillis(milliseconds(request));
        return new Outcome.Work(() -> {
            keepBusy(time);
            return request.frames();
        });
    }

    /** Stands for real work, say a query: it holds its thread for that time. */
    private static void keepBusy(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private Outcome stats(Request request) {
        List<byte[]> reply = answerTo(request);
        counters.forEach((name, value) -> reply.add((name + "=" + value).getBytes(UTF_8)));
        return new Outcome.Reply(reply);
    }

    private static Outcome whoami(Request request) {
        List<byte[]> reply = answerTo(request);
        reply.add(request.from().octets());
        return new Outcome.Reply(reply);
    }

    /** The envelope and the verb, ready for more. */
    private static List<byte[]> answerTo(Request request) {
        List<byte[]> reply = new ArrayList<>(request.envelope());
        reply.add(request.body().get(0));
        return reply;
    }

    private static long milliseconds(Request request) throws BadRequestException {
        List<byte[]> body = request.body();
        byte[] digits = body.size() > 1 ? body.get(1) : new byte[0];
        if (digits.length < 1 || digits.length > MOST_DIGITS) {
            throw new BadRequestException("expected milliseconds in the second frame: 1 to 7 digits");
        }
        long value = 0;
        for (byte digit : digits) {
            if (digit < '0' || digit > '9') {
                throw new BadRequestException("expected milliseconds in the second frame: digits only");
            }
            value = 10 * value + (digit - '0');
        }
        return value;
    }
}
