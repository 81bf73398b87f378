package io.github.dontwait.conformance;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The settings of a subject: an immutable set of the contract's variables, typed for subjects in Java.
 *
 * <p>A process gets them as its environment ({@link #toEnvironment()}). A variable that is absent or empty means what the
 * contract says for "when absent"; the accessors return that. They throw {@link IllegalArgumentException}, naming the
 * variable, the value and what was expected, for a value that cannot be used, as a subject must.
 */
public final class SubjectSettings {

    public static final String CONTRACT = "DONTWAIT_CONTRACT";
    public static final String ROLE = "DONTWAIT_ROLE";
    public static final String ENDPOINT = "DONTWAIT_ENDPOINT";
    public static final String HEARTBEAT_MS = "DONTWAIT_HEARTBEAT_MS";
    public static final String PEER_TTL_MS = "DONTWAIT_PEER_TTL_MS";
    public static final String HWM = "DONTWAIT_HWM";
    public static final String MAXMSGSIZE = "DONTWAIT_MAXMSGSIZE";
    public static final String LINGER_MS = "DONTWAIT_LINGER_MS";
    public static final String SECURITY = "DONTWAIT_SECURITY";
    public static final String PLAIN_USERNAME = "DONTWAIT_PLAIN_USERNAME";
    public static final String PLAIN_PASSWORD = "DONTWAIT_PLAIN_PASSWORD";
    public static final String CURVE_SECRETKEY = "DONTWAIT_CURVE_SECRETKEY";
    public static final String CURVE_PUBLICKEY = "DONTWAIT_CURVE_PUBLICKEY";
    public static final String CURVE_SERVERKEY = "DONTWAIT_CURVE_SERVERKEY";
    public static final String CURVE_CLIENTKEYS = "DONTWAIT_CURVE_CLIENTKEYS";
    public static final String REQUESTS = "DONTWAIT_REQUESTS";
    public static final String WINDOW = "DONTWAIT_WINDOW";
    public static final String TIMEOUT_MS = "DONTWAIT_TIMEOUT_MS";
    public static final String ROUTING_ID = "DONTWAIT_ROUTING_ID";

    private final Map<String, String> variables;

    private SubjectSettings(Map<String, String> variables) {
        this.variables = Collections.unmodifiableMap(new TreeMap<>(variables));
    }

    /** What every subject is started with: the contract's version, its role and its endpoint. */
    public static SubjectSettings of(Role role, String endpoint) {
        return new SubjectSettings(Map.of(CONTRACT, "1", ROLE, role.word(), ENDPOINT, endpoint));
    }

    /** The {@code DONTWAIT_} variables of an environment; others are left out. */
    public static SubjectSettings fromEnvironment(Map<String, String> environment) {
        Map<String, String> ours = new TreeMap<>();
        environment.forEach((name, value) -> {
            if (name.startsWith("DONTWAIT_")) {
                ours.put(name, value);
            }
        });
        return new SubjectSettings(ours);
    }

    /** The same settings with one variable more, or another value of it. */
    public SubjectSettings with(String name, String value) {
        Map<String, String> changed = new TreeMap<>(variables);
        changed.put(name, value);
        return new SubjectSettings(changed);
    }

    /** The same settings with one number more. */
    public SubjectSettings with(String name, long value) {
        return with(name, Long.toString(value));
    }

    /** The same settings without one variable. */
    public SubjectSettings without(String name) {
        Map<String, String> changed = new TreeMap<>(variables);
        changed.remove(name);
        return new SubjectSettings(changed);
    }

    /** The variables as a process gets them, sorted by name. */
    public Map<String, String> toEnvironment() {
        return variables;
    }

    /** The raw value; empty if absent or empty. */
    public Optional<String> value(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
    }

    /** Whether the verbs of the contract exist. */
    public boolean hasVerbs() {
        return value(CONTRACT).isPresent();
    }

    public Role role() {
        return value(ROLE).map(Role::of).orElse(Role.WORKER);
    }

    public String endpoint() {
        return value(ENDPOINT).orElse("tcp://127.0.0.1:5555");
    }

    /** The interval of application heartbeats; zero for none. */
    public Duration heartbeat() {
        return Duration.ofMillis(number(HEARTBEAT_MS, 0).orElse(0));
    }

    /** After how long a silent peer is forgotten, where heartbeats are on. */
    public Duration peerTimeToLive() {
        return Duration.ofMillis(number(PEER_TTL_MS, 1).orElse(10 * heartbeat().toMillis()));
    }

    /** The high-water mark of each direction; 0 means no limit; empty for the library's default. */
    public OptionalInt highWaterMark() {
        OptionalLong value = number(HWM, 0, Integer.MAX_VALUE);
        return value.isPresent() ? OptionalInt.of((int) value.getAsLong()) : OptionalInt.empty();
    }

    /** The largest frame accepted, in octets; empty if the subject may choose. */
    public OptionalLong maxMessageSize() {
        return number(MAXMSGSIZE, 1);
    }

    /** How long unsent replies may hold up the exit. */
    public Duration linger() {
        return Duration.ofMillis(number(LINGER_MS, 0).orElse(1000));
    }

    /** {@code null}, {@code plain} or {@code curve}. */
    public String security() {
        String word = value(SECURITY).orElse("null");
        if (!List.of("null", "plain", "curve").contains(word)) {
            throw new IllegalArgumentException(SECURITY + "='" + word + "': expected null, plain or curve");
        }
        return word;
    }

    /** The accepted client keys, Z85; empty means that nobody is accepted. */
    public List<String> curveClientKeys() {
        return value(CURVE_CLIENTKEYS)
                .map(keys -> Arrays.asList(keys.split(",", -1)))
                .orElse(List.of());
    }

    /** Client: how many requests it makes. */
    public int requests() {
        return (int) number(REQUESTS, 0, Integer.MAX_VALUE).orElse(10);
    }

    /** Client: how many requests it keeps open at most. */
    public int window() {
        return (int) number(WINDOW, 1, Integer.MAX_VALUE).orElse(1);
    }

    /** Client: how long it waits for a reply. */
    public Duration timeout() {
        return Duration.ofMillis(number(TIMEOUT_MS, 1).orElse(1000));
    }

    /** Client: the routing id it announces; empty for none. */
    public Optional<String> routingId() {
        return value(ROUTING_ID);
    }

    private OptionalLong number(String name, long least) {
        return number(name, least, Long.MAX_VALUE);
    }

    private OptionalLong number(String name, long least, long most) {
        Optional<String> value = value(name);
        if (value.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            long number = Long.parseLong(value.get());
            if (number >= least && number <= most) {
                return OptionalLong.of(number);
            }
        } catch (NumberFormatException e) {
            // falls through to the one message for every unusable value
        }
        throw new IllegalArgumentException(name + "='" + value.get() + "': expected a whole number of at least " + least
                + (most == Long.MAX_VALUE ? "" : " and at most " + most));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SubjectSettings settings && settings.variables.equals(variables);
    }

    @Override
    public int hashCode() {
        return variables.hashCode();
    }

    @Override
    public String toString() {
        Map<String, String> shown = new TreeMap<>(variables);
        shown.replaceAll(
                (name, value) -> name.equals(PLAIN_PASSWORD) || name.equals(CURVE_SECRETKEY) ? "(hidden)" : value);
        return shown.toString();
    }
}
