package io.github.dontwait.testkit.dutycycle;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns an actor by hand, one turn at a time on the calling thread: nothing happens between two turns, so a test says
 * exactly how many a thing takes. Exact with peers over {@code inproc}, where what was sent is there at once; over a network
 * a message takes as many turns as it needs to arrive, so take {@link #turnUntil} there.
 *
 * <pre>{@code
 * try (ManualInvoker worker = ManualInvoker.of("worker", actor::turn)) {
 *     client.send("ping");
 *     assertThat(worker.turn()).isEqualTo(1);
 *     assertThat(client.recvStr(ZMQ.DONTWAIT)).isEqualTo("ping");
 * }
 * }</pre>
 *
 * <p>Belongs to the thread that starts it: sockets that the actor opens must stay on one thread.
 */
public final class ManualInvoker implements AutoCloseable {

    private final String name;
    private final DutyCycle cycle;
    private @Nullable Class<? extends Exception> orderlyEnd;
    private @Nullable BlockingDetector detector;
    private Consumer<Turn> listener = turn -> {};
    private @Nullable Thread owner;
    private @Nullable Turn lastTurn;
    private long turns;
    private long work;
    private long lastBusyTurn;
    private boolean isFinished;
    private boolean isClosed;

    private ManualInvoker(String name, DutyCycle cycle) {
        this.name = name;
        this.cycle = cycle;
    }

    /**
     * An invoker of this actor, which is not started yet.
     *
     * @param name the name of the actor in failures
     */
    public static ManualInvoker of(String name, DutyCycle cycle) {
        return new ManualInvoker(name, cycle);
    }

    /** Takes this exception of a turn as the actor's word that it has finished; any other leaves {@link #turn()}. */
    public ManualInvoker endedBy(Class<? extends Exception> exception) {
        orderlyEnd = exception;
        return this;
    }

    /** Lets the detector watch each turn; it is closed with this invoker. */
    public ManualInvoker watchedBy(BlockingDetector watching) {
        detector = watching;
        return this;
    }

    /** Tells each turn that has come back, for instance to a transcript. */
    public ManualInvoker telling(Consumer<Turn> told) {
        listener = listener.andThen(told);
        return this;
    }

    /** Starts the actor; further calls do nothing. The first turn does it by itself. */
    public ManualInvoker start() {
        if (isClosed) {
            throw new IllegalStateException(name + " is closed");
        }
        if (owner == null) {
            owner = Thread.currentThread();
            unchecked("the start of " + name, () -> {
                cycle.onStart();
                return 0;
            });
        }
        if (owner != Thread.currentThread()) {
            throw new IllegalStateException(name + " belongs to the thread \"" + owner.getName()
                    + "\", which started it; turn it there, not on \""
                    + Thread.currentThread().getName() + "\"");
        }
        return this;
    }

    /**
     * Turns the actor once. A finished actor is not turned any more.
     *
     * @return the work count; zero once the actor has finished
     * @throws BlockedTurnError if a detector watches and the turn waited
     * @throws IllegalStateException on another thread, after {@link #close()}, or if the turn threw a checked exception,
     *     which is the cause
     */
    public int turn() {
        start();
        return isFinished ? 0 : turned(detector).workCount();
    }

    /**
     * Turns the actor once under another detector than its own, for a closer look at one turn. A finished actor is not
     * turned any more.
     *
     * @return the turn; its number is that of the last one if the actor had finished
     */
    public Turn turnUnder(BlockingDetector watching) {
        start();
        return isFinished ? new Turn(name, turns, 0, Duration.ZERO, List.of()) : turned(watching);
    }

    private Turn turned(@Nullable BlockingDetector watching) {
        long number = ++turns;
        Turn made = unchecked(
                "turn " + number + " of " + name,
                () -> watching == null
                        ? new Turn(name, number, turnOrFinish(), Duration.ZERO, List.of())
                        : watching.watch(name, number, this::turnOrFinish));
        lastTurn = made;
        work += made.workCount();
        if (made.workCount() > 0) {
            lastBusyTurn = number;
        }
        listener.accept(made);
        return made;
    }

    private int turnOrFinish() throws Exception {
        try {
            return cycle.turn();
        } catch (Exception e) {
            Class<? extends Exception> end = orderlyEnd;
            if (end == null || !end.isInstance(e)) {
                throw e;
            }
            isFinished = true;
            return 0;
        }
    }

    /**
     * Turns so many times, whatever the turns find, and returns the work count of all.
     *
     * @throws IllegalArgumentException if that is less than once
     */
    public int turn(int times) {
        requireTurns(times, 1);
        int sum = 0;
        for (int i = 0; i < times; i++) {
            sum += turn();
        }
        return sum;
    }

    /** As {@link #turnUntil(String, BooleanSupplier, int)}, for a condition without a name. */
    public int turnUntil(BooleanSupplier condition, int mostTurns) {
        return turnUntil("the condition to hold", condition, mostTurns);
    }

    /**
     * Turns until the condition holds.
     *
     * @param what the condition in words, as it reads after <i>Expecting</i>: {@code alice to have her reply}
     * @param condition asked before the first turn and after each, on this thread
     * @param mostTurns 0 or more; with 0 the condition is only asked
     * @return how many turns it took
     * @throws AssertionError if it does not hold after that many turns
     */
    public int turnUntil(String what, BooleanSupplier condition, int mostTurns) {
        requireTurns(mostTurns, 0);
        long workBefore = work;
        for (int turned = 0; ; turned++) {
            if (condition.getAsBoolean()) {
                return turned;
            }
            if (turned == mostTurns || isFinished) {
                String why = isFinished ? name + " finished after " + turned : "that is not so after " + turned;
                throw new AssertionError("Expecting " + what + " within " + mostTurns + " turns of " + name + "\nbut "
                        + why + ", which did " + (work - workBefore) + " in all"
                        + (lastBusyTurn == 0
                                ? ""
                                : "; the last one that found something to do was turn " + lastBusyTurn));
            }
            turn();
        }
    }

    /**
     * Turns until a turn finds nothing to do.
     *
     * @param mostTurns 1 or more
     * @return the work count of all turns
     * @throws AssertionError if the last of that many turns still found something
     */
    public int turnUntilIdle(int mostTurns) {
        requireTurns(mostTurns, 1);
        int sum = 0;
        for (int turned = 0; turned < mostTurns; turned++) {
            int found = turn();
            if (found == 0) {
                return sum;
            }
            sum += found;
        }
        throw new AssertionError("Expecting " + name + " to find nothing to do within " + mostTurns
                + " turns\nbut turn " + turns + " still did " + (lastTurn == null ? 0 : lastTurn.workCount()) + ", "
                + sum + " in all");
    }

    private void requireTurns(int times, int least) {
        if (times < least) {
            throw new IllegalArgumentException("a number of turns is " + least + " or more here, not " + times);
        }
    }

    /**
     * Lets time pass in steps and turns after each.
     *
     * @return the work count of all turns
     * @throws IllegalArgumentException if the step is not above zero
     */
    public int turnThrough(ManualClock clock, Duration time, Duration step) {
        if (step.isZero() || step.isNegative()) {
            throw new IllegalArgumentException("time passes in steps above zero, not " + step);
        }
        int sum = 0;
        for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(step)) {
            clock.advance(step);
            sum += turn();
        }
        return sum;
    }

    /** The name of the actor. */
    public String name() {
        return name;
    }

    /** How many turns there were. */
    public long turns() {
        return turns;
    }

    /** The work count of all turns. */
    public long work() {
        return work;
    }

    /**
     * The last turn that came back.
     *
     * @throws IllegalStateException before the first
     */
    public Turn lastTurn() {
        if (lastTurn == null) {
            throw new IllegalStateException(name + " has not turned yet");
        }
        return lastTurn;
    }

    /** Whether the actor said that it has finished. */
    public boolean isFinished() {
        return isFinished;
    }

    /** Closes the actor if it was started, and the detector; further calls do nothing. */
    @Override
    public void close() {
        if (isClosed) {
            return;
        }
        if (owner != null) {
            start();
            isClosed = true;
            unchecked("the close of " + name, () -> {
                cycle.onClose();
                return 0;
            });
        }
        isClosed = true;
        if (detector != null) {
            detector.close();
        }
    }

    private static <T> T unchecked(String what, Throwing<T> action) {
        try {
            return action.run();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(what + " threw " + e, e);
        }
    }

    private interface Throwing<T> {
        T run() throws Exception;
    }
}
