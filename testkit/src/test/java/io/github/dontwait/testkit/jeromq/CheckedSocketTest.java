package io.github.dontwait.testkit.jeromq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZFrame;
import org.zeromq.ZMQ;
import org.zeromq.ZMsg;

/** What is sent stays as it was, and one thread at a time has the socket. */
class CheckedSocketTest {

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
                                + " CheckedSocketTest\\.anArrayThatIsReusedIsReportedAtTheNextSend"
                                + " \\(CheckedSocketTest\\.java:[0-9]+\\) to stay as they were\n"
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
            byte[] request = Objects.requireNonNull(rep.recv(), "nothing came");
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
            byte[] received = Objects.requireNonNull(right.recv(), "nothing came");
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
                                + "but main called send at CheckedSocketTest\\.lambda\\S+ \\(CheckedSocketTest\\.java:[0-9]+\\)"
                                + " after worker-1 had taken it over with recv at CheckedSocketTest\\.lambda\\S+"
                                + " \\(CheckedSocketTest\\.java:[0-9]+\\)\n"
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

    private static <T> FutureTask<T> start(String name, Callable<T> task) {
        FutureTask<T> future = new FutureTask<>(task);
        Thread thread = new Thread(future, name);
        thread.setDaemon(true);
        thread.start();
        return future;
    }
}
