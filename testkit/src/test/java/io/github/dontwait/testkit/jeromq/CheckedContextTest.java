package io.github.dontwait.testkit.jeromq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.dontwait.testkit.leak.LeakCheck;
import io.github.dontwait.testkit.peer.FakeRouter;
import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.Timeouts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZFrame;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;
import org.zeromq.ZMsg;

class CheckedContextTest {

    private static final int MANY = 2_000;

    // --- what JeroMQ does by itself

    @Test
    void jeromqSendsWhatAnArrayHoldsLater() {
        try (ZContext context = new ZContext()) {
            context.setLinger(1_000);
            ZMQ.Socket pull = context.createSocket(SocketType.PULL);
            pull.bind("tcp://127.0.0.1:*");
            pull.setReceiveTimeOut(10_000);
            ZMQ.Socket push = context.createSocket(SocketType.PUSH);
            push.setSndHWM(0);
            push.connect(pull.getLastEndpoint());
            assertThat(corrupted(push, pull)).isGreaterThan(MANY / 10);
        }
    }

    private static int corrupted(ZMQ.Socket push, ZMQ.Socket pull) {
        byte[] reused = new byte[16];
        for (int i = 0; i < MANY; i++) {
            ByteBuffer.wrap(reused).putInt(0, i).putInt(12, i);
            push.send(reused);
        }
        int corrupted = 0;
        for (int i = 0; i < MANY; i++) {
            ByteBuffer received = ByteBuffer.wrap(requireReceived(pull.recv()));
            if (received.getInt(0) != i || received.getInt(12) != i) {
                corrupted++;
            }
        }
        return corrupted;
    }

    private static byte[] requireReceived(byte @Nullable [] message) {
        return Objects.requireNonNull(message, "nothing came");
    }

    /** In a JVM of its own: JeroMQ may be so broken afterwards that its context cannot be closed. */
    @Test
    void jeromqBreaksWhenTwoThreadsSend() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TwoThreadsOneSocket.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (InputStream out = process.getInputStream()) {
            String said = new String(out.readAllBytes(), StandardCharsets.UTF_8).strip();
            assertThat(said).matches("[1-9][0-9]* of [0-9]+ messages failed, were lost, or lost a frame");
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
    }

    private static <T> FutureTask<T> start(String name, Callable<T> task) {
        FutureTask<T> future = new FutureTask<>(task);
        Thread thread = new Thread(future, name);
        thread.setDaemon(true);
        thread.start();
        return future;
    }

    // --- arrays

    @Test
    void anArrayThatIsReusedIsReportedAtTheNextSend() {
        CheckedContext context = CheckedContext.open();
        CheckedSocket push = context.createSocket(SocketType.PUSH);
        push.connect(context.bound(SocketType.PULL).getLastEndpoint());
        byte[] reused = new byte[16];
        push.send(reused);
        push.send(reused); // unchanged: no harm
        reused[3] = 1;
        assertThatThrownBy(() -> push.send(reused))
                .isInstanceOf(SocketMisuseError.class)
                .hasMessageMatching(
                        "Expecting the 16 octets that PUSH socket 1 was given at"
                                + " CheckedContextTest\\.anArrayThatIsReusedIsReportedAtTheNextSend"
                                + " \\(CheckedContextTest\\.java:[0-9]+\\) to stay as they were\n"
                                + "but they were changed after send\\(byte\\[]\\), which does not copy: their receiver may see the"
                                + " change\nSend a new array each time, or call send\\(array, 0, length, flags\\), which copies\\.");
        assertThatThrownBy(context::close).isInstanceOf(SocketMisuseError.class);
        context.close();
    }

    @Test
    void anArrayThatIsChangedIsReportedAtTheEnd() {
        CheckedContext context = CheckedContext.open();
        CheckedSocket dealer = context.createSocket(SocketType.DEALER);
        dealer.connect(context.bound(SocketType.ROUTER).getLastEndpoint());
        byte[] array = {1, 2, 3};
        dealer.sendByteBuffer(ByteBuffer.wrap(array), 0);
        array[0] = 9;
        assertThatThrownBy(context::close)
                .isInstanceOf(SocketMisuseError.class)
                .hasMessageContaining("the 3 octets that DEALER socket 1 was given");
    }

    @Test
    void aCopiedAnAnsweredAndAReceivedArrayMayChange() {
        try (CheckedContext context = CheckedContext.open()) {
            byte[] array = {1};
            CheckedSocket rep = context.bound(SocketType.REP);
            CheckedSocket req = context.createSocket(SocketType.REQ);
            req.connect(rep.getLastEndpoint());
            req.send(array);
            byte[] request = requireReceived(rep.recv());
            rep.send(request, 0, request.length, 0);
            request[0] = 2;
            assertThat(req.recv()).containsExactly(1);
            array[0] = 3;

            String endpoint = CheckedContext.inprocEndpoint();
            CheckedSocket left = context.createSocket(SocketType.PAIR);
            CheckedSocket right = context.createSocket(SocketType.PAIR);
            left.bind(endpoint);
            right.connect(endpoint);
            left.send(new byte[] {4});
            byte[] received = requireReceived(right.recv());
            received[0] = 5;

            left.send(new byte[] {6}, ZMQ.DONTWAIT);
            assertThat(right.recv(ZMQ.DONTWAIT)).containsExactly(6);
        }
    }

