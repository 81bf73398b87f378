package io.github.dontwait.conformance.stimulus;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.conformance.bench.Bystander;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.peer.Peer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Peers that speak another protocol, an older ZMTP or nothing at all that makes sense, and those who live beside them. */
public final class Foreigners {

    private static final Duration LOOK = Duration.ofMillis(10);

    private final Bench bench;
    private final @Nullable Bystander bystander;
    private final Peer witness;
    private final Map<String, Stranger> foreign = new LinkedHashMap<>();
    private final Map<String, Stranger> old = new LinkedHashMap<>();

    public Foreigners(Bench bench) {
        this.bench = bench;
        this.bystander = bench.introduction().answers() ? bench.bystander() : null;
        this.witness = bench.anonymous("witness");
    }

    /** Lets them come, stay for a while and go; what the subject did about each is the outcome. */
    public void play() throws InterruptedException {
        ForeignSpeech.ofClients(bench.random()).forEach((name, octets) -> come(foreign, name, octets));
        expectNobodyHarmed("while they stood at the door");
        come(old, "ZMTP 1.0", ForeignSpeech.zmtp1());
        come(old, "ZMTP 2.0", ForeignSpeech.zmtp2());
        expectNobodyHarmed("while older peers were there");
        Countdown countdown = Countdown.of(bench.timeouts().silence());
        String fates = old.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + fateOf(entry.getValue(), countdown))
                        .collect(Collectors.joining(", "))
                + ", the rest "
                + foreign.values().stream()
                        .map(stranger -> fateOf(stranger, countdown))
                        .collect(Collectors.collectingAndThen(
                                Collectors.toCollection(TreeSet::new), all -> String.join(" or ", all)));
        boolean isReset = false;
        for (Map<String, Stranger> group : List.of(foreign, old)) {
            for (Stranger stranger : group.values()) {
                isReset = !isReset;
                if (isReset) {
                    stranger.wire().reset();
                } else {
                    stranger.wire().close();
                }
            }
        }
        expectNobodyHarmed("when they had gone");
        bench.note(fates);
        bench.outcome(fates.contains(" served") ? "older-served" : "older-not-served");
    }

    private void come(Map<String, Stranger> group, String name, byte[] octets) {
        Stranger stranger = Stranger.connect(bench, "foreigner-" + (foreign.size() + old.size() + 1))
                .described("who sent " + name);
        stranger.tell(octets, name);
        group.put(name, stranger);
    }

    private static String fateOf(Stranger stranger, Countdown countdown) {
        while (true) {
            Duration left = countdown.left();
            boolean isClosed = stranger.wire()
                    .awaitClose(left.compareTo(LOOK) < 0 ? left : LOOK)
                    .isPresent();
            if (new String(stranger.wire().unreadOctets(), ISO_8859_1).contains(ForeignSpeech.OLD_MESSAGE)) {
                return "served";
            }
            if (isClosed) {
                return "closed";
            }
            if (left.isZero()) {
                return "held";
            }
        }
    }

    private void expectNobodyHarmed(String when) throws InterruptedException {
        if (bystander != null) {
            bystander.expectServed(3);
        }
        if (witness.isClosed()) {
            throw bench.failed(
                    "the well-behaved " + witness + " to keep its connection, with peers about that speak no ZMTP 3",
                    "it was disconnected " + when);
        }
        Stranger newcomer =
                Stranger.connect(bench, "newcomer").described("who came beside peers that speak no ZMTP 3, " + when);
        newcomer.enter("DEALER");
        if (bystander != null) {
            newcomer.expectEcho(Message.of("and me?"));
        }
    }
}
