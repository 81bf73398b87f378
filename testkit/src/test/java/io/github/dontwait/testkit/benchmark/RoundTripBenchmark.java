package io.github.dontwait.testkit.benchmark;

import static java.util.Objects.requireNonNull;

import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.peer.Peers;
import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.Timeouts;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One message there and back over the loopback, one thread at each end: peers of the kit, and for comparison the same
 * octets over plain channels.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 3,
        jvmArgs = {"-Xmx64m", "-XX:+UseSerialGC"}) // one young generation for both sides, small enough for the cache
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RoundTripBenchmark {

    /** A DEALER, and a ROUTER that sends back what comes; the transcript is kept, as in a test. */
    @State(Scope.Benchmark)
    public static class Kit {

        /** The octets of the message. */
        @Param({"64", "65536"})
        public int octets;

        private final Peers listening = Peers.listening(Transcript.begin(), Timeouts.standard());
        private final EchoRouter router = EchoRouter.start(listening.listener("router"));
        private final Peers peers = Peers.to(router.endpoint(), Transcript.begin(), Timeouts.standard());
        private final Peer dealer = peers.dealer("dealer");
        private Message message = Message.of(Frame.empty());

        @Setup
        public void prepare() {
            message = Message.of(Frame.filled(octets, 'x'));
        }

        @TearDown(Level.Trial)
        public void close() throws InterruptedException {
            peers.close();
            router.join();
            listening.close();
        }
    }

    /** Two blocking channels that carry the octets of the same message, each whole before it is answered. */
    @State(Scope.Benchmark)
    public static class Raw {

        /** The octets of the message; as many more go over the wire as a frame has before them. */
        @Param({"64", "65536"})
        public int octets;

        private @Nullable RawEcho echo;

        @Setup
        public void connect() throws IOException {
            echo = open();
        }

        RawEcho open() throws IOException {
            return RawEcho.of(octets);
        }

        int roundTrip() throws IOException {
            return requireNonNull(echo).roundTrip();
        }

        @TearDown(Level.Trial)
        public void close() throws IOException, InterruptedException {
            requireNonNull(echo).close();
        }
    }

    /** The same two channels, never waiting longer than a deadline. */
    public static class RawWithDeadlines extends Raw {

        @Override
        RawEcho open() throws IOException {
            return RawEcho.withDeadlines(octets);
        }
    }

    /** A DEALER and a ROUTER of the kit. */
    @Benchmark
    public Message peers(Kit kit) {
        kit.dealer.send(kit.message);
        return kit.dealer.expectMessage();
    }

    /** What the machine can do for who waits with a deadline. */
    @Benchmark
    public int rawEchoWithDeadlines(RawWithDeadlines raw) throws IOException {
        return raw.roundTrip();
    }

    /** What the machine can do at best. */
    @Benchmark
    public int rawEcho(Raw raw) throws IOException {
        return raw.roundTrip();
    }
}
