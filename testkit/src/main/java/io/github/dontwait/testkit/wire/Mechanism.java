package io.github.dontwait.testkit.wire;

import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * How two peers agree on who they are before messages pass. Printing one never shows a password or a secret key.
 *
 * <p>Who is the server is said here and does not depend on who connects: a PLAIN or CURVE server may connect, and its
 * client may listen.
 */
public sealed interface Mechanism {

    /** The name in the greeting. */
    String name();

    /** No security: each side sends its READY. */
    static Mechanism none() {
        return Null.NULL;
    }

    /**
     * The client of PLAIN (24/ZMTP-PLAIN): says a name and a password in clear.
     *
     * @param username 0 to 255 characters of ISO 8859-1
     * @param password 0 to 255 characters of ISO 8859-1
     */
    static Mechanism plain(String username, String password) {
        return new Plain(username, password);
    }

    /**
     * The server of PLAIN.
     *
     * @param allows whether this user name with this password may come in; called by the thread that does the handshake
     */
    static Mechanism plainServer(BiPredicate<String, String> allows) {
        return new PlainServer(allows);
    }

    /**
     * The client of CURVE (26/CURVEZMQ).
     *
     * @param keys who it is
     * @param serverKey the public key that it requires of the server
     * @throws IllegalStateException if the library for it is not on the class path; the message names it
     */
    static Mechanism curve(CurveKeyPair keys, CurveKey serverKey) {
        Boxes.requireLibrary();
        return new Curve(keys, serverKey);
    }

    /**
     * The server of CURVE.
     *
     * @param keys whose public half its clients must know
     * @param allows whether the owner of this key may come in; called by the thread that does the handshake
     * @throws IllegalStateException if the library for it is not on the class path; the message names it
     */
    static Mechanism curveServer(CurveKeyPair keys, Predicate<CurveKey> allows) {
        Boxes.requireLibrary();
        return new CurveServer(keys, allows);
    }

    /** No security: each side sends its READY. */
    enum Null implements Mechanism {
        /** The only one. */
        NULL
    }

    /**
     * The client of PLAIN.
     *
     * @param username what it calls itself
     * @param password what it proves that with
     */
    record Plain(String username, String password) implements Mechanism {

        @Override
        public String name() {
            return "PLAIN";
        }

        @Override
        public String toString() {
            return "PLAIN client \"" + username + "\" (password not shown)";
        }
    }

    /**
     * The server of PLAIN.
     *
     * @param allows whether this user name with this password may come in
     */
    record PlainServer(BiPredicate<String, String> allows) implements Mechanism {

        @Override
        public String name() {
            return "PLAIN";
        }

        @Override
        public String toString() {
            return "PLAIN server";
        }
    }

    /**
     * The client of CURVE.
     *
     * @param keys who it is
     * @param serverKey the public key that it requires of the server
     */
    record Curve(CurveKeyPair keys, CurveKey serverKey) implements Mechanism {

        @Override
        public String name() {
            return "CURVE";
        }

        @Override
        public String toString() {
            return "CURVE client " + keys.publicKey() + " of server " + serverKey;
        }
    }

    /**
     * The server of CURVE.
     *
     * @param keys whose public half its clients must know
     * @param allows whether the owner of this key may come in
     */
    record CurveServer(CurveKeyPair keys, Predicate<CurveKey> allows) implements Mechanism {

        @Override
        public String name() {
            return "CURVE";
        }

        @Override
        public String toString() {
            return "CURVE server " + keys.publicKey();
        }
    }
}
