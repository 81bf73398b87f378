package io.github.dontwait.conformance.mutant;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.dontwait.conformance.mutant.Link.Phase;
import java.util.Arrays;

/** The server's side of PLAIN (24/ZMTP-PLAIN), step by step; with no credential in the options, that of NULL. */
public abstract class Doorkeeper extends MiniSocket {

    Doorkeeper(SocketOptions options) {
        super(options);
    }

    private boolean asks() {
        return options().credential() != null;
    }

    @Override
    protected String mechanism() {
        return asks() ? "PLAIN" : super.mechanism();
    }

    /** With PLAIN the peer speaks first. */
    @Override
    protected void onGreeting(Link link) {
        if (!asks()) {
            super.onGreeting(link);
        }
    }

    @Override
    protected void onHandshakeCommand(Link link, String name, byte[] data) {
        if (!asks()) {
            super.onHandshakeCommand(link, name, data);
        } else if (name.equals("HELLO") && !link.isWelcome) {
            onHello(link, data);
        } else if (name.equals("INITIATE") && link.isWelcome) {
            onInitiate(link, data);
        } else {
            onMisstep(link, name, data);
        }
    }

    /** A user name and a password came: the peer may go on, or learns that it may not. */
    protected void onHello(Link link, byte[] data) {
        byte[] username = shortText(data, 0);
        byte[] password = shortText(data, 1 + username.length);
        if (2 + username.length + password.length != data.length) {
            throw new ProtocolFault("octets behind the password");
        }
        if (accepts(username, password)) {
            welcome(link);
        } else {
            refuse(link, "400");
        }
    }

    /** The text whose length stands at a place. */
    protected byte[] shortText(byte[] data, int at) {
        if (at >= data.length || at + 1 + (data[at] & 0xff) > data.length) {
            throw new ProtocolFault("a text longer than its command");
        }
        return Arrays.copyOfRange(data, at + 1, at + 1 + (data[at] & 0xff));
    }

    /** Whether who says this may come in. */
    protected boolean accepts(byte[] username, byte[] password) {
        return Arrays.equals(username, username()) && Arrays.equals(password, password());
    }

    /** The accepted user name. */
    protected final byte[] username() {
        SocketOptions.Credential credential = options().credential();
        return credential == null ? new byte[0] : credential.username().getBytes(UTF_8);
    }

    /** The accepted password. */
    protected final byte[] password() {
        SocketOptions.Credential credential = options().credential();
        return credential == null ? new byte[0] : credential.password().getBytes(UTF_8);
    }

    /** Lets a peer go on. */
    protected final void welcome(Link link) {
        link.isWelcome = true;
        sendCommand(link, "WELCOME", new byte[0]);
    }

    /** A peer that is welcome says its properties: it is in. */
    protected void onInitiate(Link link, byte[] data) {
        onReady(link, parseProperties(data));
        if (link.phase == Phase.TRAFFIC) {
            sendCommand(link, "READY", encodeProperties(properties()));
        }
    }

    /** A command came that is not the next one. */
    protected void onMisstep(Link link, String name, byte[] data) {
        throw new ProtocolFault(name + " out of turn");
    }
}
