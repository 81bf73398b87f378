package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.conformance.Capability;
import io.github.dontwait.conformance.SubjectSettings;
import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.testkit.wire.CurveKey;
import io.github.dontwait.testkit.wire.CurveKeyPair;
import io.github.dontwait.testkit.wire.Mechanism;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * Who may come in, by one mechanism, and how a subject is told. Names, passwords and keys are drawn once for each run of
 * the suite, so that rules can share a subject, and no log can hold one of them by chance.
 */
public enum Access {
    PLAIN(Capability.PLAIN),
    CURVE(Capability.CURVE);

    /** The accepted user name of PLAIN. */
    public static final String USERNAME = "user-" + drawn(8);

    /** The accepted password of PLAIN. */
    public static final String PASSWORD = "pass-" + drawn(20);

    private final Capability capability;

    Access(Capability capability) {
        this.capability = capability;
    }

    /** The key pairs of CURVE, made when they are first needed. */
    private static final class Keys {
        private static final CurveKeyPair SUBJECT = CurveKeyPair.generate();
        private static final CurveKeyPair ALICE = CurveKeyPair.generate();
        private static final CurveKeyPair BOB = CurveKeyPair.generate();
    }

    private static String drawn(int characters) {
        return UUID.randomUUID().toString().replace("-", "").substring(0, characters);
    }

    /** The mechanisms that the subject declares; ends the rule as not applicable where it declares none. */
    public static List<Access> declared(Bench bench) {
        List<Access> declared = new ArrayList<>(Arrays.asList(values()));
        declared.removeIf(access -> !bench.declares(access.capability));
        if (declared.isEmpty()) {
            throw bench.notApplicable("the subject declares neither plain nor curve");
        }
        return declared;
    }

    /** What a subject is told that lets nobody in but those who have {@link #rightful()} credentials. */
    public Map<String, String> settings() {
        return this == PLAIN
                ? Map.of(
                        SubjectSettings.SECURITY, word(),
                        SubjectSettings.PLAIN_USERNAME, USERNAME,
                        SubjectSettings.PLAIN_PASSWORD, PASSWORD)
                : curve(Keys.ALICE.publicKey().z85() + ","
                        + Keys.BOB.publicKey().z85());
    }

    /** Tells a subject to use CURVE, and no key that it accepts. */
    public static UnaryOperator<SubjectSettings> withoutClientKeys() {
        return settings -> {
            SubjectSettings changed = settings;
            for (Map.Entry<String, String> setting : curve("").entrySet()) {
                changed = changed.with(setting.getKey(), setting.getValue());
            }
            return changed.without(SubjectSettings.CURVE_CLIENTKEYS);
        };
    }

    private static Map<String, String> curve(String clientKeys) {
        return Map.of(
                SubjectSettings.SECURITY, CURVE.word(),
                SubjectSettings.CURVE_SECRETKEY, secretKey(),
                SubjectSettings.CURVE_PUBLICKEY, Keys.SUBJECT.publicKey().z85(),
                SubjectSettings.CURVE_CLIENTKEYS, clientKeys);
    }

    /** What a client is told that is to use CURVE. */
    public static Map<String, String> ofAClient() {
        return Map.of(
                SubjectSettings.SECURITY, CURVE.word(),
                SubjectSettings.CURVE_SECRETKEY, Keys.ALICE.secretZ85(),
                SubjectSettings.CURVE_PUBLICKEY, Keys.ALICE.publicKey().z85(),
                SubjectSettings.CURVE_SERVERKEY, serverKey().z85());
    }

    /** What somebody says who may come in; the second of two where two may. */
    public List<Mechanism> rightful() {
        return this == PLAIN
                ? List.of(Mechanism.plain(USERNAME, PASSWORD))
                : List.of(Mechanism.curve(Keys.ALICE, serverKey()), Mechanism.curve(Keys.BOB, serverKey()));
    }

    /** The key of CURVE by which a client knows the subject. */
    public static CurveKey serverKey() {
        return Keys.SUBJECT.publicKey();
    }

    /** The subject's secret key of CURVE, in Z85. */
    static String secretKey() {
        return Keys.SUBJECT.secretZ85();
    }

    /** The keys of CURVE of somebody who may come in. */
    public static CurveKeyPair rightfulKeys() {
        return Keys.ALICE;
    }

    /** What nobody may ever see, each by what it is; all that a subject is told of it. */
    public Map<String, String> secrets() {
        return this == PLAIN
                ? Map.of("the password of PLAIN", PASSWORD)
                : Map.of("its secret key of CURVE", secretKey());
    }

    /** The value of {@code DONTWAIT_SECURITY}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
