package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.conformance.RunningSubject;
import io.github.dontwait.conformance.SubjectOutput;
import io.github.dontwait.conformance.SubjectSettings;
import io.github.dontwait.conformance.bench.ClientBench;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.wire.Command;
import io.github.dontwait.testkit.wire.FrameCodec;
import io.github.dontwait.testkit.wire.Greeting;
import io.github.dontwait.testkit.wire.WireListener;
import io.github.dontwait.testkit.wire.WireOptions;
import io.github.dontwait.testkit.wire.WirePeer;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A server that speaks wrongly on every connection, each time in another way, and the client that was told to connect to
 * it. It never waits for the client, so that several may be played by one thread.
 */
public final class WrongServer {

    private static final int REQUESTS = 4;
    private static final int WINDOW = 2;
    private static final Duration TIMEOUT = Duration.ofMillis(500);
    private static final Duration TURN = Duration.ofMillis(10);
    private static final long HELD_MILLIS = 150;
    private static final long DRIP_MILLIS = 40;
    private static final int LINES = 10;

    /** What it does with its connections. */
    public enum Manner {
        GARBAGE("the server sends what is no ZMTP"),
        ENDLESS("the server's handshake never ends"),
        ILLEGAL("the server is no socket for a DEALER");

        private final String words;

        Manner(String words) {
            this.words = words;
        }
    }

    private final ClientBench bench;
    private final Manner manner;
    private final WireListener listener;
    private final RunningSubject client;
    private final long startedNanos;
    private final long timeoutMillis;
    private final List<Talk> talks = new ArrayList<>();

    /** Listens, and starts a client of its own. */
    public WrongServer(ClientBench bench, Manner manner) throws InterruptedException {
        this.bench = bench;
        this.manner = manner;
        this.listener = bench.listener();
        this.timeoutMillis =
                (long) (TIMEOUT.toMillis() * Math.max(1, bench.timeouts().factor()));
        this.client = bench.start(listener.endpoint(), settings -> settings.with(SubjectSettings.REQUESTS, REQUESTS)
                .with(SubjectSettings.WINDOW, WINDOW)
                .with(SubjectSettings.TIMEOUT_MS, timeoutMillis));
        this.startedNanos = System.nanoTime();
    }

    /** Plays all of them until their clients have ended, or have had time enough. */
    public static void play(List<WrongServer> servers) {
        Countdown countdown = Countdown.of(servers.get(servers.size() - 1).patience());
        while (servers.stream().anyMatch(WrongServer::isAsked)
                && !countdown.left().isZero()) {
            Duration wait = TURN;
            for (WrongServer server : servers) {
                server.turn(wait);
                wait = Duration.ZERO;
            }
        }
    }

    private boolean isAsked() {
        return !client.onExit().toCompletableFuture().isDone();
    }

    private Duration patience() {
        return most().plus(bench.timeouts().arrival());
    }

    /** Within this time all requests have ended. */
    private Duration most() {
        long inTurn = timeoutMillis * REQUESTS / WINDOW;
        return Duration.ofMillis(inTurn * 125 / 100
                + (long) (1_000 * Math.max(1, bench.timeouts().factor())));
    }

    private void turn(Duration wait) {
        Optional<WirePeer> accepted = listener.poll(wait);
        if (accepted.isPresent()) {
            talks.add(new Talk(bench.own(accepted.get()), talks.size()));
        }
        talks.forEach(Talk::step);
    }

