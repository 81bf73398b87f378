package io.github.dontwait.testkit.peer;

import static java.util.Objects.requireNonNull;

import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.transcript.Event;
import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.FrameCodec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Brings requests and answers of a {@link FakeServer} together. Confined to the thread of its {@link FakeRouter}. */
final class AnswerDesk {

    private final String name;
    private final Transcript transcript;
    private final Deque<Answer> enqueued = new ArrayDeque<>();
    private final Deque<Exchange> unanswered = new ArrayDeque<>();
    private final List<Exchange> held = new ArrayList<>();
    private final List<Exchange> behind = new ArrayList<>();
    private @Nullable Dispatcher dispatcher;
    /** Counts the lives of the server: what an earlier one owed is forgotten. */
    private int life;

    AnswerDesk(String name, Transcript transcript) {
        this.name = name;
        this.transcript = transcript;
    }

    /** A request, where it came from, and what becomes of it. */
    private static final class Exchange {

        private final Request request;
        private final RecordedRequest record;
        private Answer answer = Answer.none();
        private int toCome;

        private Exchange(Request request, RecordedRequest record) {
            this.request = request;
            this.record = record;
        }
    }

    void came(Request request, RecordedRequest record) {
        Exchange exchange = new Exchange(request, record);
        Answer answer = dispatcher == null
                ? enqueued.pollFirst()
                : requireNonNull(dispatcher.answer(record), "the dispatcher's answer; Answer.none() is no answer");
        if (answer == null) {
            transcript.note(
                    request.connection().name(), "request " + record.number() + " waits: no answer is enqueued");
            unanswered.addLast(exchange);
        } else {
            answer(exchange, answer);
        }
    }

    void enqueue(Answer answer) {
        if (dispatcher != null) {
            throw new IllegalStateException(
                    name + " answers by a dispatcher, which would never give the answer " + answer);
        }
        Exchange waiting = oldestThatWaits();
        if (waiting == null) {
            enqueued.addLast(answer);
        } else {
            answer(waiting, answer);
        }
    }

    /** Takes the oldest request whose client can still be answered; null if there is none. */
    private @Nullable Exchange oldestThatWaits() {
        Exchange oldest = unanswered.pollFirst();
        while (oldest != null && !oldest.request.connection().isOpen()) {
            transcript.note(
                    oldest.request.connection().name(),
                    "request " + oldest.record.number() + " waits no more: its client has gone");
            oldest = unanswered.pollFirst();
        }
        return oldest;
    }

    /** A request that is answered without an answer of the queue takes none. */
    void waitsNoMore(RecordedRequest record) {
        unanswered.removeIf(exchange -> exchange.record.equals(record));
    }

    void dispatch(Dispatcher to) {
        if (!enqueued.isEmpty()) {
            throw new IllegalStateException(
                    "answers are enqueued: " + enqueued + "; a dispatcher would never give them");
        }
        dispatcher = to;
        for (Exchange waiting = oldestThatWaits(); waiting != null; waiting = oldestThatWaits()) {
            answer(waiting, to.answer(waiting.record));
        }
    }

    private void answer(Exchange exchange, Answer answer) {
        exchange.answer = answer;
        Answer.Moment moment = answer.moment();
        if (!(moment instanceof Answer.Now) || answer.effects().isEmpty()) {
            transcript.note(
                    exchange.request.connection().name(), "request " + exchange.record.number() + ": " + answer);
        }
        if (moment instanceof Answer.Held) {
            held.add(exchange);
        } else if (moment instanceof Answer.Behind later) {
            exchange.toCome = later.answers();
            behind.add(exchange);
        } else if (moment instanceof Answer.After late) {
            int now = life;
            exchange.request.connection().router().runIn(late.delay(), () -> {
                if (life == now) {
                    carryOut(exchange);
                }
            });
        } else {
            carryOut(exchange);
        }
    }

    private void carryOut(Exchange exchange) {
        for (Answer.Effect effect : exchange.answer.effects()) {
            carryOut(exchange, effect);
        }
        List<Exchange> due = new ArrayList<>();
        for (Exchange each : behind) {
            each.toCome--;
            if (each.toCome == 0) {
                due.add(each);
            }
        }
        behind.removeAll(due);
        due.forEach(this::carryOut);
    }

    private void carryOut(Exchange exchange, Answer.Effect effect) {
        ClientConnection connection = exchange.request.connection();
        Message request = exchange.request.message();
        if (effect instanceof Answer.Vanish vanish) {
            vanish(connection.router(), vanish.how());
        } else if (!connection.isOpen()) {
            transcript.note(connection.name(), "request " + exchange.record.number() + ": too late to " + effect);
        } else if (effect instanceof Answer.Reply reply) {
            connection.send(request.envelope().with(reply.body()));
        } else if (effect instanceof Answer.Echo) {
            connection.send(request);
        } else if (effect instanceof Answer.Whole whole) {
            connection.send(whole.message());
        } else if (effect instanceof Answer.Beginning beginning) {
            byte[] octets = FrameCodec.encode(request.envelope().with(beginning.body()));
            boolean isWhole = octets.length <= beginning.octets();
            connection.sendOctets(
                    Arrays.copyOf(octets, Math.min(octets.length, beginning.octets())),
                    isWhole
                            ? "all " + octets.length + " octets of a reply, which has no more"
                            : "the beginning of a reply");
        } else if (effect instanceof Answer.Octets raw) {
            connection.sendOctets(raw.octets().octets(), "octets");
        } else if (effect instanceof Answer.End end) {
            if (end.how() == Event.Ending.RST) {
                connection.reset();
            } else {
                connection.drop();
            }
        } else {
            throw new AssertionError("an effect of an unknown kind: " + effect);
        }
    }

    /** Gives the held answers to these requests, oldest first. */
    void release(Predicate<RecordedRequest> which, boolean isReversed, int most) {
        List<Exchange> due = new ArrayList<>();
        for (int i = 0; i < held.size() && due.size() < most; i++) {
            Exchange each = held.get(isReversed ? held.size() - 1 - i : i);
            if (which.test(each.record)) {
                due.add(each);
            }
        }
        if (due.isEmpty()) {
            throw new IllegalStateException(name + " holds no such answer; it holds "
                    + held.stream().map(each -> each.record).toList()
                    + ". Enqueue an answer that is held(), and take its request before you release it");
        }
        held.removeAll(due);
        due.forEach(this::carryOut);
    }

    void vanish(FakeRouter router, Event.Ending how) {
        life++;
        held.clear();
        behind.clear();
        unanswered.clear();
        router.vanish(how);
    }

    List<Answer> enqueued() {
        return List.copyOf(enqueued);
    }

    List<RecordedRequest> unanswered() {
        return unanswered.stream().map(each -> each.record).toList();
    }

    List<String> owed() {
        List<Exchange> all = new ArrayList<>(held);
        all.addAll(behind);
        return all.stream().map(each -> each.record + ": " + each.answer).toList();
    }
}
