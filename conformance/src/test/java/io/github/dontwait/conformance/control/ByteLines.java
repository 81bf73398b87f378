package io.github.dontwait.conformance.control;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Lines for an output of the process, gathered and written at once, each with an octet that is never part of UTF-8. */
final class ByteLines {

    private static final int NEVER_UTF_8 = 0xff;

    private final OutputStream out;
    private final ByteArrayOutputStream gathered = new ByteArrayOutputStream();

    ByteLines(OutputStream out) {
        this.out = out;
    }

    void add(String line) {
        gathered.writeBytes(line.getBytes(ISO_8859_1));
        gathered.write(NEVER_UTF_8);
        gathered.write('\n');
    }

    void flush() throws IOException {
        gathered.writeTo(out);
        gathered.reset();
        out.flush();
    }

    void clear() {
        gathered.reset();
    }
}
