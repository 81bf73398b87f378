package io.github.dontwait.testkit.jeromq;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** What JeroMQ makes of two threads that send over one socket. Says it, and ends the JVM without closing anything. */
final class TwoThreadsOneSocket {

    private static final int EACH = 50_000;

    private TwoThreadsOneSocket() {}

    public static void main(String... arguments) throws InterruptedException {
        ZContext context = new ZContext();
        ZMQ.Socket push = context.createSocket(SocketType.PUSH);
        push.setSndHWM(0);
        push.setSendTimeOut(0);
        ZMQ.Socket pull = context.createSocket(SocketType.PULL);
        pull.setRcvHWM(0);
        pull.setReceiveTimeOut(0);
        pull.bind("inproc://broken");
        push.connect("inproc://broken");
        AtomicInteger failures = new AtomicInteger();
        CountDownLatch together = new CountDownLatch(2);
        CountDownLatch done = new CountDownLatch(2);
        for (int i = 0; i < 2; i++) {
            Thread sender = new Thread(() -> {
                together.countDown();
                for (int sent = 0; sent < EACH; sent++) {
                    send(push, together, failures);
                }
                done.countDown();
            });
            sender.setDaemon(true);
            sender.start();
        }
        done.await();
        System.out.println((failures.get() + 2 * EACH - whole(pull, 2 * EACH)) + " of " + 2 * EACH
                + " messages failed, were lost, or lost a frame");
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }

    private static void send(ZMQ.Socket push, CountDownLatch together, AtomicInteger failures) {
        try {
            together.await();
            if (!push.sendMore("head") || !push.send("tail")) {
                failures.incrementAndGet();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failures.incrementAndGet();
        }
    }

    private static int whole(ZMQ.Socket pull, int most) {
        int whole = 0;
        try {
            for (int i = 0; i < most; i++) {
                if (!"head".equals(pull.recvStr()) || !pull.hasReceiveMore() || !"tail".equals(pull.recvStr())) {
                    break;
                }
                whole++;
            }
        } catch (RuntimeException e) {
            System.err.println("receiving failed too: " + e);
        }
        return whole;
    }
}
