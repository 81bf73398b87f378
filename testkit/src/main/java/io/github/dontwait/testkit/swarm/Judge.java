package io.github.dontwait.testkit.swarm;

import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.swarm.Conversation.Asked;
import io.github.dontwait.testkit.swarm.SwarmFailure.Kind;
import io.github.dontwait.testkit.transcript.Difference;
import java.util.Optional;
import java.util.function.Consumer;

/** Decides which request a message answers, and says what is wrong with it. */
final class Judge {

    private final SwarmPlan plan;
    private final Tally tally;
    private final Consumer<Asked> whenMisrouted;

    /**
     * A judge.
     *
     * @param whenMisrouted is told whose reply came to somebody else
     */
    Judge(SwarmPlan plan, Tally tally, Consumer<Asked> whenMisrouted) {
        this.plan = plan;
        this.tally = tally;
        this.whenMisrouted = whenMisrouted;
    }

    /**
     * Judges a message that came to a client.
     *
     * @param next the number of the client's next request: those below it were asked
     * @return at which place of the ledger the request is open that it answers, right or not; -1 if it answers none
     */
    Answer judge(int client, Ledger ledger, int next, Message message) {
        for (int place = 0; place < ledger.size(); place++) {
            if (isReply(message, client, ledger.number(place))) {
                return new Answer(place, true);
            }
        }
        for (int number : ledger.passedOver()) {
            if (isReply(message, client, number)) {
                ledger.forget(number);
                failed(
                        Kind.OUT_OF_ORDER,
                        client,
                        number,
                        "received the reply to request " + number + " too late: ",
                        message);
                return Answer.NONE;
            }
        }
        Optional<Asked> asked = plan.conversation().answeredBy(message).filter(this::isPossible);
        if (asked.isPresent()
                && isReply(message, asked.get().client(), asked.get().number())) {
            Asked other = asked.get();
            if (other.client() != client) {
                misrouted(client, other, message);
                return Answer.NONE;
            }
            if (other.number() < next) {
                duplicate(client, other.number(), message);
                return Answer.NONE;
            }
        }
        return wrong(client, ledger, next, message, asked);
    }

    private Answer wrong(int client, Ledger ledger, int next, Message message, Optional<Asked> asked) {
        if (asked.isEmpty() && next > 0 && isReply(message, client, next - 1)) {
            duplicate(client, next - 1, message);
            return Answer.NONE;
        }
        if (ledger.size() == 0) {
            failed(Kind.UNASKED, client, -1, "received a message and had asked nothing: ", message);
            return Answer.NONE;
        }
        int named = asked.filter(other -> other.client() == client)
                .map(other -> ledger.place(other.number()))
                .orElse(-1);
        int place = Math.max(0, named);
        corrupted(client, ledger.number(place), message);
        return new Answer(place, false);
    }

    private void misrouted(int client, Asked other, Message message) {
        tally.failed(
                Kind.MISROUTED,
                client,
                other.number(),
                plan.name(client) + " received the reply to request " + other.number() + " of "
                        + plan.name(other.client()) + ": " + shown(message));
        tally.misrouted.add(other);
        whenMisrouted.accept(other);
    }

    private void duplicate(int client, int number, Message message) {
        failed(Kind.DUPLICATE, client, number, "received the reply to request " + number + " once more: ", message);
    }

    private void corrupted(int client, int number, Message message) {
        Message expected = plan.conversation().reply(client, number);
        String difference =
                Difference.between(expected, message).map(Difference::text).orElse("no difference");
        tally.failed(
                Kind.CORRUPTED,
                client,
                number,
                plan.name(client) + " received other octets than the reply to request " + number + ": " + shown(message)
                        + "\n" + difference);
    }

    private void failed(Kind kind, int client, int number, String what, Message message) {
        tally.failed(kind, client, number, plan.name(client) + " " + what + shown(message));
    }

    private String shown(Message message) {
        return plan.conversation().shown(message);
    }

    private boolean isPossible(Asked asked) {
        return asked.client() >= 0 && asked.client() < plan.clients() && asked.number() >= 0;
    }

    private boolean isReply(Message message, int client, int number) {
        return message.equals(plan.conversation().reply(client, number));
    }

    /**
     * What a message answers.
     *
     * @param place the place in the ledger, or -1
     * @param isRight whether its octets are right
     */
    record Answer(int place, boolean isRight) {

        static final Answer NONE = new Answer(-1, false);
    }
}