    /** Requires that every request timed out in its time, and that the client came to its end by itself. */
    public void expectTimedOut() throws InterruptedException {
        String done = "DONE 0 " + REQUESTS;
        String expectation = "the client to live and to print \"" + done + "\" within " + most().toMillis()
                + " ms where " + manner.words;
        SubjectOutput output = bench.output(client);
        SubjectOutput.Line line = output.await(
                        printed -> printed.stream() == SubjectOutput.Stream.OUT
                                && printed.text().startsWith("DONE "),
                        bench.timeouts().arrival())
                .orElseThrow(() -> bench.failed(expectation, fate(output)));
        if (!line.text().equals(done)) {
            throw bench.failed(expectation, "it printed:\n  " + String.join("\n  ", last(output)));
        }
        long millis = (line.atNanos() - startedNanos) / 1_000_000;
        if (millis > most().toMillis()) {
            throw bench.failed(expectation, "it printed that line after " + millis + " ms");
        }
        bench.expectExit(client, bench.timeouts().arrival());
    }

    private String fate(SubjectOutput output) {
        List<String> last = last(output);
        String end = isAsked()
                ? "it has not"
                : "it ended, " + client.onExit().toCompletableFuture().join();
        return end + (last.isEmpty() ? "; it printed nothing" : "; it printed:\n  " + String.join("\n  ", last));
    }

    private static List<String> last(SubjectOutput output) {
        List<String> lines = output.lines().stream()
                .map(line -> (line.stream() == SubjectOutput.Stream.ERR ? "err| " : "") + line.text())
                .toList();
        return lines.subList(Math.max(0, lines.size() - LINES), lines.size());
    }

    /** One connection. */
    private final class Talk {

        private final Stranger stranger;
        private final int number;
        private final long beganNanos = System.nanoTime();
        private int sent;

        Talk(WirePeer wire, int number) {
            this.stranger = Stranger.over(bench, wire);
            this.number = number;
        }

        private long age() {
            return (System.nanoTime() - beganNanos) / 1_000_000;
        }

        void step() {
            if (stranger.wire().isClosed()) {
                stranger.wire().close();
                return;
            }
            switch (manner) {
                case GARBAGE -> garbage();
                case ENDLESS -> endless();
                case ILLEGAL -> illegal();
            }
        }

        /** Holds the connection for a moment, so that the client has to make something of it; then it may come again. */
        private void garbage() {
            if (sent == 0) {
                List<byte[]> all = ForeignSpeech.ofServers(bench.random());
                byte[] octets = all.get(number % all.size());
                say(octets, octets.length);
            } else if (age() > HELD_MILLIS) {
                stranger.wire().close();
            }
        }

        private void endless() {
            byte[] opening = opening("ROUTER");
            switch (number % 3) {
                case 0 -> say(opening, (int) Math.min(Greeting.SIZE - 1, 11 + age() / DRIP_MILLIS));
                case 1 -> say(opening, hasGreeted() ? Greeting.SIZE : Greeting.SIGNATURE_SIZE);
                default -> say(opening, hasGreeted() ? Greeting.SIZE + 12 : Greeting.SIGNATURE_SIZE);
            }
        }

        /** Goes on as if all were well: a client that lets it is to be let alone with what comes of it. */
        private void illegal() {
            String[] types = {"PUB", "WIBBLE", "PULL", ""};
            ByteArrayOutputStream octets = new ByteArrayOutputStream();
            octets.writeBytes(opening(types[number % types.length]));
            octets.writeBytes(FrameCodec.encode(Message.of("0", "no reply of anything")));
            say(octets.toByteArray(), hasGreeted() ? octets.size() : Greeting.SIGNATURE_SIZE);
        }

        /** Libraries want the signature alone before the rest. */
        private boolean hasGreeted() {
            return sent > Greeting.SIGNATURE_SIZE || stranger.wire().unreadOctets().length >= Greeting.SIGNATURE_SIZE;
        }

        private void say(byte[] octets, int upTo) {
            if (upTo > sent) {
                stranger.tell(Arrays.copyOfRange(octets, sent, upTo), "octets " + sent + " to " + (upTo - 1));
                sent = upTo;
            }
        }
    }

    private static byte[] opening(String type) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        octets.writeBytes(Greeting.ofMinor(1).octets());
        octets.writeBytes(
                FrameCodec.encode(Command.ready(WireOptions.of(type).metadata()).frame()));
        return octets.toByteArray();
    }
}
