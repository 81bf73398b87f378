package io.github.dontwait.testkit.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicBoolean;

/** Copies the two outputs of a container into two streams, octet for octet, on a thread of the engine's client. */
final class OutputCopy extends ResultCallback.Adapter<Frame> {

    private final OutputStream out;
    private final OutputStream err;
    private final AtomicBoolean isClosed = new AtomicBoolean();

    private OutputCopy(OutputStream out, OutputStream err) {
        this.out = out;
        this.err = err;
    }

    static void start(DockerClient engine, String id, OutputStream out, OutputStream err) {
        engine.logContainerCmd(id)
                .withStdOut(true)
                .withStdErr(true)
                .withFollowStream(true)
                .exec(new OutputCopy(out, err));
    }

    @Override
    public void onNext(Frame frame) {
        OutputStream stream = frame.getStreamType() == StreamType.STDERR ? err : out;
        try {
            stream.write(frame.getPayload());
            stream.flush();
        } catch (IOException e) {
            // The reader has gone: nobody wants the rest.
            closeAll();
        }
    }

    @Override
    public void onComplete() {
        super.onComplete();
        closeAll();
    }

    @Override
    public void onError(Throwable problem) {
        closeAll();
    }

    private void closeAll() {
        if (isClosed.compareAndSet(false, true)) {
            for (AutoCloseable each : new AutoCloseable[] {out, err, this}) {
                try {
                    each.close();
                } catch (Exception e) {
                    System.getLogger(OutputCopy.class.getName()).log(System.Logger.Level.DEBUG, "closing", e);
                }
            }
        }
    }
}
