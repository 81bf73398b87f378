package io.github.dontwait.reference;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import org.zeromq.ZContext;

/**
 * The reference as a program: settings from the environment, one actor, and standard output as the contract describes
 * it. Exit codes: 0 after an orderly end, 2 if a setting cannot be used, 1 after any other failure.
 */
public final class Main {

    /** What the worker and the server can do: all of it, always. */
    private static final List<String> SERVICE_CAPABILITIES = List.of(
            "work",
            "fail",
            "defer",
            "stats",
            "whoami",
            "heartbeat",
            "drain",
            "plain",
            "curve",
            "maxmsgsize",
            "hwm",
            "handover",
            "concurrent",
            "stdin");

    private static final List<String> CLIENT_CAPABILITIES = List.of("plain", "curve", "maxmsgsize", "hwm", "stdin");

    private static final int EXIT_FAILED = 1;
    private static final int EXIT_BAD_SETTING = 2;

    private Main() {}

    /** Runs until it is told to stop or, as a client, until its work is done. Arguments are not looked at. */
    public static void main(String[] arguments) {
        StandardInput input = new StandardInput();
        input.watch();
        try {
            run(Settings.from(System.getenv()), System.out, input);
        } catch (SettingsException e) {
            System.err.println("dontwait: " + e.getMessage());
            Runtime.getRuntime().halt(EXIT_BAD_SETTING);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            fail(e);
        }
    }

    private static void run(Settings settings, PrintStream out, StandardInput input) {
        ZContext context = new ZContext();
        context.setUncaughtExceptionHandler((thread, failure) -> fail(failure));
        context.setNotificationExceptionHandler((thread, notice) -> Log.LOG.debug("on {}", thread, notice));
        boolean isClient = settings.role() == Settings.Role.CLIENT;
        Console console = new Console(out, isClient ? CLIENT_CAPABILITIES : SERVICE_CAPABILITIES);
        Stoppable actor = actor(settings, Surroundings.of(context), console);
        Shutdown shutdown = isClient
                ? new Shutdown(actor, 0, () -> {})
                : new Shutdown(actor, settings.limits().lingerMillis(), console::stopped);
        Runtime.getRuntime().addShutdownHook(new Thread(shutdown, "shutdown"));
        input.whenEnded(shutdown);
        new ActorRunner(actor, idle(settings, actor)).run();
        context.close();
        input.close();
        shutdown.complete();
    }

    private static Stoppable actor(Settings settings, Surroundings surroundings, Console console) {
        return switch (settings.role()) {
            case WORKER -> new Worker(settings, handler(settings, surroundings), surroundings, console::ready);
            case SERVER -> new Server(settings, handler(settings, surroundings), surroundings, console::ready);
            case CLIENT -> new Client(settings, surroundings, console);
        };
    }

    private static Handler handler(Settings settings, Surroundings surroundings) {
        return settings.verbs() ? new VerbHandler(surroundings.counters()) : new EchoHandler();
    }

    /** Only the worker needs one: the others idle in their poller. */
    private static IdleStrategy idle(Settings settings, Actor actor) {
        if (!(actor instanceof Worker worker)) {
            return workCount -> {};
        }
        return switch (settings.idle()) {
            case WAIT -> new WaitingIdleStrategy(worker::awaitWork);
            case SLEEP -> new SleepingIdleStrategy(Duration.ofMillis(1));
            case BACKOFF -> new BackoffIdleStrategy();
            case SPIN -> new SpinningIdleStrategy();
        };
    }

    /** The end after a failure that leaves nothing to go on with, a dead I/O thread for instance. Does not return. */
    private static void fail(Throwable failure) {
        System.err.println("dontwait: " + failure);
        failure.printStackTrace();
        Runtime.getRuntime().halt(EXIT_FAILED);
    }
}
