package io.github.dontwait.testkit.swarm;

import io.github.dontwait.testkit.wire.Timeouts;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The values of a {@link SwarmPlan} while one of them is changed. */
final class SwarmDraft {

    int clients;

    @Nullable
    String routingIdPrefix;

    Conversation conversation;
    int roundTrips;
    int window;
    Duration thinkTime;
    int neverReading;
    int vanishing;
    int connectingAtOnce;
    int connectsPerSecond;
    int threads;
    Timeouts timeouts;
    Duration phase;

    SwarmDraft(SwarmPlan plan) {
        clients = plan.clients();
        routingIdPrefix = plan.routingIdPrefix();
        conversation = plan.conversation();
        roundTrips = plan.roundTrips();
        window = plan.window();
        thinkTime = plan.thinkTime();
        neverReading = plan.neverReading();
        vanishing = plan.vanishing();
        connectingAtOnce = plan.connectingAtOnce();
        connectsPerSecond = plan.connectsPerSecond();
        threads = plan.threads();
        timeouts = plan.timeouts();
        phase = plan.phase();
    }

    SwarmPlan plan() {
        return new SwarmPlan(
                clients,
                routingIdPrefix,
                conversation,
                roundTrips,
                window,
                thinkTime,
                neverReading,
                vanishing,
                connectingAtOnce,
                connectsPerSecond,
                threads,
                timeouts,
                phase);
    }
}
