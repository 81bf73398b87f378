package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.conformance.RunningSubject;
import io.github.dontwait.conformance.SubjectOutput;
import io.github.dontwait.conformance.bench.ClientBench;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a client told of its requests, held against what the server really answered. */
public final class ToldOutcomes {

    private static final int MOST_NAMED = 5;

    private final ClientBench bench;
    private final RunningSubject client;
    private final int requests;
    private final String situation;

    /** @param situation as it reads behind a claim: {@code where nobody listens} */
    public ToldOutcomes(ClientBench bench, RunningSubject client, int requests, String situation) {
        this.bench = bench;
        this.client = client;
        this.requests = requests;
        this.situation = situation;
    }

    /** Whether the client has said DONE. */
    public boolean areComplete() {
        return done(Duration.ZERO).isPresent();
    }

    private Optional<SubjectOutput.Line> done(Duration patience) {
        try {
            return bench.output(client)
                    .await(
                            line -> line.stream() == SubjectOutput.Stream.OUT
                                    && line.text().startsWith("DONE "),
                            patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /**
     * Waits for DONE, and requires exactly one outcome of each request, REPLY only for those that were answered, and a sum
     * that is right.
     *
     * @param patience how long DONE may take; that it comes late is another rule's business
     */
    public void requireTrue(Set<Integer> answered, Duration patience) throws InterruptedException {
        Optional<SubjectOutput.Line> done = done(patience);
        TreeSet<Integer> missing = new TreeSet<>();
        for (int number = 1; number <= requests; number++) {
            missing.add(number);
        }
        int replies = 0;
        for (String line : bench.output(client).text(SubjectOutput.Stream.OUT)) {
            boolean isReply = line.matches("REPLY [0-9]{1,9} [0-9]+");
            if (!isReply && !line.matches("TIMEOUT [0-9]{1,9}")) {
                continue;
            }
            int number = Integer.parseInt(line.split(" ", -1)[1]);
            if (isReply && !answered.contains(number)) {
                throw bench.failed(
                        "no REPLY for a request that nobody answered, " + situation,
                        "the client printed \"" + line + "\"");
            }
            if (!missing.remove(number)) {
                throw bench.failed(
                        "one outcome for each of the requests 1 to " + requests + ", " + situation,
                        "request " + number + " has another one: \"" + line + "\"");
            }
            replies += isReply ? 1 : 0;
        }
        if (!missing.isEmpty()) {
            throw bench.failed(
                    "one outcome for each of the requests 1 to " + requests + ", " + situation,
                    missing.size() + " have none, such as " + named(missing)
                            + done.map(line -> "; the client printed \"" + line.text() + "\"")
                                    .orElse("; the client has not said DONE"));
        }
        String wanted = "DONE " + replies + " " + (requests - replies);
        if (done.isEmpty() || !done.get().text().equals(wanted)) {
            throw bench.failed(
                    "the client to print \"" + wanted + "\", " + situation,
                    done.map(line -> "it printed \"" + line.text() + "\"").orElse("it did not say DONE"));
        }
        bench.expectExit(client, bench.timeouts().arrival());
    }

    private static String named(Set<Integer> numbers) {
        List<String> few =
                numbers.stream().limit(MOST_NAMED).map(String::valueOf).toList();
        return few.stream().collect(Collectors.joining(", "));
    }
}
