package io.github.dontwait.testkit.junit;

import static io.github.dontwait.testkit.junit.JupiterRun.printed;
import static io.github.dontwait.testkit.junit.JupiterRun.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.github.dontwait.testkit.jeromq.CheckedContext;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.peer.FakeRouter;
import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.wire.Timeouts;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** What a failure tells beyond its message: the transcript, and where the threads are. */
class FailureReportTest {

    @Test
    void aFailureCarriesTheTranscriptOnce() {
        List<Throwable> failures = run(Failing.class).failures();
        assertThat(failures).hasSize(2);
        for (Throwable failure : failures) {
            assertThat(printed(failure).split("\nTranscript:|: Transcript:", -1))
                    .hasSize(2);
        }
        assertThat(failures)
                .filteredOn(failure ->
                        failure.getMessage() != null && failure.getMessage().startsWith("by hand"))
                .singleElement()
                .satisfies(failure -> assertThat(printed(failure))
                        .containsPattern("\tSuppressed: Transcript:\n +\\+[0-9.]+ ms  .* -- connected[^\n]*\n"
                                + "(.*\n)*.*alice  -> subject  \\[ \"ping\" ]"));
    }

    @DontwaitTest
    static class Failing {

        @Test
        void byHand(FakeRouter server, PeerFactory peers) {
            peers.to(server.endpoint()).dealer("alice").send("ping");
            fail("by hand");
        }

        @Test
        void byTheKit(FakeRouter server, PeerFactory peers) {
            Peer alice = peers.to(server.endpoint()).dealer("alice");
            alice.send("ping");
            alice.expectMessage(Duration.ofMillis(1));
        }

        @Test
        void byAssumption() {
            Assumptions.abort("not a failure");
        }
    }

    @Test
    void aTimeoutShowsWhereTheThreadsWere() {
        String text = printed(run(Hanging.class).failure());
        assertThat(text)
                .contains("TimeoutException: hangs(")
                .containsPattern("Suppressed: Threads when the time was over:\n"
                        + "  \\S+ sits in ZMQ\\.Socket\\.recv without a deadline: called from"
                        + " FailureReportTest\\.Hanging\\.hangs \\(FailureReportTest\\.java:[0-9]+\\)\n")
                .containsPattern("\n  worker-1 sits in ZMQ\\.Poller\\.poll without a deadline: called from "
                        + "FailureReportTest\\.Hanging\\.lambda")
                .containsPattern("\n  other threads: ");
    }

    @DontwaitTest
    @Timeout(value = 300, unit = TimeUnit.MILLISECONDS)
    static class Hanging {

        @Test
        void hangs(CheckedContext context) throws InterruptedException {
            CountDownLatch begun = new CountDownLatch(1);
            Thread worker = new Thread(
                    () -> {
                        try (ZMQ.Poller poller = context.createPoller(1)) {
                            poller.register(context.bound(SocketType.ROUTER), ZMQ.Poller.POLLIN);
                            begun.countDown();
                            poller.poll(-1);
                        }
                    },
                    "worker-1");
            worker.start();
            try {
                begun.await();
                context.bound(SocketType.PULL).recv();
            } finally {
                worker.interrupt();
                Thread.interrupted();
                worker.join();
            }
        }
    }

    @Test
    void aPatienceThatEndsShowsWhereTheSubjectIs() {
        String text = printed(run(Mute.class).failure());
        assertThat(text)
                .contains("Expecting alice (routing id \"alice\") to receive within 50 ms:\n  [ \"pong\" ]\n")
                .containsPattern("Suppressed: Threads of the test at that moment:\n"
                        + "  mute-service sits in ZMQ\\.Socket\\.recv without a deadline");
    }

    @DontwaitTest
    static class Mute {

        @Test
        void isAsked(@Bound(SocketType.ROUTER) ZMQ.Socket service, PeerFactory peers, Timeouts timeouts)
                throws InterruptedException {
            Thread thread = new Thread(
                    () -> {
                        while (service.recv() != null) {
                            Thread.onSpinWait();
                        }
                    },
                    "mute-service");
            String endpoint = service.getLastEndpoint();
            thread.setUncaughtExceptionHandler((interrupted, failure) -> {});
            thread.start();
            try {
                Peer alice = peers.to(endpoint).dealer("alice");
                alice.send("ping");
                alice.expect(Message.of("pong"), Duration.ofMillis(50));
            } finally {
                thread.interrupt();
                thread.join();
            }
        }
    }

    @Test
    void aMisusedSocketFailsItsTest() {
        assertThat(run(Misusing.class).failure())
                .hasMessageStartingWith("Expecting the 3 octets that PUSH socket 2 was given at "
                        + "FailureReportTest.Misusing.reuses (FailureReportTest.java:");
    }

    @DontwaitTest
    static class Misusing {
        @Test
        void reuses(ZContext context, @Bound(SocketType.PULL) ZMQ.Socket pull) {
            ZMQ.Socket push = context.createSocket(SocketType.PUSH);
            push.connect(pull.getLastEndpoint());
            byte[] array = {1, 2, 3};
            push.send(array);
            array[0] = 4;
        }
    }
}
