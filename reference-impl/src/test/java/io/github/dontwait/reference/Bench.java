package io.github.dontwait.reference;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dontwait.testkit.dutycycle.BlockingDetector;
import io.github.dontwait.testkit.dutycycle.DutyCycle;
import io.github.dontwait.testkit.dutycycle.ManualClock;
import io.github.dontwait.testkit.dutycycle.ManualInvoker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/**
 * A worker or server that is turned by hand, its peers over inproc, a clock that stands still: no thread, no sleep. No turn
 * of any test may wait.
 */
final class Bench implements AutoCloseable {

    final ZContext context = new ZContext();
    final ManualClock clock = new ManualClock();
    final Queue<Runnable> work = new ArrayDeque<>();
    final Surroundings surroundings = new Surroundings(context, clock, this::takeWork, new Counters());
    boolean refusesWork;
    final Stoppable actor;
    private final ActorInvoker host;
    private final ManualInvoker invoker;
    private final List<String> readyEndpoints = new ArrayList<>();

    private Bench(Map<String, String> variables, @Nullable Handler given) {
        Map<String, String> all = new HashMap<>(variables);
        all.putIfAbsent("DONTWAIT_ENDPOINT", "inproc://bench");
        all.putIfAbsent("DONTWAIT_CONTRACT", "1");
        Settings settings = Settings.from(all);
        Handler handler = given != null ? given : new VerbHandler(surroundings.counters());
        actor = settings.role() == Settings.Role.SERVER
                ? new Server(settings, handler, surroundings, readyEndpoints::add)
                : new Worker(settings, handler, surroundings, readyEndpoints::add);
        host = new ActorInvoker(actor);
        // A server waits in its reactor's two waits and nowhere else, a worker not even there.
        BlockingDetector detector = BlockingDetector.standard();
        if (actor instanceof Server) {
            detector.permitting(Reactor.class.getName(), "select");
            detector.permitting(Reactor.class.getName(), "rest");
        }
        invoker = ManualInvoker.of(actor.roleName(), DutyCycle.of(host::start, host::invoke, host::close))
                .watchedBy(detector)
                .start();
        assertThat(readyEndpoints).hasSize(1);
    }

    /** Names and values of variables, in turn. */
    static Bench with(String... namesAndValues) {
        Map<String, String> variables = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            variables.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return new Bench(variables, null);
    }

    static Bench with(Handler handler) {
        return new Bench(Map.of(), handler);
    }

    private void takeWork(Runnable task) {
        if (refusesWork) {
            throw new RejectedExecutionException("no more work");
        }
        work.add(task);
    }

    TestPeer dealer(String routingId) {
        return dealer(routingId, 0);
    }

    /** A peer whose own queues hold that many messages. */
    TestPeer dealer(String routingId, int highWaterMark) {
        ZMQ.Socket socket = context.createSocket(SocketType.DEALER);
        socket.setIdentity(routingId.getBytes(UTF_8));
        socket.setHWM(highWaterMark);
        socket.connect("inproc://bench");
        return new TestPeer(socket);
    }

    int turn() {
        return invoker.turn();
    }

    void turn(int times) {
        invoker.turn(times);
    }

    boolean isFinished() {
        return host.isFinished();
    }

    void pass(Duration time) {
        clock.advance(time);
    }

    void passMillis(long millis) {
        pass(Duration.ofMillis(millis));
    }

    /** Lets time pass in small steps and turns at each. */
    void liveThrough(Duration time, Duration step) {
        invoker.turnThrough(clock, time, step);
    }

    long counter(String name) {
        Map<String, Long> values = new HashMap<>();
        surroundings.counters().forEach(values::put);
        return values.getOrDefault(name, -1L);
    }

    @Override
    public void close() {
        invoker.close();
        context.close();
    }

    /** The other end, never waiting either. */
    record TestPeer(ZMQ.Socket socket) {

        void send(String... frames) {
            for (int i = 0; i < frames.length; i++) {
                int more = i < frames.length - 1 ? ZMQ.SNDMORE : 0;
                assertThat(socket.send(frames[i], ZMQ.DONTWAIT | more)).isTrue();
            }
        }

        /** The next message's frames, empty if there is none now. */
        List<String> receive() {
            List<String> frames = new ArrayList<>();
            byte[] frame = socket.recv(ZMQ.DONTWAIT);
            while (frame != null) {
                frames.add(new String(frame, UTF_8));
                frame = socket.hasReceiveMore() ? socket.recv(ZMQ.DONTWAIT) : null;
            }
            return frames;
        }

        /** All that is there now, the frames of each message joined by blanks. */
        List<String> receiveAll() {
            List<String> messages = new ArrayList<>();
            for (List<String> next = receive(); !next.isEmpty(); next = receive()) {
                messages.add(String.join(" ", next));
            }
            return messages;
        }

        void leave() {
            socket.close();
        }
    }
}
