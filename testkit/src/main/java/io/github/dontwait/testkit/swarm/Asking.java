package io.github.dontwait.testkit.swarm;

import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.swarm.SwarmFailure.Kind;
import io.github.dontwait.testkit.wire.Deadline;
import io.github.dontwait.testkit.wire.FrameCodec;
import java.time.Duration;

/** What a client that reads has asked, and what it still has to ask; every reply is judged. */
final class Asking {

    /** A server that was only slow answers two fences as well; more would be a burden to it. */
    private static final int MOST_FENCES = 2;

    private final SwarmLoop loop;
    private final int client;
    private final Connection connection;
    private final Ledger ledger = new Ledger();
    private int next;
    private int toAsk;
    private int scheduled;
    private boolean isAsking;
    private boolean isFenced;

    Asking(SwarmLoop loop, int client, Connection connection) {
        this.loop = loop;
        this.client = client;
        this.connection = connection;
    }

    /** Begins an exchange of so many round trips. */
    void begin(int roundTrips) {
        isAsking = true;
        isFenced = false;
        toAsk = roundTrips;
        scheduled = 0;
        loop.exchangeBegan();
        proceed();
    }

    /** Asks as much as it may now, and the fence when all else is answered. */
    private void proceed() {
        Duration pause = loop.plan().thinkTime();
        while (isAsking
                && toAsk > scheduled
                && requestsOpen() + scheduled < loop.plan().window()) {
            if (pause.isZero()) {
                toAsk--;
                ask(false);
            } else {
                scheduled++;
                // At first all would ask in the same moment: they are spread over the pause.
                long nanos = next == 0 ? pause.toNanos() / loop.plan().clients() * client : pause.toNanos();
                loop.later(this, nanos);
            }
        }
        if (isAsking && toAsk == 0 && ledger.size() == 0) {
            // Behind the reply to a fence nothing can come that was asked for before it.
            if (isFenced) {
                stop();
            } else {
                isFenced = true;
                ask(true);
            }
        }
    }

    private int requestsOpen() {
        return ledger.size() - ledger.fences();
    }

    /** The time has come that it asked the loop for. */
    void due() {
        if (isAsking) {
            scheduled--;
            toAsk--;
            ask(false);
        }
    }

    /** Finds out, if it waits, whether the reply is lost or only late. */
    void fence() {
        if (isAsking && ledger.size() > 0 && ledger.fences() < MOST_FENCES) {
            ask(true);
        }
    }

    private void ask(boolean isFence) {
        int number = next++;
        ledger.asked(number, isFence, System.nanoTime());
        connection.write(FrameCodec.encode(loop.plan().conversation().request(client, number)));
    }

    /** Asks no more. */
    void stop() {
        if (isAsking) {
            isAsking = false;
            loop.exchangeEnded();
        }
    }

    void received(Message message) {
        loop.heard();
        Judge.Answer answer = loop.judge().judge(client, ledger, next, message);
        if (answer.place() >= 0) {
            if (answer.isRight() && !ledger.isFence(answer.place())) {
                loop.tally().right++;
                loop.tally().roundTrip.record(System.nanoTime() - ledger.askedAt(answer.place()));
            }
            ledger.answered(answer.place());
        }
        proceed();
    }

    /** The reply to this request went to somebody else. */
    void strike(int number) {
        ledger.strike(number);
        proceed();
    }

    /** The exchange is over: tells what was lost, and what it still waits for. */
    void settle() {
        ledger.takeLost()
                .forEach(lost -> failed(
                        Kind.LOST,
                        lost,
                        "never received the reply to request " + lost + ", but one to a later request"));
        if (isAsking) {
            failed(Kind.UNANSWERED, oldest(), whatItWaitsFor() + "; the connection is open");
            ledger.abandon();
            isAsking = false;
        }
    }

    /** The number of the oldest request that is open; -1 if none is. */
    int oldest() {
        return ledger.size() == 0 ? -1 : ledger.number(0);
    }

    /** The oldest request that is open, in words. */
    String oldestInWords() {
        return (ledger.isFence(0) ? "its fence, request " : "request ") + ledger.number(0);
    }

    private String whatItWaitsFor() {
        String more = toAsk == 0 ? "" : " and has " + toAsk + " more to ask";
        if (ledger.size() == 0) {
            return "waits for nothing" + more + ", but the time is over";
        }
        Duration age = Duration.ofNanos(System.nanoTime() - ledger.askedAt(0));
        String others = requestsOpen() > 1 ? ", the oldest of " + requestsOpen() + "," : "";
        return "waits for the reply to " + oldestInWords() + ", asked " + Deadline.inWords(age) + " ago" + others
                + more;
    }

    private void failed(Kind kind, int number, String what) {
        loop.tally().failed(kind, client, number, loop.plan().name(client) + " " + what);
    }
}
