package io.github.dontwait.conformance.mutant;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.github.dontwait.conformance.Role;
import io.github.dontwait.conformance.SubjectOutput.Stream;
import io.github.dontwait.conformance.SubjectSettings;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The life of a model subject, whatever its role: settings, READY, work, stop, last line, exit code. One thread lives it. */
public abstract class ModelActor {

    public static final int EXIT_CRASHED = 1;
    public static final int EXIT_BAD_SETTING = 2;
    public static final int EXIT_KILLED = 137;

    private static final int KEY_CHARACTERS = 40;
    private static final int HIGHEST_PORT = 65_535;

    private SubjectSettings settings = SubjectSettings.fromEnvironment(Map.of());
    private Lines lines = (stream, line) -> {};
    private final List<MiniSocket> sockets = new ArrayList<>();
    private final List<Closeable> leftBehind = new CopyOnWriteArrayList<>();
    private volatile @Nullable Thread thread;
    private volatile boolean isStopping;
    private volatile boolean isKilled;
    private volatile int deathCode = EXIT_KILLED;

    /** The role that a subject of this class takes unless it is told otherwise. */
    public abstract Role role();

    /** What it declares in READY; the same at every start. */
    protected Set<String> capabilities() {
        return Set.of();
    }

    /**
     * Lives from beginning to end.
     *
     * @return the exit code
     */
    public final int live(SubjectSettings told, Lines where) {
        settings = understand(told);
        lines = where;
        thread = Thread.currentThread();
        try {
            try {
                checkSettings(settings);
            } catch (IllegalArgumentException | ArithmeticException e) {
                return onBadSetting(e);
            }
            return run();
        } catch (Ended e) {
            return deathCode;
        } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
            print(Stream.ERR, "died of " + e);
            return EXIT_CRASHED;
        } finally {
            closeSockets();
        }
    }

    /** Everything between good settings and the exit code. */
    protected abstract int run() throws IOException;

    /** What it makes of its settings before it checks them: takes them as they are. */
    protected SubjectSettings understand(SubjectSettings told) {
        return told;
    }

    /** Refuses what cannot be used, by an {@link IllegalArgumentException} that names variable, value and remedy. */
    protected void checkSettings(SubjectSettings told) {
        told.role();
        endpoint(told.endpoint());
        told.heartbeat();
        told.peerTimeToLive();
        told.highWaterMark();
        told.maxMessageSize();
        told.linger();
        if (!told.security().equals("null") && !capabilities().contains(told.security())) {
            throw new IllegalArgumentException(
                    SubjectSettings.SECURITY + "='" + told.security() + "': this subject does not speak it");
        }
        checkKeys(told);
    }

    /** Refuses keys that are none, and one that lacks its other half. */
    protected void checkKeys(SubjectSettings told) {
        for (String name : List.of(
                SubjectSettings.CURVE_PUBLICKEY, SubjectSettings.CURVE_SECRETKEY, SubjectSettings.CURVE_SERVERKEY)) {
            if (told.value(name).filter(key -> key.length() != KEY_CHARACTERS).isPresent()) {
                throw new IllegalArgumentException(name + ": expected a key of 40 Z85 characters");
            }
        }
        if (told.value(SubjectSettings.CURVE_PUBLICKEY).isPresent()
                != told.value(SubjectSettings.CURVE_SECRETKEY).isPresent()) {
            throw new IllegalArgumentException(SubjectSettings.CURVE_PUBLICKEY + ", " + SubjectSettings.CURVE_SECRETKEY
                    + ": expected both or neither");
        }
    }

    /** A setting cannot be used: says so and ends. */
    protected int onBadSetting(RuntimeException why) {
        print(Stream.ERR, String.valueOf(why.getMessage()));
        return EXIT_BAD_SETTING;
    }

    /** Host and port of an endpoint. */
    protected record Address(String host, int port) {}

    /** Reads an endpoint; port {@code *} is 0, host {@code *} is every address. */
    protected static Address endpoint(String text) {
        int colon = text.lastIndexOf(':');
        if (text.startsWith("tcp://") && colon > "tcp://".length()) {
            String host = text.substring("tcp://".length(), colon);
            String port = text.substring(colon + 1);
            if (port.equals("*")) {
                return new Address(host.equals("*") ? "0.0.0.0" : host, 0);
            }
            if (port.matches("[0-9]{1,5}") && Integer.parseInt(port) <= HIGHEST_PORT) {
                return new Address(host.equals("*") ? "0.0.0.0" : host, Integer.parseInt(port));
            }
        }
        throw new IllegalArgumentException(
                SubjectSettings.ENDPOINT + "='" + text + "': expected tcp://HOST:PORT with a port up to 65535");
    }

    /** Says READY. */
    protected void announce(String endpoint) {
        String words = String.join(",", new TreeSet<>(capabilities()));
        print(Stream.OUT, ("READY " + endpoint + " " + words).strip());
    }

    // ---- what a model uses

    protected final SubjectSettings settings() {
        return settings;
    }

    /** Prints one line. */
    protected void print(Stream stream, String line) {
        lines.print(stream, line);
    }

    /** Has a socket closed when the actor ends, however it ends. */
    protected final <S extends MiniSocket> S owned(S socket) {
        synchronized (sockets) {
            sockets.add(socket);
        }
        if (isKilled) {
            socket.close();
            throw new Ended();
        }
        return socket;
    }

    /** Leaves something open when the actor ends, until it is killed: for mutants that do not clean up. */
    protected final <C extends Closeable> C leaveBehind(C open) {
        leftBehind.add(open);
        return open;
    }

    /** Is busy for a time, as real work is: stands still, hears nothing. Ends early only when the actor is killed. */
    protected final void occupy(long millis) {
        long end = System.nanoTime() + MILLISECONDS.toNanos(millis);
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            if (isKilled) {
                throw new Ended();
            }
            LockSupport.parkNanos(left);
        }
    }

    /** Stands still until killed: for mutants that hang. */
    protected final void hang() {
        while (true) {
            occupy(1_000);
        }
    }

    // ---- what any thread may call

    /** An orderly stop was asked for: SIGTERM for a process, {@code stop()} for an object. May come several times. */
    public void onStopRequest() {
        stop();
    }

    /** Lets the actor stop at its next turn. */
    protected final void stop() {
        isStopping = true;
        synchronized (sockets) {
            sockets.forEach(MiniSocket::wakeup);
        }
    }

    protected final boolean isStopping() {
        return isStopping;
    }

    protected final boolean isKilled() {
        return isKilled;
    }

    /** Ends it as SIGKILL does: connections break off, nothing more is printed. */
    public final void kill() {
        isKilled = true;
        closeSockets();
        LockSupport.unpark(thread);
        for (Closeable open : leftBehind) {
            try {
                open.close();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot close what a mutant left behind", e);
            }
        }
    }

    /** Dies at once, with this exit code and without another word: for mutants. Any thread. */
    protected final void die(int code) {
        deathCode = code;
        kill();
    }

    private void closeSockets() {
        List<MiniSocket> open;
        synchronized (sockets) {
            open = List.copyOf(sockets);
        }
        open.forEach(MiniSocket::close);
    }
}
