package io.github.dontwait.conformance.subject;

import io.github.dontwait.testkit.transcript.ResourceUse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The processes of a Linux machine, as {@code /proc} shows them. A process may be gone before one looks again. */
final class ProcessTable {

    /** Clock ticks of {@code /proc} are of this length on every architecture that Java runs on. */
    static final long TICK_MILLIS = 10;

    private static final Path PROC = Path.of("/proc");
    private static final int LARGEST_ENVIRONMENT = 1 << 21;
    private static final long KERNEL_THREADS = 2;

    private ProcessTable() {}

    /**
     * One process.
     *
     * @param session the id of its session, the pid of the process that opened it
     * @param started in ticks since the machine came up
     * @param cpuTicks what it and its ended, collected children have used
     * @param isZombie whether it has ended and is only waiting to be collected
     */
    record Entry(long pid, long parent, long session, long started, long cpuTicks, boolean isZombie) {

        /** Kernel threads have no environment either. */
        boolean isOfKernel() {
            return pid == KERNEL_THREADS || parent == KERNEL_THREADS;
        }
    }

    /** Tells whether there is such a table. */
    static boolean exists() {
        return Files.isReadable(PROC.resolve("self/stat"));
    }

    /** All processes that can be seen. */
    static List<Entry> all() {
        List<Entry> entries = new ArrayList<>();
        try (DirectoryStream<Path> numbers = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path number : numbers) {
                entry(Long.parseLong(number.getFileName().toString())).ifPresent(entries::add);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("cannot list " + PROC, e);
        }
        return entries;
    }

    /** One process; empty if there is none of this id. */
    static Optional<Entry> entry(long pid) {
        return read(pid, "stat", 4_096).flatMap(text -> {
            // The second field is the program's name in parentheses and may hold anything, parentheses too.
            String[] fields = text.substring(text.lastIndexOf(')') + 1).strip().split(" ");
            if (fields.length < 20) {
                return Optional.empty();
            }
            long cpu = 0;
            for (int i = 11; i <= 14; i++) {
                cpu += Long.parseLong(fields[i]);
            }
            return Optional.of(new Entry(
                    pid,
                    Long.parseLong(fields[1]),
                    Long.parseLong(fields[3]),
                    Long.parseLong(fields[19]),
                    cpu,
                    fields[0].equals("Z") || fields[0].equals("X")));
        });
    }

    /** Tells whether a process that may be looked at shows an empty environment, as it does while it changes its program. */
    static boolean hasNoEnvironment(long pid) {
        return read(pid, "environ", 1).filter(String::isEmpty).isPresent();
    }

    /** Tells whether the environment that a process was started with holds this text; false if it may not be read. */
    static boolean environmentHolds(long pid, String text) {
        return read(pid, "environ", LARGEST_ENVIRONMENT)
                .filter(environment -> environment.contains(text))
                .isPresent();
    }

    /** The resident memory of a process in octets; 0 if it has gone. */
    static long residentBytes(long pid) {
        return read(pid, "status", 8_192)
                .flatMap(text ->
                        text.lines().filter(line -> line.startsWith("VmRSS:")).findFirst())
                .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1_024)
                .orElse(0L);
    }

    /**
     * How many descriptors a process holds open; 0 if it has gone, {@link ResourceUse#UNKNOWN} if it belongs to somebody
     * else.
     */
    static int descriptors(long pid) {
        int count = 0;
        try (DirectoryStream<Path> open = Files.newDirectoryStream(PROC.resolve(pid + "/fd"))) {
            for (Path descriptor : open) {
                count += descriptor.getNameCount() > 0 ? 1 : 0;
            }
        } catch (AccessDeniedException e) {
            return ResourceUse.UNKNOWN;
        } catch (IOException | DirectoryIteratorException e) {
            // It ended while we looked.
            return count;
        }
        return count;
    }

    /** How long the threads of a process were ready to run and did not, in nanoseconds; 0 if it has gone, or nobody tells. */
    static long waitedNanos(long pid) {
        long nanos = 0;
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(PROC.resolve(pid + "/task"))) {
            for (Path thread : threads) {
                // Time on a processor, time waiting for one, number of turns on one.
                nanos += read(pid, "task/" + thread.getFileName() + "/schedstat", 256)
                        .map(text -> text.strip().split(" "))
                        .filter(fields -> fields.length == 3)
                        .map(fields -> Long.parseLong(fields[1]))
                        .orElse(0L);
            }
        } catch (IOException | DirectoryIteratorException e) {
            // It ended while we looked.
            return nanos;
        }
        return nanos;
    }

    private static Optional<String> read(long pid, String name, int most) {
        try (InputStream in = Files.newInputStream(PROC.resolve(pid + "/" + name))) {
            return Optional.of(new String(in.readNBytes(most), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            // Gone, or not ours to read: either way it has nothing to tell.
            return Optional.empty();
        }
    }
}
