package io.github.dontwait.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dontwait.testkit.peer.Peers;
import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.Timeouts;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.zeromq.ZContext;

/** A worker or server that runs on a thread of its own, over tcp, and the peers that talk to it. */
final class Live implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 10;

    final ZContext context = new ZContext();
    final Surroundings surroundings = Surroundings.of(context);
    final Stoppable actor;
    final String endpoint;
    final Peers peers;
    private final Thread thread;
    private volatile @Nullable Throwable failure;

    Live(Settings.Role role, String... namesAndValues) {
        Map<String, String> variables = new HashMap<>();
        variables.put("DONTWAIT_ENDPOINT", "tcp://127.0.0.1:*");
        variables.put("DONTWAIT_CONTRACT", "1");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            variables.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        Settings settings = Settings.from(variables);
        BlockingQueue<String> ready = new ArrayBlockingQueue<>(1);
        Handler handler = new VerbHandler(surroundings.counters());
        IdleStrategy idle;
        if (role == Settings.Role.WORKER) {
            Worker worker = new Worker(settings, handler, surroundings, ready::add);
            actor = worker;
            idle = new WaitingIdleStrategy(worker::awaitWork);
        } else {
            actor = new Server(settings, handler, surroundings, ready::add);
            idle = workCount -> {};
        }
        thread = new Thread(() -> runToTheEnd(new ActorRunner(actor, idle)), actor.roleName());
        thread.start();
        endpoint = take(ready);
        peers = Peers.to(endpoint, Transcript.begin(), Timeouts.standard());
    }

    /** A counter's present value. */
    long counter(String name) {
        Map<String, Long> values = new HashMap<>();
        surroundings.counters().forEach(values::put);
        return values.getOrDefault(name, -1L);
    }

    /** Waits for the actor's own end after a stop, and returns how long it took. */
    Duration stopAndAwaitEnd() {
        long start = System.nanoTime();
        actor.stop();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        assertThat(thread.isAlive()).as("the loop still runs").isFalse();
        assertThat(failure).isNull();
        context.close();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Override
    public void close() {
        peers.close();
        stopAndAwaitEnd();
    }

    private void runToTheEnd(ActorRunner runner) {
        try {
            runner.run();
        } catch (RuntimeException | Error e) {
            failure = e;
        }
    }

    private static String take(BlockingQueue<String> queue) {
        try {
            String value = queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(value).as("ready in time").isNotNull();
            return String.valueOf(value);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
