import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/**
 * A starting point: make your worker testable by filling in {@link #answer}, or copy what you need into your own program.
 *
 * <p>It needs JeroMQ 0.6.0 and JDK 17. Run it by hand, or let the suite run it:
 * {@code ./dontwait verify --exec 'java -cp jeromq-0.6.0.jar Worker.java'}
 * (after {@code javac -cp jeromq-0.6.0.jar Worker.java} it starts faster with {@code java -cp jeromq-0.6.0.jar:. Worker}).
 */
public class Worker {

    /** What the suite may ask of it. Add a word only when its rules hold: drain, defer, heartbeat, handover, hwm, plain ... */
    private static final String CAPABILITIES = "work,fail,stats,whoami";

    private static volatile boolean stopping;
    private static volatile int exitCode = 1; // until it has stopped in order

    private final boolean contract = !setting("DONTWAIT_CONTRACT", "", "1?").isEmpty();
    private final Set<ByteBuffer> peers = new HashSet<>();
    private final ZMQ.Socket socket;
    private long turns;
    private long handled;

    private Worker(ZMQ.Socket socket) {
        this.socket = socket;
    }

    public static void main(String[] arguments) throws InterruptedException {
        setting("DONTWAIT_ROLE", "worker", "worker|server");
        setting("DONTWAIT_SECURITY", "null", "null");
        int linger = Integer.parseInt(setting("DONTWAIT_LINGER_MS", "1000", "[0-9]{1,9}"));
        String endpoint = setting("DONTWAIT_ENDPOINT", "tcp://127.0.0.1:5555", "tcp://\\S+:(\\*|[0-9]{1,5})");
        String port = endpoint.substring(endpoint.lastIndexOf(':') + 1);
        if (!port.equals("*") && (Integer.parseInt(port) < 1 || Integer.parseInt(port) > 65535)) {
            refuse("DONTWAIT_ENDPOINT", endpoint, "a port from 1 to 65535, or *");
        }
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stopping = true;
            try {
                stopped.await(1, TimeUnit.HOURS); // the request in hand is finished, however long it takes
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            Runtime.getRuntime().halt(exitCode); // a JVM that got SIGTERM would exit with 143
        }));
        try {
            serve(endpoint, linger);
            System.out.println("STOPPED");
            System.out.flush();
            exitCode = 0;
        } finally {
            stopped.countDown();
        }
    }

    private static void serve(String endpoint, int linger) {
        try (ZContext context = new ZContext()) { // closing it waits for replies that are not yet out, up to the linger
            context.setLinger(linger); // a ZContext's own linger of 0 would lose them
            ZMQ.Socket socket = context.createSocket(SocketType.ROUTER);
            socket.setMaxMsgSize(64 << 20); // without a limit one frame header can end this library's I/O thread
            try {
                socket.bind(endpoint);
            } catch (ZMQException | IllegalArgumentException e) {
                refuse("DONTWAIT_ENDPOINT", endpoint, "a free address of this machine (" + e.getMessage() + ")");
            }
            System.out.println("READY " + socket.getLastEndpoint() + " " + CAPABILITIES);
            System.out.flush();
            new Worker(socket).run(context);
        }
    }

    private void run(ZContext context) {
        try (ZMQ.Poller poller = context.createPoller(1)) {
            poller.register(socket, ZMQ.Poller.POLLIN);
            while (!stopping) {
                byte[] peer = socket.recv(ZMQ.DONTWAIT);
                if (peer == null) { // nothing there; your other duties belong here AND between messages
                    turns++;
                    poller.poll(20); // rests, but wakes for a message
                    continue;
                }
                List<byte[]> frames = new ArrayList<>();
                while (socket.hasReceiveMore()) {
                    frames.add(socket.recv()); // the frames of one message are all there, or none
                }
                serve(peer, frames);
            }
        }
    }

    private void serve(byte[] peer, List<byte[]> frames) {
        if (peers.size() > 10_000) { // with heartbeats you would forget a peer when it has been silent for too long
            peers.clear();
        }
        peers.add(ByteBuffer.wrap(peer));
        // The envelope is what a REQ puts in front.
        List<byte[]> envelope = frames.size() > 1 && frames.get(0).length == 0 ? frames.subList(0, 1) : List.of();
        List<byte[]> reply;
        try {
            reply = contract ? verb(peer, envelope, frames) : answer(frames);
        } catch (Exception e) { // whatever a request does, the loop lives on
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            reply = with(envelope, bytes("$error"), bytes(String.valueOf(e.getMessage())));
        }
        socket.getEvents(); // lets the socket notice what its peers have read, else it may see a full queue
        socket.send(peer, ZMQ.SNDMORE | ZMQ.DONTWAIT);
        for (int i = 0; i < reply.size(); i++) {
            socket.send(reply.get(i), i < reply.size() - 1 ? ZMQ.SNDMORE | ZMQ.DONTWAIT : ZMQ.DONTWAIT);
        }
        handled++;
    }

    /** Your application: the frames of the reply to these frames of a request. To be testable it echoes. */
    private List<byte[]> answer(List<byte[]> frames) {
        return frames;
    }

    /** What the suite asks for, in the place where your application would be called. */
    private List<byte[]> verb(byte[] peer, List<byte[]> envelope, List<byte[]> frames) throws InterruptedException {
        int at = envelope.size();
        switch (text(frames.get(at))) {
            case "$work" -> {
                String millis = frames.size() > at + 1 ? text(frames.get(at + 1)) : "";
                if (!millis.matches("[0-9]{1,7}")) {
                    throw new IllegalArgumentException("milliseconds are 1 to 7 digits");
                }
                Thread.sleep(Long.parseLong(millis)); // stands for work
            }
            case "$fail" -> throw new IllegalStateException("it failed, as it was asked to");
            case "$stats" -> {
                return with(
                        envelope,
                        bytes("$stats"),
                        bytes("turns=" + turns),
                        bytes("handled=" + handled),
                        bytes("peers=" + peers.size()));
            }
            case "$whoami" -> {
                return with(envelope, bytes("$whoami"), peer);
            }
            default -> {}
        }
        return answer(frames);
    }

    private static List<byte[]> with(List<byte[]> envelope, byte[]... frames) {
        List<byte[]> all = new ArrayList<>(envelope);
        all.addAll(List.of(frames));
        return all;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] frame) {
        return new String(frame, StandardCharsets.ISO_8859_1);
    }

    /** The environment variable's value; one that cannot be used ends the program before READY. */
    private static String setting(String name, String fallback, String pattern) {
        String given = System.getenv(name);
        String value = given == null || given.isEmpty() ? fallback : given;
        if (!value.matches(pattern)) {
            refuse(name, value, pattern);
        }
        return value;
    }

    private static void refuse(String name, String value, String expected) {
        System.err.println(name + ": cannot use '" + value + "', expected " + expected);
        System.err.flush();
        Runtime.getRuntime().halt(1); // no hook is to wait for a loop that never began
    }
}
