package io.github.dontwait.testkit.library;

import io.github.dontwait.testkit.wire.CurveKeyPair;
import io.github.dontwait.testkit.wire.Mechanism;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.zeromq.ZMQ;

/** A mechanism as the options of a library. */
final class Security {

    private static final int MECHANISM = 5;
    private static final int CREDENTIALS = 6;

    private Security() {}

    static void asServer(ZMQ.Socket socket, Mechanism guest, CurveKeyPair keys) {
        if (guest instanceof Mechanism.Curve) {
            socket.setCurveServer(true);
            socket.setCurveSecretKey(ascii(keys.secretZ85()));
        } else {
            socket.setPlainServer(true);
        }
    }

    static void asClient(ZMQ.Socket socket, Mechanism mechanism) {
        if (mechanism instanceof Mechanism.Curve curve) {
            socket.setCurvePublicKey(ascii(curve.keys().publicKey().z85()));
            socket.setCurveSecretKey(ascii(curve.keys().secretZ85()));
            socket.setCurveServerKey(ascii(curve.serverKey().z85()));
        } else if (mechanism instanceof Mechanism.Plain plain) {
            socket.setPlainUsername(plain.username());
            socket.setPlainPassword(plain.password());
        } else {
            throw new IllegalArgumentException(mechanism + " is no client of PLAIN or CURVE");
        }
    }

    /** What libzmq.py understands. */
    static String serverInWords(Mechanism guest, CurveKeyPair keys) {
        if (guest instanceof Mechanism.Curve curve) {
            return "curve-server " + keys.secretZ85() + " " + curve.keys().publicKey();
        }
        return "plain-server " + credentials(guest);
    }

    /** What libzmq.py understands. */
    static String clientInWords(Mechanism mechanism) {
        if (mechanism instanceof Mechanism.Curve curve) {
            CurveKeyPair keys = curve.keys();
            return "curve " + keys.publicKey() + " " + keys.secretZ85() + " " + curve.serverKey();
        }
        return "plain " + credentials(mechanism);
    }

    private static String credentials(Mechanism mechanism) {
        if (mechanism instanceof Mechanism.Plain plain) {
            return plain.username() + " " + plain.password();
        }
        throw new IllegalArgumentException(mechanism + " is no client of PLAIN or CURVE");
    }

    /** Whether a request to a ZAP handler is about this guest. */
    static boolean isGuest(Mechanism guest, byte[][] request) {
        String name = new String(request[MECHANISM], StandardCharsets.US_ASCII);
        if (!name.equals(guest.name())) {
            return false;
        }
        if (guest instanceof Mechanism.Curve curve) {
            return Arrays.equals(request[CREDENTIALS], curve.keys().publicKey().octets());
        }
        String said = new String(request[CREDENTIALS], StandardCharsets.US_ASCII)
                + " "
                + new String(request[CREDENTIALS + 1], StandardCharsets.US_ASCII);
        return said.equals(credentials(guest));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
