package io.github.dontwait.testkit.leak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What the operating system still has open. */
class DescriptorLeakTest {

    private static final Duration SOON = Duration.ofMillis(50);

    @Test
    void descriptorsAreNamedByWhatTheyAre() throws IOException {
        assumeTrue(Descriptors.areKnown(), "only Linux tells what descriptors are");
        LeakCheck check = LeakCheck.begin("the test").withPatience(SOON);
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
            Pipe pipe = Pipe.open();
            try {
                LeakReport report = check.end();
                assertThat(report.leaks())
                        .hasSize(2)
                        .anyMatch(leak -> leak.matches("descriptor [0-9]+: a socket that listens at port " + port))
                        .anyMatch(leak -> leak.matches("descriptors [0-9]+, [0-9]+: each one end of a pipe"));
            } finally {
                pipe.source().close();
                pipe.sink().close();
            }
        }
    }

    @Test
    void whatAnInnerCheckHasToldIsNotToldAgain() throws IOException {
        assumeTrue(Descriptors.areKnown(), "only Linux tells what descriptors are");
        LeakCheck outer = LeakCheck.begin("the class").withPatience(SOON);
        LeakCheck inner = LeakCheck.begin("the test").withPatience(SOON);
        try (ServerSocketChannel left = ServerSocketChannel.open()) {
            left.bind(null);
            assertThat(inner.end().leaks()).hasSize(1);
            try (ServerSocketChannel ofClass = ServerSocketChannel.open()) {
                ofClass.bind(null);
                assertThat(outer.end().leaks()).as("one more").hasSize(1);
            }
        }
    }

    /** The JDK closes it only when its selector lets go of it: the port is taken until then. */
    @Test
    void aClosedChannelThatASelectorHoldsStillTakesItsPort() throws IOException {
        assumeTrue(Descriptors.areKnown(), "only Linux tells what descriptors are");
        try (Selector selector = Selector.open()) {
            LeakCheck check = LeakCheck.begin("the test").withPatience(SOON);
            try (ServerSocketChannel server = ServerSocketChannel.open()) {
                server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                server.configureBlocking(false);
                server.register(selector, SelectionKey.OP_ACCEPT);
            }
            assertThat(check.end().leaks()).singleElement().asString().contains("a socket that listens at port ");
        }
    }

    @Test
    void whatOthersOpenAndCloseMeanwhileIsNoLeak() throws InterruptedException {
        AtomicBoolean isOver = new AtomicBoolean();
        CountDownLatch begun = new CountDownLatch(3);
        Thread busy = new Thread(() -> {
            while (!isOver.get()) {
                try (ServerSocketChannel server = ServerSocketChannel.open()) {
                    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                    begun.countDown();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });
        LeakCheck check = LeakCheck.begin("the test").withPatience(SOON);
        LeakCheck.disown(busy);
        busy.start();
        begun.await();
        try {
            assertThat(check.end()).matches(LeakReport::isClean);
        } finally {
            isOver.set(true);
            busy.join();
        }
    }
}
