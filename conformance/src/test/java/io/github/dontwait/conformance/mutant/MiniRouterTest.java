package io.github.dontwait.conformance.mutant;

import static io.github.dontwait.conformance.mutant.RawPeer.frame;
import static io.github.dontwait.conformance.mutant.RawPeer.hex;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dontwait.conformance.Role;
import io.github.dontwait.conformance.RunningSubject;
import io.github.dontwait.conformance.SubjectSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The model's socket against octets written by hand; the vectors are those of real libraries. */
@Timeout(30)
class MiniRouterTest {

    private static final SubjectSettings SETTINGS =
            SubjectSettings.of(Role.WORKER, "tcp://127.0.0.1:*").with(SubjectSettings.MAXMSGSIZE, 1_000_000);

    private RunningSubject subject;
    private String endpoint;
    private RawPeer bystander;

    @BeforeEach
    void start() throws Exception {
        subject = ModelSubject.of(ModelService::new).start(SETTINGS);
        endpoint = subject.endpoint();
        bystander = RawPeer.dealer(endpoint);
    }

    @AfterEach
    void end() throws IOException {
        assertThat(bystander.echo("by")).isEqualTo(frame("by"));
        bystander.close();
        subject.close();
    }

    @Test
    void greetsInStages() throws IOException {
        try (RawPeer peer = new RawPeer(endpoint)) {
            assertThat(peer.read(10)).isEqualTo("ff00000000000000007f");
            peer.send(RawPeer.GREETING.substring(0, 20));
            assertThat(peer.read(1)).isEqualTo("03");
            peer.send(RawPeer.GREETING.substring(20, 22));
            assertThat(peer.read(53)).isEqualTo("014e554c4c" + "00".repeat(48));
            peer.send(RawPeer.GREETING.substring(22));
            assertThat(peer.read(43))
                    .isEqualTo("04290552454144590b536f636b65742d5479706500000006" + hex("ROUTER")
                            + "084964656e7469747900000000");
            peer.send(RawPeer.DEALER);
            assertThat(peer.echo("hi")).isEqualTo(frame("hi"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "474554202f20485454502f312e310d0a0d0a",
                "ff00000000000000007f01",
                "ff000000000000000000",
                "ff00000000000000007f03006e756c6c00000000000000000000000000000000",
                "ff00000000000000007f03004e554c4c0000000058",
                "ff00000000000000007f0300504c41494e"
            })
    void closesOnABadGreeting(String greeting) throws IOException {
        try (RawPeer peer = new RawPeer(endpoint)) {
            peer.send(greeting);
            if (greeting.length() > 22) {
                peer.send("00".repeat(Math.max(0, 64 - greeting.length() / 2)));
            }
            peer.readToEnd();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0309", "0400", "ffff"})
    void goesOnWithItsOwnVersion(String version) throws IOException {
        try (RawPeer peer = new RawPeer(endpoint)) {
            peer.send("ff01020304050607087f" + version + "4e554c4c" + "00".repeat(17) + "ab".repeat(31));
            peer.read(64);
            peer.send(RawPeer.DEALER);
            peer.read(43);
            assertThat(peer.echo("v")).isEqualTo(frame("v"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "socket type SUB, 04190552454144590b536f636b65742d5479706500000003535542, true",
        "empty socket type, 04160552454144590b536f636b65742d5479706500000000, true",
        "identity with a zero, 042a0552454144590b536f636b65742d54797065000000064445414c4552084964656e746974790000000100, true",
        "cut property, 04190552454144590b536f636b65742d54797065000000064445414c, false",
        "value of 2 GiB, 041c0552454144590b536f636b65742d547970657fffffff4445414c4552, false",
        "value of 4 GiB, 041c0552454144590b536f636b65742d54797065ffffffff4445414c4552, false",
        "a message, 00026162, false",
        "a PING, 04070450494e470000, false",
        "ERROR, 040a054552524f5203343030, false"
    })
    void closesOnABadReady(String what, String ready, boolean saysWhy) throws IOException {
        try (RawPeer peer = new RawPeer(endpoint)) {
            peer.send(RawPeer.GREETING);
            peer.read(64 + 43);
            peer.send(ready);
            assertThat(peer.readToEnd().contains(hex("ERROR"))).as(what).isEqualTo(saysWhy);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0406055245414459",
                "04190552454144590b536f636b65742d5479706500000003524551",
                "041c0552454144590b736f636b65742d7479706500000006524f55544552",
                "04290552454144590758" + "2d4f7468657200000001780b536f636b65742d54797065000000064445414c4552"
            })
    void acceptsEveryGoodReady(String ready) throws IOException {
        int size = ready.length() / 2 - 2;
        try (RawPeer peer = new RawPeer(endpoint)) {
            peer.send(RawPeer.GREETING);
            peer.read(64 + 43);
            peer.send("04%02x".formatted(size) + ready.substring(4));
            assertThat(peer.echo("r")).isEqualTo(frame("r"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "00026162, 00026162",
        "01026162000163, 01026162000163",
        "010001000000, 010001000000",
        "0200000000000000026162, 00026162",
        "03000000000000000261620000, 010261620000",
        "040a0450494e47000a637478, 040804504f4e47637478",
        "04070450494e470000, 040504504f4e47",
        "06000000000000000904 50494e4700006c66, 040704504f4e476c66",
        "010161 04070450494e470000 000162, 040504504f4e47 010161000162",
        "040b06574942424c456461746100017a, 00017a"
    })
    void answersFrames(String sent, String expected) throws IOException {
        String answer = expected.replace(" ", "");
        try (RawPeer peer = RawPeer.dealer(endpoint)) {
            peer.send(sent);
            assertThat(peer.read(answer.length() / 2)).isEqualTo(answer);
        }
        try (RawPeer slow = RawPeer.dealer(endpoint)) {
            String octets = sent.replace(" ", "");
            for (int i = 0; i < octets.length(); i += 2) {
                slow.send(octets.substring(i, i + 2));
            }
            assertThat(slow.read(answer.length() / 2)).isEqualTo(answer);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "02ffffffffffffffff",
                "024000000000000000",
                "020000000017d78400",
                "0200000000000f4241",
                "f80472657376",
                "050a0450494e470000637478",
                "0400",
                "0403ff4142",
                "04060450494e4700",
                "04180450494e470000" + "00000000000000000000000000000000000000",
                "040a054552524f5203343030"
            })
    void closesOnABadFrame(String frame) throws IOException {
        try (RawPeer peer = RawPeer.dealer(endpoint)) {
            peer.send(frame);
            assertThat(peer.readToEnd()).isEmpty();
        }
    }

    @Test
    void obeysItsLimitToTheOctet() throws IOException {
        try (RawPeer peer = RawPeer.dealer(endpoint)) {
            peer.send("0200000000000f4240" + "61".repeat(1_000_000));
            assertThat(peer.read(9 + 1_000_000))
                    .startsWith("0200000000000f4240")
                    .endsWith("616161");
        }
    }

    @Test
    void deliversNothingOfHalfAMessage() throws IOException {
        RawPeer peer = RawPeer.named(endpoint, "half");
        peer.send("010161 0005616263");
        peer.reset();
        bystander.send(frame("$stats"));
        assertThat(bystander.readMessage()).contains(hex("handled=0"));
        try (RawPeer again = named("half", "x")) {
            assertThat(again.echo("y")).isEqualTo(frame("y"));
        }
    }

    /** A connection with this routing id that is served; the former holder's end may still be on its way. */
    private RawPeer named(String id, String proof) throws IOException {
        for (int attempt = 0; attempt < 100; attempt++) {
            RawPeer peer = RawPeer.named(endpoint, id);
            if (isServed(peer, proof)) {
                assertThat(peer.read(2 + proof.length())).isEqualTo(frame(proof));
                return peer;
            }
            peer.close();
        }
        throw new AssertionError("never served as " + id);
    }

    /** Whether a message is answered: once the bystander had two answers to later ones, it would have been. */
    private boolean isServed(RawPeer peer, String message) throws IOException {
        peer.send(frame(message));
        bystander.echo("fence");
        bystander.echo("fence");
        return peer.hasMore();
    }

    @Test
    void closesAPeerThatIsSilentForLongerThanItPromised() throws IOException {
        try (RawPeer peer = RawPeer.dealer(endpoint)) {
            long begin = System.nanoTime();
            peer.send("04070450494e470003");
            assertThat(peer.readToEnd()).isEqualTo("040504504f4e47");
            assertThat((System.nanoTime() - begin) / 1_000_000).isBetween(295L, 1_500L);
        }
        try (RawPeer peer = RawPeer.dealer(endpoint)) {
            peer.send("04070450494e47ffff");
            assertThat(peer.read(7)).isEqualTo("040504504f4e47");
            assertThat(peer.echo("open")).isEqualTo(frame("open"));
        }
    }

    @Test
    void leavesARoutingIdWithItsFirstHolder() throws IOException {
        try (RawPeer first = named("dup", "1");
                RawPeer second = RawPeer.named(endpoint, "dup")) {
            assertThat(isServed(second, "unheard")).isFalse();
            assertThat(first.echo("heard")).isEqualTo(frame("heard"));
        }
    }

    @Test
    void servesOthersWhileHundredsDoNotGoOnWithTheirHandshakes() throws IOException {
        List<RawPeer> stuck = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            RawPeer peer = new RawPeer(endpoint);
            peer.send(RawPeer.GREETING.substring(0, i % 64 * 2));
            stuck.add(peer);
        }
        try (RawPeer fresh = RawPeer.dealer(endpoint)) {
            assertThat(fresh.echo("served")).isEqualTo(frame("served"));
        }
        for (RawPeer peer : stuck) {
            peer.reset();
        }
    }

    @Test
    void dropsWholeMessagesInOrderForAPeerThatDoesNotRead() throws IOException {
        try (RawPeer peer = RawPeer.dealer(endpoint)) {
            String body = "0200000000000007d0" + "00".repeat(1_996);
            for (int i = 0; i < 5_000; i++) {
                peer.send(body + "%08x".formatted(i));
            }
            assertThat(bystander.echo("meanwhile")).isEqualTo(frame("meanwhile"));
            peer.send(frame("last"));
            int last = -1;
            int count = 0;
            for (String header = peer.read(2); !header.equals("0004"); header = peer.read(2)) {
                assertThat(header + peer.read(7)).isEqualTo("0200000000000007d0");
                String octets = peer.read(2_000);
                int number = Integer.parseInt(octets.substring(octets.length() - 8), 16);
                assertThat(number).isGreaterThan(last);
                last = number;
                count++;
                if (count % 500 == 0) {
                    // Sooner or later its queue has room again.
                    peer.send(frame("last"));
                }
            }
            assertThat(count).isBetween(1_000, 4_999);
        }
    }

    @Test
    void pushesBackWhileTheApplicationIsBusy() throws Exception {
        try (RawPeer peer = RawPeer.dealer(endpoint)) {
            peer.send("0105" + hex("$work") + frame("600"));
            String body = "020000000000000400" + "00".repeat(1_024);
            Thread pusher = new Thread(() -> {
                try {
                    for (int i = 0; i < 40_000; i++) {
                        peer.send(body);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            pusher.setUncaughtExceptionHandler(
                    (thread, end) -> assertThat(end).isInstanceOf(UncheckedIOException.class));
            pusher.setDaemon(true);
            pusher.start();
            assertThat(peer.read(7 + 5)).isEqualTo("0105" + hex("$work") + frame("600"));
            assertThat(pusher.isAlive()).as("still pushing after the work").isTrue();
            peer.reset();
            pusher.join(5_000);
            assertThat(pusher.isAlive()).isFalse();
        }
    }
}
