package io.github.dontwait.conformance.mutant.process;

import io.github.dontwait.conformance.mutant.Ended;
import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Leaves a listener on its port behind, as a forgotten child process or thread does. */
@Kills(rule = "SHD-06", says = "to be free after the subject's end")
final class KeepsListening extends ModelService {

    @Override
    protected void finish() {
        super.finish();
        try {
            ServerSocket left = new ServerSocket();
            left.bind(new InetSocketAddress(
                    InetAddress.getLoopbackAddress(),
                    endpoint(settings().endpoint()).port()));
            new Thread(() -> keep(left), "left-behind").start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void keep(ServerSocket left) {
        try (left) {
            hang();
        } catch (IOException | Ended e) {
            return;
        }
    }
}
