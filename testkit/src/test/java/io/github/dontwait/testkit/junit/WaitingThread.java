package io.github.dontwait.testkit.junit;

import java.util.concurrent.CountDownLatch;

/** A thread that a test leaves behind. */
final class WaitingThread {

    private WaitingThread() {}

    static Thread start(String name, CountDownLatch end) {
        Thread thread = new Thread(
                () -> {
                    try {
                        end.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
