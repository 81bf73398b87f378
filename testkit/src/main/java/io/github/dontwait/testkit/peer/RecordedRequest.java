package io.github.dontwait.testkit.peer;

import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.message.RoutingId;
import org.jspecify.annotations.Nullable;

/**
 * A request that a {@link FakeServer} received.
 *
 * @param number its place among all requests that the server received, counted from 1
 * @param connection the name of the connection over which it came, as in the transcript
 * @param routingId the routing id that the client announced; null if it announced none
 * @param message all its frames
 * @param atMicros when it was whole, in microseconds since the transcript began
 */
public record RecordedRequest(
        int number, String connection, @Nullable RoutingId routingId, Message message, long atMicros) {

    /** The message without its envelope. */
    public Message body() {
        return message.body();
    }

    @Override
    public String toString() {
        return "request " + number + (routingId == null ? " over " + connection : " from routing id " + routingId) + " "
                + message;
    }
}
