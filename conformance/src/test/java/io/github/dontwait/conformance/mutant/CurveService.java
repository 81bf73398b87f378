package io.github.dontwait.conformance.mutant;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.dontwait.conformance.Role;
import io.github.dontwait.conformance.SubjectOutput.Stream;
import io.github.dontwait.conformance.SubjectSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/**
 * A small worker with CURVE on JeroMQ, whose gate is a protected method: CURVE by hand a second time would be a thousand
 * lines. Right unless a mutant says otherwise; it declares little and waits up to 20 ms for a stop.
 */
public class CurveService extends ModelHandler {

    private static final int POLL_MS = 20;
    private static final String GATE = "inproc://zeromq.zap.01";

    private ZMQ.@Nullable Socket socket;
    private long turns;

    @Override
    public Role role() {
        return Role.WORKER;
    }

    @Override
    protected Set<String> capabilities() {
        return Set.of("stats", "curve");
    }

    /** Whether anybody is asked about the keys of those who come. */
    protected boolean hasGate() {
        return true;
    }

    /** Whether the owner of this key, 40 characters of Z85, may come in. */
    protected boolean accepts(String key) {
        return acceptedKeys().contains(key);
    }

    /** The keys that it was told. */
    protected final List<String> acceptedKeys() {
        return settings().curveClientKeys();
    }

    @Override
    protected int run() {
        try (ZContext context = new ZContext()) {
            context.setLinger((int) settings().linger().toMillis());
            ZMQ.Socket gate = context.createSocket(SocketType.REP);
            if (hasGate()) {
                gate.bind(GATE);
            }
            ZMQ.Socket router = context.createSocket(SocketType.ROUTER);
            if (settings().security().equals("curve")) {
                secure(router);
            }
            router.bind(settings().endpoint());
            socket = router;
            announce(router.getLastEndpoint());
            try (ZMQ.Poller poller = context.createPoller(2)) {
                poller.register(gate, ZMQ.Poller.POLLIN);
                poller.register(router, ZMQ.Poller.POLLIN);
                while (!isStopping() && !isKilled()) {
                    if (poller.poll(POLL_MS) == 0) {
                        turns++;
                    }
                    answer(gate);
                    serve(router);
                }
            }
        }
        if (isKilled()) {
            throw new Ended();
        }
        print(Stream.OUT, "STOPPED");
        return 0;
    }

    private void secure(ZMQ.Socket router) {
        router.setCurveServer(true);
        router.setCurveSecretKey(key(SubjectSettings.CURVE_SECRETKEY));
        router.setCurvePublicKey(key(SubjectSettings.CURVE_PUBLICKEY));
    }

    private byte[] key(String name) {
        return ZMQ.Curve.z85Decode(settings()
                .value(name)
                .orElseThrow(() -> new IllegalArgumentException(name + " is not set: expected a key, for CURVE")));
    }

    private void answer(ZMQ.Socket gate) {
        List<byte[]> question = receive(gate);
        if (!question.isEmpty()) {
            boolean accepts = accepts(ZMQ.Curve.z85Encode(question.get(question.size() - 1)));
            byte[] code = (accepts ? "200" : "400").getBytes(US_ASCII);
            send(gate, Arrays.asList(question.get(0), question.get(1), code, new byte[0], new byte[0], new byte[0]));
        }
    }

    private void serve(ZMQ.Socket router) {
        for (List<byte[]> message = receive(router); !message.isEmpty(); message = receive(router)) {
            onMessage(new Incoming(message.get(0), message.subList(1, message.size())));
        }
    }

    private static List<byte[]> receive(ZMQ.Socket from) {
        List<byte[]> frames = new ArrayList<>();
        byte[] frame = from.recv(ZMQ.DONTWAIT);
        while (frame != null) {
            frames.add(frame);
            frame = from.hasReceiveMore() ? from.recv() : null;
        }
        return frames;
    }

    private static void send(ZMQ.Socket to, List<byte[]> frames) {
        for (int i = 0; i < frames.size(); i++) {
            to.send(frames.get(i), ZMQ.DONTWAIT | (i + 1 < frames.size() ? ZMQ.SNDMORE : 0));
        }
    }

    @Override
    protected void send(byte[] routingId, List<byte[]> frames) {
        List<byte[]> message = new ArrayList<>(List.of(routingId));
        message.addAll(frames);
        ZMQ.Socket open = socket;
        if (open != null) {
            send(open, message);
        }
    }

    @Override
    protected long turns() {
        return turns;
    }

    @Override
    protected int peers() {
        return 0;
    }
}