    @Test
    void whatWasNotSentMayChange() {
        try (CheckedContext context = CheckedContext.open()) {
            CheckedSocket dealer = context.createSocket(SocketType.DEALER);
            byte[] array = {1};
            assertThat(dealer.send(array, ZMQ.DONTWAIT)).isFalse();
            array[0] = 2;
            assertThat(dealer.send(array, ZMQ.DONTWAIT)).isFalse();
        }
    }

    // --- threads

    @Test
    void aSocketMayBeHandedOverOnce() throws ExecutionException, InterruptedException {
        CheckedContext context = CheckedContext.open();
        CheckedSocket router = context.bound(SocketType.ROUTER);
        router.setReceiveTimeOut(0);
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch taken = new CountDownLatch(1);
        FutureTask<Boolean> worker = start("worker-1", () -> {
            router.recv();
            taken.countDown();
            end.await();
            return true;
        });
        taken.await();
        assertThat(router.owner()).isNotNull().extracting(Thread::getName).isEqualTo("worker-1");
        assertThatThrownBy(() -> router.send("mine again"))
                .isInstanceOf(SocketMisuseError.class)
                .hasMessageMatching(
                        "Expecting ROUTER socket 1 to be used by one thread only\n"
                                + "but main called send at CheckedContextTest\\.lambda\\S+ \\(CheckedContextTest\\.java:[0-9]+\\)"
                                + " after worker-1 had taken it over with recv at CheckedContextTest\\.lambda\\S+"
                                + " \\(CheckedContextTest\\.java:[0-9]+\\)\n"
                                + "JeroMQ does not notice, and mixes or loses messages\\. Give each thread a socket of its own"
                                + " \\(inproc\\), or call CheckedSocket\\.release\\(\\) where one thread hands it to another\\.");
        assertThatThrownBy(() -> new ZFrame("x").send(router, 0)).isInstanceOf(SocketMisuseError.class);
        assertThatThrownBy(() -> ZMsg.recvMsg(router)).isInstanceOf(SocketMisuseError.class);
        end.countDown();
        worker.get();
        joinAll("worker-1");
        router.recv(); // its owner has ended
        assertThat(context.failures()).hasSize(3);
        assertThatThrownBy(context::close).isInstanceOf(SocketMisuseError.class);
    }

    private static void joinAll(String name) throws InterruptedException {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals(name)) {
                thread.join(5_000);
            }
        }
    }

    @Test
    void aSocketMayBeReleased() throws ExecutionException, InterruptedException {
        try (CheckedContext context = CheckedContext.open()) {
            CheckedSocket router = context.bound(SocketType.ROUTER);
            router.setReceiveTimeOut(0);
            router.release();
            CountDownLatch end = new CountDownLatch(1);
            CountDownLatch released = new CountDownLatch(1);
            FutureTask<Boolean> worker = start("worker-1", () -> {
                router.recv();
                router.release();
                released.countDown();
                end.await();
                return true;
            });
            released.await();
            router.recv();
            router.close();
            end.countDown();
            worker.get();
        }
    }

    @Test
    void aSecondThreadInsideIsKeptOut() throws InterruptedException {
        CheckedContext context = CheckedContext.open();
        CheckedSocket router = context.bound(SocketType.ROUTER);
        ZMQ.Poller poller = context.createPoller(1);
        poller.register(router, ZMQ.Poller.POLLIN);
        FutureTask<Integer> worker = start("worker-1", () -> poller.poll(-1));
        while (router.owner() == Thread.currentThread()) {
            Thread.onSpinWait();
        }
        Throwable intruder = catchThrowable(() -> router.recv(ZMQ.DONTWAIT));
        assertThat(intruder)
                .isInstanceOf(SocketMisuseError.class)
                .hasMessageContaining("main called recv at ")
                .hasMessageContaining("while worker-1 was inside poll");
        // The worker still polls when its context is closed: that is misuse too.
        assertThatThrownBy(context::close).isSameAs(intruder);
        assertThat(intruder.getSuppressed())
                .hasSize(1)
                .extracting(Throwable::getMessage)
                .singleElement()
                .asString()
                .matches("(?s)Expecting ROUTER socket 1 to be used no more when its context is closed\n"
                        + "but worker-1 has it, since poll at .*, and lives: worker-1 sits in ZMQ\\.Poller\\.poll without"
                        + " a deadline: called from .*");
        assertThat(worker).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(-1);
    }

    // --- closing

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
