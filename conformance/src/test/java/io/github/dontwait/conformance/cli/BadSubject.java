package io.github.dontwait.conformance.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMsg;

/** An echo that goes wrong in one way: {@code <fault> [line]}; the line is printed when it serves. */
final class BadSubject {

    private static final int SOME = 20;
    private static final int FLOOD = 1 << 16;
    private static final long STALL_NANOS = 2_000_000_000;

    private BadSubject() {}

    /** What is wrong with it. */
    enum Fault {
        NOTHING,
        MUTE,
        EXITS_WHEN_READY,
        DIES_AT_ONCE,
        DIES_LATER,
        LIES,
        FLOODS,
        RAVES
    }

    /** The words that start one. */
    static String command(Fault fault, String line) {
        List<String> words = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                BadSubject.class.getName(),
                fault.name(),
                line);
        List<String> quoted = new ArrayList<>();
        words.forEach(word -> quoted.add("'" + word + "'"));
        return String.join(" ", quoted);
    }

    public static void main(String[] arguments) throws InterruptedException {
        Fault fault = Fault.valueOf(arguments[0]);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        String endpoint = String.valueOf(System.getenv("DONTWAIT_ENDPOINT"));
        try (ZContext context = new ZContext();
                ZMQ.Socket socket = context.createSocket(SocketType.ROUTER)) {
            socket.bind(endpoint);
            out.println(arguments[1].replace("{endpoint}", endpoint));
            switch (fault) {
                case EXITS_WHEN_READY -> System.exit(0);
                case MUTE -> Thread.currentThread().join();
                case FLOODS -> new Thread(() -> flood(out)).start();
                default -> {}
            }
            for (int served = 1; ; served++) {
                serve(fault, socket, served);
            }
        }
    }

    private static void flood(PrintStream out) {
        String text = "x".repeat(FLOOD);
        while (!out.checkError()) {
            out.print(text);
        }
    }

    private static void serve(Fault fault, ZMQ.Socket socket, int served) {
        ZMsg message = ZMsg.recvMsg(socket);
        if (fault == Fault.DIES_AT_ONCE || fault == Fault.DIES_LATER && served > SOME) {
            System.err.println("cannot go on after message " + served);
            System.exit(3);
        }
        if (fault == Fault.LIES) {
            message.getLast().reset("something else");
        }
        if (fault == Fault.RAVES) {
            rave(message, socket, served);
        } else {
            message.send(socket);
        }
    }

    /** Drops, doubles, shortens, lengthens, misroutes, stalls. */
    private static void rave(ZMsg message, ZMQ.Socket socket, int served) {
        switch (served % 7) {
            case 2 -> message.duplicate().send(socket);
            case 3 -> message.removeLast();
            case 4 -> message.add("and another thing");
            case 5 -> message.clear();
            case 6 -> LockSupport.parkNanos(STALL_NANOS);
            default -> {}
        }
        if (!message.isEmpty()) {
            message.send(socket);
        }
    }
}
