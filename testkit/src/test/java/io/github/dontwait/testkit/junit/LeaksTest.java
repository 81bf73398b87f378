package io.github.dontwait.testkit.junit;

import static io.github.dontwait.testkit.junit.JupiterRun.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.github.dontwait.testkit.jeromq.CheckedContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZContext;

/** A test that leaves something behind fails, and a class when it ends; exceptions need a reason. */
class LeaksTest {

    /** What the classes below saw, since nobody else can tell. */
    private static final List<Object> SEEN = Collections.synchronizedList(new ArrayList<>());

    /** For classes that leak on purpose: what is left need not be awaited for long. */
    private static final Map<String, String> HASTY = Map.of("dontwait.time-factor", "0.1");

    @BeforeEach
    void forget() {
        SEEN.clear();
    }

    @Test
    void leaksAreFoundAndExceptionsAreMade() {
        JupiterRun run = run(Leaking.class, HASTY);
        run.tests().assertStatistics(statistics -> statistics.succeeded(3).failed(2));
        Set<String> messages = new HashSet<>();
        run.failures().forEach(failure -> messages.add(String.valueOf(failure.getMessage())));
        assertThat(messages)
                .anyMatch(
                        message -> message.matches(
                                "(?s)Expecting Leaking\\.leavesAThread\\(\\) to leave nothing behind\n"
                                        + "but it left:\n  thread wanted-not waits in CountDownLatch\\.await without a deadline: .*"))
                .anyMatch(message -> message.matches("(?s)Expecting Leaking\\.leavesAContext\\(\\) to leave nothing"
                        + " behind\nbut it left:\n  a JeroMQ context with ROUTER socket 1, opened by .*"
                        + "\n      at \\S*LeaksTest\\$Leaking\\.leavesAContext\\S*\n.*"));
        Leaking.END.countDown();
        SEEN.forEach(context -> ((CheckedContext) context).close());
    }

    @Test
    void aLeakIsToldOnce() throws IOException {
        JupiterRun run = run(LeakingChannel.class, HASTY);
        run.results().allEvents().assertStatistics(statistics -> statistics.failed(1));
        assertThat(run.failure()).hasMessageContaining("a socket that listens at port");
        for (Object channel : SEEN) {
            ((ServerSocketChannel) channel).close();
        }
    }

    @DontwaitTest
    static class LeakingChannel {

        @Test
        void leavesAChannel() throws IOException {
            ServerSocketChannel channel = ServerSocketChannel.open();
            SEEN.add(channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
        }
    }

    @DontwaitTest
    static class Leaking {

        static final CountDownLatch END = new CountDownLatch(1);

        @Test
        void leavesAThread() {
            WaitingThread.start("wanted-not", END);
        }

        @Test
        void leavesAContext() {
            CheckedContext context = CheckedContext.open();
            context.bound(SocketType.ROUTER);
            SEEN.add(context);
        }

        @Test
        @AllowThreads(named = "metrics-.*", reason = "the registry is global")
        void leavesAWantedThread() {
            WaitingThread.start("metrics-1", END);
        }

        @Test
        @SkipLeakCheck(reason = "the pool below belongs to the application")
        void leavesWhatItLikes() {
            WaitingThread.start("anything", END);
        }

        @Test
        void leavesNothing(ZContext context) {
            context.createSocket(SocketType.ROUTER).bind("tcp://127.0.0.1:*");
        }
    }

    @Test
    void whatAClassKeepsIsJudgedWhenTheClassEnds() {
        run(Keeping.class).assertAllSucceed(2);
        JupiterRun run = run(KeepingForEver.class, HASTY);
        run.tests().assertStatistics(statistics -> statistics.succeeded(1));
        assertThat(run.failure())
                .hasMessageMatching("(?s)Expecting KeepingForEver to leave nothing behind\nbut it left:\n"
                        + "  thread pool-[0-9]+-thread-1 waits in .*, made during KeepingForEver\\.works\\(\\)");
        KeepingForEver.POOL.shutdownNow();
    }

    @DontwaitTest
    static class Keeping {

        private static final ZContext CONTEXT = new ZContext();

        @AfterAll
        static void close() {
            CONTEXT.close();
        }

        @Test
        void first() {
            CONTEXT.createSocket(SocketType.PUB).close();
        }

        @Test
        void second() {
            CONTEXT.createSocket(SocketType.PUB).close();
        }
    }

    @DontwaitTest
    static class KeepingForEver {

        static final ExecutorService POOL = Executors.newFixedThreadPool(1, task -> {
            Thread thread = Executors.defaultThreadFactory().newThread(task);
            thread.setDaemon(true);
            return thread;
        });

        @Test
        void works() throws Exception {
            POOL.submit(() -> {}).get();
        }
    }

    @Test
    void aReasonIsRequired() {
        assertThat(run(Unreasonable.class).failure())
                .hasMessageContaining("say the reason of @SkipLeakCheck at Unreasonable");
    }

    @DontwaitTest
    @SkipLeakCheck(reason = " ")
    static class Unreasonable {
        @Test
        void leaks() {
            fail("must not get here");
        }
    }
}
