package io.github.dontwait.conformance.reference;

import io.github.dontwait.conformance.SubjectOutput;
import io.github.dontwait.conformance.SubjectOutput.Stream;
import io.github.dontwait.reference.ClientListener;
import java.util.HexFormat;

/** What a client says, as the lines of the contract. */
record PrintedLines(SubjectOutput output) implements ClientListener {

    @Override
    public void ready(String endpoint) {
        output.add(Stream.OUT, "READY " + endpoint);
    }

    @Override
    public void reply(int number, long millis) {
        output.add(Stream.OUT, "REPLY " + number + " " + millis);
    }

    @Override
    public void timeout(int number) {
        output.add(Stream.OUT, "TIMEOUT " + number);
    }

    @Override
    public void unexpected(byte[] firstFrame) {
        output.add(Stream.OUT, "UNEXPECTED " + HexFormat.of().formatHex(firstFrame));
    }

    @Override
    public void done(int replies, int timeouts) {
        output.add(Stream.OUT, "DONE " + replies + " " + timeouts);
    }
}
