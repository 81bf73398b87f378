package io.github.dontwait.conformance;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * The threads of an object in this JVM: those that its start method makes, and those that they make. Of such an object an
 * exception that ends a thread is the last word; without it the suite would see but silence.
 *
 * <p>Up to JDK 18 a group of threads is remembered by the JVM for good. It is small, and bounded by {@link SubjectOutput}.
 */
final class SubjectThreads extends ThreadGroup {

    private final SubjectOutput log = new SubjectOutput();

    SubjectThreads() {
        super("dontwait-subject");
    }

    /** The exceptions that ended its threads, each as Java prints it. */
    SubjectOutput log() {
        return log;
    }

    /**
     * Opens the object on a thread among them, and throws what that throws. If the caller is interrupted, so is that
     * thread; what it opens in spite of that is closed.
     */
    AutoCloseable open(Subject.Opener opener, String endpoint) throws Exception {
        CompletableFuture<AutoCloseable> opened = new CompletableFuture<>();
        Thread thread = new Thread(this, () -> open(opener, endpoint, opened), "dontwait-open");
        thread.setDaemon(true);
        thread.start();
        try {
            return opened.get();
        } catch (InterruptedException e) {
            if (opened.completeExceptionally(new CancellationException("nobody waits for it any more"))) {
                thread.interrupt();
            } else if (!opened.isCompletedExceptionally()) {
                close(opened.join());
            }
            throw e;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            if (e.getCause() instanceof Exception thrown) {
                throw thrown;
            }
            throw e;
        }
    }

    private static void open(Subject.Opener opener, String endpoint, CompletableFuture<AutoCloseable> opened) {
        try {
            AutoCloseable object = opener.open(endpoint);
            if (!opened.complete(object)) {
                close(object);
            }
        } catch (Exception | Error e) {
            opened.completeExceptionally(e);
        }
    }

    private static void close(AutoCloseable unwanted) {
        try {
            unwanted.close();
        } catch (Exception e) {
            System.getLogger(SubjectThreads.class.getName())
                    .log(System.Logger.Level.WARNING, "close() of an object that came too late threw", e);
        }
    }

    @Override
    public void uncaughtException(Thread thread, Throwable thrown) {
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        List<String> lines = new ArrayList<>(trace.toString().lines().toList());
        lines.set(0, "Exception in thread \"" + thread.getName() + "\" " + lines.get(0));
        log.addAll(SubjectOutput.Stream.ERR, 0, lines);
        super.uncaughtException(thread, thrown);
    }
}
