package io.github.dontwait.testkit.fault;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMsg;

/**
 * The program of {@code subjects.py} with JeroMQ. What an I/O thread fails of is printed: {@code NAME failed REASON}.
 */
final class JeromqSubjects {

    private static final Set<String> CLOSING = ConcurrentHashMap.newKeySet();
    private static @Nullable ZContext shared;

    private JeromqSubjects() {}

    public static void main(String[] args) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] words = line.split(" ");
            switch (words[0]) {
                case "router" -> start(() -> router(words[1], Integer.parseInt(words[2]), Integer.parseInt(words[3])));
                case "dealer" -> start(() -> dealer(words[1], words[2], Integer.parseInt(words[3])));
                default -> CLOSING.add(words[1]);
            }
        }
        Runtime.getRuntime().halt(0); // a context whose I/O thread has died can never be closed
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        thread.start();
    }

    private static void say(String text) {
        System.out.println(text);
        System.out.flush();
    }

    private static synchronized ZContext context(String name) {
        if (name.startsWith("doomed")) {
            return open(name);
        }
        if (shared == null) {
            shared = open("shared");
        }
        return shared;
    }

    private static ZContext open(String name) {
        ZContext context = new ZContext();
        context.setLinger(0);
        context.setUncaughtExceptionHandler((thread, e) -> say(name + " failed " + e));
        context.setNotificationExceptionHandler((thread, e) -> say(name + " failed " + e));
        return context;
    }

    private static synchronized ZMQ.Socket socket(String name, SocketType type, int heartbeatMillis) {
        ZMQ.Socket socket = context(name).createSocket(type);
        if (heartbeatMillis > 0) {
            socket.setHeartbeatIvl(heartbeatMillis);
            socket.setHeartbeatTimeout(3 * heartbeatMillis);
            socket.setHeartbeatTtl(0);
        }
        return socket;
    }

    private static void router(String name, int handshakeMillis, int heartbeatMillis) {
        ZMQ.Socket socket = socket(name, SocketType.ROUTER, heartbeatMillis);
        if (handshakeMillis > 0) {
            socket.setHandshakeIvl(handshakeMillis);
        }
        socket.setReceiveTimeOut(20);
        socket.bind("tcp://127.0.0.1:*");
        say(name + " endpoint " + socket.getLastEndpoint());
        while (!CLOSING.contains(name)) {
            ZMsg message = ZMsg.recvMsg(socket);
            if (message != null) {
                byte[] last = message.getLast().getData();
                if (last.length <= 32) {
                    say(name + " got " + new String(last, StandardCharsets.ISO_8859_1));
                }
                message.send(socket);
            }
        }
        socket.close();
    }

    private static void dealer(String name, String endpoint, int heartbeatMillis) {
        ZMQ.Socket socket = socket(name, SocketType.DEALER, heartbeatMillis);
        socket.setReconnectIVL(10);
        socket.setHandshakeIvl(500);
        socket.setReceiveTimeOut(50);
        socket.connect(endpoint);
        int served = 0;
        while (!CLOSING.contains(name)) {
            String request = name + "-" + (served + 1);
            socket.send(request, ZMQ.DONTWAIT);
            for (String reply = socket.recvStr(); reply != null; reply = socket.recvStr()) {
                if (reply.equals(request)) {
                    served++;
                    say(name + " served " + served);
                    break;
                }
            }
        }
        socket.close();
    }
}
