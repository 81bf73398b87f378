package io.github.dontwait.testkit.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Network;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * This process, as the owner of containers and networks: each carries its name as a label. They are removed when it ends,
 * by a signal too; those of a process that was killed are removed by the next one on the same machine that starts an actor.
 * A name holds machine, process id and start, so that no living process is ever taken for a dead one.
 */
final class Owner {

    static final String LABEL = "io.github.dontwait.owner";

    private static final long PATIENCE_SECONDS = 10;
    private static final long LEFT_TO_TESTCONTAINERS_SECONDS = 3;
    private static final long LOOK_AGAIN_MILLIS = 50;
    private static final String UNKNOWN = "unknown";
    private static final Path PROC = Path.of("/proc");
    private static final String MACHINE = machine();
    private static final String NAME = name(ProcessHandle.current().pid()).orElse(MACHINE + "/?/?");

    private static boolean isKnown;
    private static boolean isEnding;
    private static int creating;

    private Owner() {}

    /** What is put on everything that this process makes. */
    static Map<String, String> label() {
        return Map.of(LABEL, NAME);
    }

    /** The first time, removes what killed processes have left. */
    private static void sweepOnce(DockerClient engine) {
        if (!isKnown) {
            isKnown = true;
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(engine), "dontwait-last-containers"));
            sweep(engine);
        }
    }

    /**
     * Announces that something is about to be made.
     *
     * @throws ActorStartException if this process is ending
     */
    static synchronized void beginCreating(DockerClient engine) {
        if (isEnding) {
            throw new ActorStartException("the program is ending: no container is started any more", null);
        }
        sweepOnce(engine);
        creating++;
    }

    /** It was made, with the label, or will never be. */
    static synchronized void endCreating() {
        creating--;
        Owner.class.notifyAll();
    }

    private static void end(DockerClient engine) {
        try {
            awaitCreated();
            if (Boolean.parseBoolean(System.getenv("TESTCONTAINERS_RYUK_DISABLED"))) {
                awaitTestcontainers(engine);
            }
        } catch (InterruptedException e) {
            // Nobody knows this thread; what can be removed is removed all the same.
            Thread.currentThread().interrupt();
        }
        remove(engine, NAME);
    }

    private static synchronized void awaitCreated() throws InterruptedException {
        isEnding = true;
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        for (long left = deadline - System.nanoTime(); creating > 0 && left > 0; left = deadline - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(Owner.class, left);
        }
    }

    /** Its own hook removes the same containers meanwhile, and complains if somebody else was faster. */
    private static void awaitTestcontainers(DockerClient engine) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LEFT_TO_TESTCONTAINERS_SECONDS);
        CountDownLatch never = new CountDownLatch(1);
        while (!containers(engine, LABEL + "=" + NAME).isEmpty() && System.nanoTime() < deadline) {
            // That a container was removed is no event that one could wait for here.
            never.await(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** Removes what belongs to processes of this machine that live no longer. */
    static void sweep(DockerClient engine) {
        containers(engine, LABEL).stream()
                .map(container -> container.getLabels().getOrDefault(LABEL, ""))
                .distinct()
                .filter(Owner::isDead)
                .forEach(owner -> remove(engine, owner));
        networks(engine, LABEL).stream()
                .map(network -> network.getLabels().getOrDefault(LABEL, ""))
                .distinct()
                .filter(Owner::isDead)
                .forEach(owner -> remove(engine, owner));
    }

    private static boolean isDead(String owner) {
        String[] parts = owner.split("/", -1);
        return parts.length == 3
                && parts[0].equals(MACHINE)
                && !MACHINE.equals(UNKNOWN)
                && parts[1].matches("[0-9]+")
                && !name(Long.parseLong(parts[1])).equals(Optional.of(owner));
    }

    private static void remove(DockerClient engine, String owner) {
        String mine = LABEL + "=" + owner;
        containers(engine, mine).forEach(container -> removeContainer(engine, container.getId()));
        networks(engine, mine)
                .forEach(network ->
                        gone(() -> engine.removeNetworkCmd(network.getId()).exec()));
    }

    /** Ends a container, whatever its state, and removes it; harmless if it has gone. */
    static void removeContainer(DockerClient engine, String id) {
        gone(() -> engine.removeContainerCmd(id)
                .withForce(true)
                .withRemoveVolumes(true)
                .exec());
    }

    /** Does it, unless somebody else has done it or is about to. */
    static void gone(Runnable removal) {
        try {
            removal.run();
        } catch (NotFoundException | ConflictException e) {
            return;
        }
    }

    private static List<Container> containers(DockerClient engine, String label) {
        return engine.listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(List.of(label))
                .exec();
    }

    private static List<Network> networks(DockerClient engine, String label) {
        return engine.listNetworksCmd().withFilter("label", List.of(label)).exec();
    }

    /** The name of a process of this machine; empty if there is none of this id. */
    private static Optional<String> name(long pid) {
        return startOf(pid).map(start -> MACHINE + "/" + pid + "/" + start);
    }

    private static Optional<String> startOf(long pid) {
        Optional<String> stat = read(PROC.resolve(pid + "/stat"));
        if (stat.isPresent()) {
            // In ticks since the machine came up, which no change of the clock moves; the name before it may hold
            // anything.
            String[] fields = stat.get()
                    .substring(stat.get().lastIndexOf(')') + 1)
                    .strip()
                    .split(" ");
            boolean isZombie = fields[0].equals("Z") || fields[0].equals("X");
            return isZombie ? Optional.empty() : Optional.of(fields[19]);
        }
        return Files.isReadable(PROC.resolve("self/stat"))
                ? Optional.empty()
                : ProcessHandle.of(pid)
                        .flatMap(handle -> handle.info().startInstant())
                        .map(Object::toString);
    }

    /** Where process ids mean the same: a machine between two starts, and on it a container perhaps. */
    private static String machine() {
        Optional<String> boot = read(PROC.resolve("sys/kernel/random/boot_id"));
        try {
            String name = boot.isPresent()
                    ? boot.get().strip() + ":" + Files.readSymbolicLink(PROC.resolve("self/ns/pid"))
                    : InetAddress.getLocalHost().getHostName();
            return name.replace('/', ':');
        } catch (IOException e) {
            return UNKNOWN;
        }
    }

    private static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            // The process has ended, or the system has no such files.
            return Optional.empty();
        }
    }
}
