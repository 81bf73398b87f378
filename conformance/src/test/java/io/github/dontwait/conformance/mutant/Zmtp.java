package io.github.dontwait.conformance.mutant;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.dontwait.conformance.mutant.Link.Phase;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a ZMTP 3.1 connection begins, with the NULL mechanism: the greeting and READY, step by step. Each protected method
 * is one step that a mutant may get wrong; all run on the socket's I/O thread.
 */
public abstract class Zmtp extends Framing {

    private static final int SIGNATURE_OCTETS = 10;
    private static final int GREETING_OCTETS = 64;

    // ---- greeting

    /** The 64 octets that this side sends first. */
    protected byte[] greeting() {
        byte[] octets = new byte[GREETING_OCTETS];
        octets[0] = (byte) 0xff;
        octets[9] = 0x7f;
        octets[10] = 3;
        octets[11] = 1;
        byte[] mechanism = mechanism().getBytes(US_ASCII);
        System.arraycopy(mechanism, 0, octets, 12, mechanism.length);
        return octets;
    }

    /** The mechanism in the greeting. */
    protected String mechanism() {
        return "NULL";
    }

    /** How many octets of the greeting are sent once so many of the peer's have come: in stages, and never a deadlock. */
    protected int greetingDue(int received) {
        return received < SIGNATURE_OCTETS ? SIGNATURE_OCTETS : received == SIGNATURE_OCTETS ? 11 : GREETING_OCTETS;
    }

    /** Whether the first ten octets are a signature; the eight between are padding. */
    protected boolean acceptsSignature(byte[] greeting) {
        return greeting[0] == (byte) 0xff && greeting[9] == 0x7f;
    }

    /** Whether a peer of this version is talked to; the minor version is 0 where it has not come yet. */
    protected boolean acceptsVersion(int major, int minor) {
        return major >= 3;
    }

    /** Whether the 20 octets name the mechanism of this side. */
    protected boolean acceptsMechanism(byte[] mechanism) {
        return Arrays.equals(mechanism, Arrays.copyOfRange(greeting(), 12, 32));
    }

    /** Octets of the peer's greeting came: says what is due and checks what can be checked. */
    protected void onGreetingOctets(Link link) {
        int received = link.greetingReceived;
        sendGreeting(link);
        boolean tellsAlready = received >= SIGNATURE_OCTETS || (received > 0 && link.greeting[0] != (byte) 0xff);
        if (tellsAlready && !acceptsSignature(link.greeting)) {
            throw new ProtocolFault("no signature");
        }
        if (received > SIGNATURE_OCTETS
                && !acceptsVersion(link.greeting[10] & 0xff, received > 11 ? link.greeting[11] & 0xff : 0)) {
            throw new ProtocolFault("version " + (link.greeting[10] & 0xff));
        }
        if (received == GREETING_OCTETS) {
            if (!acceptsMechanism(Arrays.copyOfRange(link.greeting, 12, 32))) {
                throw new ProtocolFault("another mechanism");
            }
            link.phase = Phase.HANDSHAKE;
            onGreeting(link);
        }
    }

    /** Sends as much of the greeting as is due. */
    protected void sendGreeting(Link link) {
        byte[] ours = greeting();
        int due = Math.min(greetingDue(link.greetingReceived), ours.length);
        if (due > link.greetingSent) {
            write(link, Arrays.copyOfRange(ours, link.greetingSent, due));
            link.greetingSent = due;
        }
    }

    /** The peer's whole greeting is accepted: says READY. */
    protected void onGreeting(Link link) {
        sendCommand(link, "READY", encodeProperties(properties()));
    }

    // ---- handshake

    /** What this side announces in READY, in this order. */
    protected Map<String, byte[]> properties() {
        Map<String, byte[]> properties = new LinkedHashMap<>();
        properties.put("Socket-Type", options().socketType().getBytes(US_ASCII));
        properties.put("Identity", options().routingId());
        return properties;
    }

    /** The octets of READY's metadata. */
    protected byte[] encodeProperties(Map<String, byte[]> properties) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        properties.forEach((name, value) -> {
            octets.write(name.length());
            octets.writeBytes(name.getBytes(US_ASCII));
            octets.writeBytes(ByteBuffer.allocate(4).putInt(value.length).array());
            octets.writeBytes(value);
        });
        return octets.toByteArray();
    }

    /** Reads READY's metadata; the names of the result match without regard to case. */
    protected Map<String, byte[]> parseProperties(byte[] octets) {
        Map<String, byte[]> properties = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        ByteBuffer left = ByteBuffer.wrap(octets);
        while (left.hasRemaining()) {
            String name = new String(take(left, left.get() & 0xff), US_ASCII);
            if (left.remaining() < 4) {
                throw new ProtocolFault("a property without the size of its value");
            }
            properties.put(name, take(left, left.getInt()));
        }
        return properties;
    }

    private static byte[] take(ByteBuffer from, int count) {
        if (count < 0 || count > from.remaining()) {
            throw new ProtocolFault("a property longer than its command");
        }
        byte[] octets = new byte[count];
        from.get(octets);
        return octets;
    }

    @Override
    protected void onHandshakeFrame(Link link, int flags, byte[] body) {
        if ((flags & COMMAND) == 0) {
            throw new ProtocolFault("a message before READY");
        }
        String name = commandName(body);
        byte[] data = Arrays.copyOfRange(body, 1 + name.length(), body.length);
        if (name.equals("ERROR")) {
            onHandshakeError(link, data);
            throw new ProtocolFault("the peer said ERROR");
        }
        onHandshakeCommand(link, name, data);
    }

    /** A command came in the handshake: READY, and nothing else. */
    protected void onHandshakeCommand(Link link, String name, byte[] data) {
        if (!name.equals("READY")) {
            throw new ProtocolFault(name + " instead of READY");
        }
        onReady(link, parseProperties(data));
    }

    /** The peer refuses this side. */
    protected void onHandshakeError(Link link, byte[] reason) {}

    /** READY came: checks what the peer says it is. */
    protected void onReady(Link link, Map<String, byte[]> properties) {
        link.properties = properties;
        byte[] type = properties.get("Socket-Type");
        if (!acceptsSocketType(type == null ? null : new String(type, US_ASCII))) {
            refuse(link, "Invalid socket type");
            return;
        }
        byte[] announced = properties.get("Identity");
        if (!acceptsRoutingId(announced == null ? new byte[0] : announced)) {
            refuse(link, "Invalid identity");
            return;
        }
        link.phase = Phase.TRAFFIC;
        onEstablished(link);
    }

    /** The types that this side talks to. */
    protected Set<String> partners() {
        return Set.of("REQ", "DEALER", "ROUTER");
    }

    /** Whether a peer of this type is talked to; null where it named none, as stock libraries tolerate. */
    protected boolean acceptsSocketType(@Nullable String type) {
        return type == null || partners().contains(type);
    }

    /** Whether a peer may announce this routing id; empty where it announced none. */
    protected boolean acceptsRoutingId(byte[] announced) {
        return announced.length == 0 || (announced.length <= 255 && announced[0] != 0);
    }

    /** Says why a peer is not talked to, and closes. */
    protected void refuse(Link link, String reason) {
        byte[] text = reason.getBytes(US_ASCII);
        byte[] data = new byte[1 + text.length];
        data[0] = (byte) text.length;
        System.arraycopy(text, 0, data, 1, text.length);
        sendCommand(link, "ERROR", data);
        closeWhenSent(link);
    }
}
