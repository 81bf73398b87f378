package io.github.dontwait.conformance.bench;

import io.github.dontwait.conformance.Calibration;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;

/** Measures what a loopback round trip costs on this machine, between two threads of the suite and no library. */
final class Loopback {

    private static final int WARM_UP = 100;
    private static final int ROUND_TRIPS = 300;
    private static final int PATIENCE_MS = 5_000;

    private Loopback() {}

    /** Takes some ten milliseconds on an idle machine. */
    static Calibration measure() {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread echo = new Thread(() -> echo(listener), "dontwait-calibration");
            echo.setDaemon(true);
            echo.start();
            long[] nanos = new long[ROUND_TRIPS];
            try (Socket socket = new Socket(listener.getInetAddress(), listener.getLocalPort())) {
                socket.setTcpNoDelay(true);
                socket.setSoTimeout(PATIENCE_MS);
                OutputStream out = socket.getOutputStream();
                InputStream in = socket.getInputStream();
                for (int i = -WARM_UP; i < ROUND_TRIPS; i++) {
                    long begin = System.nanoTime();
                    out.write(1);
                    if (in.read() < 0) {
                        throw new IOException("the calibration's echo closed its connection");
                    }
                    if (i >= 0) {
                        nanos[i] = System.nanoTime() - begin;
                    }
                }
            }
            Arrays.sort(nanos);
            return new Calibration(Duration.ofNanos(nanos[ROUND_TRIPS / 2]), Duration.ZERO);
        } catch (IOException e) {
            throw new UncheckedIOException("a loopback connection of the suite to itself failed", e);
        }
    }

    private static void echo(ServerSocket listener) {
        try (Socket socket = listener.accept()) {
            socket.setTcpNoDelay(true);
            InputStream in = socket.getInputStream();
            OutputStream out = socket.getOutputStream();
            for (int octet = in.read(); octet >= 0; octet = in.read()) {
                out.write(octet);
            }
        } catch (IOException e) {
            // The measuring side sees the same broken connection and reports it.
            return;
        }
    }
}
