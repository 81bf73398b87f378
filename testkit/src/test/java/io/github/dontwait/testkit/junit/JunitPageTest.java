package io.github.dontwait.testkit.junit;

import io.github.dontwait.testkit.jeromq.CheckedContext;
import io.github.dontwait.testkit.leak.LeakCheck;
import io.github.dontwait.testkit.thread.ThreadDump;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/** What the page about JUnit shows for those who do without it. */
class JunitPageTest {

    @Test
    void theExampleWithoutJunitRuns() {
        try (LeakCheck check = LeakCheck.begin("starting and stopping a service")) {
            check.allowThreads("metrics-.*", "the registry is global");
            try (CheckedContext context = CheckedContext.open()) {
                ZMQ.Socket router = context.bound(SocketType.ROUTER);
                System.out.println("bound to " + router.getLastEndpoint());
                System.out.println(ThreadDump.take());
            }
        } // fails if anything was left
    }
}
