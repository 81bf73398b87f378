package io.github.dontwait.conformance;

import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

/**
 * The threads of an object in this JVM: those that its start method makes, and those that they make. Of such an object an
 * exception that ends a thread is the last word; without it the suite would see but silence.
 */
final class SubjectThreads extends ThreadGroup {

    private final SubjectOutput output = new SubjectOutput();

    SubjectThreads() {
        super("dontwait-subject");
    }

    /** The exceptions that ended its threads, each as Java prints it. */
    SubjectOutput output() {
        return output;
    }

    /** Opens the object on a thread among them; an interrupted caller interrupts that. */
    AutoCloseable open(Subject.Opener opener, String endpoint) throws Exception {
        FutureTask<AutoCloseable> opening = new FutureTask<>(() -> opener.open(endpoint));
        Thread thread = new Thread(this, opening, "dontwait-open");
        thread.setDaemon(true);
        thread.start();
        try {
            return opening.get();
        } catch (InterruptedException e) {
            thread.interrupt();
            throw e;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception thrown) {
                throw thrown;
            }
            throw e;
        }
    }

    @Override
    public void uncaughtException(Thread thread, Throwable thrown) {
        output.addAll(
                SubjectOutput.Stream.ERR,
                0,
                Stream.concat(
                                Stream.of("Exception in thread \"" + thread.getName() + "\" " + thrown),
                                Arrays.stream(thrown.getStackTrace()).map(frame -> "    at " + frame))
                        .toList());
        super.uncaughtException(thread, thrown);
    }
}
