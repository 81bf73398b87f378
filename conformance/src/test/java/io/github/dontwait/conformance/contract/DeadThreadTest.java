package io.github.dontwait.conformance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.github.dontwait.conformance.Subject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** A worker in this JVM whose thread dies of its first request: the object lives on, and nobody would tell. */
class DeadThreadTest {

    /** It unpacks two frames of whatever comes. */
    static final class DyingWorker implements AutoCloseable {

        private final ZContext context = new ZContext();

        static DyingWorker start(String endpoint) {
            DyingWorker worker = new DyingWorker();
            ZMQ.Socket router = worker.context.createSocket(SocketType.ROUTER);
            router.bind(endpoint);
            Thread thread = new Thread(() -> serveOne(router), "worker");
            thread.setDaemon(true);
            thread.start();
            return worker;
        }

        private static void serveOne(ZMQ.Socket router) {
            router.recv();
            throw new IllegalStateException("expected a delimiter, but got '" + router.recvStr() + "'");
        }

        @Override
        public void close() {
            context.close();
        }
    }

    /** It serves whoever does not say ping. */
    static final class LaterDyingWorker implements AutoCloseable {

        private final ZContext context = new ZContext();

        static LaterDyingWorker start(String endpoint) {
            LaterDyingWorker worker = new LaterDyingWorker();
            ZMQ.Socket router = worker.context.createSocket(SocketType.ROUTER);
            router.bind(endpoint);
            Thread thread = new Thread(() -> serve(router), "worker");
            thread.setDaemon(true);
            thread.start();
            return worker;
        }

        private static void serve(ZMQ.Socket router) {
            while (true) {
                byte[] peer = router.recv();
                String body = router.recvStr();
                if (body.equals("ping")) {
                    throw new IllegalStateException("who says ping?");
                }
                router.sendMore(peer);
                router.send(body);
            }
        }

        @Override
        public void close() {
            context.close();
        }
    }

    static class OfLaterDyingWorker implements RuleExtensionTest.TwoRules {
        @Override
        public Subject subject() {
            return Subject.closeable(LaterDyingWorker::start);
        }
    }

    @Test
    void anExceptionWhileARuleRunsStandsInItsTranscript() {
        assertThat(texts(OfLaterDyingWorker.class)).hasSize(2).allSatisfy(text -> assertThat(text)
                .containsSubsequence(
                        "[ENV-9",
                        "Transcript:",
                        "-> subject  [ \"ping\" ]",
                        "stderr: Exception in thread \"worker\" java.lang.IllegalStateException: who says ping?"));
    }

    static class OfDyingWorker implements RuleExtensionTest.TwoRules {
        @Override
        public Subject subject() {
            return Subject.closeable(DyingWorker::start);
        }
    }

    @Test
    void itsExceptionIsToldOnceAndNotForEachRule() {
        List<String> texts = texts(OfDyingWorker.class);
        assertThat(texts).hasSize(2);
        assertThat(texts.get(0))
                .contains(
                        "no first reply: ",
                        "Meanwhile the subject said:",
                        "Exception in thread \"worker\" java.lang.IllegalStateException: expected a delimiter, but got 'hello'",
                        "    at io.github.dontwait.conformance.contract.DeadThreadTest$DyingWorker.serveOne");
        assertThat(texts.get(1))
                .contains("not run, for the reason that ENV-9", " tells in full: no first reply: ")
                .doesNotContain("Exception in thread");
    }

    private static List<String> texts(Class<?> testClass) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(testClass))
                .configurationParameter("dontwait.time-factor", "0.1")
                .execute()
                .testEvents()
                .failed()
                .stream()
                .map(DeadThreadTest::message)
                .toList();
    }

    private static String message(Event event) {
        return event.getRequiredPayload(TestExecutionResult.class)
                .getThrowable()
                .map(Throwable::getMessage)
                .orElse("");
    }
}
