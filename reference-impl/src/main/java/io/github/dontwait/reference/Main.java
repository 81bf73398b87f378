package io.github.dontwait.reference;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.zeromq.ZContext;

/**
 * The reference as a program: settings from the environment, one actor, and standard output as the contract describes
 * it. Exit codes: 0 after an orderly end, 2 if a setting cannot be used, 1 after any other failure.
 */
public final class Main {

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
        List<String> capabilities = new ArrayList<>(settings.role().capabilities());
        capabilities.add("stdin");
        Console console = new Console(out, capabilities);
        Stoppable actor = actor(settings, Surroundings.of(context), console);
        Shutdown shutdown = isClient
                ? new Shutdown(actor, 0, () -> {})
                : new Shutdown(actor, settings.limits().lingerMillis(), console::stopped);
        Runtime.getRuntime().addShutdownHook(new Thread(shutdown, "shutdown"));
        input.whenEnded(shutdown);
        ActorRunner.of(actor, settings.idle()).run();
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

    /** The end after a failure that leaves nothing to go on with, a dead I/O thread for instance. Does not return. */
    private static void fail(Throwable failure) {
        System.err.println("dontwait: " + failure);
        failure.printStackTrace();
        Runtime.getRuntime().halt(EXIT_FAILED);
    }
}
