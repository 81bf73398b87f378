package io.github.dontwait.testkit.jeromq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dontwait.testkit.leak.LeakCheck;
import io.github.dontwait.testkit.peer.FakeRouter;
import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.Timeouts;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZMQException;
import org.zeromq.ZMsg;

/** How a context ends, and what it says of sockets that keep it from that. */
class CheckedContextTest {

    @Test
    void anInterruptDoesNotKeepItFromClosing() {
        try (LeakCheck check = LeakCheck.begin("the context")) {
            CheckedContext context = CheckedContext.open();
            CheckedSocket router = context.bound(SocketType.ROUTER);
            Thread.currentThread().interrupt();
            assertThatThrownBy(router::recv).isInstanceOf(ZMQException.class);
            Thread.currentThread().interrupt();
            context.close();
            assertThat(Thread.interrupted()).isTrue();
            assertThat(check.threads()).isEmpty();
            assertThat(context.isClosed()).isTrue();
            assertThatThrownBy(() -> context.createSocket(SocketType.PUB))
                    .hasMessage("the context is closed; it makes no PUB any more");
        }
    }

    @Test
    void aCloseThatHangsIsReported() {
        FakeRouter server = FakeRouter.listen(0, "server", Transcript.none(), Timeouts.standard());
        server.stopListening();
        CheckedContext context = CheckedContext.open().withPatience(Duration.ofMillis(200));
        CheckedSocket dealer = context.createSocket(SocketType.DEALER);
        dealer.setLinger(-1);
        dealer.connect(server.endpoint());
        dealer.send("nobody takes it");
        assertThatThrownBy(context::close)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageMatching(
                        "the JeroMQ context is not closed after 200 ms, and JeroMQ waits on: DEALER socket 1"
                                + " made at \\S*CheckedContextTest\\.aCloseThatHangsIsReported\\(CheckedContextTest\\.java:[0-9]+\\)"
                                + "\\. A linger of -1 waits until the peer has taken everything; set a bounded one before"
                                + " connecting\\.");
        // Somebody takes it, and the context comes to its end.
        server.listenAgain();
        server.takeRequest();
        server.close();
    }

    @Test
    void aShadowClosesItsOwnSocketsOnly() {
        try (LeakCheck check = LeakCheck.begin("the contexts")) {
            try (CheckedContext context = CheckedContext.open()) {
                CheckedSocket router = context.bound(SocketType.ROUTER);
                router.setReceiveTimeOut(10_000);
                try (CheckedContext shadow = context.shadow()) {
                    CheckedSocket dealer = shadow.createSocket(SocketType.DEALER);
                    dealer.connect(router.getLastEndpoint());
                    dealer.send("hello");
                    assertThat(ZMsg.recvMsg(router)).hasSize(2);
                    assertThat(context.getSockets()).containsExactly(router);
                    assertThat(shadow.getSockets()).containsExactly(dealer);
                    assertThat(shadow.isMain()).isFalse();
                    assertThatThrownBy(shadow::shadow).hasMessage("a shadow casts no shadow; ask the context itself");
                }
                router.setReceiveTimeOut(0);
                assertThat(router.recv()).isNull();
            }
            assertThat(check.threads()).isEmpty();
        }
    }

    @Test
    void aFailingThreadOfJeromqIsReported() {
        CheckedContext context = CheckedContext.open();
        context.bound(SocketType.ROUTER);
        context.getUncaughtExceptionHandler()
                .uncaughtException(Thread.currentThread(), new OutOfMemoryError("direct buffer memory"));
        assertThatThrownBy(context::close)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("main of a JeroMQ context died, and with it all connections:"
                        + " java.lang.OutOfMemoryError: direct buffer memory");
    }

    @Test
    void whatIsNotClosedIsNamedWithItsPlace() {
        LeakCheck outer = LeakCheck.begin("the class").withPatience(Duration.ZERO);
        CheckedContext context = CheckedContext.open();
        LeakCheck check =
                LeakCheck.begin("the test").withPatience(Duration.ZERO).doNotJudgeDescriptors("of the socket");
        context.createSocket(SocketType.SUB);
        assertThat(check.end().leaks())
                .singleElement()
                .asString()
                .matches("(?s)SUB socket 1, opened by main\n    at \\S*CheckedContextTest\\.whatIsNotClosed.*");
        assertThat(outer.doNotJudgeDescriptors("of the context").end().leaks())
                .singleElement()
                .asString()
                .matches("(?s)a JeroMQ context with SUB socket 1, opened by main\n"
                        + "    at \\S*CheckedContextTest\\.whatIsNotClosed.*");
        context.close();
    }

    @Test
    void inprocEndpointsAreUnique() {
        assertThat(Arrays.asList(CheckedContext.inprocEndpoint(), CheckedContext.inprocEndpoint()))
                .doesNotHaveDuplicates()
                .allMatch(endpoint -> endpoint.matches("inproc://dontwait-[0-9]+"));
    }
}
