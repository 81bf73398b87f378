package io.github.dontwait.conformance.subject;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMsg;

/**
 * A program with an echo, as the tests need it: {@code <endpoint> [bind-wait=millis] [ready-wait=millis] [ready=text]
 * [mute]}. It waits after its bind, then prints, waits, and serves; mute, it never receives.
 */
public final class EchoMain {

    private EchoMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        List<String> words = Arrays.asList(arguments);
        CountDownLatch never = new CountDownLatch(1);
        try (ZContext context = new ZContext()) {
            ZMQ.Socket router = context.createSocket(SocketType.ROUTER);
            router.bind(words.get(0));
            if (words.contains("mute")) {
                never.await();
            }
            never.await(Long.parseLong(value(words, "bind-wait", "0")), TimeUnit.MILLISECONDS);
            String ready = value(words, "ready", "");
            if (!ready.isEmpty()) {
                System.out.write((ready + "\n").getBytes(StandardCharsets.UTF_8), 0, ready.length() + 1);
                System.out.flush();
            }
            while (true) {
                ZMsg message = ZMsg.recvMsg(router);
                message.send(router);
            }
        }
    }

    private static String value(List<String> words, String name, String otherwise) {
        return words.stream()
                .filter(word -> word.startsWith(name + "="))
                .map(word -> word.substring(name.length() + 1))
                .findFirst()
                .orElse(otherwise);
    }
}
