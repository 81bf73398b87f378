package io.github.dontwait.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.swarm.Conversation;
import io.github.dontwait.testkit.swarm.Swarm;
import io.github.dontwait.testkit.swarm.SwarmFailure;
import io.github.dontwait.testkit.swarm.SwarmPlan;
import io.github.dontwait.testkit.swarm.SwarmReport;
import io.github.dontwait.testkit.wire.Timeouts;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMsg;

/** The examples of docs/load.md, with smaller numbers. */
class LoadPageTest {

    private static final int CLIENTS = 50;

    private final Service service = new Service();
    private final String endpoint = service.endpoint;

    @BeforeEach
    void start() {
        service.start();
    }

    @AfterEach
    void stop() throws InterruptedException {
        service.stopped = true;
        service.join(5_000);
    }

    @Test
    void everyClientGetsEveryReply() {
        SwarmPlan plan = SwarmPlan.of(CLIENTS).withRoundTrips(10);
        SwarmReport report = Swarm.run(endpoint, plan).requireNoFailure();
        assertThat(report.roundTripsRight()).isEqualTo(10L * CLIENTS);
        System.out.println(report);
    }

    @Test
    void theServiceKnowsItsClientsWhileTheyAreThere() {
        try (Swarm swarm = Swarm.to(endpoint, SwarmPlan.of(CLIENTS))) {
            assertThat(swarm.connect().requireNoFailure().open()).isEqualTo(CLIENTS);
            // ten thousand clients are connected: look at memory, descriptors, threads of the service
            swarm.exchange().requireNoFailure();
            swarm.exchange().requireNoFailure(); // as often as you like
            swarm.disconnect().requireNoFailure();
            // they are gone: look again
        }
    }

    @Test
    void otherQuestionsThanAnEcho() {
        Conversation upperCase = Conversation.of(
                (client, request) -> Message.of("shout", "job " + client + " " + request),
                (client, request) -> Message.of("shout", "JOB " + client + " " + request));
        Swarm.run(endpoint, SwarmPlan.of(CLIENTS).withConversation(upperCase)).requireNoFailure();
    }

    @Test
    void clientsThatMisbehaveHarmNobodyElse() {
        SwarmPlan plan = SwarmPlan.of(CLIENTS)
                .withRoundTrips(5)
                .withNeverReading(CLIENTS / 10)
                .withVanishing(CLIENTS / 10)
                .withThinkTime(Duration.ofMillis(20));
        SwarmReport report = Swarm.run(endpoint, plan).requireNoFailure();
        assertThat(report.roundTripsRight()).isEqualTo(5L * plan.reading());
    }

    @Test
    void aServiceThatStopsAnswering() {
        service.mute = true;
        Timeouts patience = Timeouts.configured().withArrival(Duration.ofMillis(1500));
        SwarmReport report = Swarm.run(endpoint, SwarmPlan.of(CLIENTS).withTimeouts(patience));
        assertThat(report.failureCount(SwarmFailure.Kind.UNANSWERED)).isEqualTo(CLIENTS);
    }

    /** An echo that can shout. */
    private static final class Service extends Thread {

        private final ZContext context = new ZContext();
        private final ZMQ.Socket router = context.createSocket(SocketType.ROUTER);
        private final String endpoint;
        private volatile boolean stopped;
        private volatile boolean mute;

        private Service() {
            router.setReceiveTimeOut(20);
            router.bind("tcp://127.0.0.1:*");
            endpoint = router.getLastEndpoint();
        }

        @Override
        public void run() {
            while (!stopped) {
                ZMsg request = ZMsg.recvMsg(router);
                if (request != null && !mute) {
                    answer(request);
                }
            }
            context.close();
        }

        private void answer(ZMsg request) {
            if (request.size() == 3) {
                request.addLast(request.removeLast().getString(ZMQ.CHARSET).toUpperCase(Locale.ROOT));
            }
            request.send(router);
        }
    }
}
