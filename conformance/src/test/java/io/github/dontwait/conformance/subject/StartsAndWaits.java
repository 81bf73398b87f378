package io.github.dontwait.conformance.subject;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

/** A suite that starts a subject and is then ended itself; says how to recognise the subject. */
public final class StartsAndWaits {

    private StartsAndWaits() {}

    public static void main(String[] arguments) throws InterruptedException {
        String mark = UUID.randomUUID().toString();
        ProcessOptions options = ProcessOptions.standard().withEnvironment(Map.of("STARTS_AND_WAITS", mark));
        Programs.start(Programs.shell("sleep 60 & echo READY $DONTWAIT_ENDPOINT; read x; sleep 60"), options);
        System.out.println("started");
        System.out.println(mark);
        System.out.flush();
        new CountDownLatch(1).await();
    }
}
