package io.github.dontwait.testkit.peer;

import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.message.RoutingId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a fake client does, step by step: an immutable value that can be printed, shared, and played by any number of
 * peers, over the kit's own wire or over JeroMQ. There is no step that only lets time pass.
 *
 * <p>Without further words it is a DEALER whose routing id is its name. {@link PeerGroup#play} plays it.
 */
public final class Script {

    /** One step. */
    sealed interface Step {}

    record Send(Message message) implements Step {
        @Override
        public String toString() {
            return "send " + message;
        }
    }

    record Expect(MessageMatcher expected) implements Step {
        @Override
        public String toString() {
            return "expect " + expected;
        }
    }

    record ExpectInAnyOrder(List<MessageMatcher> expected) implements Step {
        @Override
        public String toString() {
            return "expect in any order " + joined(expected);
        }
    }

    record ExpectAnyOf(List<MessageMatcher> expected) implements Step {
        @Override
        public String toString() {
            return "expect any of " + joined(expected);
        }
    }

    record FishFor(MessageMatcher wanted) implements Step {
        @Override
        public String toString() {
            return "fish for " + wanted;
        }
    }

    record ExpectNothingElse() implements Step {
        @Override
        public String toString() {
            return "expect nothing else";
        }
    }

    record Fence(Message request, Message answer) implements Step {
        @Override
        public String toString() {
            return "expect nothing but " + answer + " when asking " + request;
        }
    }

    record Disconnect() implements Step {
        @Override
        public String toString() {
            return "disconnect";
        }
    }

    record Reconnect() implements Step {
        @Override
        public String toString() {
            return "reconnect";
        }
    }

    record ReconnectAs(Optional<RoutingId> routingId) implements Step {
        @Override
        public String toString() {
            return "reconnect " + routingId.map(id -> "as routing id " + id).orElse("without a routing id");
        }
    }

    record Meet(String place) implements Step {
        @Override
        public String toString() {
            return "meet the others at \"" + place + "\"";
        }
    }

    private final String name;
    private final String socketType;
    private final @Nullable RoutingId routingId;
    private final List<Step> steps;

    private Script(String name, String socketType, @Nullable RoutingId routingId, List<Step> steps) {
        this.name = name;
        this.socketType = socketType;
        this.routingId = routingId;
        this.steps = List.copyOf(steps);
    }

    /** A script without steps for a DEALER of this name and routing id. */
    public static Script named(String name) {
        return new Script(name, "DEALER", RoutingId.text(name), List.of());
    }

    // --- who plays it

    /** The same for a peer that announces this routing id. */
    public Script routingId(String id) {
        return routingId(RoutingId.text(id));
    }

    /** The same for a peer that announces this routing id; null for none. */
    public Script routingId(@Nullable RoutingId id) {
        return new Script(name, socketType, id, steps);
    }

    /** The same for a peer that announces no routing id. */
    public Script anonymous() {
        return routingId((RoutingId) null);
    }

    /** The same for a REQ that announces no routing id: the delimiter is added and taken away. */
    public Script req() {
        return new Script(name, "REQ", null, steps);
    }

    /** The same for a peer of another name, which is its routing id too if this script's name is. */
    public Script as(String other) {
        boolean isNamed = Objects.equals(routingId, RoutingId.text(name));
        return new Script(other, socketType, isNamed ? RoutingId.text(other) : routingId, steps);
    }

    // --- steps

    /** Then it sends a message of these texts, one frame each, and waits for nothing. */
    public Script send(String... texts) {
        return send(Message.of(texts));
    }

    /** Then it sends a message. */
    public Script send(Message message) {
        return with(new Send(message));
    }

    /** Then it requires that the next message consists of these texts, one frame each. */
    public Script expect(String... texts) {
        return expect(MessageMatcher.texts(texts));
    }

    /** Then it requires that the next message satisfies the matcher. */
    public Script expect(MessageMatcher expected) {
        return with(new Expect(expected));
    }

    /** Then it requires that the next messages are these, each once, in whatever order. */
    public Script expectInAnyOrder(Message... expected) {
        return with(new ExpectInAnyOrder(
                Words.atLeastOne(expected).stream().map(MessageMatcher::equalTo).toList()));
    }

    /** Then it requires that the next messages satisfy these, one each, in whatever order. */
    public Script expectInAnyOrder(MessageMatcher... expected) {
        return with(new ExpectInAnyOrder(Words.atLeastOne(expected)));
    }

    /** Then it requires that the next message satisfies at least one of these. */
    public Script expectAnyOf(MessageMatcher... expected) {
        return with(new ExpectAnyOf(Words.atLeastOne(expected)));
    }

    /** Then it takes messages until one satisfies the matcher. */
    public Script fishFor(MessageMatcher wanted) {
        return with(new FishFor(wanted));
    }

    /**
     * Then it requires that nothing comes within the quiet window of the timeouts. Where the subject answers in order,
     * {@link #fence} is exact and faster.
     */
    public Script expectNothingElse() {
        return with(new ExpectNothingElse());
    }

    /**
     * Then it sends a request to mark the end, and requires that the next message is its answer.
     *
     * @param answer how the subject answers the request
     */
    public Script fence(Message request, Message answer) {
        return with(new Fence(request, answer));
    }

    /** The same with texts, one frame each. */
    public Script fence(String request, String answer) {
        return fence(Message.of(request), Message.of(answer));
    }

    /** Then it ends its connection in order (FIN). */
    public Script disconnect() {
        return with(new Disconnect());
    }

    /** Then it connects again, under the same routing id; if it is connected, it ends that connection first. */
    public Script reconnect() {
        return with(new Reconnect());
    }

    /** Then it connects again, under another routing id. */
    public Script reconnectAs(String id) {
        return reconnectAs(RoutingId.text(id));
    }

    /** Then it connects again, under another routing id; null for none. */
    public Script reconnectAs(@Nullable RoutingId id) {
        return with(new ReconnectAs(Optional.ofNullable(id)));
    }

    /**
     * Then it waits until every script that is played with it and names this place has come there. When it is played
     * alone, it goes on at once.
     */
    public Script meet(String place) {
        Meet meet = new Meet(place);
        if (steps.contains(meet)) {
            throw new IllegalArgumentException(
                    "this script meets the others at \"" + place + "\" already; give the second place another name");
        }
        return with(meet);
    }

    private Script with(Step step) {
        List<Step> more = new ArrayList<>(steps);
        more.add(step);
        return new Script(name, socketType, routingId, more);
    }

    // --- what it says

    /** Its name, which its peer has too. */
    public String name() {
        return name;
    }

    String socketType() {
        return socketType;
    }

    @Nullable
    RoutingId routingId() {
        return routingId;
    }

    List<Step> steps() {
        return steps;
    }

    private static String joined(List<MessageMatcher> matchers) {
        return matchers.stream().map(MessageMatcher::toString).collect(Collectors.joining(", "));
    }

    /** A line for who plays it and one for each step, numbered. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(name)
                .append(": ")
                .append(socketType)
                .append(routingId == null ? " without a routing id" : " with routing id " + routingId);
        for (int i = 0; i < steps.size(); i++) {
            text.append("\n  ").append(i + 1).append(". ").append(steps.get(i));
        }
        return text.toString();
    }
}
