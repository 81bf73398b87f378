package io.github.dontwait.conformance.subject;

import io.github.dontwait.conformance.Role;
import io.github.dontwait.conformance.RunningSubject;
import io.github.dontwait.conformance.Subject;
import io.github.dontwait.conformance.SubjectSettings;
import io.github.dontwait.conformance.SubjectStartException;
import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.Greeting;
import io.github.dontwait.testkit.wire.Timeouts;
import io.github.dontwait.testkit.wire.WireException;
import io.github.dontwait.testkit.wire.WireOptions;
import io.github.dontwait.testkit.wire.WirePeer;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A service that runs already and that the suite neither starts nor stops. Starting it means making sure that it speaks
 * ZMTP; the endpoint in the settings is not looked at.
 */
public final class EndpointSubject implements Subject {

    private static final Duration REFUSALS = Duration.ofSeconds(2);
    private static final long PAUSE_MILLIS = 100;
    private static final byte SIGNATURE = (byte) 0xFF;
    private static final int SHOWN = 32;

    private final Role role;
    private final TcpEndpoint endpoint;
    private final Set<String> capabilities;
    private final Timeouts timeouts;

    /**
     * A running service.
     *
     * @param endpoint as {@code tcp://127.0.0.1:5555}
     * @param capabilities what it can do, in the contract's words, as its user says
     * @param timeFactor stretches the patience with it
     * @throws IllegalArgumentException if that is no TCP endpoint with a port, or the role is the client's, which has none
     */
    public EndpointSubject(Role role, String endpoint, Set<String> capabilities, double timeFactor) {
        if (!role.isService()) {
            throw new IllegalArgumentException(
                    "a client has no endpoint to connect to: plug it in as a process, for example --exec 'python3 client.py'");
        }
        this.role = role;
        this.endpoint = TcpEndpoint.parse(endpoint);
        if (!this.endpoint.isConcrete()) {
            throw new IllegalArgumentException("endpoint '" + endpoint
                    + "': expected the port where the service runs, for example tcp://127.0.0.1:5555");
        }
        if (this.endpoint.host().equals("*")) {
            throw new IllegalArgumentException("endpoint '" + endpoint
                    + "': * is for whoever binds; name the address to connect to, for example tcp://127.0.0.1:"
                    + this.endpoint.port());
        }
        this.capabilities = Set.copyOf(capabilities);
        this.timeouts = Timeouts.standard().stretchedBy(timeFactor);
    }

    @Override
    public RunningSubject start(SubjectSettings settings) throws InterruptedException {
        InetSocketAddress address = endpoint.reachable();
        if (address.isUnresolved()) {
            throw failure("the host '" + endpoint.host() + "' is unknown", "check the name, or give its address");
        }
        long deadline = System.nanoTime() + Math.round(REFUSALS.toNanos() * timeouts.factor());
        CountDownLatch never = new CountDownLatch(1);
        while (true) {
            try {
                requireHandshake(address);
                return new Running();
            } catch (WireException.NotConnected e) {
                if (!e.isRefused()) {
                    throw failure("no connection came about", "check host and port, and that no firewall is between");
                }
                if (System.nanoTime() > deadline) {
                    throw failure("the connection was refused", "start the subject first, or check the port");
                }
            } catch (UncheckedIOException e) {
                throw failure(String.valueOf(e.getMessage()), "check host and port");
            }
            // Somebody who starts service and suite together gets a moment; a refusal is no event to wait for.
            never.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void requireHandshake(InetSocketAddress address) {
        try (WirePeer peer = WirePeer.connect(address, "the suite", Transcript.none(), timeouts)) {
            try {
                peer.handshake(WireOptions.of("DEALER"));
            } catch (WireException e) {
                throw noHandshake(peer, e);
            }
        }
    }

    private SubjectStartException noHandshake(WirePeer peer, WireException reason) {
        Greeting greeting = peer.peerGreeting();
        byte[] said = greeting == null ? peer.unreadOctets() : greeting.octets();
        if (said.length > 0 && said[0] != SIGNATURE) {
            return failure(
                    "what listens there does not speak ZMTP: it said " + shown(said),
                    "check that the port is the ZeroMQ socket's");
        }
        if (reason instanceof WireException.TimedOut && greeting == null) {
            return failure(
                    "it accepted the connection, but made no ZMTP handshake within "
                            + timeouts.arrival().toMillis() + " ms: it sent "
                            + (said.length == 0 ? "nothing" : "only " + shown(said)),
                    "check that a ZeroMQ socket listens at this port and that its process is not stuck");
        }
        return failure(
                String.valueOf(reason.getMessage()),
                "check that a ROUTER socket without security listens at this port");
    }

    /** Octets as text, and as they are. */
    private static String shown(byte[] octets) {
        byte[] first = Arrays.copyOf(octets, Math.min(octets.length, SHOWN));
        String text = new String(first, StandardCharsets.US_ASCII).replaceAll("[^ -~]", ".");
        return "\"" + text + "\" (0x" + Frame.of(first).hex() + (first.length < octets.length ? "…)" : ")");
    }

    private SubjectStartException failure(String what, String remedy) {
        return new SubjectStartException("no subject at " + endpoint + ": " + what + "; " + remedy);
    }

    @Override
    public Role role() {
        return role;
    }

    @Override
    public Kind kind() {
        return Kind.ENDPOINT;
    }

    @Override
    public String name() {
        return endpoint.toString();
    }

    @Override
    public List<String> command() {
        return List.of(endpoint.toString());
    }

    /** It was running before, and goes on running. */
    private final class Running implements RunningSubject {

        private final CompletableFuture<Exit> unseen = new CompletableFuture<>();

        @Override
        public String endpoint() {
            return endpoint.toConnect();
        }

        @Override
        public Set<String> capabilities() {
            return capabilities;
        }

        @Override
        public boolean saidReady() {
            return false;
        }

        /** Does nothing: it is not ours to stop. */
        @Override
        public void stop() {}

        /** Never completes: nobody tells us. */
        @Override
        public CompletionStage<Exit> onExit() {
            return unseen;
        }

        /** Does nothing: it is not ours to end. */
        @Override
        public void close() {}
    }
}
