package io.github.dontwait.testkit.library;

import io.github.dontwait.testkit.wire.CurveKeyPair;
import io.github.dontwait.testkit.wire.Mechanism;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;
import org.zeromq.ZMsg;

/** A JeroMQ socket on a thread of its own. */
final class JeromqThread implements LibrarySocket {

    private static final int TURN_MILLIS = 20;

    private final ZContext context = new ZContext();
    private final ZMQ.Socket socket;
    private final Thread thread;
    private final boolean isClient;
    private final List<JeromqZap> zaps = new ArrayList<>();
    private final List<JeromqThread> companions = new ArrayList<>();
    private volatile boolean isClosing;

    private JeromqThread(SocketType type, boolean isClient) {
        this.isClient = isClient;
        this.socket = context.createSocket(type);
        this.thread = new Thread(this::serve, "jeromq-" + type);
        // Bounded waits: the thread sees a stop by itself, and nobody touches its socket from outside.
        socket.setReceiveTimeOut(TURN_MILLIS);
        socket.setHandshakeIvl(500);
    }

    static LibrarySocket echoingRouter() {
        JeromqThread router = new JeromqThread(SocketType.ROUTER, false);
        router.socket.bind("tcp://127.0.0.1:*");
        router.thread.start();
        return router;
    }

    static LibrarySocket guardedRouter(Mechanism guest, CurveKeyPair keys) {
        JeromqThread router = new JeromqThread(SocketType.ROUTER, false);
        JeromqZap zap = JeromqZap.start(router.context, guest);
        router.zaps.add(zap);
        Security.asServer(router.socket, guest, keys);
        router.socket.bind("tcp://127.0.0.1:*");
        router.thread.start();
        return router;
    }

    static LibrarySocket client(String socketType, String endpoint, String routingId, int heartbeatMillis) {
        return client(socketType, endpoint, routingId, heartbeatMillis, socket -> {});
    }

    static LibrarySocket secureDealers(String endpoint, Mechanism mechanism, int heartbeatMillis, int count) {
        JeromqThread first = dealer(endpoint, mechanism, heartbeatMillis);
        for (int i = 1; i < count; i++) {
            first.companions.add(dealer(endpoint, mechanism, heartbeatMillis));
        }
        return first;
    }

    private static JeromqThread dealer(String endpoint, Mechanism mechanism, int heartbeatMillis) {
        return client("dealer", endpoint, "", heartbeatMillis, socket -> Security.asClient(socket, mechanism));
    }

    private static JeromqThread client(
            String socketType, String endpoint, String routingId, int heartbeatMillis, Consumer<ZMQ.Socket> security) {
        JeromqThread client = new JeromqThread(SocketType.valueOf(socketType.toUpperCase(Locale.ROOT)), true);
        if (!routingId.isEmpty()) {
            client.socket.setIdentity(routingId.getBytes(ZMQ.CHARSET));
        }
        if (heartbeatMillis > 0) {
            client.socket.setHeartbeatIvl(heartbeatMillis);
            client.socket.setHeartbeatTimeout(5_000);
            client.socket.setHeartbeatTtl(1_200);
        }
        if (client.socket.getSocketType() == SocketType.ROUTER) {
            client.socket.setRouterMandatory(true);
        }
        security.accept(client.socket);
        client.socket.connect(endpoint);
        client.thread.start();
        return client;
    }

    private void serve() {
        boolean saysHello = isClient;
        while (!isClosing) {
            if (saysHello) {
                saysHello = !hello();
            }
            ZMsg message = ZMsg.recvMsg(socket);
            if (message != null) {
                message.send(socket);
            }
        }
        zaps.forEach(JeromqZap::close);
        context.close();
    }

    private boolean hello() {
        if (socket.getSocketType() != SocketType.ROUTER) {
            return socket.send("hello");
        }
        try {
            return socket.sendMore("kit") && socket.send("hello");
        } catch (ZMQException e) {
            return false; // not connected yet: the next turn tries again
        }
    }

    @Override
    public String endpoint() {
        return socket.getLastEndpoint();
    }

    @Override
    public void close() {
        companions.forEach(each -> each.isClosing = true);
        companions.forEach(JeromqThread::close);
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
