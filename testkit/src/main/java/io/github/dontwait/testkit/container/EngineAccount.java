package io.github.dontwait.testkit.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.MemoryStatsConfig;
import com.github.dockerjava.api.model.Statistics;
import com.github.dockerjava.api.model.StatsConfig;
import io.github.dontwait.testkit.transcript.ResourceUse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What the engine counts for a container. Of its stream of accounts the first one is taken: that one is new when it comes,
 * while a single account, asked for as such, is up to a second old.
 */
final class EngineAccount extends ResultCallback.Adapter<Statistics> {

    private static final long PATIENCE_SECONDS = 5;

    private final CompletableFuture<ResourceUse> first = new CompletableFuture<>();

    private EngineAccount() {}

    static Optional<ResourceUse> of(DockerClient engine, String id) {
        EngineAccount account = new EngineAccount();
        try (account) {
            engine.statsCmd(id).exec(account);
            return Optional.of(account.first.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        } catch (TimeoutException | ExecutionException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public void onNext(Statistics statistics) {
        Long nanos = statistics.getCpuStats().getCpuUsage() == null
                ? null
                : statistics.getCpuStats().getCpuUsage().getTotalUsage();
        // A container that has ended is told as one that has used nothing.
        if (nanos != null && nanos > 0) {
            first.complete(new ResourceUse(
                    Duration.ofNanos(nanos), resident(statistics.getMemoryStats()), ResourceUse.UNKNOWN));
        }
    }

    /** What the engine's own client shows: without files that are only kept in memory as long as nobody needs it. */
    private static long resident(MemoryStatsConfig memory) {
        Long usage = memory.getUsage();
        StatsConfig details = memory.getStats();
        if (usage == null || details == null) {
            return usage == null ? ResourceUse.UNKNOWN : usage;
        }
        Long idle = details.getTotalInactiveFile() == null ? details.getInactiveFile() : details.getTotalInactiveFile();
        return idle == null ? usage : Math.max(0, usage - idle);
    }

    @Override
    public void onComplete() {
        super.onComplete();
        first.completeExceptionally(new IOException("the account ended"));
    }

    @Override
    public void onError(Throwable problem) {
        first.completeExceptionally(problem);
    }

    @Override
    public void close() {
        try {
            super.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the account of a container cannot be closed", e);
        }
    }
}
