package io.github.dontwait.testkit.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.neilalexander.jnacl.crypto.curve25519xsalsa20poly1305;
import io.github.dontwait.testkit.message.Frame;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys, boxes and the commands of PLAIN are octet for octet what the specifications and the libraries say. */
class SecurityVectorTest {

    private static final String HELLO_ADMIN = "04 13 05 48454c4c4f 05 61646d696e 06 736563726574";
    private static final String INITIATE_DEALER = "04 2c 08 494e495449415445"
            + " 0b 536f636b65742d54797065 00000006 4445414c4552 08 4964656e74697479 00000000";

    @Test
    void z85OfItsSpecification() {
        byte[] octets = Frame.hex("864fd26fb559f75b").octets();
        assertThat(Z85.encode(octets)).isEqualTo("HelloWorld");
        assertThat(Z85.decode("HelloWorld")).isEqualTo(octets);
        assertThat(Z85.decode("%nSc0")).isEqualTo(Frame.hex("ffffffff").octets());
        assertThat(Z85.decode("")).isEmpty();
    }

    @Test
    void z85OfAnyOctets() {
        Random random = new Random(85);
        for (int size = 0; size <= 64; size += 4) {
            byte[] octets = new byte[size];
            random.nextBytes(octets);
            assertThat(Z85.decode(Z85.encode(octets))).isEqualTo(octets);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HelloWorl, 9",
        "Hell~World, 4",
        "Hellö, 4",
        "%nSc1, 0",
        "#####, 0",
    })
    void z85SaysWhatIsWrongAndNotWhatItWas(String text, int number) {
        assertThatThrownBy(() -> Z85.decode(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(Integer.toString(number))
                .message()
                .doesNotContain(text);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            delimiter = ' ',
            value = {
                // The keys of the manual of ZeroMQ, of a server and of a client.
                "JTKVSB%%)wK0E.X)V>+}o?pNmC{O&4W4b!Ni{Lh6 rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7",
                "D:)Q[IlAW!ahhC2ac:9*A}h:p?([4%wOTJ%JR%cs Yne@$w-vo<fVvi]a<NY6T1ed:M$fCG*[IaLV{hID"
            })
    void publicKeysFollowFromSecretOnes(String secret, String expected) {
        CurveKeyPair keys = CurveKeyPair.ofSecret(secret);
        assertThat(keys.publicKey()).isEqualTo(CurveKey.z85(expected)).hasToString(expected);
        assertThat(keys.secretZ85()).isEqualTo(secret);
        assertThat(keys).isEqualTo(CurveKeyPair.ofSecret(Z85.decode(secret)));
    }

    @Test
    void boxesAreThoseOfAnotherLibrary() throws MalformedFrameException {
        CurveKeyPair alice = CurveKeyPair.generate();
        CurveKeyPair bob = CurveKeyPair.generate();
        byte[] nonce = CurveNonce.of("VOUCH---", CurveNonce.drawn());
        for (int size : new int[] {0, 1, 63, 64, 65, 1000}) {
            byte[] clear = Frame.filled(size, size).octets();
            byte[] box = Boxes.seal(Boxes.agree(alice, bob.publicKey()), nonce, clear);
            byte[] padded = new byte[32 + size];
            System.arraycopy(clear, 0, padded, 32, size);
            byte[] theirs = new byte[padded.length];
            curve25519xsalsa20poly1305.crypto_box(
                    theirs, padded, padded.length, nonce, bob.publicKey().octets(), alice.secret());
            assertThat(box).isEqualTo(Arrays.copyOfRange(theirs, 16, theirs.length));
            assertThat(Boxes.open(Boxes.agree(bob, alice.publicKey()), nonce, Frame.of(box)))
                    .isEqualTo(clear);
        }
    }

    @Test
    void boxesOpenForNobodyElse() throws MalformedFrameException {
        CurveKeyPair alice = CurveKeyPair.generate();
        CurveKeyPair bob = CurveKeyPair.generate();
        CurveKeyPair mallory = CurveKeyPair.generate();
        byte[] nonce = CurveNonce.of("VOUCH---", CurveNonce.drawn());
        Frame box = Frame.of(Boxes.seal(Boxes.agree(alice, bob.publicKey()), nonce, new byte[] {1, 2, 3}));
        byte[] changed = box.octets();
        changed[18] ^= 1;
        byte[] otherNonce = nonce.clone();
        otherNonce[23] ^= 1;
        assertThatThrownBy(() -> Boxes.open(Boxes.agree(mallory, alice.publicKey()), nonce, box))
                .hasMessageContaining("a box that does not open");
        assertThatThrownBy(() -> Boxes.open(Boxes.agree(bob, alice.publicKey()), nonce, Frame.of(changed)))
                .hasMessageContaining("a box that does not open");
        assertThatThrownBy(() -> Boxes.open(Boxes.agree(bob, alice.publicKey()), otherNonce, box))
                .hasMessageContaining("a box that does not open");
        assertThatThrownBy(() -> Boxes.open(Boxes.agree(bob, alice.publicKey()), nonce, box.slice(0, 15)))
                .hasMessageContaining("a box of 15 octets, 16 at least");
    }

    @Test
    void commandsOfPlain() throws MalformedFrameException {
        WireOptions dealer =
                Vectors.readies().values().stream().skip(1).findFirst().orElseThrow();
        assertThat(octets(Command.hello("admin", "secret"))).isEqualTo(hex(HELLO_ADMIN));
        assertThat(octets(Command.welcome())).isEqualTo(hex("04 08 07 57454c434f4d45"));
        assertThat(octets(Command.initiate(dealer.metadata()))).isEqualTo(hex(INITIATE_DEALER));
        assertThat(octets(Command.ready(WireOptions.of("ROUTER").metadata().with(Metadata.IDENTITY, ""))))
                .isEqualTo(hex(Vectors.ROUTER_EMPTY_IDENTITY));
        assertThat(Command.initiate(dealer.metadata()).metadata()).isEqualTo(dealer.metadata());
        assertThatThrownBy(() -> Command.hello("a".repeat(256), ""))
                .hasMessage("a user name has 255 octets at most, not 256");
    }

    @Test
    void misstepsAreOctets() {
        Command hello = Command.hello("admin", "secret");
        Misstep.At at = Misstep.at(Command.HELLO);
        assertThat(at.replacedBy(new Command(Command.HELLO, Frame.hex("ff 61646d696e")))
                        .octets(hello))
                .isEqualTo(hex("04 0c 05 48454c4c4f ff 61646d696e"));
        assertThat(at.error("400").octets(hello)).isEqualTo(hex("04 0a 05 4552524f52 03 343030"));
        assertThat(at.errorOfLibzmq("400").octets(hello)).isEqualTo(hex("04 09 5e 52524f52 03 343030"));
        assertThat(at.withheld().octets(hello)).isEmpty();
        assertThat(at.truncatedTo(6).octets(hello)).isEqualTo(hex("04 0c 05 48454c4c4f 05 61646d696e"));
        assertThat(at.corrupted(0).octets(hello)).isEqualTo(hex("04 13 05 48454c4c4f fa 61646d696e 06 736563726574"));
        assertThat(at.corrupted(-1).octets(hello)).isEqualTo(hex("04 13 05 48454c4c4f 05 61646d696e 06 73656372658b"));
        assertThat(at.repeated().octets(hello)).isEqualTo(hex(HELLO_ADMIN + HELLO_ADMIN));
        assertThat(at.corrupted(-1)).hasToString("HELLO with the octet at -1 turned over");
        assertThat(at.error("400")).hasToString("HELLO replaced by 04 0x054552524f5203343030");
        assertThatThrownBy(() -> at.corrupted(13).octets(hello))
                .hasMessage("the HELLO has 13 octets behind its name: it cannot be with the octet at 13 turned over");
        assertThatThrownBy(() -> at.truncatedTo(14).octets(hello)).hasMessageContaining("13 octets behind its name");
    }

    @Test
    void nothingPrintsASecret() {
        CurveKeyPair keys = CurveKeyPair.generate();
        List<Object> printed = List.of(
                keys,
                Mechanism.curve(keys, keys.publicKey()),
                Mechanism.curveServer(keys, key -> true),
                Mechanism.plain("admin", "opensesame"),
                WireOptions.of("DEALER").withMechanism(Mechanism.curve(keys, keys.publicKey())),
                WireOptions.of("DEALER").withMechanism(Mechanism.plain("admin", "opensesame")));
        for (Object each : printed) {
            assertThat(each.toString()).doesNotContain(keys.secretZ85()).doesNotContain("opensesame");
        }
        assertThat(keys).hasToString("key pair of " + keys.publicKey().z85() + " (secret not shown)");
        assertThatThrownBy(() -> CurveKeyPair.ofSecret(keys.secretZ85() + "secre"))
                .hasMessage("a secret key has 32 octets, not 36");
        assertThatThrownBy(() -> CurveKey.z85("HelloWorld")).hasMessage("a public key has 32 octets, not 8");
    }

    @Test
    void onlyCurveNeedsItsLibrary() throws Exception {
        try (URLClassLoader without =
                new URLClassLoader(classPathWithout("salty-coffee"), ClassLoader.getPlatformClassLoader())) {
            Class<?> mechanism = without.loadClass(Mechanism.class.getName());
            Object plain =
                    mechanism.getMethod("plain", String.class, String.class).invoke(null, "admin", "secret");
            assertThat(plain).hasToString("PLAIN client \"admin\" (password not shown)");
            for (Object usable : List.of(mechanism.getMethod("none").invoke(null), plain)) {
                Class<?> options = without.loadClass(WireOptions.class.getName());
                Object dealer = options.getMethod("of", String.class).invoke(null, "DEALER");
                Object chosen = options.getMethod("withMechanism", mechanism).invoke(dealer, usable);
                Class<?> handshake = without.loadClass(Handshake.class.getName());
                Object begun = handshake.getMethod("of", String.class, options).invoke(null, "alice", chosen);
                assertThat((Optional<?>) handshake.getMethod("next").invoke(begun))
                        .isPresent();
            }
            Class<?> keyPair = without.loadClass(CurveKeyPair.class.getName());
            Object keys = keyPair.getMethod("generate").invoke(null);
            Object key = keyPair.getMethod("publicKey").invoke(keys);
            assertThatThrownBy(() -> mechanism
                            .getMethod("curve", keyPair, key.getClass())
                            .invoke(null, keys, key))
                    .rootCause()
                    .isInstanceOf(ClassNotFoundException.class);
            assertThatThrownBy(() -> mechanism
                            .getMethod("curve", keyPair, key.getClass())
                            .invoke(null, keys, key))
                    .cause()
                    .hasMessage("CURVE needs a library that is not on the class path: add the dependency "
                            + "software.pando.crypto:salty-coffee:1.1.1 (NULL and PLAIN need none)");
        }
    }

    private static URL[] classPathWithout(String part) throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (!entry.contains(part)) {
                urls.add(new File(entry).toURI().toURL());
            }
        }
        return urls.toArray(URL[]::new);
    }

    private static byte[] octets(Command command) {
        return FrameCodec.encode(command.frame());
    }

    private static byte[] hex(String digits) {
        return Frame.hex(digits).octets();
    }
}
