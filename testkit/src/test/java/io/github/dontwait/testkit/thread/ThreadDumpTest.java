package io.github.dontwait.testkit.thread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dontwait.testkit.peer.FakeRouter;
import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.Timeouts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMsg;

/** Readings of threads that really hang, in JeroMQ and elsewhere. */
class ThreadDumpTest {

    private static final Pattern LINES = Pattern.compile("ThreadDumpTest\\.java:[0-9]+");
    private static final Pattern LAMBDAS = Pattern.compile("lambda\\$[A-Za-z0-9]+\\$[0-9]+");

    private final List<Thread> threads = new ArrayList<>();
    private final List<AutoCloseable> closeables = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (Thread thread : threads) {
            thread.interrupt();
        }
        for (AutoCloseable closeable : closeables) {
            closeable.close();
        }
        for (Thread thread : threads) {
            thread.join(5_000);
            assertThat(thread.isAlive()).isFalse();
        }
    }

    private Thread hang(String name, HangingTask task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (Exception e) {
                        // Interrupted or closed at the end of the test: that is how it stops hanging.
                        Thread.currentThread().interrupt();
                    }
                },
                name);
        threads.add(thread);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private interface HangingTask {
        void run() throws Exception;
    }

    private static String reading(Thread thread) {
        String text =
                ThreadDump.take().reading(thread).map(ThreadReading::toString).orElse("has ended");
        return LAMBDAS.matcher(LINES.matcher(text).replaceAll("ThreadDumpTest.java:N"))
                .replaceAll("task");
    }

    private static void assertReads(Thread thread, String expected) {
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(reading(thread)).isEqualTo(expected));
    }

    private ZContext context() {
        ZContext context = new ZContext();
        closeables.add(context);
        return context;
    }

    private static final String HERE = ": called from ThreadDumpTest.task (ThreadDumpTest.java:N)";

    @Test
    void receivingWithoutADeadline() {
        ZMQ.Socket router = context().createSocket(SocketType.ROUTER);
        Thread worker = hang("worker-1", () -> router.recv());
        assertReads(worker, "worker-1 sits in ZMQ.Socket.recv without a deadline" + HERE);
        assertThat(ThreadDump.take().reading(worker).orElseThrow().text())
                .matches("(?s)worker-1 sits in .*\n    at ZMQ\\.Socket\\.recv \\(ZMQ\\.java:[0-9]+\\)\n"
                        + "    at ThreadDumpTest\\.lambda\\S+ \\(ThreadDumpTest\\.java:[0-9]+\\)\n.*"
                        + "    at Thread\\.run \\(Thread\\.java:[0-9]+\\)");
    }

    @Test
    void receivingAWholeMessageWithATimeout() {
        ZMQ.Socket router = context().createSocket(SocketType.ROUTER);
        router.setReceiveTimeOut(60_000);
        assertReads(
                hang("worker-1", () -> ZMsg.recvMsg(router)), "worker-1 sits in ZMsg.recvMsg with a deadline" + HERE);
    }

    @Test
    void sendingToNobody() {
        ZMQ.Socket dealer = context().createSocket(SocketType.DEALER);
        assertReads(
                hang("client", () -> dealer.send("hello")),
                "client sits in ZMQ.Socket.send without a deadline, with no peer to send to or at its high-water mark"
                        + HERE);
    }

    @Test
    void pollingWithAndWithoutADeadline() {
        ZContext context = context();
        ZMQ.Poller first = poller(context);
        ZMQ.Poller second = poller(context);
        assertReads(hang("poll", () -> first.poll(-1)), "poll sits in ZMQ.Poller.poll without a deadline" + HERE);
        assertReads(hang("turn", () -> second.poll(60_000)), "turn sits in ZMQ.Poller.poll with a deadline" + HERE);
    }

    private ZMQ.Poller poller(ZContext context) {
        ZMQ.Poller poller = context.createPoller(1);
        closeables.add(0, poller);
        poller.register(context.createSocket(SocketType.ROUTER), ZMQ.Poller.POLLIN);
        return poller;
    }

    @Test
    void closingAContextWhoseMessagesNobodyTakes() throws InterruptedException {
        FakeRouter server = FakeRouter.listen(0, "server", Transcript.none(), Timeouts.standard());
        closeables.add(server);
        server.stopListening();
        ZContext context = new ZContext();
        ZMQ.Socket dealer = context.createSocket(SocketType.DEALER);
        dealer.setLinger(-1);
        dealer.connect(server.endpoint());
        dealer.send("never taken");
        Thread closer = hang("main-2", context::close);
        assertReads(
                closer,
                "main-2 sits in ZContext.close, which waits until every socket of the context is closed and has sent"
                        + " what its linger demands (-1: for ever): called from ThreadDumpTest.task"
                        + " (ThreadDumpTest.java:N)");
        server.listenAgain();
        closer.join(10_000);
        assertThat(closer.isAlive()).isFalse();
    }

    @Test
    void threadsOfAnOpenContext() {
        context().createSocket(SocketType.PAIR);
        // A thread that has only just been started has no frames yet.
        await().atMost(Duration.ofSeconds(10)).pollInSameThread().untilAsserted(() -> assertThat(
                        ThreadDump.take().readings())
                .extracting(ThreadReading::toString)
                .contains(
                        "iothread-2 is a thread of a JeroMQ context that is open",
                        "reaper-1 is a thread of a JeroMQ context that is open"));
    }

    @Test
    void waitingForAMonitorThatAReceiverHolds() {
        Object monitor = new Object();
        ZMQ.Socket router = context().createSocket(SocketType.ROUTER);
        Thread holder = hang("holder", () -> {
            synchronized (monitor) {
                router.recv();
            }
        });
        assertReads(holder, "holder sits in ZMQ.Socket.recv without a deadline" + HERE);
        Thread waiter = hang("waiter", () -> {
            synchronized (monitor) {
                throw new IllegalStateException("the monitor was free");
            }
        });
        assertReads(
                waiter,
                "waiter waits to enter a monitor of Object" + HERE.replace(": called from", " in")
                        + "; the lock is held by holder, which sits in ZMQ.Socket.recv without a deadline" + HERE);
    }

    @Test
    void waitingForALockThatASleeperHolds() {
        ReentrantLock lock = new ReentrantLock();
        Thread holder = hang("holder", () -> {
            lock.lock();
            Thread.sleep(60_000);
        });
        assertReads(holder, "holder sleeps in Thread.sleep" + HERE);
        assertReads(
                hang("waiter", lock::lockInterruptibly),
                "waiter waits in ReentrantLock.lockInterruptibly without a deadline: called from ThreadDumpTest.task"
                        + " (ThreadDumpTest.java:N); the lock is held by holder, which sleeps in Thread.sleep" + HERE);
    }

    @Test
    void joiningAThreadThatReceives() {
        ZMQ.Socket router = context().createSocket(SocketType.ROUTER);
        Thread worker = hang("worker-1", () -> router.recv());
        assertReads(worker, "worker-1 sits in ZMQ.Socket.recv without a deadline" + HERE);
        Thread joiner = hang("joiner", () -> worker.join());
        String joins = "joiner waits in Thread.join without a deadline" + HERE + "; it waits for worker-1, which sits"
                + " in ZMQ.Socket.recv without a deadline" + HERE;
        assertReads(joiner, joins);
        assertThat(ThreadDump.take().render(List.of(joiner)))
                .contains("\nworker-1 sits in", "\nother threads: ")
                .startsWith("joiner waits in");
    }

    @Test
    void twoThatWaitForEachOther() throws InterruptedException {
        ReentrantLock one = new ReentrantLock();
        ReentrantLock other = new ReentrantLock();
        CountDownLatch both = new CountDownLatch(2);
        Thread first = hang("first", () -> lockBoth(one, other, both));
        hang("second", () -> lockBoth(other, one, both));
        both.await();
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(reading(first)).endsWith("; they wait for each other: a deadlock"));
    }

    private static void lockBoth(ReentrantLock first, ReentrantLock second, CountDownLatch both)
            throws InterruptedException {
        first.lock();
        both.countDown();
        both.await();
        second.lockInterruptibly();
    }

    @Test
    void waitingForOthersOfTheJdk() {
        LinkedBlockingQueue<String> queue = new LinkedBlockingQueue<>();
        assertReads(hang("taker", queue::take), "taker waits in LinkedBlockingQueue.take without a deadline" + HERE);
    }
}
