package io.github.dontwait.testkit.assertion;

import static io.github.dontwait.testkit.assertion.DontwaitAssertions.assertThat;
import static io.github.dontwait.testkit.assertion.Failing.fails;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.transcript.Event;
import io.github.dontwait.testkit.transcript.Transcript;
import org.junit.jupiter.api.Test;

/** What is claimed of all peers together; each text word for word. */
class TranscriptAssertTest {

    private final Transcript transcript = SampleTranscript.ofAliceAndBob();

    @Test
    void reachedOnly() {
        assertThat(transcript).reply("done-1").reachedOnly("alice");
        assertThat(transcript).reply(Message.of("hello")).reachedOnly("bob");
        fails(() -> assertThat(transcript).reply("hello").reachedOnly("alice"), """
                Expecting the reply to reach alice and nobody else:
                  [ "hello" ]
                but bob received it instead

                Transcript:
                  +T ms  alice -> subject  [ "job-1" ]
                  +T ms  bob   -> subject  [ "", "hi" ]
                  +T ms  alice <- subject  [ "done-1" ]
                  +T ms  bob   <- subject  [ "", "hello" ]     <-- here
                """);
    }

    @Test
    void reachedSomebodyElseAsWellOrNobody() {
        transcript.received("bob", Message.of("done-1"));
        fails(() -> assertThat(transcript).reply("done-1").reachedOnly("alice"), """
                Expecting the reply to reach alice and nobody else:
                  [ "done-1" ]
                but alice and bob received it

                Transcript:
                  +T ms  alice -> subject  [ "job-1" ]
                  +T ms  bob   -> subject  [ "", "hi" ]
                  +T ms  alice <- subject  [ "done-1" ]
                  +T ms  bob   <- subject  [ "", "hello" ]
                  +T ms  bob   <- subject  [ "done-1" ]     <-- here
                """);
        Transcript lost = Transcript.begin();
        lost.sent("alice", Message.of("a"));
        fails(() -> assertThat(lost).reply("a").reachedOnly("alice"), """
                Expecting the reply to reach alice and nobody else:
                  [ "a" ]
                but nobody received it

                Transcript:
                  +T ms  alice -> subject  [ "a" ]
                """);
    }

    @Test
    void reachedNobody() {
        assertThat(transcript).reply("job-1").reachedNobody();
        fails(() -> assertThat(transcript).reply("done-1").reachedNobody(), """
                Expecting the reply to reach nobody:
                  [ "done-1" ]
                but alice received it

                Transcript:
                  +T ms  alice -> subject  [ "job-1" ]
                  +T ms  bob   -> subject  [ "", "hi" ]
                  +T ms  alice <- subject  [ "done-1" ]     <-- here
                  +T ms  bob   <- subject  [ "", "hello" ]
                """);
    }

    @Test
    void aNameThatNobodyHasIsAFailure() {
        fails(() -> assertThat(transcript).from("allice").receivedNothing(), """
                Expecting "allice" to be one of the peers
                but nobody is called allice; peers: alice, bob

                Transcript:
                  +T ms  alice -> subject  [ "job-1" ]
                  +T ms  bob   -> subject  [ "", "hi" ]
                  +T ms  alice <- subject  [ "done-1" ]
                  +T ms  bob   <- subject  [ "", "hello" ]
                """);
        String nobody = "Expecting \"bop\" to be one of the peers\nbut nobody is called bop; peers: alice, bob\n";
        assertThatThrownBy(() -> assertThat(transcript).nothingWasDropped("alice", "bop"))
                .hasMessageStartingWith(nobody);
        assertThatThrownBy(() -> assertThat(transcript).everyRequestWasAnswered((request, reply) -> true, "bop"))
                .hasMessageStartingWith(nobody);
        assertThatThrownBy(() -> assertThat(transcript).reply("hello").reachedOnly("bop"))
                .hasMessageStartingWith(nobody);
        fails(() -> assertThat(Transcript.begin()).from("alice").wasNotDisconnected(), """
                Expecting "alice" to be one of the peers
                but nobody is called alice; there are no peers
                """);
        transcript.joined("bop");
        assertThat(transcript).nothingWasDropped("alice", "bop").from("bop").receivedNothing();
    }

    @Test
    void aServerIsAllItsConnections() {
        Transcript ofServer = Transcript.begin();
        ofServer.received("server", Message.of("1"));
        ofServer.received("server#2", Message.of("2"));
        ofServer.received("server-2", Message.of("3"));
        assertThat(ofServer).from("server").receivedNothingBut("1", "2");
        assertThat(ofServer).from("server#2").receivedNothingBut("2");
        assertThat(ofServer).reply("2").reachedOnly("server");
        assertThatThrownBy(() -> assertThat(ofServer).from("server").receivedNothingBut("1"))
                .hasMessageContaining("but message 2 is:\n  [ \"2\" ]");
        assertThatThrownBy(() -> assertThat(ofServer).reply("3").reachedOnly("server"))
                .hasMessageContaining("but server-2 received it instead");
    }

