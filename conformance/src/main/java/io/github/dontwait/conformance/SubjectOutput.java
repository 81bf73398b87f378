package io.github.dontwait.conformance;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a subject printed, line by line, with the moment of each line. Any thread may add and read.
 *
 * <p>Bounded: of a subject that prints without end the first {@value #HEAD} and the last {@value #TAIL} lines are kept,
 * each cut at {@value #WIDTH} characters. Lines of the contract ({@code READY}, {@code REPLY} …) are told apart from the
 * subject's own log by whoever reads them, not here.
 */
public final class SubjectOutput {

    /** How many of the first lines are kept. */
    public static final int HEAD = 12_000;

    /** How many of the last lines are kept. */
    public static final int TAIL = 2_000;

    /** How many characters of a line are kept. */
    public static final int WIDTH = 4_096;

    private final List<Line> head = new ArrayList<>();
    private final Deque<Line> tail = new ArrayDeque<>();
    private long count;
    private boolean ended;

    /** Where a line was printed. */
    public enum Stream {
        OUT,
        ERR
    }

    /**
     * One line.
     *
     * @param index its number among all lines, from 0
     * @param atNanos when its end was read, by {@link System#nanoTime()}
     * @param stream standard output or standard error
     * @param text without the line end; octets that are not UTF-8 are replaced
     */
    public record Line(long index, long atNanos, Stream stream, String text) {}

    /** Adds a line, printed now. */
    public synchronized void add(Stream stream, String text) {
        String kept = text.length() <= WIDTH ? text : text.substring(0, WIDTH) + "…";
        Line line = new Line(count++, System.nanoTime(), stream, kept);
        if (head.size() < HEAD) {
            head.add(line);
        } else {
            if (tail.size() == TAIL) {
                tail.removeFirst();
            }
            tail.addLast(line);
        }
        notifyAll();
    }

    /** Says that nothing will be added any more. */
    public synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** How many lines were printed, kept or not. */
    public synchronized long count() {
        return count;
    }

    /** The lines that were kept, in order. */
    public synchronized List<Line> lines() {
        List<Line> all = new ArrayList<>(head);
        all.addAll(tail);
        return all;
    }

    /** The kept lines of one stream, as text. */
    public List<String> text(Stream stream) {
        return lines().stream()
                .filter(line -> line.stream() == stream)
                .map(Line::text)
                .toList();
    }

    /**
     * Waits for a line, among those already printed too.
     *
     * @return the first that satisfies the condition; empty if none came in time or the output ended without one
     */
    public synchronized Optional<Line> await(Predicate<Line> condition, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        long seen = 0;
        while (true) {
            for (Line line : lines()) {
                if (line.index() >= seen && condition.test(line)) {
                    return Optional.of(line);
                }
            }
            seen = count;
            long left = deadline - System.nanoTime();
            if (ended || left <= 0) {
                return Optional.empty();
            }
            NANOSECONDS.timedWait(this, left);
        }
    }

    /** Waits until the output has ended; false if it did not in time. */
    public synchronized boolean awaitEnd(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!ended) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            NANOSECONDS.timedWait(this, left);
        }
        return true;
    }
}
