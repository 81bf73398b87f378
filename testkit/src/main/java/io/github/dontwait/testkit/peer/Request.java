package io.github.dontwait.testkit.peer;

import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.message.RoutingId;
import org.jspecify.annotations.Nullable;

/**
 * A message that a client sent to a {@link FakeRouter}.
 *
 * @param connection over which it came
 * @param message all its frames
 * @param atMicros when it was whole, in microseconds since the transcript began
 */
public record Request(ClientConnection connection, Message message, long atMicros) {

    /** The routing id that the client announced; null if it announced none. */
    public @Nullable RoutingId routingId() {
        return connection.routingId();
    }

    /** The message without its envelope. */
    public Message body() {
        return message.body();
    }
}
