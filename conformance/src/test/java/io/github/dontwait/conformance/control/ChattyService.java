package io.github.dontwait.conformance.control;

import io.github.dontwait.conformance.SubjectOutput.Stream;
import io.github.dontwait.conformance.mutant.Incoming;
import io.github.dontwait.conformance.mutant.ModelService;
import java.io.IOException;

/**
 * Logs a hundred lines for every message, on both outputs: long ones now and then, some that look like lines of the
 * contract, some that no terminal likes.
 */
public class ChattyService extends ModelService {

    private static final int LINES = 100;
    private static final int EVERY = 50;
    private static final String LONG = "long ".repeat(20_000);
    private static final String[] ODD = {
        "", "READY or not", " STOPPED", "\u001b[31mred\u001b[0m", "\u0000\u0007", "a\rb", "\uD800 \uFFFD", "TIMEOUT 1"
    };

    private long messages;

    @Override
    protected void onMessage(Incoming message) {
        log(messages++);
        super.onMessage(message);
    }

    private void log(long message) {
        for (int i = 0; i < LINES; i++) {
            say(i % 2 == 0 ? Stream.OUT : Stream.ERR, line(message, i));
        }
    }

    private static String line(long message, int i) {
        if (i == 0 && message % EVERY == 0) {
            return LONG;
        }
        return i < ODD.length ? ODD[i] : "message " + message;
    }

    /** Prints a line of its own. */
    protected void say(Stream stream, String line) {
        print(stream, line);
    }

    /** The same as a process, in octets that are not all UTF-8 and not only whole lines at a time. */
    public static final class AsProcess extends ChattyService {

        private final ByteLines out = new ByteLines(System.out);
        private final ByteLines err = new ByteLines(System.err);

        @Override
        protected void onMessage(Incoming message) {
            super.onMessage(message);
            flushLog();
        }

        @Override
        protected void say(Stream stream, String line) {
            (stream == Stream.OUT ? out : err).add(line);
        }

        private void flushLog() {
            try {
                out.flush();
                err.flush();
            } catch (IOException e) {
                // Nobody reads its log: no reason not to serve.
                out.clear();
                err.clear();
            }
        }
    }
}
