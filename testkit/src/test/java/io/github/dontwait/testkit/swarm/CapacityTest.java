package io.github.dontwait.testkit.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.Timeouts;
import io.github.dontwait.testkit.wire.WireListener;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class CapacityTest {

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    @Test
    void thisProcessHasSomeOfEach() {
        Capacity capacity = Capacity.ofThisProcess();
        assertThat(capacity.descriptors()).isGreaterThan(capacity.descriptorsOpen());
        assertThat(capacity.ports()).isBetween(1_000, 65_536);
    }

    @Test
    void tooFewDescriptorsAreSaidBeforeAnythingStarts() {
        Capacity capacity = new Capacity(4_096, 57, 28_232, true);
        assertThatIllegalStateException()
                .isThrownBy(() -> Swarm.to("tcp://127.0.0.1:5555", SwarmPlan.of(10_000), capacity))
                .withMessage("a swarm of 10000 clients needs 10110 file descriptors, and this process may open 4096:"
                        + " start it where 'ulimit -n' shows 10110 or more ('ulimit -n 10110' raises it up to what"
                        + " 'ulimit -Hn' shows; beyond that nofile in /etc/security/limits.conf, LimitNOFILE of a"
                        + " systemd unit, --ulimit nofile of a container). A server on this machine needs about as"
                        + " many of its own");
        assertThat(capacity.require(SwarmPlan.of(3_900), HERE)).isEqualTo(SourceAddresses.ofTheSystem());
    }

    @Test
    void tooFewPortsAreSaidWhereThereIsOneAddressOnly() {
        Capacity capacity = new Capacity(Long.MAX_VALUE, 0, 28_232, false);
        assertThat(capacity.require(SwarmPlan.of(25_000), HERE)).isEqualTo(SourceAddresses.ofTheSystem());
        assertThatIllegalStateException()
                .isThrownBy(() -> capacity.require(SwarmPlan.of(30_000), HERE))
                .withMessage("a swarm of 30000 clients needs as many local ports, and this system gives 25407 to"
                        + " connections with 127.0.0.1: widen the range (on Linux sysctl -w"
                        + " net.ipv4.ip_local_port_range=\"1024 65535\"), or let several machines share the clients");
    }

    @Test
    void manyClientsShareManyLoopbackAddresses() {
        Capacity capacity = new Capacity(Long.MAX_VALUE, 0, 28_232, true);
        SourceAddresses sources = capacity.require(SwarmPlan.of(60_000), HERE);
        assertThat(sources.of(0)).hasToString("/127.0.0.1:0");
        assertThat(sources.of(25_407)).hasToString("/127.0.0.2:0");
        assertThat(sources.of(59_999)).hasToString("/127.0.0.3:0");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void clientsReallyConnectFromThem() throws Exception {
        Capacity tight = new Capacity(Long.MAX_VALUE, 0, 10, true);
        try (ServerSocketChannel server = ServerSocketChannel.open();
                Swarm swarm = Swarm.to(
                        "tcp://127.0.0.1:" + bind(server),
                        SwarmPlan.of(20).withTimeouts(Timeouts.standard().withArrival(Duration.ofMillis(200))),
                        tight)) {
            CompletableFuture<SwarmReport> connecting = CompletableFuture.supplyAsync(swarm::connect);
            Set<String> from = new TreeSet<>();
            for (int i = 0; i < 20; i++) {
                try (SocketChannel accepted = server.accept()) {
                    from.add(((InetSocketAddress) accepted.getRemoteAddress())
                            .getAddress()
                            .getHostAddress());
                }
            }
            assertThat(from).containsExactly("127.0.0.1", "127.0.0.2", "127.0.0.3");
            assertThat(connecting.get(10, TimeUnit.SECONDS).connected()).isZero();
        }
    }

    private static int bind(ServerSocketChannel server) throws Exception {
        server.bind(new InetSocketAddress(HERE, 0));
        return ((InetSocketAddress) server.getLocalAddress()).getPort();
    }

    @Test
    void anEndpointAndAPlanAreChecked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Swarm.to("localhost:5555", SwarmPlan.of(1)))
                .withMessageStartingWith("not an endpoint to connect to: \"localhost:5555\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SwarmPlan.of(0))
                .withMessage("a swarm has 1 to 1000000 clients, not 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SwarmPlan.of(5).withNeverReading(3).withVanishing(3))
                .withMessage("3 clients that never read and 3 that vanish are not a part of 5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SwarmPlan.of(5).withWindow(1_001))
                .withMessage("a window is 1 to 1000, the default high-water mark, not 1001");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Conversation.echo(8))
                .withMessage("the payload of an echo has 24 to 16777216 octets, not 8: the numbers of client and"
                        + " request must fit");
    }

    @Test
    void nothingIsLeftBehind() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        long descriptors = Capacity.ofThisProcess().descriptorsOpen();
        try (WireListener silent = WireListener.bind("silent", Transcript.none(), Timeouts.standard())) {
            Swarm.run(
                    silent.endpoint(),
                    SwarmPlan.of(20)
                            .withThreads(2)
                            .withTimeouts(Timeouts.standard().withArrival(Duration.ofMillis(50))));
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> !before.contains(thread))
                .noneMatch(thread -> thread.getName().startsWith("swarm-"));
        assertThat(Capacity.ofThisProcess().descriptorsOpen()).isLessThan(descriptors + 10);
    }
}
