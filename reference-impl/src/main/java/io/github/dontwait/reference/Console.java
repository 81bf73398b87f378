package io.github.dontwait.reference;

import java.io.PrintStream;
import java.util.List;

/** Standard output as the contract wants it: one line each, flushed. */
final class Console implements ClientListener {

    private final PrintStream out;
    private final List<String> capabilities;

    Console(PrintStream out, List<String> capabilities) {
        this.out = out;
        this.capabilities = capabilities;
    }

    @Override
    public void ready(String endpoint) {
        line("READY " + endpoint + " " + String.join(",", capabilities));
    }

    void stopped() {
        line("STOPPED");
    }

    @Override
    public void reply(int number, long millis) {
        line("REPLY " + number + " " + millis);
    }

    @Override
    public void timeout(int number) {
        line("TIMEOUT " + number);
    }

    @Override
    public void unexpected(byte[] firstFrame) {
        line("UNEXPECTED " + Hex.of(firstFrame));
    }

    @Override
    public void done(int replies, int timeouts) {
        line("DONE " + replies + " " + timeouts);
    }

    private void line(String text) {
        out.print(text + "\n");
        out.flush();
    }
}