    @Test
    void nothingWasDropped() {
        assertThat(transcript).nothingWasDropped();
        transcript.sent("alice", Message.of("job-2"));
        fails(() -> assertThat(transcript).nothingWasDropped(), """
                Expecting nothing to have been dropped: each peer to receive a message for each that it sent
                but alice sent 2 messages and received 1

                Transcript:
                  +T ms  alice -> subject  [ "job-1" ]
                  +T ms  bob   -> subject  [ "", "hi" ]
                  +T ms  alice <- subject  [ "done-1" ]
                  +T ms  bob   <- subject  [ "", "hello" ]
                  +T ms  alice -> subject  [ "job-2" ]
                """);
        assertThat(transcript).nothingWasDropped("alice");
        transcript.disconnected("alice", Event.Ending.FIN, Event.By.PEER);
        assertThat(transcript).as("a peer that has left is owed nothing").nothingWasDropped();
        transcript.connected("alice", "again");
        assertThatThrownBy(() -> assertThat(transcript).nothingWasDropped()).isInstanceOf(AssertionError.class);
    }

    @Test
    void everyRequestWasAnswered() {
        assertThat(transcript).everyRequestWasAnswered((request, reply) -> true);
        transcript.sent("alice", Message.of("job-2"));
        transcript.received("alice", Message.of("done-1"));
        fails(
                () -> assertThat(transcript)
                        .everyRequestWasAnswered(
                                (request, reply) -> reply.toString()
                                        .equals(request.toString().replace("job", "done")),
                                "bob"),
                """
                Expecting every request to have been answered
                but 1 request of alice was not:
                  [ "job-2" ]

                Transcript:
                  +T ms  alice -> subject  [ "job-1" ]
                  +T ms  bob   -> subject  [ "", "hi" ]
                  +T ms  alice <- subject  [ "done-1" ]
                  +T ms  bob   <- subject  [ "", "hello" ]
                  +T ms  alice -> subject  [ "job-2" ]     <-- here
                  +T ms  alice <- subject  [ "done-1" ]
                """);
        assertThatThrownBy(() -> assertThat(transcript).everyRequestWasAnswered((request, reply) -> false))
                .hasMessageStartingWith("Expecting every request to have been answered\nbut 2 requests of alice were"
                        + " not, the first:\n  [ \"job-1\" ]\n");
    }

    @Test
    void whatWasLeftOutProvesNothing() {
        fails(() -> assertThat(Transcript.none()).nothingWasDropped(), """
                Expecting nothing to have been dropped
                but this transcript keeps nothing, so nobody knows
                """);
        for (int i = 0; i < 500; i++) {
            transcript.note("alice", "flood");
        }
        fails(() -> assertThat(transcript).from("alice").receivedNothingBut("done-1"), """
                Expecting alice to have received nothing else
                but the transcript left out 4 events and kept 500, so nobody knows; Transcript.begin(events) makes one that keeps more
                """);
        fails(() -> assertThat(transcript).reply("done-1").reachedOnly("alice"), """
                Expecting the reply to reach alice and nobody else:
                  [ "done-1" ]
                but the transcript left out 4 events and kept 500, so nobody knows; Transcript.begin(events) makes one that keeps more
                """);
        assertThat(transcript).from("alice").received("done-1");
    }

    @Test
    void whatWasLeftOutIsNotSaidToBeMissing() {
        Transcript small = Transcript.begin(5);
        for (int i = 0; i < 5; i++) {
            small.sent("alice", Message.of("job-" + i));
            small.received("alice", Message.of("done-" + i));
        }
        DontwaitAssertions.assertThat(small.events()).hasSize(5);
        fails(() -> assertThat(small).from("alice").received("done-1"), """
                Expecting alice to have received:
                  [ "done-1" ]
                but of the kept events 2 messages that it received are not this one; the transcript left out 5 events and kept 5, so nobody knows; Transcript.begin(events) makes one that keeps more

                Transcript:
                  +T ms  alice -> subject  [ "job-0" ]
                  … 5 events left out …
                  +T ms  alice -> subject  [ "job-3" ]
                  +T ms  alice <- subject  [ "done-3" ]
                  +T ms  alice -> subject  [ "job-4" ]
                  +T ms  alice <- subject  [ "done-4" ]
                """);
        assertThatThrownBy(() -> assertThat(small).from("alice").sent("job-1"))
                .hasMessageContaining(
                        "but of the kept events 3 messages that it sent are not this one; the transcript");
        assertThatThrownBy(() -> assertThat(small).from("alice").receivedInOrder("done-0", "done-4"))
                .hasMessageContaining("but not among the kept events is:\n  [ \"done-0\" ]\nthe transcript left out");
        Transcript large = Transcript.begin(2_000);
        for (int i = 0; i < 1_000; i++) {
            large.sent("alice", Message.of("job-" + i));
            large.received("alice", Message.of("done-" + i));
        }
        assertThat(large).nothingWasDropped().from("alice").receivedExactlyOnce("done-499");
        assertThatThrownBy(() -> Transcript.begin(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a transcript keeps 1 event or more, not 0; one that keeps nothing is Transcript.none()");
    }
}
