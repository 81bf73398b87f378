package io.github.dontwait.conformance.mutant;

import io.github.dontwait.conformance.SubjectOutput.Stream;
import io.github.dontwait.conformance.SubjectSettings;
import java.util.concurrent.CountDownLatch;

/** A model or a mutant as a process: settings from the environment, lines on the standard streams, SIGTERM, exit code. */
final class MutantProcess {

    private final ModelActor actor;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile int code;

    private MutantProcess(ModelActor actor) {
        this.actor = actor;
    }

    public static void main(String[] arguments) throws ClassNotFoundException {
        new MutantProcess(Mutants.actor(Class.forName(arguments[0]))).live();
    }

    private void live() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::onSigterm, "sigterm"));
        code = actor.live(SubjectSettings.fromEnvironment(System.getenv()), MutantProcess::print);
        ended.countDown();
        Runtime.getRuntime().halt(code);
    }

    /** The JVM was asked to end. It would exit with 143 after its hooks, so this one waits and sets the real code. */
    private void onSigterm() {
        actor.onStopRequest();
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(code);
    }

    private static void print(Stream stream, String line) {
        var out = stream == Stream.OUT ? System.out : System.err;
        out.println(line);
        out.flush();
    }
}
