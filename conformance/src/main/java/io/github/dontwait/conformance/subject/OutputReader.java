package io.github.dontwait.conformance.subject;

import io.github.dontwait.conformance.SubjectOutput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads one output of a process to its end, as fast as it comes, into lines. Memory is bounded whatever comes: of a long
 * line its beginning is kept, of a flood of lines those that {@link SubjectOutput} would keep.
 */
final class OutputReader implements Runnable {

    /** At least so many octets are needed for all the characters of a line that are kept, and one more. */
    private static final int LINE_OCTETS = 4 * (SubjectOutput.WIDTH + 1);

    private static final int CHUNK = 1 << 16;
    private static final byte[] READY = ReadyLine.BEGINNING.getBytes(StandardCharsets.US_ASCII);

    private final InputStream in;
    private final SubjectOutput.Stream stream;
    private final SubjectOutput output;
    private final Consumer<String> ready;
    private final Runnable end;

    private final byte[] open = new byte[LINE_OCTETS];
    private int openLength;
    private final List<String> likeReady = new ArrayList<>();

    /**
     * @param ready is given each line that begins like READY, even one that the output does not keep
     * @param end runs when there is no more to read
     */
    OutputReader(
            InputStream in, SubjectOutput.Stream stream, SubjectOutput output, Consumer<String> ready, Runnable end) {
        this.in = in;
        this.stream = stream;
        this.output = output;
        this.ready = ready;
        this.end = end;
    }

    @Override
    public void run() {
        // When the process ends, the Java library takes what is left in the pipe into memory as long as there is some,
        // under the stream's monitor. A surviving child that prints without end would fill the heap so: keep it out.
        synchronized (in) {
            try (in) {
                byte[] chunk = new byte[CHUNK];
                for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                    take(chunk, count);
                }
            } catch (IOException e) {
                output.add(stream, "(the suite cannot read on: " + e.getMessage() + ")");
            } finally {
                if (openLength > 0) {
                    output.add(stream, closeLine(open, 0, openLength));
                    tellLikeReady();
                }
                end.run();
            }
        }
    }

    private void take(byte[] chunk, int count) {
        int lineEnds = 0;
        for (int at = 0; at < count; at++) {
            lineEnds += chunk[at] == '\n' ? 1 : 0;
        }
        // Of a flood no more lines are made than are kept.
        int skipped = output.isHeadFull() ? Math.max(0, lineEnds - SubjectOutput.TAIL) : 0;
        List<String> lines = new ArrayList<>();
        int from = 0;
        for (int index = 0, at = 0; index < lineEnds; at++) {
            if (chunk[at] == '\n') {
                endLine(chunk, from, at, index < skipped ? null : lines);
                from = at + 1;
                index++;
            }
        }
        extendOpenLine(chunk, from, count);
        if (lineEnds > 0) {
            output.addAll(stream, skipped, lines);
            tellLikeReady();
        }
    }

    /** After such a line was added, so that whoever is told finds it and what came before it in the output. */
    private void tellLikeReady() {
        likeReady.forEach(ready);
        likeReady.clear();
    }

    /** A line has ended; lines is null if it is not kept. */
    private void endLine(byte[] chunk, int from, int to, @Nullable List<String> lines) {
        byte[] octets = chunk;
        int begin = from;
        int length = to - from;
        if (openLength > 0) {
            extendOpenLine(chunk, from, to);
            octets = open;
            begin = 0;
            length = openLength;
            openLength = 0;
        }
        if (lines != null) {
            lines.add(closeLine(octets, begin, length));
        } else if (isLikeReady(octets, begin, length)) {
            closeLine(octets, begin, length);
        }
    }

    private void extendOpenLine(byte[] chunk, int from, int to) {
        int more = Math.min(to - from, open.length - openLength);
        System.arraycopy(chunk, from, open, openLength, more);
        openLength += more;
    }

    private String closeLine(byte[] octets, int begin, int length) {
        int kept = length > 0 && octets[begin + length - 1] == '\r' ? length - 1 : length;
        String line = new String(octets, begin, Math.min(kept, LINE_OCTETS), StandardCharsets.UTF_8);
        if (isLikeReady(octets, begin, length)) {
            likeReady.add(line);
        }
        return line;
    }

    private static boolean isLikeReady(byte[] octets, int begin, int length) {
        return length >= READY.length && Arrays.equals(octets, begin, begin + READY.length, READY, 0, READY.length);
    }
}
