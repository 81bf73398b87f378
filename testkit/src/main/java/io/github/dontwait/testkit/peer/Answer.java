package io.github.dontwait.testkit.peer;

import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.transcript.Event;
import io.github.dontwait.testkit.wire.FrameCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a {@link FakeServer} does about a request, and when: immutable, printable, good for any number of requests.
 *
 * <p>Effects that are joined by {@link #then} and {@link #times} happen one after another at the same moment.
 */
public final class Answer {

    /** What is done. */
    sealed interface Effect {}

    /** A reply of this body behind the envelope of the request. */
    record Reply(Message body) implements Effect {
        @Override
        public String toString() {
            return "reply " + body;
        }
    }

    /** The request itself as its reply. */
    record Echo() implements Effect {
        @Override
        public String toString() {
            return "echo";
        }
    }

    /** A message, all frames as they are. */
    record Whole(Message message) implements Effect {
        @Override
        public String toString() {
            return "send exactly " + message;
        }
    }

    /** The first octets of a reply of this body as they stand on the wire. */
    record Beginning(int octets, Message body) implements Effect {
        @Override
        public String toString() {
            return "send the first " + octets + " octets of the reply " + body;
        }
    }

    /** Octets that need not be ZMTP. */
    record Octets(Frame octets) implements Effect {
        @Override
        public String toString() {
            return "send the octets 0x" + octets.hex();
        }
    }

    /** The end of the connection over which the request came. */
    record End(Event.Ending how) implements Effect {
        @Override
        public String toString() {
            return "close the connection (" + how + ")";
        }
    }

    /** The end of the server. */
    record Vanish(Event.Ending how) implements Effect {
        @Override
        public String toString() {
            return "vanish (" + how + ")";
        }
    }

    /** When it is done. */
    sealed interface Moment {}

    record Now() implements Moment {
        @Override
        public String toString() {
            return "";
        }
    }

    record After(Duration delay) implements Moment {
        @Override
        public String toString() {
            return " after " + Words.of(delay);
        }
    }

    record Held() implements Moment {
        @Override
        public String toString() {
            return " when released";
        }
    }

    record Behind(int answers) implements Moment {
        @Override
        public String toString() {
            return " behind the next " + (answers == 1 ? "answer" : answers + " answers");
        }
    }

    private final List<Effect> effects;
    private final Moment moment;

    private Answer(List<Effect> effects, Moment moment) {
        this.effects = List.copyOf(effects);
        this.moment = moment;
    }

    private static Answer of(Effect effect) {
        return new Answer(List.of(effect), new Now());
    }

    // --- what

    /** A reply of these texts, one frame each, behind the envelope of the request. */
    public static Answer of(String... texts) {
        return of(Message.of(texts));
    }

    /** A reply of this body behind the envelope of the request. */
    public static Answer of(Message body) {
        return of(new Reply(body));
    }

    /** The request as it came. */
    public static Answer echo() {
        return of(new Echo());
    }

    /** Nothing, ever: the reply that is lost. */
    public static Answer none() {
        return new Answer(List.of(), new Now());
    }

    /** A message, all frames as they are: without the envelope that a REQ waits for, unless it is in it. */
    public static Answer exactly(Message message) {
        return of(new Whole(message));
    }

    /**
     * The first octets of a reply of these texts as they stand on the wire, and no more.
     *
     * @param octets how many, counted from the flags of its first frame; fewer than the reply to a REQ has
     * @throws IllegalArgumentException if the reply has no more, and so would come whole
     */
    public static Answer beginning(int octets, String... texts) {
        if (octets < 1) {
            throw new IllegalArgumentException("a beginning has at least one octet, not " + octets + "; try none()");
        }
        Message body = Message.of(texts);
        int all = FrameCodec.encode(body.prepend(Frame.empty())).length;
        if (octets >= all) {
            throw new IllegalArgumentException("the reply " + body + " has " + all + " octets behind a delimiter, and a"
                    + " beginning has fewer, not " + octets);
        }
        return of(new Beginning(octets, body));
    }

    /** Any octets, for example what no ZMTP peer would send. */
    public static Answer octets(byte... octets) {
        return of(new Octets(Frame.of(octets)));
    }

    /** The octets that these hexadecimal digits stand for; blanks are free. */
    public static Answer hex(String digits) {
        return of(new Octets(Frame.hex(digits)));
    }

    /** The end of the client's connection, in order (FIN) or at once (RST); the server goes on listening. */
    public static Answer end(Event.Ending how) {
        return of(new End(how));
    }

    /** The end of the server, as by {@link FakeServer#vanish}. */
    public static Answer vanish(Event.Ending how) {
        return of(new Vanish(how));
    }

    /** This, and at the same moment the effects of another; its moment does not matter. */
    public Answer then(Answer next) {
        List<Effect> both = new ArrayList<>(effects);
        both.addAll(next.effects);
        return new Answer(both, moment);
    }

    /** This twice: the reply that is duplicated. */
    public Answer twice() {
        return times(2);
    }

    /** This so many times. */
    public Answer times(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("an answer is given at least once, not " + count + " times; try none()");
        }
        List<Effect> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.addAll(effects);
        }
        return new Answer(all, moment);
    }

    // --- when: said once; a second time is an IllegalArgumentException

    /** The same, so long after the request. */
    public Answer after(Duration delay) {
        if (delay.isNegative()) {
            throw new IllegalArgumentException("a delay is zero or more, not " + delay);
        }
        return when(new After(delay));
    }

    /** The same, not before {@link FakeServer#release}. */
    public Answer held() {
        return when(new Held());
    }

    /** The same, behind the next answer that the server gives: the reply that is overtaken. */
    public Answer behindNext() {
        return behind(1);
    }

    /** The same, behind so many answers that the server gives after the request. */
    public Answer behind(int answers) {
        if (answers < 1) {
            throw new IllegalArgumentException("an answer stands behind 1 or more others, not " + answers);
        }
        return when(new Behind(answers));
    }

    private Answer when(Moment then) {
        if (!(moment instanceof Now)) {
            throw new IllegalArgumentException(
                    "this answer has its moment: \"" + this + "\"; say once when it is given");
        }
        return new Answer(effects, then);
    }

    List<Effect> effects() {
        return effects;
    }

    Moment moment() {
        return moment;
    }

    /** What and when, for example {@code reply [ "late" ] after 300 ms}. */
    @Override
    public String toString() {
        String what = effects.isEmpty()
                ? "no answer"
                : effects.stream().map(Effect::toString).collect(Collectors.joining(", then "));
        return what + moment;
    }
}
