package io.github.dontwait.reference;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.zeromq.ZMQ;

/** How peers prove who they are. None of the records prints what is secret. */
public sealed interface Security {

    /** Prepares a socket that binds. */
    void applyToServer(ZMQ.Socket socket);

    /** Prepares a socket that connects. */
    void applyToClient(ZMQ.Socket socket);

    /** Everybody is let in, and everything can be read on the way. */
    record Open() implements Security {

        @Override
        public void applyToServer(ZMQ.Socket socket) {}

        @Override
        public void applyToClient(ZMQ.Socket socket) {}
    }

    /**
     * One user name and password; both can be read on the way.
     *
     * @param username at most 127 octets in UTF-8
     * @param password likewise
     */
    record Plain(String username, String password) implements Security {

        @Override
        public void applyToServer(ZMQ.Socket socket) {
            socket.setPlainServer(true);
        }

        @Override
        public void applyToClient(ZMQ.Socket socket) {
            socket.setPlainUsername(username);
            socket.setPlainPassword(password);
        }

        @Override
        public String toString() {
            return "Plain[username=" + username + "]";
        }
    }

    /**
     * Keys: nobody else can read, and only listed clients get in.
     *
     * @param publicKey the own public key, 40 characters of Z85, as all keys here
     * @param secretKey the own secret key
     * @param serverKey for a client: the server's public key
     * @param clientKeys for a server: the public keys that it lets in; none listed, none let in
     */
    record Curve(
            String publicKey, String secretKey, @Nullable String serverKey, List<String> clientKeys)
            implements Security {

        @Override
        public void applyToServer(ZMQ.Socket socket) {
            socket.setCurveServer(true);
            applyOwnKeys(socket);
        }

        @Override
        public void applyToClient(ZMQ.Socket socket) {
            if (serverKey == null) {
                throw new IllegalArgumentException("a client cannot use CURVE without the server's public key");
            }
            socket.setCurveServerKey(ZMQ.Curve.z85Decode(serverKey));
            applyOwnKeys(socket);
        }

        private void applyOwnKeys(ZMQ.Socket socket) {
            socket.setCurvePublicKey(ZMQ.Curve.z85Decode(publicKey));
            socket.setCurveSecretKey(ZMQ.Curve.z85Decode(secretKey));
        }

        @Override
        public String toString() {
            return "Curve[publicKey=" + publicKey + "]";
        }
    }
}
