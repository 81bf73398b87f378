package io.github.dontwait.testkit.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.WaitResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;

/** Waits for the end of a container, on a thread of the engine's client. */
final class ContainerExit extends ResultCallback.Adapter<WaitResponse> {

    private final CompletableFuture<Integer> code;

    private ContainerExit(CompletableFuture<Integer> code) {
        this.code = code;
    }

    /** Begins to wait; to be closed. */
    static ContainerExit of(DockerClient engine, String id) {
        return tell(engine, id, new CompletableFuture<>());
    }

    /** The same with a future that the caller has already. */
    static ContainerExit tell(DockerClient engine, String id, CompletableFuture<Integer> code) {
        return engine.waitContainerCmd(id).exec(new ContainerExit(code));
    }

    /** Completes with the exit code; exceptionally if the engine cannot tell any more. */
    CompletableFuture<Integer> code() {
        return code;
    }

    @Override
    public void onNext(WaitResponse response) {
        code.complete(response.getStatusCode());
    }

    @Override
    public void onError(Throwable problem) {
        code.completeExceptionally(problem);
        close();
    }

    @Override
    public void close() {
        code.completeExceptionally(new IllegalStateException("the engine did not tell how the container ended"));
        try {
            super.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the wait for a container cannot be closed", e);
        }
    }
}
