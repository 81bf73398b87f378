package io.github.dontwait.conformance.mutant;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a service does with a request: echo, the contract's verbs, and replies. All on the actor's thread. */
public abstract class ModelHandler extends ModelActor {

    private static final Set<String> VERBS = Set.of("$work", "$fail", "$defer", "$stats", "$whoami");

    private final PriorityQueue<Deferred> deferred =
            new PriorityQueue<>(Comparator.comparingLong(Deferred::dueNanos).thenComparingLong(Deferred::number));
    private long deferrals;
    private long handled;

    /** A reply that waits for its time. */
    protected record Deferred(Request request, long dueNanos, long number) {}

    /** What {@code $fail} throws. */
    protected static final class HandlerFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        HandlerFailure() {
            super("asked to fail");
        }
    }

    // ---- from message to verb

    /** A message was taken from the socket. */
    protected void onMessage(Incoming message) {
        handle(new Request(message.routingId(), message.frames(), envelopeLength(message.frames())));
    }

    /** The envelope is a leading empty frame, if more frames follow it. */
    protected int envelopeLength(List<byte[]> frames) {
        return frames.size() > 1 && frames.get(0).length == 0 ? 1 : 0;
    }

    /** Serves one request; what its handler throws costs nobody else anything. */
    protected void handle(Request request) {
        try {
            String verb = verb(request);
            if (verb == null) {
                onEcho(request);
            } else {
                onVerb(request, verb);
            }
        } catch (HandlerFailure e) {
            onHandlerFailure(request, e);
        }
    }

    /** The verb of a request; null where it is to be echoed. */
    protected @Nullable String verb(Request request) {
        String first = request.word(0);
        return settings().hasVerbs() && first != null && VERBS.contains(first) ? first : null;
    }

    private void onVerb(Request request, String verb) {
        switch (verb) {
            case "$work", "$defer" -> {
                int millis = millis(request.word(1));
                if (millis < 0) {
                    onBadArgument(request);
                } else if (verb.equals("$work")) {
                    onWork(request, millis);
                } else {
                    onDefer(request, millis);
                }
            }
            case "$fail" -> onFail(request);
            case "$stats" -> onStats(request);
            default -> onWhoami(request);
        }
    }

    /** Reads one to seven digits; -1 for anything else. */
    protected int millis(@Nullable String text) {
        return text != null && text.matches("[0-9]{1,7}") ? Integer.parseInt(text) : -1;
    }

    // ---- the verbs

    /** Anything that is no verb: goes back as it came. */
    protected void onEcho(Request request) {
        reply(request, request.frames());
    }

    /** {@code $work}. */
    protected void onWork(Request request, int millis) {
        occupy(millis);
        reply(request, request.frames());
    }

    /** {@code $fail}. */
    protected void onFail(Request request) {
        throw new HandlerFailure();
    }

    /** The handler threw. */
    protected void onHandlerFailure(Request request, RuntimeException why) {
        reply(request, request.answer(words("$error", "the handler failed")));
    }

    /** {@code $defer}. */
    protected void onDefer(Request request, int millis) {
        defer(request, System.nanoTime() + MILLISECONDS.toNanos(millis));
    }

    /** {@code $stats}. */
    protected void onStats(Request request) {
        List<byte[]> frames = words("$stats");
        statistics().forEach(line -> frames.add(line.getBytes(US_ASCII)));
        reply(request, request.answer(frames));
    }

    /** The lines of {@code $stats}, {@code name=value}. */
    protected List<String> statistics() {
        return List.of("turns=" + turns(), "handled=" + handled(), "peers=" + peers());
    }

    /** {@code $whoami}. */
    protected void onWhoami(Request request) {
        List<byte[]> frames = words("$whoami");
        frames.add(request.routingId());
        reply(request, request.answer(frames));
    }

    /** Milliseconds that are none. */
    protected void onBadArgument(Request request) {
        reply(request, request.answer(words("$error", "expected milliseconds, 1 to 7 digits")));
    }

    /** Frames of text; the list may be added to. */
    protected static List<byte[]> words(String... words) {
        List<byte[]> frames = new ArrayList<>();
        for (String word : words) {
            frames.add(word.getBytes(US_ASCII));
        }
        return frames;
    }

    // ---- replies

    /** Answers a request. */
    protected void reply(Request request, List<byte[]> frames) {
        handled++;
        send(request.routingId(), frames);
    }

    /** Gives one message to the socket. */
    protected abstract void send(byte[] routingId, List<byte[]> frames);

    /** Answers a request with all its frames, at a time by {@link System#nanoTime()}. */
    protected void defer(Request request, long dueNanos) {
        deferred.add(new Deferred(request, dueNanos, deferrals++));
    }

    /** The deferred replies, the next one first; may be changed. */
    protected final PriorityQueue<Deferred> deferred() {
        return deferred;
    }

    /** Sends the deferred replies that are due. */
    protected void sendDue(long nowNanos) {
        for (Deferred next = deferred.peek(); next != null && next.dueNanos() - nowNanos <= 0; next = deferred.peek()) {
            deferred.remove();
            reply(next.request(), next.request().frames());
        }
    }

    // ---- what {@code $stats} tells

    /** Turns that found no message. */
    protected abstract long turns();

    /** Peers remembered. */
    protected abstract int peers();

    /** Replies given to the socket so far. */
    protected long handled() {
        return handled;
    }
}
