package io.github.dontwait.testkit.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** What holds of any greeting, command, properties and handshake. */
@Domain(AnyWire.class)
@Domain(DomainContext.Global.class)
class CommandPropertyTest {

    private static final String SEED = "20261126";
    private static final CurveTraffic CLIENT;
    private static final CurveTraffic SERVER;

    static {
        CurveKeyPair keys = CurveKeyPair.generate();
        Handshake client = Handshake.of(
                "client",
                WireOptions.of("DEALER").withMechanism(Mechanism.curve(CurveKeyPair.generate(), keys.publicKey())));
        Handshake server = Handshake.of(
                "server", WireOptions.of("ROUTER").withMechanism(Mechanism.curveServer(keys, key -> true)));
        agree(client, server);
        CLIENT = client.traffic().orElseThrow();
        SERVER = server.traffic().orElseThrow();
    }

    /** Each side takes its turn twice, the client first. */
    private static void agree(Handshake client, Handshake server) {
        for (int i = 0; i < 2; i++) {
            server.take(client.next().orElseThrow().frame());
            client.take(server.next().orElseThrow().frame());
        }
        assertThat(client.isDone() && server.isDone()).isTrue();
    }

    @Property(tries = 100, seed = SEED)
    void anyGreetingKeepsItsOctets(@ForAll Greeting greeting) {
        byte[] octets = greeting.octets();
        assertThat(Greeting.of(octets)).isEqualTo(greeting).hasToString(greeting.toString());
        assertThat(greeting.hasSignature()).isEqualTo(octets[0] == (byte) 0xff && octets[9] == 0x7f);
        assertThat(greeting.withMechanism("").mechanism()).isEmpty();
        assertThat(greeting.withVersion(greeting.major(), greeting.minor()).withAsServer(greeting.asServer()))
                .isEqualTo(greeting);
    }

    @Property(tries = 150, seed = SEED)
    void anyCommandReadsTheSame(@ForAll Command command, @ForAll Cuts cuts) throws MalformedFrameException {
        List<WireFrame> frames = cuts.decode(new FrameCodec(), FrameCodec.encode(command.frame()));
        assertThat(frames).hasSize(1).allMatch(WireFrame::isCommand).noneMatch(WireFrame::hasMore);
        assertThat(Command.parse(frames.get(0).body())).isEqualTo(command);
    }

    @Property(tries = 100, seed = SEED)
    void anyPropertiesReadTheSame(@ForAll Metadata metadata) throws MalformedFrameException {
        assertThat(Metadata.parse(metadata.octets())).isEqualTo(metadata);
        assertThat(Command.parse(Command.ready(metadata).octets()).metadata()).isEqualTo(metadata);
        for (Metadata.Property property : metadata.properties()) {
            assertThat(metadata.value(property.name())).isPresent();
        }
    }

    @Property(tries = 100, seed = SEED)
    void anyPingAndItsPongSayWhatTheyWereTold(
            @ForAll @IntRange(max = 65_535) int ttl, @ForAll Frame context, @ForAll AnyWire.ShortText reason)
            throws MalformedFrameException {
        Command ping = Command.parse(Command.ping(ttl, context).octets());
        assertThat(ping.ttlDeciseconds()).isEqualTo(ttl);
        assertThat(ping.context()).isEqualTo(context);
        assertThat(Command.parse(Command.pong(context).octets()).context()).isEqualTo(context);
        assertThat(Command.parse(Command.error(reason.text()).octets()).reason())
                .isEqualTo(reason.text());
    }

    @Property(tries = 500, seed = SEED)
    void whateverACommandHoldsItIsReadOrMalformed(@ForAll AnyWire.Noise noise) {
        Frame body = noise.frame();
        try {
            Command command = Command.parse(body);
            assertThat(command.octets()).isEqualTo(body);
            readOrMalformed(() -> assertThat(command.metadata().octets()).isEqualTo(command.data()));
            readOrMalformed(
                    () -> assertThat(command.reason()).hasSize(command.data().octetAt(0)));
            readOrMalformed(() -> assertThat(command.ttlDeciseconds()).isBetween(0, 65_535));
            readOrMalformed(() -> assertThat(command.context().size())
                    .isLessThanOrEqualTo(command.data().size()));
        } catch (MalformedFrameException e) {
            assertThat(body.isEmpty() || body.octetAt(0) + 1 > body.size()).isTrue();
        }
    }

    private interface Reading {
        void run() throws MalformedFrameException;
    }

    private static void readOrMalformed(Reading reading) {
        try {
            reading.run();
        } catch (MalformedFrameException e) {
            assertThat(e.offset()).isNotNegative();
        }
    }

    @Property(tries = 100, seed = SEED)
    void anyCredentialsReachAServerOfPlain(
            @ForAll AnyWire.ShortText username, @ForAll AnyWire.ShortText password, @ForAll Metadata metadata) {
        List<String> seen = new ArrayList<>();
        Handshake client = Handshake.of(
                "client",
                WireOptions.of("DEALER")
                        .withProperties(metadata)
                        .withMechanism(Mechanism.plain(username.text(), password.text())));
        Handshake server =
                Handshake.of("server", WireOptions.of("ROUTER").withMechanism(Mechanism.plainServer((user, secret) -> {
                    seen.add(user);
                    return seen.add(secret);
                })));
        agree(client, server);
        assertThat(seen).containsExactly(username.text(), password.text());
        assertThat(server.metadata())
                .isEqualTo(WireOptions.of("DEALER").withProperties(metadata).metadata());
    }

    @Property(tries = 250, seed = SEED)
    void whateverComesInAHandshakeIsTakenOrAViolation(
            @ForAll AnyWire.Noise noise, @ForAll @IntRange(max = 255) int flags, @ForAll boolean isServer) {
        Mechanism mechanism =
                isServer ? Mechanism.plainServer((user, password) -> true) : Mechanism.plain("admin", "secret");
        for (Mechanism each : List.of(mechanism, Mechanism.none())) {
            Handshake handshake = Handshake.of("it", WireOptions.of("ROUTER").withMechanism(each));
            Optional<Command> first = handshake.next();
            assertThat(first.isPresent()).isEqualTo(each == Mechanism.none() || !isServer);
            try {
                handshake.take(new WireFrame(flags, noise.frame()));
            } catch (WireException.ProtocolViolation | WireException.Refused e) {
                assertThat(e).hasMessageStartingWith("it wanted ");
            }
        }
    }

    @Property(tries = 50, seed = SEED)
    void anyMessageThatIsSealedOpensUnlessItWasChanged(
            @ForAll Message message,
            @ForAll Cuts cuts,
            @ForAll int place,
            @ForAll @IntRange(min = 1, max = 255) int change)
            throws MalformedFrameException {
        List<Frame> opened = new ArrayList<>();
        for (WireFrame sealed : cuts.decode(new FrameCodec(), CLIENT.seal(message))) {
            byte[] changed = sealed.body().octets();
            changed[Math.floorMod(place, changed.length)] ^= (byte) change;
            assertThatThrownBy(() -> SERVER.open(new WireFrame(sealed.flags(), Frame.of(changed))))
                    .isInstanceOf(MalformedFrameException.class);
            WireFrame clear = SERVER.open(sealed);
            opened.add(clear.body());
            assertThat(clear.hasMore()).isEqualTo(opened.size() < message.size());
        }
        assertThat(opened).isEqualTo(message.frames());
    }
}
