package io.github.dontwait.testkit.swarm;

import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.swarm.Conversation.Asked;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMsg;

/** An echo on a ROUTER of JeroMQ that does wrong with some requests, and remembers with which. */
final class WrongServer implements AutoCloseable {

    /** What is wrong with it. */
    enum Wrong {
        /** Two clients get each the other's reply. */
        SWAPS,
        /** A reply is not sent. */
        DROPS,
        /** A reply is sent twice. */
        DUPLICATES,
        /** The last octet of a reply is another. */
        CORRUPTS,
        /** A reply is sent after the next one of the same client. */
        OVERTAKES,
        /** A reply has one frame more. */
        ADDS_A_FRAME,
        /** From here on nothing is answered. */
        FALLS_SILENT
    }

    private static final int TURN_MILLIS = 20;

    private final Wrong wrong;
    private final Predicate<Asked> isVictim;
    private final Set<Asked> victims = ConcurrentHashMap.newKeySet();
    private final ZContext context = new ZContext();
    private final ZMQ.Socket router = context.createSocket(SocketType.ROUTER);
    private final String endpoint;
    private final Thread thread = new Thread(this::serve, "wrong-server");
    private @Nullable ZMsg held;
    private boolean isSilent;
    private volatile boolean isClosing;

    private WrongServer(Wrong wrong, Predicate<Asked> isVictim) {
        this.wrong = wrong;
        this.isVictim = isVictim;
        router.setReceiveTimeOut(TURN_MILLIS);
        router.bind("tcp://127.0.0.1:*");
        endpoint = router.getLastEndpoint();
    }

    /** A server that does wrong with the requests for which this holds. */
    static WrongServer that(Wrong wrong, Predicate<Asked> isVictim) {
        WrongServer server = new WrongServer(wrong, isVictim);
        server.thread.start();
        return server;
    }

    String endpoint() {
        return endpoint;
    }

    /** With which requests it has done wrong so far. */
    Set<Asked> victims() {
        return Set.copyOf(victims);
    }

    private void serve() {
        while (!isClosing) {
            ZMsg request = ZMsg.recvMsg(router);
            if (request != null) {
                answer(request);
            }
        }
        context.close();
    }

    private void answer(ZMsg request) {
        Asked asked = Conversation.echo(NumberedEcho.SMALLEST)
                .answeredBy(Message.of(Frame.of(request.getLast().getData())))
                .orElseThrow();
        ZMsg waiting = held;
        if (waiting != null && takes(waiting, request)) {
            held = null;
            release(waiting, request);
        } else if (!isSilent && isVictim.test(asked)) {
            victims.add(asked);
            misbehave(request);
        } else if (!isSilent) {
            request.send(router);
        }
    }

    private void misbehave(ZMsg request) {
        switch (wrong) {
            case SWAPS, OVERTAKES -> held = request;
            case DROPS -> request.destroy();
            case DUPLICATES -> {
                request.duplicate().send(router);
                request.send(router);
            }
            case CORRUPTS -> {
                byte[] octets = request.removeLast().getData().clone();
                octets[octets.length - 1] ^= 1;
                request.addLast(octets);
                request.send(router);
            }
            case ADDS_A_FRAME -> {
                request.addLast("more");
                request.send(router);
            }
            case FALLS_SILENT -> isSilent = true;
        }
    }

    /** Whether the reply that is held goes with this one: of another client to be swapped, of the same to be overtaken. */
    private boolean takes(ZMsg waiting, ZMsg request) {
        boolean isSameClient =
                Arrays.equals(waiting.getFirst().getData(), request.getFirst().getData());
        return isSameClient == (wrong == Wrong.OVERTAKES);
    }

    private void release(ZMsg waiting, ZMsg request) {
        if (wrong == Wrong.SWAPS) {
            byte[] mine = waiting.removeLast().getData();
            byte[] yours = request.removeLast().getData();
            waiting.addLast(yours);
            request.addLast(mine);
        }
        request.send(router);
        waiting.send(router);
    }

    @Override
    public void close() {
        isClosing = true;
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            throw new IllegalStateException(thread.getName() + " does not end");
        }
    }
}
