package io.github.dontwait.reference;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/**
 * Decides who is let in: it answers the questions that JeroMQ asks about each newcomer by the ZAP protocol (RFC 27),
 * within the loop like everything else and without a thread of its own.
 *
 * <p>At most one per context: the address of its socket is fixed.
 */
final class Gatekeeper implements AutoCloseable {

    private static final String ADDRESS = "inproc://zeromq.zap.01";
    private static final String VERSION = "1.0";

    // Frames of a question: version, request id, domain, address, routing id, mechanism, credentials.
    private static final int REQUEST_ID = 1;
    private static final int MECHANISM = 5;
    private static final int CREDENTIALS = 6;

    private final ZMQ.Socket socket;
    private final NonBlockingSocket messages;
    private final Security security;

    private Gatekeeper(ZContext context, Security security) {
        this.security = security;
        this.socket = context.createSocket(SocketType.REP);
        this.messages = new NonBlockingSocket(socket);
        socket.setLinger(0);
        socket.bind(ADDRESS);
    }

    /** The gatekeeper for that security, or null where everybody is let in. */
    static @Nullable Gatekeeper forSecurity(Security security, ZContext context) {
        return security instanceof Security.Open ? null : new Gatekeeper(context, security);
    }

    /** Answers what has been asked; the number of answers. */
    int answer() {
        int answered = 0;
        for (List<byte[]> question = messages.receive(); question != null; question = messages.receive()) {
            messages.send(answerTo(question));
            answered++;
        }
        return answered;
    }

    boolean wasInterrupted() {
        return messages.wasInterrupted();
    }

    /** What to poll for reading. */
    ZMQ.Socket socket() {
        return socket;
    }

    @Override
    public void close() {
        socket.close();
    }

    private List<byte[]> answerTo(List<byte[]> question) {
        boolean welcome = question.size() > CREDENTIALS && isKnown(question);
        List<byte[]> answer = new ArrayList<>();
        answer.add(VERSION.getBytes(UTF_8));
        answer.add(question.size() > REQUEST_ID ? question.get(REQUEST_ID) : new byte[0]);
        answer.add((welcome ? "200" : "400").getBytes(UTF_8));
        answer.add((welcome ? "OK" : "Not let in").getBytes(UTF_8));
        answer.add(new byte[0]);
        answer.add(new byte[0]);
        return answer;
    }

    private boolean isKnown(List<byte[]> question) {
        String mechanism = new String(question.get(MECHANISM), UTF_8);
        List<byte[]> credentials = question.subList(CREDENTIALS, question.size());
        if (security instanceof Security.Plain plain) {
            return mechanism.equals("PLAIN")
                    && credentials.size() == 2
                    && equal(credentials.get(0), plain.username())
                    && equal(credentials.get(1), plain.password());
        }
        if (security instanceof Security.Curve curve) {
            return mechanism.equals("CURVE") && credentials.size() == 1 && isListed(credentials.get(0), curve);
        }
        return false;
    }

    private static boolean isListed(byte[] key, Security.Curve curve) {
        for (String listed : curve.clientKeys()) {
            if (MessageDigest.isEqual(ZMQ.Curve.z85Decode(listed), key)) {
                return true;
            }
        }
        return false;
    }

    /** Takes the same time wherever the difference is, so that nobody can guess octet by octet. */
    private static boolean equal(byte[] octets, String expected) {
        return MessageDigest.isEqual(octets, expected.getBytes(UTF_8));
    }
}
