package io.github.dontwait.testkit.jeromq;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** What JeroMQ does by itself, without a check: why there is one. */
class JeromqMisuseTest {

    private static final int MANY = 2_000;

    @Test
    void jeromqSendsWhatAnArrayHoldsLater() {
        try (ZContext context = new ZContext()) {
            context.setLinger(1_000);
            ZMQ.Socket pull = context.createSocket(SocketType.PULL);
            pull.bind("tcp://127.0.0.1:*");
            pull.setReceiveTimeOut(10_000);
            ZMQ.Socket push = context.createSocket(SocketType.PUSH);
            push.setSndHWM(0);
            push.setHandshakeIvl(500); // it may stall
            push.connect(pull.getLastEndpoint());
            assertThat(corrupted(push, pull)).isGreaterThan(MANY / 10);
        }
    }

    private static int corrupted(ZMQ.Socket push, ZMQ.Socket pull) {
        byte[] reused = new byte[16];
        for (int i = 0; i < MANY; i++) {
            ByteBuffer.wrap(reused).putInt(0, i).putInt(12, i);
            push.send(reused);
        }
        int corrupted = 0;
        for (int i = 0; i < MANY; i++) {
            ByteBuffer received = ByteBuffer.wrap(Objects.requireNonNull(pull.recv(), "nothing came"));
            if (received.getInt(0) != i || received.getInt(12) != i) {
                corrupted++;
            }
        }
        return corrupted;
    }

    /** In a JVM of its own: JeroMQ may be so broken afterwards that its context cannot be closed. */
    @Test
    void jeromqBreaksWhenTwoThreadsSend() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TwoThreadsOneSocket.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (InputStream out = process.getInputStream()) {
            String said = new String(out.readAllBytes(), StandardCharsets.UTF_8).strip();
            assertThat(said).matches("[1-9][0-9]* of [0-9]+ messages failed, were lost, or lost a frame");
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
    }
}
