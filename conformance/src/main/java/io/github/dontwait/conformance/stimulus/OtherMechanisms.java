package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.testkit.wire.Greeting;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Greetings, right but for a mechanism that is not the 20 octets of NULL. */
public final class OtherMechanisms {

    private static final int MECHANISM = 12;

    private OtherMechanisms() {}

    /** Each by what it says, the most instructive first. */
    public static Map<String, Greeting> greetings() {
        Map<String, Greeting> greetings = new LinkedHashMap<>();
        byte[] late = Arrays.copyOf("NULL\0\0\0\0X".getBytes(StandardCharsets.US_ASCII), 20);
        greetings.put("\"NULL\", four zeros, \"X\"", Greeting.ofMinor(1).with(MECHANISM, late));
        for (String name : new String[] {"PLAIN", "null", "NULLX"}) {
            greetings.put('"' + name + '"', Greeting.ofMinor(1).withMechanism(name));
        }
        return greetings;
    }

    /** The two that between them show most faults: for where each costs the start of a subject. */
    public static Map<String, Greeting> few() {
        Map<String, Greeting> few = new LinkedHashMap<>();
        greetings().entrySet().stream().limit(2).forEach(entry -> few.put(entry.getKey(), entry.getValue()));
        return few;
    }
}
