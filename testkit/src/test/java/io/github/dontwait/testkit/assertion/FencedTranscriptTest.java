package io.github.dontwait.testkit.assertion;

import static io.github.dontwait.testkit.assertion.DontwaitAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dontwait.testkit.peer.FakeServer;
import io.github.dontwait.testkit.peer.MessageMatcher;
import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.peer.Peers;
import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.Timeouts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With a fence before it, a claim that nothing else came is exact: what a wrong subject sends too much is there by then. */
@Timeout(20)
class FencedTranscriptTest {

    private final Transcript transcript = Transcript.begin();
    private final Peers servers = Peers.listening(Transcript.none(), Timeouts.standard());
    private final FakeServer server = servers.fakeServer("server");
    private final Peers peers = Peers.to(server.endpoint(), transcript, Timeouts.standard());
    private final Peer alice = peers.dealer("alice");

    @AfterEach
    void closeAll() {
        peers.close();
        servers.close();
    }

    @Test
    void aSubjectThatAnswersOncePasses() {
        server.enqueue("1").enqueue("fence");
        alice.send("1");
        alice.send("fence");
        alice.fishFor(MessageMatcher.texts("fence"));
        assertThat(transcript).from("alice").receivedNothingBut("1", "fence");
    }

    @Test
    void aSubjectThatAnswersTwiceDoesNot() {
        server.enqueue("1");
        alice.send("1");
        alice.expect("1");
        server.sendTo("alice", "1");
        server.enqueue("fence");
        alice.send("fence");
        alice.fishFor(MessageMatcher.texts("fence"));
        assertThatThrownBy(() -> assertThat(transcript).from("alice").receivedNothingBut("1", "fence"))
                .hasMessageContaining("but message 2 is:\n  [ \"1\" ]");
        assertThatThrownBy(() -> assertThat(transcript).from("alice").receivedExactlyOnce("1"))
                .hasMessageContaining("but it received it 2 times");
    }
}
