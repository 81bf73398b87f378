package io.github.dontwait.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import zmq.SocketBase;

@Timeout(20)
class ReactorTest {

    private final ZContext context = new ZContext();
    private final List<String> called = new ArrayList<>();
    private ZMQ.Socket one = context.createSocket(SocketType.PAIR);
    private ZMQ.Socket oneEnd = context.createSocket(SocketType.PAIR);
    private ZMQ.Socket two = context.createSocket(SocketType.PAIR);
    private ZMQ.Socket twoEnd = context.createSocket(SocketType.PAIR);
    private final Wakeup wakeup = new Wakeup();
    private final Reactor reactor = new Reactor(() -> called.add("interrupted"));

    @BeforeEach
    void connect() {
        one.bind("inproc://one");
        oneEnd.connect("inproc://one");
        two.bind("inproc://two");
        twoEnd.connect("inproc://two");
        reactor.onReadable(one, () -> called.add("one"));
        reactor.onReadable(two, () -> called.add("two"));
        reactor.onReadable(wakeup.channel(), () -> {
            called.add("woken");
            wakeup.clear();
        });
    }

    @AfterEach
    void close() {
        reactor.close();
        wakeup.close();
        context.close();
    }

    /** POL-01. */
    @Test
    void aWaitOfZeroLooksAndReturns() {
        long start = System.nanoTime();
        for (int i = 0; i < 50; i++) {
            assertThat(reactor.turn(0)).isZero();
        }
        assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(2));
        oneEnd.send("a");
        assertThat(reactor.turn(0)).isEqualTo(1);
        assertThat(called).containsExactly("one");
    }

    /** POL-09. */
    @Test
    void everyReadyPartIsServedInTheSameTurn() {
        oneEnd.send("a");
        twoEnd.send("b");
        wakeup.wake();
        assertThat(reactor.turn(1_000)).isEqualTo(3);
        assertThat(called).containsExactlyInAnyOrder("one", "two", "woken");
    }

    @Test
    void whatIsLeftIsReportedAgain() {
        oneEnd.send("a");
        oneEnd.send("b");
        reactor.turn(1_000);
        one.recv(ZMQ.DONTWAIT);
        reactor.turn(1_000);
        one.recv(ZMQ.DONTWAIT);
        assertThat(reactor.turn(0)).isZero();
        assertThat(called).containsExactly("one", "one");
    }

    @Test
    void aWaitEndsByItself() {
        long start = System.nanoTime();
        assertThat(reactor.turn(30)).isZero();
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(29));
    }

    /** POL-03. */
    @Test
    void anEndlessWaitIsEndedFromAnotherThread() throws InterruptedException {
        CountDownLatch waiting = new CountDownLatch(1);
        Thread other = new Thread(() -> {
            try {
                waiting.await();
                wakeup.wake();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        other.start();
        waiting.countDown();
        assertThat(reactor.turn(-1)).isEqualTo(1);
        other.join();
        assertThat(called).containsExactly("woken");
    }

    @Test
    void manyWakeUpsCountAsOneAndTheNextOneCountsAgain() {
        for (int i = 0; i < 100_000; i++) {
            wakeup.wake();
        }
        assertThat(reactor.turn(1_000)).isEqualTo(1);
        assertThat(reactor.turn(0)).isZero();
        wakeup.wake();
        assertThat(reactor.turn(1_000)).isEqualTo(1);
    }

    /** As when a peer connects, leaves, or makes room: the socket has something to do, but no message. */
    @Test
    void aRingWithoutAMessageIsWaitedThroughAlsoAfterAWakeUp() {
        wakeup.wake();
        assertThat(reactor.turn(1_000)).isEqualTo(1);
        ZMQ.Socket router = context.createSocket(SocketType.ROUTER);
        router.bind("inproc://router");
        reactor.onReadable(router, () -> called.add("router"));
        context.createSocket(SocketType.DEALER).connect("inproc://router");
        long start = System.nanoTime();
        assertThat(reactor.turn(30)).isZero();
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(29));
        assertThat(called).containsExactly("woken");
    }

    /** As when the I/O thread loses the processor between ringing and counting that it has rung. */
    @Test
    void whileARingHasNothingToShowItRestsBetweenTwoLooks() throws ReflectiveOperationException, IOException {
        reactor.turn(0);
        bell(one).write(ByteBuffer.allocate(1));
        long before = rests();
        assertThat(reactor.turn(200)).isZero();
        assertThat(rests() - before).isBetween(5L, 4_000L);
    }

    private static long rests() {
        return ManagementFactory.getThreadMXBean()
                .getThreadInfo(Thread.currentThread().getId())
                .getWaitedCount();
    }

    /** What an I/O thread rings a socket with. */
    private static WritableByteChannel bell(ZMQ.Socket socket) throws ReflectiveOperationException {
        Object mailbox = field(SocketBase.class, "mailbox", socket.base());
        Object signaler = field(mailbox.getClass(), "signaler", mailbox);
        return (WritableByteChannel) field(signaler.getClass(), "w", signaler);
    }

    private static Object field(Class<?> declaredBy, String name, Object of) throws ReflectiveOperationException {
        Field field = declaredBy.getDeclaredField(name);
        field.setAccessible(true);
        return field.get(of);
    }

    @Test
    void anInterruptIsPassedOnAndPoisonsNothing() {
        Thread.currentThread().interrupt();
        assertThat(reactor.turn(-1)).isZero();
        assertThat(called).containsExactly("interrupted");
        assertThat(Thread.interrupted()).isFalse();
        wakeup.wake();
        assertThat(reactor.turn(1_000)).isEqualTo(1);
    }

    @Test
    void aContextClosedUnderItIsAnError() {
        context.close();
        assertThatThrownBy(() -> reactor.turn(1_000)).isInstanceOf(RuntimeException.class);
    }

    @Test
    void waitsAreRoundedUp() {
        assertThat(Reactor.roundedUp(0)).isZero();
        assertThat(Reactor.roundedUp(1)).isEqualTo(1);
        assertThat(Reactor.roundedUp(1_000_000)).isEqualTo(1);
        assertThat(Reactor.roundedUp(1_000_001)).isEqualTo(2);
    }
}
