package io.github.dontwait.testkit.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class TranscriptTest {

    private final Transcript transcript = Transcript.begin();

    @Test
    void rendersOneLineForEachEvent() {
        transcript.connected("alice", "");
        transcript.sent("alice", Message.of("", "ping-a"));
        transcript.received("bob", Message.of("ping-b"));
        transcript.octets("bob", Event.Direction.SENT, Frame.hex("04 00"), "frame");
        transcript.octets("bob", Event.Direction.RECEIVED, Frame.filled(100, 0xab), "octets");
        transcript.disconnected("alice", Event.Ending.FIN, Event.By.PEER);
        transcript.disconnected("bob", Event.Ending.RST, Event.By.SUBJECT);
        transcript.failed("bob", "connection refused");
        transcript.turn("loop", 7, 2);
        transcript.note("bob", "a remark");
        assertThat(transcript.render().lines().map(line -> line.replaceFirst("^ +\\+\\d+\\.\\d ms", "  +T ms")))
                .containsExactly(
                        "  +T ms  alice -- connected",
                        "  +T ms  alice -> subject  [ \"\", \"ping-a\" ]",
                        "  +T ms  bob   <- subject  [ \"ping-b\" ]",
                        "  +T ms  bob   -> subject  frame  0x0400",
                        "  +T ms  bob   <- subject  octets  0x" + "ab".repeat(64) + "… (100 octets)",
                        "  +T ms  alice -- disconnected (FIN)",
                        "  +T ms  bob   -- disconnected by subject (RST)",
                        "  +T ms  bob   !! connection refused",
                        "  +T ms  loop  -- turn 7, work count 2",
                        "  +T ms  bob   -- a remark");
    }

    @Test
    void writesTimesInMillisecondsOneBelowTheOther() {
        Event early = new Event.Sent(0, "alice", Excerpt.of(Message.of("a")));
        Event late = new Event.Received(12_345, "bob", Excerpt.of(Message.of("b")));
        assertThat(TranscriptText.render(List.of(early), 3, List.of(late), late))
                .isEqualTo("   +0.0 ms  alice -> subject  [ \"a\" ]\n"
                        + "  … 3 events left out …\n"
                        + "  +12.3 ms  bob   <- subject  [ \"b\" ]     <-- here");
    }

    @Test
    void aMessageThatMayHaveComeMuchEarlierSaysSo() {
        Excerpt message = Excerpt.of(Message.of("a"));
        Event seen = new Event.Received(5_038_200, "alice", message, 15_000, 4_999_000);
        Event waitedFor = new Event.Received(5_038_300, "alice", message, 4_100_000, 5_038_300);
        assertThat(TranscriptText.render(List.of(seen, waitedFor), 0, List.of(), null))
                .isEqualTo("  +5038.2 ms  alice <- subject  [ \"a\" ]  (came between +15.0 ms and +4999.0 ms)\n"
                        + "  +5038.3 ms  alice <- subject  [ \"a\" ]");
        long now = System.nanoTime();
        transcript.received(
                "alice",
                Message.of("a"),
                now - Duration.ofHours(1).toNanos(),
                now + Duration.ofHours(1).toNanos());
        Event.Received came = (Event.Received) transcript.events().get(0);
        assertThat(came.cameAfterMicros()).isZero();
        assertThat(came.cameByMicros()).isEqualTo(came.atMicros());
    }

    @Test
    void foldsWhatComesAgainAndAgain() {
        transcript.sent("alice", Message.of("job"));
        for (int i = 0; i < 120; i++) {
            transcript.sent("bob", Message.of("ping"));
            transcript.received("bob", Message.of("ping"));
        }
        transcript.received("alice", Message.of("done"));
        List<String> lines = transcript
                .render()
                .lines()
                .map(line -> line.replaceFirst("^ +\\+\\d+\\.\\d ms", "  +T ms"))
                .toList();
        assertThat(lines)
                .containsExactly(
                        "  +T ms  alice -> subject  [ \"job\" ]",
                        "  +T ms  bob   -> subject  [ \"ping\" ]",
                        "  +T ms  bob   <- subject  [ \"ping\" ]",
                        "  … the same 2 lines 118 times more …",
                        "  +T ms  bob   -> subject  [ \"ping\" ]",
                        "  +T ms  bob   <- subject  [ \"ping\" ]",
                        "  +T ms  alice <- subject  [ \"done\" ]");
        Event pointedAt = transcript.events().get(121);
        assertThat(transcript.render(pointedAt)).contains("     <-- here").contains("the same 2 lines 58 times more");
    }

    @Test
    void looksBeforeAnybodyClaimsAnything() {
        Consumer<Predicate<String>> look = names -> {
            if (names.test("alice")) {
                transcript.note("alice", "looked");
            }
        };
        transcript.onLook(look);
        transcript.look(name -> !name.equals("alice"));
        assertThat(transcript.events()).isEmpty();
        transcript.look();
        transcript.noLongerOnLook(look);
        transcript.look();
        assertThat(transcript.events()).hasSize(1);
        assertThat(transcript.peers()).containsExactly("alice");
        assertThat(transcript.mayKnow("alice")).isTrue();
        assertThat(transcript.mayKnow("bob")).isFalse();
    }

    @Test
    void keepsTheFirstAndTheLastEvents() {
        for (int i = 0; i < 1_000; i++) {
            transcript.note("peer", "event " + i);
        }
        List<Event> events = transcript.events();
        assertThat(events).hasSize(500);
        assertThat(transcript.leftOut()).isEqualTo(500);
        assertThat(text(events.get(99))).isEqualTo("event 99");
        assertThat(text(events.get(100))).isEqualTo("event 600");
        assertThat(text(events.get(499))).isEqualTo("event 999");
        assertThat(transcript.render()).contains("event 99\n  … 500 events left out …\n");
    }

    private static String text(Event event) {
        return ((Event.Note) event).text();
    }

    @Test
    void keepsOnlyTheBeginningOfLargeMessages() {
        transcript.sent("alice", Message.of(Collections.nCopies(1_000, Frame.filled(1_000_000, 'x'))));
        Event.Sent sent = (Event.Sent) transcript.events().get(0);
        assertThat(sent.message().parts()).hasSize(16);
        assertThat(sent.message().frameCount()).isEqualTo(1_000);
        assertThat(sent.message().parts().get(0).head().size()).isEqualTo(64);
        assertThat(sent.message().parts().get(0).size()).isEqualTo(1_000_000);
        assertThat(sent.message().isComplete()).isFalse();
        assertThat(sent.message().parts().get(0)).hasToString("\"" + "x".repeat(24) + "\"… (1000000 octets)");
    }

    @Test
    void timesNeverDecreaseWhoeverRecords() throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        for (int i = 0; i < 4; i++) {
            String peer = "peer-" + i;
            threads.execute(() -> {
                for (int n = 0; n < 100; n++) {
                    transcript.sent(peer, Message.of("m"));
                }
            });
        }
        threads.shutdown();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(transcript.events())
                .hasSize(400)
                .isSortedAccordingTo((a, b) -> Long.compare(a.atMicros(), b.atMicros()));
    }

    @Test
    void noneKeepsNothing() {
        Transcript none = Transcript.none();
        none.sent("alice", Message.of("a"));
        none.note("alice", "b");
        assertThat(none.events()).isEmpty();
        assertThat(none.render()).isEmpty();
    }

    @Test
    void findsTheLatestMessageOfAPeer() {
        transcript.received("alice", Message.of("1"));
        transcript.received("alice", Message.of("2"));
        transcript.received("bob", Message.of("3"));
        assertThat(transcript.lastReceived("alice"))
                .contains(transcript.events().get(1));
        assertThat(transcript.lastReceived("carol")).isEmpty();
    }
}
