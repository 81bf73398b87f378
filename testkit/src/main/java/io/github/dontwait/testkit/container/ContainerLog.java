package io.github.dontwait.testkit.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Follows what a container prints, from its beginning to its end, on a thread of the engine's client. Keeps the last lines
 * only, each cut at {@value #WIDTH} octets, so that no container can fill the memory of a test.
 */
final class ContainerLog extends ResultCallback.Adapter<Frame> {

    static final int WIDTH = 4_096;
    private static final int KEPT = 100;

    private final Lines out = new Lines("out| ");
    private final Lines err = new Lines("err| ");
    private final List<String> last = new ArrayList<>();
    private final Predicate<String> wanted;
    private final CompletableFuture<String> found = new CompletableFuture<>();
    private final CountDownLatch ended = new CountDownLatch(1);

    private ContainerLog(Predicate<String> wanted) {
        this.wanted = wanted;
    }

    /** Begins to follow; the condition is about lines of standard output. To be closed. */
    static ContainerLog follow(DockerClient engine, String id, Predicate<String> wanted) {
        return engine.logContainerCmd(id)
                .withStdOut(true)
                .withStdErr(true)
                .withFollowStream(true)
                .exec(new ContainerLog(wanted));
    }

    /** Completes with the first line of standard output that satisfies the condition. */
    CompletableFuture<String> found() {
        return found;
    }

    /** The last lines so far, in order, behind {@code out| } or {@code err| }. */
    synchronized List<String> last() {
        List<String> lines = new ArrayList<>(last);
        out.open().ifPresent(lines::add);
        err.open().ifPresent(lines::add);
        return lines;
    }

    /** Waits until all that an ended container has printed is there; bounded, for an engine that never tells. */
    void awaitEnd(Duration patience) throws InterruptedException {
        ended.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public synchronized void onNext(Frame frame) {
        (frame.getStreamType() == StreamType.STDERR ? err : out).take(frame.getPayload());
    }

    @Override
    public void onComplete() {
        super.onComplete();
        ended.countDown();
    }

    @Override
    public void onError(Throwable problem) {
        // The adapter would print it; that the log ended early shows in what it lacks.
        ended.countDown();
        close();
    }

    @Override
    public void close() {
        try {
            super.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the log of a container cannot be closed", e);
        }
    }

    /** Puts the octets of one stream together to lines. */
    private final class Lines {

        private final String mark;
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();

        private Lines(String mark) {
            this.mark = mark;
        }

        private void take(byte[] octets) {
            for (byte octet : octets) {
                if (octet == '\n') {
                    end();
                } else if (line.size() < WIDTH) {
                    line.write(octet);
                }
            }
        }

        private void end() {
            String text = text();
            line.reset();
            last.add(mark + text);
            if (last.size() > KEPT) {
                last.remove(0);
            }
            if (this == out && wanted.test(text)) {
                found.complete(text);
            }
        }

        private Optional<String> open() {
            return line.size() == 0 ? Optional.empty() : Optional.of(mark + text());
        }

        private String text() {
            return line.toString(StandardCharsets.UTF_8).replaceAll("\r$", "");
        }
    }
}
