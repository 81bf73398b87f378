package io.github.dontwait.testkit.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.github.dontwait.testkit.library.Library;
import io.github.dontwait.testkit.library.LibrarySocket;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.message.RoutingId;
import io.github.dontwait.testkit.transcript.Event;
import io.github.dontwait.testkit.transcript.ExpectationFailedError;
import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.Timeouts;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
class ScriptTest {

    private static final Timeouts TIMEOUTS = Timeouts.standard().withSilence(Duration.ofMillis(30));
    private static final Timeouts HASTY = TIMEOUTS.withArrival(Duration.ofSeconds(1));

    private final Transcript transcript = Transcript.begin();
    private final Peers servers = Peers.listening(Transcript.none(), Timeouts.standard());
    private final FakeServer subject = servers.fakeServer("subject");
    private PeerGroup peers = Peers.to(subject.endpoint(), transcript, TIMEOUTS);

    @AfterEach
    void closeAll() {
        peers.close();
        servers.close();
    }

    private void over(GroupKind kind, Timeouts timeouts) {
        peers.close();
        peers = kind.to(subject.endpoint(), transcript, timeouts);
    }

    @Test
    void isAValueThatCanBePrinted() {
        Script impatient = Script.named("impatient client")
                .routingId("c-1")
                .send("job-1")
                .send("job-2")
                .expect("job-1 done")
                .disconnect()
                .reconnect()
                .reconnectAs("c-2")
                .reconnectAs((RoutingId) null)
                .meet("the end")
                .expectInAnyOrder(Message.of("a"), Message.of("b"))
                .expectAnyOf(MessageMatcher.texts("c"), MessageMatcher.anything())
                .fishFor(MessageMatcher.startingWith("d"))
                .fence("ping", "pong")
                .expectNothingElse();
        assertThat(impatient).hasToString("""
                impatient client: DEALER with routing id "c-1"
                  1. send [ "job-1" ]
                  2. send [ "job-2" ]
                  3. expect [ "job-1 done" ]
                  4. disconnect
                  5. reconnect
                  6. reconnect as routing id "c-2"
                  7. reconnect without a routing id
                  8. meet the others at "the end"
                  9. expect in any order [ "a" ], [ "b" ]
                  10. expect any of [ "c" ], any message
                  11. fish for a message that starts with [ "d" ]
                  12. expect nothing but [ "pong" ] when asking [ "ping" ]
                  13. expect nothing else""");
        Script short1 = Script.named("alice").send("x");
        assertThat(short1.send("y")).isNotSameAs(short1);
        assertThat(short1).hasToString("alice: DEALER with routing id \"alice\"\n  1. send [ \"x\" ]");
        assertThat(short1.as("bob")).hasToString("bob: DEALER with routing id \"bob\"\n  1. send [ \"x\" ]");
        assertThat(impatient.as("bob").toString()).startsWith("bob: DEALER with routing id \"c-1\"\n");
        assertThat(short1.req()).hasToString("alice: REQ without a routing id\n  1. send [ \"x\" ]");
        assertThat(short1.anonymous().as("bob").toString()).startsWith("bob: DEALER without a routing id\n");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> impatient.meet("the end"))
                .withMessageContaining("\"the end\" already");
    }

    @ParameterizedTest
    @EnumSource
    void isPlayedStepByStep(GroupKind kind) {
        over(kind, TIMEOUTS);
        subject.answerBy(request -> Answer.of(request.body()).times(2));
        Transcript played = peers.play(Script.named("alice")
                .send("1")
                .expect("1")
                .expectAnyOf(MessageMatcher.texts("0"), MessageMatcher.texts("1"))
                .send("2")
                .send("3")
                .fishFor(MessageMatcher.texts("3"))
                .disconnect()
                .reconnectAs("alice again")
                .send("4")
                .expectInAnyOrder(MessageMatcher.anything(), MessageMatcher.texts("4"))
                .expectNothingElse());
        assertThat(played).isSameAs(transcript);
        assertThat(subject.requests())
                .extracting(RecordedRequest::routingId)
                .containsExactly(
                        RoutingId.text("alice"),
                        RoutingId.text("alice"),
                        RoutingId.text("alice"),
                        RoutingId.text("alice again"));
        await().until(() -> subject.router().connections().stream().noneMatch(ClientConnection::isOpen));
    }

    @ParameterizedTest
    @EnumSource
    void aReqPlaysToo(GroupKind kind) {
        over(kind, TIMEOUTS);
        subject.enqueue("ho");
        peers.play(Script.named("carol").req().send("hi").expect("ho"));
        assertThat(subject.takeRequest().message()).isEqualTo(Message.of("", "hi"));
    }

    @ParameterizedTest
    @EnumSource
    void aFailureSaysAtWhichStep(GroupKind kind) {
        over(kind, TIMEOUTS);
        subject.answerBy(request -> Answer.of("wrong"));
        assertThat(Failures.of(() -> peers.play(Script.named("alice")
                        .routingId("c-1")
                        .send("1")
                        .expect("right")
                        .send("2"))))
                .startsWith("""
                        Expecting alice (routing id "c-1", step 2 of 3) to receive within 5 s:
                          [ "right" ]
                        but received:
                          [ "wrong" ]
                        frame 1 of 1, byte 1: expected 'r' (0x72), was 'w' (0x77)

                        Transcript:
                        """)
                .endsWith("alice <- subject  [ \"wrong\" ]     <-- here");
    }

    @Test
    void whatNobodyExpectedIsInTheTranscript() {
        subject.answerBy(request -> Answer.of("x").twice());
        Script alice = Script.named("alice")
                .send("1")
                .expect("x")
                .meet("alice was answered")
                .meet("so was bob");
        Script bob = Script.named("bob")
                .meet("alice was answered")
                .send("2")
                .expect("x")
                .meet("so was bob");
        assertThat(peers.playTogether(alice, bob).events())
                .filteredOn(
                        event -> event instanceof Event.Received && event.peer().equals("alice"))
                .hasSize(2);
    }

    @ParameterizedTest
    @EnumSource
    void severalArePlayedTogether(GroupKind kind) {
        over(kind, TIMEOUTS);
        subject.answerBy(request -> Answer.echo());
        Script echo = Script.named("c0")
                .send("hi")
                .expect("hi")
                .meet("half")
                .send("ho")
                .expect("ho");
        Script[] all = IntStream.range(0, 6).mapToObj(i -> echo.as("c" + i)).toArray(Script[]::new);
        peers.playTogether(all);
        assertThat(subject.requests())
                .extracting(request -> request.body().first().text())
                .containsExactly("hi", "hi", "hi", "hi", "hi", "hi", "ho", "ho", "ho", "ho", "ho", "ho");
        assertThat(scriptThreads()).isEmpty();
    }

    private static List<String> scriptThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("dontwait-script-"))
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void theFirstFailureIsReportedWithTheJointTranscript(GroupKind kind) {
        over(kind, HASTY);
        subject.answerBy(request -> request.body().equals(Message.of("for bob")) ? Answer.of("oops") : Answer.none());
        Script alice =
                Script.named("alice").send("for alice").meet("both asked").expect("alice's");
        Script bob = Script.named("bob")
                .meet("both asked")
                .send("for bob")
                .expect("bob's")
                .meet("the end");
        Script carol = Script.named("carol").meet("the end").send("never");
        ExpectationFailedError error = Failures.error(() -> peers.playTogether(alice, bob, carol));
        assertThat(Failures.text(error))
                .startsWith("""
                        Expecting bob (routing id "bob", step 3 of 4) to receive within 1 s:
                          [ "bob's" ]
                        but received:
                          [ "oops" ]
                        frame 1 of 1, byte 1: expected 'b' (0x62), was 'o' (0x6f)

                        Transcript:
                        """)
                .contains("alice -> subject  [ \"for alice\" ]")
                .contains("bob   <- subject  [ \"oops\" ]     <-- here")
                .contains("carol -- stopped: the others did not come to \"the end\"");
        assertThat(error.getCause()).isInstanceOf(ExpectationFailedError.class);
        assertThat(error.getSuppressed()).hasSize(1).allSatisfy(other -> assertThat(other)
                .hasMessageStartingWith("Expecting alice (routing id \"alice\", step 3 of 3) to receive within 1 s"));
        assertThat(scriptThreads()).isEmpty();
    }

    @Test
    void aMistakeInAScriptIsNoFailureOfTheSubject() {
        Script alice = Script.named("alice").disconnect().send("into the void");
        Assertions.assertThatIllegalStateException()
                .isThrownBy(() -> peers.playTogether(alice))
                .withMessage("a script could not be played")
                .havingCause()
                .withMessageContaining("reconnect first");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> peers.playTogether(alice, alice))
                .withMessageContaining("two scripts are named \"alice\"");
    }

    @Test
    void peersStayUntilTheLastScriptHasEnded() {
        subject.answerBy(request -> Answer.echo());
        Script quick = Script.named("quick").meet("start");
        Script slow =
                Script.named("slow").meet("start").expectNothingElse().send("x").expect("x");
        peers.playTogether(quick, slow);
        assertThat(transcript.events())
                .filteredOn(event -> event instanceof Event.Disconnected || event instanceof Event.Received)
                .first()
                .isInstanceOf(Event.Received.class);
    }

    @Test
    void anInterruptEndsAPlay() throws Exception {
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        Thread player = new Thread(() -> {
            try {
                peers.playTogether(Script.named("alice").send("1").expect("never"));
                ended.complete(new AssertionError("it ended well"));
            } catch (RuntimeException | Error e) {
                ended.complete(e);
            }
        });
        player.start();
        subject.expectRequest("1");
        player.interrupt();
        assertThat(ended.get()).isInstanceOf(CancellationException.class);
        player.join();
    }

    @ParameterizedTest
    @CsvSource({"LIBZMQ, WIRE", "LIBZMQ, JEROMQ", "JEROMQ, WIRE", "JEROMQ, JEROMQ"})
    void playTheServiceOfALibrary(Library library, GroupKind kind) {
        try (LibrarySocket router = library.echoingRouter();
                PeerGroup clients = kind.to(router.endpoint(), transcript, TIMEOUTS)) {
            Script alice = Script.named("alice")
                    .send("ping-1")
                    .send("ping-2", "")
                    .expect("ping-1")
                    .meet("half")
                    .expect("ping-2", "")
                    .reconnectAs("alice again")
                    .send("ping-3")
                    .expect("ping-3")
                    .fence("fence", "fence");
            Script carol = Script.named("carol").req().send("hi").expect("hi").meet("half");
            clients.playTogether(alice, carol, carol.as("dave"));
        }
    }
}
