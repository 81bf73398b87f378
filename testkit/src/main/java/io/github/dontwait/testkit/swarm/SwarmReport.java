package io.github.dontwait.testkit.swarm;

import io.github.dontwait.testkit.transcript.ExpectationFailedError;
import io.github.dontwait.testkit.wire.Deadline;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a swarm has seen from its beginning to the end of a phase.
 *
 * @param endpoint the server
 * @param clients how many clients there are
 * @param connected how many came through their handshake
 * @param open how many are connected now
 * @param roundTripsAsked how many round trips all who read were to make so far; fences not counted
 * @param roundTripsRight how many of them were made, the reply right, in order and once
 * @param octetsSent all octets that were sent, handshakes included
 * @param octetsReceived all octets that came
 * @param connecting how long the phase of connecting took
 * @param exchanging how long all exchanges took together
 * @param connect from connecting to being connected, each client
 * @param handshake from being connected to the server's READY, each client
 * @param roundTrip from handing a request to the system, or to the queue before it, to having judged its reply
 * @param counts how often each kind of failure happened; kinds that did not are absent
 * @param failures the failures one by one, the first {@value Tally#MOST_TOLD} at most
 */
public record SwarmReport(
        String endpoint,
        int clients,
        int connected,
        int open,
        long roundTripsAsked,
        long roundTripsRight,
        long octetsSent,
        long octetsReceived,
        Duration connecting,
        Duration exchanging,
        Latency connect,
        Latency handshake,
        Latency roundTrip,
        Map<SwarmFailure.Kind, Long> counts,
        List<SwarmFailure> failures) {

    private static final int SHOWN = 20;

    public SwarmReport {
        Map<SwarmFailure.Kind, Long> ordered = new EnumMap<>(SwarmFailure.Kind.class);
        ordered.putAll(counts);
        counts = Map.copyOf(ordered);
        failures = List.copyOf(failures);
    }

    /** How many failures of all kinds there were. */
    public long failureCount() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** How many failures of this kind there were. */
    public long failureCount(SwarmFailure.Kind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    /**
     * Requires that nothing went wrong so far, and that every client that reads made all its round trips.
     *
     * @return this report
     * @throws ExpectationFailedError naming the first {@value #SHOWN} failures by client and octets
     */
    public SwarmReport requireNoFailure() {
        if (failureCount() == 0 && roundTripsRight == roundTripsAsked) {
            return this;
        }
        throw ExpectationFailedError.expecting(clients + " clients of " + endpoint + " to be served"
                        + (roundTripsAsked == 0
                                ? ""
                                : ", each of " + roundTripsAsked + " replies right, in order and once"))
                .but(observation())
                .error();
    }

    private String observation() {
        StringBuilder text = new StringBuilder("of ")
                .append(clients)
                .append(" clients ")
                .append(connected)
                .append(" were connected, of ")
                .append(roundTripsAsked)
                .append(" replies ")
                .append(roundTripsRight)
                .append(" were right");
        if (failureCount() == 0) {
            return text.append(", and the others were never asked for").toString();
        }
        text.append("; ").append(kinds()).append(':');
        failures.stream().limit(SHOWN).forEach(failure -> text.append("\n  ")
                .append(failure.text().replace("\n", "\n    ")));
        long more = failureCount() - Math.min(SHOWN, failures.size());
        if (more > 0) {
            text.append("\n  … and ").append(more).append(" more");
        }
        return text.toString();
    }

    private String kinds() {
        return counts.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
    }

    /** A few lines for people: how many, how fast, how long. */
    @Override
    public String toString() {
        return endpoint + ": " + connected + " of " + clients + " clients connected in " + Deadline.inWords(connecting)
                + "; " + roundTripsRight + " of " + roundTripsAsked + " round trips right in "
                + Deadline.inWords(exchanging) + "; " + (failureCount() == 0 ? "no failure" : kinds())
                + "\n  connect     " + connect
                + "\n  handshake   " + handshake
                + "\n  round trip  " + roundTrip
                + "\n  octets      " + String.format(Locale.ROOT, "%,d sent, %,d received", octetsSent, octetsReceived);
    }
}
