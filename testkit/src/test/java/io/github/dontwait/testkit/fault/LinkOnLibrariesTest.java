package io.github.dontwait.testkit.fault;

import static io.github.dontwait.testkit.fault.Fault.close;
import static io.github.dontwait.testkit.fault.Fault.reset;
import static io.github.dontwait.testkit.fault.Fault.stall;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dontwait.testkit.library.Library;
import io.github.dontwait.testkit.transcript.Event;
import io.github.dontwait.testkit.transcript.Transcript;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A real DEALER, a link, a real ROUTER: the DEALER comes back from whatever the link does, and is served. */
@Timeout(60)
class LinkOnLibrariesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int HEARTBEAT_MILLIS = 100;

    private static final Map<Library, Subjects> SUBJECTS = new EnumMap<>(Library.class);
    private static final Map<Library, String> ROUTERS = new EnumMap<>(Library.class);
    private static final AtomicInteger CLIENTS = new AtomicInteger();

    @BeforeAll
    static void start() {
        for (Library library : Library.values()) {
            SUBJECTS.put(library, Subjects.of(library));
        }
        SUBJECTS.forEach((library, subjects) -> ROUTERS.put(library, subjects.router("router", 0, 0)));
    }

    @AfterAll
    static void stop() {
        SUBJECTS.values().forEach(Subjects::close);
        SUBJECTS.clear();
    }

    @ParameterizedTest
    @CsvSource({"LIBZMQ, JEROMQ", "JEROMQ, LIBZMQ"})
    void theClientComesBackAndIsServed(Library clientLibrary, Library serverLibrary) {
        Subjects clients = Objects.requireNonNull(SUBJECTS.get(clientLibrary));
        String client = "client-" + CLIENTS.incrementAndGet();
        Transcript transcript = Transcript.begin();
        try (Link link = Link.to(Objects.requireNonNull(ROUTERS.get(serverLibrary)), "link", transcript)) {
            clients.dealer(client, link.endpoint(), HEARTBEAT_MILLIS);
            clients.awaitMoreServed(client, 2);

            for (Event.Ending how : Event.Ending.values()) {
                link.cut(how);
                awaitServedAnew(link);
            }
            link.awaitConnections(3, PATIENCE);

            // At an octet, each on the first connection that gets there.
            int faults = 0;
            for (Fault fault : List.of(
                    reset().inGreeting(11), close().inReady(5), reset().afterHandshake(), close().insideFrame(3))) {
                for (LinkDirection direction : List.of(link.toServer(), link.toClient())) {
                    direction.arm(fault);
                    link.cut(Event.Ending.RST);
                    link.awaitFaults(++faults, PATIENCE);
                    awaitServedAnew(link);
                }
            }
            link.awaitCuts(faults, PATIENCE);

            // A stall looks like nothing at all: heartbeats end the connection, and the next one is served.
            link.toClient().arm(stall().insideFrame(2));
            link.cut(Event.Ending.RST);
            link.awaitFaults(faults + 1, PATIENCE);
            awaitServedAnew(link);

            link.refuse();
            link.cut(Event.Ending.RST);
            link.heal();
            awaitServedAnew(link);

            link.toServer()
                    .latency(Duration.ofMillis(5))
                    .jitter(Duration.ofMillis(5), 1)
                    .bandwidth(20_000);
            awaitServedAnew(link);
            clients.awaitMoreServed(client, 3);
        } finally {
            clients.closeSocket(client);
        }
        assertThat(transcript.render())
                .contains("client -> server resets in the greeting at octet 11, 11 octets delivered")
                .contains("server -> client closes inside frame 3 at octet 1");
    }

    /** What comes now can only come over a new connection, or over one that has healed: all others are dead. */
    private static void awaitServedAnew(Link link) {
        link.toClient().awaitMessages(link.toClient().messages() + 1, PATIENCE);
    }
}
