package io.github.dontwait.testkit.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dontwait.testkit.library.Library;
import io.github.dontwait.testkit.library.LibrarySocket;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.message.RoutingId;
import io.github.dontwait.testkit.transcript.Event;
import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.Timeouts;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * Clients of real libraries against the scripted server. Each asks {@code hello}, and then whatever it was answered: its
 * requests show which replies reached it, and in which order.
 */
@Timeout(30)
class LibraryFakeServerTest {

    private static final RoutingId CLIENT = RoutingId.text("cli");

    private final Peers servers = Peers.listening(Transcript.begin(), Timeouts.standard());
    private final FakeServer server = servers.fakeServer("server");

    @AfterEach
    void closeAll() {
        servers.close();
    }

    private LibrarySocket dealer(Library library) {
        LibrarySocket client = library.client("dealer", server.endpoint(), "cli");
        assertThat(server.expectRequest("hello").routingId()).isEqualTo(CLIENT);
        return client;
    }

    @ParameterizedTest
    @EnumSource
    void aDealerGetsItsRepliesInTheOrderOfTheScript(Library library) {
        try (LibrarySocket client = dealer(library)) {
            server.enqueue("one");
            server.expectRequest("one");
            // Two requests are under way at once: the client was told so by two unasked messages.
            server.sendTo("cli", "two");
            server.sendTo("cli", "three");
            RecordedRequest two = server.expectRequest("two");
            RecordedRequest three = server.expectRequest("three");
            server.enqueue(Answer.of("held").held()); // answers "one"
            server.enqueue(Answer.of("re two").held())
                    .enqueue(Answer.of("re three").held());
            server.release(three);
            server.expectRequest("re three");
            server.release(two);
            server.expectRequest("re two");
            server.releaseAll();
            server.expectRequest("held");
            server.enqueue(Answer.of("overtaken").behindNext())
                    .enqueue(Answer.of("twice").twice())
                    .enqueue(Answer.none());
            server.expectRequest("twice");
            server.expectRequest("twice");
            server.expectRequest("overtaken");
            server.enqueue(Answer.of("late").after(Duration.ofMillis(30)));
            server.expectRequest("late");
            assertThat(client).isNotNull();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aReqGetsItsReplyAndNoOther(Library library) {
        try (LibrarySocket client = library.client("req", server.endpoint(), "")) {
            assertThat(server.expectRequest("hello").message()).isEqualTo(Message.of("", "hello"));
            server.enqueue(Answer.of("one").held());
            server.release();
            assertThat(server.expectRequest("one").routingId()).isNull();
            server.enqueue(Answer.of("late").after(Duration.ofMillis(30)));
            server.expectRequest("late");
            assertThat(client).isNotNull();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDealerComesBackAfterTheServerHasVanished(Library library) {
        try (LibrarySocket client = dealer(library)) {
            server.enqueue("again");
            server.expectRequest("again");
            server.vanish(Event.Ending.RST);
            server.restart();
            server.expectClients(1);
            server.sendTo(CLIENT, Message.of("after the crash"));
            server.expectRequest("after the crash");
            server.vanish(Event.Ending.FIN);
            server.restart();
            server.expectClients(1);
            server.sendTo(CLIENT, Message.of("after the leave"));
            server.enqueue("and so on");
            server.expectRequest("after the leave");
            server.expectRequest("and so on");
            assertThat(client).isNotNull();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDealerIgnoresACommandThatItDoesNotKnow(Library library) {
        try (LibrarySocket client = dealer(library)) {
            server.enqueue(Answer.hex("04 05 04 57484154").then(Answer.of("go on")));
            server.expectRequest("go on");
            assertThat(client).isNotNull();
        }
    }

    /** JeroMQ is left out: this length makes it hang for good. libzmq gives up, and does not come back. */
    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "JEROMQ")
    void aDealerLeavesAServerThatTalksNonsense(Library library) {
        try (LibrarySocket client = dealer(library)) {
            server.enqueue(Answer.hex("02 ffffffff ffffffff"));
            awaitClosed(1);
            assertThat(client).isNotNull();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDealerNeverSeesHalfAReply(Library library) {
        try (LibrarySocket client = dealer(library)) {
            server.enqueue(Answer.beginning(5, "half a reply").then(Answer.end(Event.Ending.FIN)));
            awaitClosed(1);
            server.expectClients(1);
            server.sendTo(CLIENT, Message.of("whole"));
            server.expectRequest("whole");
            assertThat(client).isNotNull();
        }
    }

    private void awaitClosed(int number) {
        ClientConnection connection = server.router().connections().get(number - 1);
        await().until(() -> !connection.isOpen());
    }
}
