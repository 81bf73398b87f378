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
 * <p>Bounded: of a subject that prints without end the first {@value #HEAD} lines (fewer if they are long: the first
 * {@value #HEAD_CHARACTERS} characters) and the last {@value #TAIL} lines ({@value #TAIL_CHARACTERS} characters) are kept,
 * each line cut at {@value #WIDTH} characters. Lines of the contract ({@code READY}, {@code REPLY} …) are told apart from the
 * subject's own log by whoever reads them, not here.
 */
public final class SubjectOutput {

    /** How many of the first lines are kept. */
    public static final int HEAD = 12_000;

    /** How many of the last lines are kept. */
    public static final int TAIL = 2_000;

    /** How many characters of a line are kept. */
    public static final int WIDTH = 4_096;

    /** How many characters of the first lines are kept. */
    public static final int HEAD_CHARACTERS = 4_000_000;

    /** How many characters of the last lines are kept. */
    public static final int TAIL_CHARACTERS = 1_000_000;

    private final List<Line> head = new ArrayList<>();
    private final Deque<Line> tail = new ArrayDeque<>();
    private long headCharacters;
    private long tailCharacters;
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
    public void add(Stream stream, String text) {
        addAll(stream, 0, List.of(text));
    }

    /**
     * Adds lines, all printed now.
     *
     * @param skipped how many lines came before them that are counted and not kept; 0 unless {@link #isHeadFull()}
     */
    public synchronized void addAll(Stream stream, int skipped, List<String> texts) {
        long now = System.nanoTime();
        count += skipped;
        for (String text : texts) {
            String kept = text.length() <= WIDTH ? text : text.substring(0, WIDTH) + "…";
            keep(new Line(count++, now, stream, kept));
        }
        notifyAll();
    }

    private void keep(Line line) {
        int length = line.text().length();
        if (!isHeadFull()) {
            head.add(line);
            headCharacters += length;
            return;
        }
        tail.addLast(line);
        tailCharacters += length;
        while (tail.size() > TAIL || tailCharacters > TAIL_CHARACTERS) {
            tailCharacters -= tail.removeFirst().text().length();
        }
    }

    /** Tells whether the first lines are all there, so that of what comes now only the last lines are kept. */
    public synchronized boolean isHeadFull() {
        return head.size() >= HEAD || headCharacters >= HEAD_CHARACTERS;
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
    public List<Line> lines() {
        return linesFrom(0);
    }

    private synchronized List<Line> linesFrom(long index) {
        List<Line> lines = new ArrayList<>(head.subList((int) Math.min(index, head.size()), head.size()));
        if (index < count) {
            tail.stream().filter(line -> line.index() >= index).forEach(lines::add);
        }
        return lines;
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
            for (Line line : linesFrom(seen)) {
                if (condition.test(line)) {
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
