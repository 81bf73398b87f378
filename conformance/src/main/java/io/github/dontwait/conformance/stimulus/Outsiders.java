package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.wire.Command;
import io.github.dontwait.testkit.wire.CurveClient;
import io.github.dontwait.testkit.wire.CurveKeyPair;
import io.github.dontwait.testkit.wire.Greeting;
import io.github.dontwait.testkit.wire.WireFrame;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Those who may not come in, by what they do about it. */
public final class Outsiders {

    private static final Greeting PLAIN = Greeting.ofMinor(1).withMechanism("PLAIN");
    private static final Greeting CURVE = Greeting.ofMinor(1).withMechanism("CURVE");

    private final Guarded guarded;
    private final List<Outsider> all = new ArrayList<>();

    private Outsiders(Guarded guarded) {
        this.guarded = guarded;
    }

    // --- who speaks something else

    /** Those who speak ZMTP 3 with another mechanism than the subject's; each must be disconnected. */
    public static List<Outsider> ofOtherMechanisms(Guarded guarded, Access access) {
        Outsiders outsiders = new Outsiders(guarded);
        outsiders.add("speaks NULL", Greeting.ofMinor(1), answer -> ready());
        if (access == Access.PLAIN) {
            outsiders.add("speaks CURVE", CURVE, answer -> hello(new byte[192]));
        } else {
            outsiders.add("speaks PLAIN", PLAIN, answer -> plainHello("admin", "admin"), answer -> initiate());
        }
        outsiders.all.forEach(Outsider::toBeDisconnected);
        return outsiders.all;
    }

    /** Those who speak a version of ZMTP without security. */
    public static List<Outsider> ofOldVersions(Guarded guarded) {
        return List.of(
                OldPeer.ofVersion2(guarded.stranger("outsider-2.0")),
                OldPeer.ofVersion1(guarded.stranger("outsider-1.0")));
    }

    // --- PLAIN

    /** Those who say another user name or password than the accepted ones, or none. */
    public static List<Outsider> withWrongCredentials(Guarded guarded) {
        String name = Access.USERNAME;
        String password = Access.PASSWORD;
        Map<String, Command> hellos = new LinkedHashMap<>();
        hellos.put("says another password", Command.hello(name, "another"));
        hellos.put("says another user name", Command.hello("another", password));
        hellos.put("says user name and password the wrong way round", Command.hello(password, name));
        hellos.put("says the user name as password", Command.hello(name, name));
        hellos.put("leaves out the last octet of the password", Command.hello(name, cut(password)));
        hellos.put("adds an octet to the password", Command.hello(name, password + "x"));
        hellos.put("adds a zero octet to the password", Command.hello(name, password + "\0"));
        hellos.put("adds a blank to the password", Command.hello(name, password + " "));
        hellos.put("says the password in capitals", Command.hello(name, password.toUpperCase(Locale.ROOT)));
        hellos.put("leaves out the last octet of the user name", Command.hello(cut(name), password));
        hellos.put("says an empty password", Command.hello(name, ""));
        hellos.put("says an empty user name", Command.hello("", password));
        hellos.put("says an empty user name and an empty password", Command.hello("", ""));
        Outsiders outsiders = new Outsiders(guarded);
        hellos.forEach((what, hello) -> outsiders.add(what, PLAIN, answer -> hello.frame(), answer -> initiate()));
        outsiders.malformed("says a user name and no password at all", PLAIN, Frame.of(shortText(name)));
        outsiders.malformed("says neither user name nor password", PLAIN, Frame.empty());
        return outsiders.all;
    }

    private static String cut(String text) {
        return text.substring(0, text.length() - 1);
    }

    private static byte[] shortText(String text) {
        byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
        byte[] sized = new byte[1 + octets.length];
        sized[0] = (byte) octets.length;
        System.arraycopy(octets, 0, sized, 1, octets.length);
        return sized;
    }

    // --- CURVE

    /** Those whose keys are not the right ones. */
    public static List<Outsider> withWrongKeys(Guarded guarded) {
        CurveKeyPair unknown = CurveKeyPair.generate();
        CurveKeyPair known = Access.rightfulKeys();
        Outsiders outsiders = new Outsiders(guarded);
        outsiders.add("has a key that is not accepted", CurveClient.of(unknown, Access.serverKey()));
        outsiders.add(
                "may come in but has another server's key",
                CurveClient.of(known, CurveKeyPair.generate().publicKey()));
        CurveClient impostor = CurveClient.of(unknown, Access.serverKey());
        List<Outsider.Step> steps = List.of(answer -> impostor.hello().frame(), answer -> {
            Outsider.welcome(impostor, answer);
            return impostor.initiate(Outsider.properties().octets(), known.publicKey())
                    .frame();
        });
        String claim = "says a key that is accepted and not its own";
        outsiders.all.add(new Outsider(outsiders.next(), claim, CURVE, steps, impostor));
        return outsiders.all;
    }

    /** One whose keys nobody can call wrong, where no key is accepted. */
    public static List<Outsider> withAnyKey(Guarded guarded) {
        Outsiders outsiders = new Outsiders(guarded);
        outsiders.add("has a key, where no key is accepted", CurveClient.of(Access.rightfulKeys(), Access.serverKey()));
        return outsiders.all;
    }

