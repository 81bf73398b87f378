package io.github.dontwait.reference;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.zeromq.ZMQ;

/**
 * All that an actor can be told, read in one place.
 *
 * @param role which of the three actors
 * @param verbs whether the verbs of the contract exist
 * @param endpoint where to bind or connect
 * @param limits how much of each thing
 * @param heartbeat application heartbeats
 * @param security who is let in
 * @param clientWork what the client has to do
 * @param idle what a worker does after an empty turn
 */
public record Settings(
        Role role,
        boolean verbs,
        String endpoint,
        Limits limits,
        Heartbeat heartbeat,
        Security security,
        ClientWork clientWork,
        Idle idle) {

    /** The three actors. */
    public enum Role {
        /** A bound ROUTER, asked without waiting. */
        WORKER,
        /** A bound ROUTER behind a poller. */
        SERVER,
        /** A DEALER that connects. */
        CLIENT;

        private static final List<String> OF_ALL = List.of("plain", "curve", "maxmsgsize", "hwm");
        private static final List<String> OF_SERVICES =
                List.of("work", "fail", "defer", "stats", "whoami", "heartbeat", "drain", "handover", "concurrent");

        /** What it can do, in the contract's words: all of it, always. The verbs need a {@link VerbHandler}. */
        public List<String> capabilities() {
            return this == CLIENT
                    ? OF_ALL
                    : Stream.concat(OF_SERVICES.stream(), OF_ALL.stream()).toList();
        }
    }

    /** The idle strategies. */
    public enum Idle {
        /** Waits where the messages come in. */
        WAIT,
        /** Sleeps for a millisecond. */
        SLEEP,
        /** Spins, yields, sleeps. */
        BACKOFF,
        /** Never lets go. */
        SPIN
    }

    /**
     * Bounds.
     *
     * @param highWaterMark messages per peer and direction; 0 means no limit, null the library's default
     * @param maxMessageSize octets of the largest frame accepted
     * @param lingerMillis how long unsent replies may hold up the end
     * @param pingMillis interval of ZMTP PINGs, which end a connection that has silently broken; 0 means none
     */
    public record Limits(@Nullable Integer highWaterMark, long maxMessageSize, int lingerMillis, int pingMillis) {

        private static final int DEFAULT_HIGH_WATER_MARK = 1_000;
        private static final int SILENT_PINGS = 3;

        /** How many requests one peer may have open before further ones are refused. */
        int mostOpenPerPeer() {
            if (highWaterMark == null) {
                return DEFAULT_HIGH_WATER_MARK;
            }
            return highWaterMark == 0 ? Integer.MAX_VALUE : highWaterMark;
        }

        /** Prepares a socket, before it binds or connects. */
        void applyTo(ZMQ.Socket socket) {
            if (highWaterMark != null) {
                socket.setHWM(highWaterMark);
            }
            socket.setMaxMsgSize(maxMessageSize);
            socket.setMsgAllocator(new FrameAllocator(maxMessageSize));
            socket.setLinger(lingerMillis);
            if (pingMillis > 0) {
                socket.setHeartbeatIvl(pingMillis);
                socket.setHeartbeatTimeout(SILENT_PINGS * pingMillis);
                socket.setHeartbeatTtl(SILENT_PINGS * pingMillis);
            }
        }
    }

    /**
     * Application heartbeats.
     *
     * @param intervalMillis 0 means none
     * @param peerTtlMillis a peer silent for this long is forgotten
     */
    public record Heartbeat(int intervalMillis, int peerTtlMillis) {}

    /**
     * What the client does.
     *
     * @param requests how many requests
     * @param window how many of them may be open at once
     * @param timeoutMillis how long each may take
     * @param routingId its own routing id, null for an automatic one
     */
    public record ClientWork(
            int requests,
            int window,
            int timeoutMillis,
            @Nullable String routingId) {}

    private static final long DEFAULT_MAX_MESSAGE_SIZE = 64L << 20;
    private static final int MOST_ROUTING_ID_OCTETS = 255;

    /** PLAIN would allow 255, but JeroMQ 0.6.0 takes the length for a signed octet. */
    private static final int MOST_CREDENTIAL_OCTETS = 127;

    /**
     * Reads the settings.
     *
     * @param variables environment variables; those that begin with {@code DONTWAIT_} count
     * @throws SettingsException if one of them cannot be used
     */
    public static Settings from(Map<String, String> variables) {
        Environment env = new Environment(variables);
        Role role = role(env);
        String contract = env.text("DONTWAIT_CONTRACT");
        if (contract != null && !contract.equals("1")) {
            throw Environment.unusable("DONTWAIT_CONTRACT", contract, "1, the only version there is");
        }
        return new Settings(
                role,
                contract != null,
                Endpoints.check("DONTWAIT_ENDPOINT", env.text("DONTWAIT_ENDPOINT", "tcp://127.0.0.1:5555"), role),
                limits(env),
                heartbeat(env),
                security(env, role),
                clientWork(env),
                idle(env));
    }

    private static Role role(Environment env) {
        String value = env.text("DONTWAIT_ROLE", "worker");
        return switch (value) {
            case "worker" -> Role.WORKER;
            case "server" -> Role.SERVER;
            case "client" -> Role.CLIENT;
            default -> throw Environment.unusable("DONTWAIT_ROLE", value, "worker, server or client");
        };
    }

    private static Idle idle(Environment env) {
        String value = env.text("DONTWAIT_IDLE", "wait");
        return switch (value) {
            case "wait" -> Idle.WAIT;
            case "sleep" -> Idle.SLEEP;
            case "backoff" -> Idle.BACKOFF;
            case "spin" -> Idle.SPIN;
            default -> throw Environment.unusable("DONTWAIT_IDLE", value, "wait, sleep, backoff or spin");
        };
    }

    private static Limits limits(Environment env) {
        return new Limits(
                env.text("DONTWAIT_HWM") == null ? null : env.integer("DONTWAIT_HWM", 0, 0),
                env.number("DONTWAIT_MAXMSGSIZE", DEFAULT_MAX_MESSAGE_SIZE, 1, Long.MAX_VALUE),
                env.integer("DONTWAIT_LINGER_MS", 1_000, 0),
                env.integer("DONTWAIT_PING_MS", 0, 0));
    }

    private static Heartbeat heartbeat(Environment env) {
        int interval = env.integer("DONTWAIT_HEARTBEAT_MS", 0, 0);
        int otherwise = (int) Math.min(10L * interval, Integer.MAX_VALUE);
        return new Heartbeat(interval, env.integer("DONTWAIT_PEER_TTL_MS", otherwise, 1));
    }

    private static ClientWork clientWork(Environment env) {
        String routingId = env.text("DONTWAIT_ROUTING_ID");
        if (routingId != null && routingId.getBytes(UTF_8).length > MOST_ROUTING_ID_OCTETS) {
            throw Environment.unusable("DONTWAIT_ROUTING_ID", routingId, "at most 255 octets");
        }
        return new ClientWork(
                env.integer("DONTWAIT_REQUESTS", 10, 0),
                env.integer("DONTWAIT_WINDOW", 1, 1),
                env.integer("DONTWAIT_TIMEOUT_MS", 1_000, 1),
                routingId);
    }

    private static Security security(Environment env, Role role) {
        String kind = env.text("DONTWAIT_SECURITY", "null");
        @Nullable String secretKey = env.key("DONTWAIT_CURVE_SECRETKEY");
        @Nullable String publicKey = env.key("DONTWAIT_CURVE_PUBLICKEY");
        @Nullable String serverKey = env.key("DONTWAIT_CURVE_SERVERKEY");
        List<String> clientKeys = clientKeys(env);
        if (secretKey != null || publicKey != null || kind.equals("curve")) {
            secretKey = env.required("DONTWAIT_CURVE_SECRETKEY", "the key pair needs its secret half");
            publicKey = env.required("DONTWAIT_CURVE_PUBLICKEY", "the key pair needs its public half");
        }
        if (kind.equals("curve") && role == Role.CLIENT) {
            env.required("DONTWAIT_CURVE_SERVERKEY", "a CURVE client has to know its server");
        }
        return switch (kind) {
            case "null" -> new Security.Open();
            case "plain" ->
                new Security.Plain(
                        requireShort(env, "DONTWAIT_PLAIN_USERNAME"), requireShort(env, "DONTWAIT_PLAIN_PASSWORD"));
            case "curve" ->
                new Security.Curve(String.valueOf(publicKey), String.valueOf(secretKey), serverKey, clientKeys);
            default -> throw Environment.unusable("DONTWAIT_SECURITY", kind, "null, plain or curve");
        };
    }

    private static List<String> clientKeys(Environment env) {
        List<String> keys = new ArrayList<>();
        for (String key : env.text("DONTWAIT_CURVE_CLIENTKEYS", "").split(",")) {
            if (!key.isBlank()) {
                Environment.requireKey("DONTWAIT_CURVE_CLIENTKEYS", key.strip());
                keys.add(key.strip());
            }
        }
        return keys;
    }

    private static String requireShort(Environment env, String name) {
        String value = env.required(name, "DONTWAIT_SECURITY is plain");
        if (value.getBytes(UTF_8).length > MOST_CREDENTIAL_OCTETS) {
            throw new SettingsException(name + " is too long (value not shown); expected at most 127 octets");
        }
        return value;
    }
}
