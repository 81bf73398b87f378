package io.github.dontwait.testkit.swarm;

import io.github.dontwait.testkit.swarm.Conversation.Asked;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One thread with its selector, and the clients that it serves. It turns from its start to its stop, also while nothing
 * is asked: PINGs are answered, and a connection that ends is noticed. Only {@link #enter}, {@link #execute} and
 * {@link #stop} may be called by other threads.
 */
final class SwarmLoop {

    private static final int BUFFER = 64 << 10;
    private static final long MOST_MILLIS = 1_000;

    private final SwarmPlan plan;
    private final InetSocketAddress target;
    private final SourceAddresses sources;
    private final Selector selector;
    private final Thread thread;
    private final List<SwarmClient> clients = new ArrayList<>();
    private final Tally tally = new Tally();
    private final Judge judge;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private @Nullable Phase phase;
    private @Nullable CompletableFuture<Tally> whenOver;
    private long enteredAt;
    private int connecting;
    private long lastOpenedAt = System.nanoTime();
    private boolean isStopped;
    private volatile @Nullable Throwable deadOf;

    /**
     * A loop without clients, not started.
     *
     * @param whenMisrouted is told, by the loop's thread, whose reply came to somebody else
     */
    SwarmLoop(
            String name,
            SwarmPlan plan,
            InetSocketAddress target,
            SourceAddresses sources,
            Consumer<Asked> whenMisrouted) {
        this.plan = plan;
        this.target = target;
        this.sources = sources;
        this.judge = new Judge(plan, tally, whenMisrouted);
        try {
            this.selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open a selector for a swarm", e);
        }
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    void add(int number, Behaviour behaviour) {
        clients.add(new SwarmClient(this, number, behaviour));
    }

    void start() {
        thread.start();
    }

    /** Begins a phase; what has been seen up to its end comes with the future. */
    CompletableFuture<Tally> enter(Function<SwarmLoop, Phase> next) {
        CompletableFuture<Tally> over = new CompletableFuture<>();
        execute(() -> {
            whenOver = over;
            phase = next.apply(this);
            enteredAt = System.nanoTime();
        });
        Throwable reason = deadOf;
        if (reason != null) {
            over.completeExceptionally(reason);
        }
        return over;
    }

    /** Has the loop's thread do this soon. */
    void execute(Runnable task) {
        tasks.add(task);
        selector.wakeup();
    }

    /** Has the thread close all that it has and end; {@link #join} waits for it. */
    void stop() {
        execute(() -> isStopped = true);
    }

    /** Frees what a loop holds that was never started. */
    void discard() {
        try {
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the selector of a swarm", e);
        }
    }

    /**
     * Waits for the thread to end.
     *
     * @return whether it was waited for without an interrupt
     * @throws IllegalStateException if it does not end
     */
    boolean join(Duration patience) {
        try {
            thread.join(patience.toMillis());
        } catch (InterruptedException e) {
            return false;
        }
        if (thread.isAlive()) {
            throw new IllegalStateException(
                    thread.getName() + " does not end; does the conversation wait for something?");
        }
        return true;
    }

    private void run() {
        try (selector) {
            long heardUntil = System.nanoTime();
            runTasks();
            while (!isStopped) {
                long untilDue = turn(heardUntil);
                heardUntil = System.nanoTime();
                selector.select(this::ready, Math.min(MOST_MILLIS, Math.max(1, untilDue / 1_000_000)));
                runTasks();
            }
        } catch (IOException | RuntimeException | Error e) {
            deadOf = e;
        } finally {
            clients.forEach(SwarmClient::close);
            CompletableFuture<Tally> waiting = whenOver;
            if (waiting != null) {
                Throwable reason = deadOf;
                waiting.completeExceptionally(
                        reason == null ? new IllegalStateException("the swarm was closed") : reason);
            }
        }
    }

    private void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    private long turn(long heardUntil) {
        Phase current = phase;
        CompletableFuture<Tally> over = whenOver;
        if (current == null || over == null) {
            return Long.MAX_VALUE;
        }
        if (heardUntil - enteredAt < 0) {
            return 0; // what came before the phase is heard before it begins
        }
        long untilDue = current.turn(heardUntil);
        if (untilDue != Phase.OVER) {
            return untilDue;
        }
        phase = null;
        whenOver = null;
        over.complete(tally.copy());
        return Long.MAX_VALUE;
    }

    private void ready(SelectionKey key) {
        if (key.isValid()) {
            ((SwarmClient) key.attachment()).ready(key, buffer);
        }
    }

    // --- for the clients and phases of this loop, on its thread

    SwarmPlan plan() {
        return plan;
    }

    InetSocketAddress target() {
        return target;
    }

    SourceAddresses sources() {
        return sources;
    }

    Selector selector() {
        return selector;
    }

    Tally tally() {
        return tally;
    }

    Judge judge() {
        return judge;
    }

    List<SwarmClient> clients() {
        return clients;
    }

    /** How many clients began to connect, and neither succeeded nor failed so far. */
    int connecting() {
        return connecting;
    }

    void connectionBegan() {
        connecting++;
    }

    void connectionSettled(boolean isOpen) {
        connecting--;
        if (isOpen) {
            lastOpenedAt = System.nanoTime();
        }
    }

    long lastOpenedAt() {
        return lastOpenedAt;
    }

    /** A client takes part in the exchange. */
    void exchangeBegan() {
        duringExchange(ExchangePhase::clientBegan);
    }

    /** A client has all its replies, or will get no more. */
    void exchangeEnded() {
        duringExchange(ExchangePhase::clientEnded);
    }

    /** A message has come. */
    void heard() {
        duringExchange(ExchangePhase::heard);
    }

    /** Says so many nanoseconds from now that it is due. */
    void later(Asking asking, long nanos) {
        duringExchange(exchange -> exchange.later(asking, nanos));
    }

    private void duringExchange(Consumer<ExchangePhase> action) {
        if (phase instanceof ExchangePhase exchange) {
            action.accept(exchange);
        }
    }
}