    // --- steps left out, and malformed ones

    /** Those who leave out steps of the handshake; each must be disconnected. */
    public static List<Outsider> whoSkipSteps(Guarded guarded, Access access) {
        Greeting greeting = access == Access.PLAIN ? PLAIN : CURVE;
        Outsiders outsiders = new Outsiders(guarded);
        outsiders.add("sends a message instead of HELLO", greeting, answer -> message());
        outsiders.add("sends READY instead of HELLO", greeting, answer -> ready());
        if (access == Access.PLAIN) {
            outsiders.add("sends INITIATE instead of HELLO", greeting, answer -> initiate());
            outsiders.add(
                    "sends a message instead of INITIATE",
                    greeting,
                    answer -> plainHello(Access.USERNAME, Access.PASSWORD),
                    answer -> message());
            outsiders.add(
                    "sends READY instead of INITIATE",
                    greeting,
                    answer -> plainHello(Access.USERNAME, Access.PASSWORD),
                    answer -> ready());
        } else {
            outsiders.addHastyWithCurve();
        }
        outsiders.all.forEach(Outsider::toBeDisconnected);
        return outsiders.all;
    }

    private void addHastyWithCurve() {
        CurveClient hasty = CurveClient.of(Access.rightfulKeys(), Access.serverKey());
        add("sends INITIATE instead of HELLO", CURVE, answer -> {
            hasty.imagineWelcome();
            return hasty.initiate(Outsider.properties().octets()).frame();
        });
        CurveClient blunt = CurveClient.of(Access.rightfulKeys(), Access.serverKey());
        add(
                "sends a message instead of INITIATE",
                CURVE,
                answer -> blunt.hello().frame(),
                answer -> {
                    Outsider.welcome(blunt, answer);
                    return blunt.traffic().seal(WireFrame.message(Frame.text("sealed"), false));
                });
        CurveClient open = CurveClient.of(Access.rightfulKeys(), Access.serverKey());
        add("sends READY instead of INITIATE", CURVE, answer -> open.hello().frame(), answer -> ready());
    }

    /** Those whose HELLO is malformed. */
    public static List<Outsider> withMalformedHello(Guarded guarded, Access access) {
        Outsiders outsiders = new Outsiders(guarded);
        if (access == Access.PLAIN) {
            byte[] name = shortText(Access.USERNAME);
            outsiders.malformed("declares a user name of 255 octets and sends 5", PLAIN, Frame.hex("ff 61646d696e"));
            outsiders.malformed("declares a user name of 6 octets and sends 5", PLAIN, Frame.hex("06 61646d696e"));
            byte[] tooLong = new byte[name.length + 2];
            System.arraycopy(name, 0, tooLong, 0, name.length);
            tooLong[name.length] = (byte) 0xff;
            outsiders.malformed("declares a password of 255 octets and sends 1", PLAIN, Frame.of(tooLong));
            return outsiders.all;
        }
        Frame right = CurveClient.of(Access.rightfulKeys(), Access.serverKey())
                .hello()
                .data();
        outsiders.malformed("sends a HELLO of 10 octets", CURVE, right.slice(0, 10));
        outsiders.malformed("leaves out the last octet of its HELLO", CURVE, right.slice(0, right.size() - 1));
        byte[] twisted = right.octets();
        twisted[twisted.length - 1] ^= 1;
        outsiders.malformed("has changed a bit of the box in its HELLO", CURVE, Frame.of(twisted));
        byte[] versioned = right.octets();
        versioned[0] = 9;
        outsiders.malformed("says version 9.0 in its HELLO", CURVE, Frame.of(versioned));
        outsiders.malformed("sends a HELLO of zeros", CURVE, Frame.of(new byte[right.size()]));
        outsiders.malformed("sends an empty HELLO", CURVE, Frame.empty());
        return outsiders.all;
    }

    private void malformed(String description, Greeting greeting, Frame data) {
        add(description, greeting, answer -> new Command(Command.HELLO, data).frame(), answer -> initiate());
        all.get(all.size() - 1).toBeIgnored();
    }

    private void add(String description, CurveClient client) {
        all.add(new Outsider(next(), description, CURVE, Outsider.stepsOf(client), client));
    }

    private void add(String description, Greeting greeting, Outsider.Step... steps) {
        all.add(new Outsider(next(), description, greeting, List.of(steps)));
    }

    private Stranger next() {
        return guarded.stranger("outsider-" + (all.size() + 1));
    }

    private static WireFrame plainHello(String username, String password) {
        return Command.hello(username, password).frame();
    }

    private static WireFrame hello(byte[] data) {
        return new Command(Command.HELLO, Frame.of(data)).frame();
    }

    private static WireFrame initiate() {
        return Command.initiate(Outsider.properties()).frame();
    }

    private static WireFrame ready() {
        return Command.ready(Outsider.properties()).frame();
    }

    private static WireFrame message() {
        return WireFrame.message(Frame.text("too early"), false);
    }
}
