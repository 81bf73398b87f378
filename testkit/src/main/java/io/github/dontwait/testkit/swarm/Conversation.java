package io.github.dontwait.testkit.swarm;

import io.github.dontwait.testkit.message.Message;
import java.util.Optional;

/**
 * What the clients of a swarm ask, and what must come back.
 *
 * <p>Clients and requests are counted from 0. A request's number goes on from one exchange to the next, and a client
 * makes a few more requests than it was told to: fences, behind whose replies nothing that was asked before may come. So
 * a conversation answers for every number. The threads of the swarm call it: it never waits, keeps no state, and says
 * the same for the same numbers each time.
 *
 * <pre>{@code
 * Conversation upperCase = Conversation.of(
 *         (client, request) -> Message.of("job " + client + " " + request),
 *         (client, request) -> Message.of("JOB " + client + " " + request));
 * }</pre>
 */
public interface Conversation {

    /** What the client asks. */
    Message request(int client, int number);

    /** What must come back for it, octet for octet. */
    Message reply(int client, int number);

    /**
     * Which request a message answers, judged by the message alone; nothing if it does not say. With it a reply that went
     * to the wrong client is reported as such; without it, as one with other octets.
     */
    default Optional<Asked> answeredBy(Message reply) {
        return Optional.empty();
    }

    /** How a message of this conversation reads in a report; as it reads anywhere unless it can be told in short. */
    default String shown(Message message) {
        return message.toString();
    }

    /**
     * A request of a client.
     *
     * @param client the client, counted from 0
     * @param number the request, counted from 0
     */
    record Asked(int client, int number) {}

    /** One side of a conversation. */
    @FunctionalInterface
    interface Words {

        /** The message that belongs to this request of this client. */
        Message of(int client, int number);
    }

    /**
     * What an echo is asked: one frame of this size that names client and request ({@code 17/3|}), and behind that octets
     * of every value which no other request has.
     *
     * @throws IllegalArgumentException if the size is less than {@value NumberedEcho#SMALLEST}: both numbers must fit
     */
    static Conversation echo(int octets) {
        return new NumberedEcho(octets);
    }

    /** A conversation of these requests and these replies. */
    static Conversation of(Words requests, Words replies) {
        return new Conversation() {
            @Override
            public Message request(int client, int number) {
                return requests.of(client, number);
            }

            @Override
            public Message reply(int client, int number) {
                return replies.of(client, number);
            }
        };
    }
}
