package io.github.dontwait.testkit.swarm;

import com.sun.management.OperatingSystemMXBean;
import io.github.dontwait.testkit.wire.Deadline;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Measures a swarm at several sizes, each time with a new server, and prints a table. {@code testkit/measure-swarm} runs
 * it.
 */
final class SwarmMeasurement {

    private static final String USAGE = "usage: [--endpoint tcp://HOST:PORT] [--clients 100,1000,10000]"
            + " [--round-trips 100000] [--repeat 3] [--threads 1] [COMMAND…]";

    private static final int WARM_UP_CLIENTS = 100;
    private static final int WARM_UP_ROUND_TRIPS = 200;

    private String endpoint = "";
    private List<Integer> sizes = List.of(100, 1_000, 10_000);
    private int roundTrips = 100_000;
    private int repeat = 3;
    private int threads = 1;
    private List<String> command = List.of();

    private SwarmMeasurement() {}

    /** One measured run. */
    private record Run(
            int clients,
            SwarmReport report,
            long heapPerClient,
            Duration cpuConnecting,
            Duration cpuExchanging,
            Duration cpuOfServer,
            Duration total) {

        Run with(long heap, Duration server) {
            return new Run(clients, report, heap, cpuConnecting, cpuExchanging, server, total);
        }
    }

    /**
     * Measures; ends with 1 if anything went wrong in any run.
     *
     * @param arguments options, and the command of a server; before a lone {@code --} the command to take without one
     */
    public static void main(String[] arguments) {
        SwarmMeasurement measurement = new SwarmMeasurement();
        if (!measurement.read(arguments)) {
            System.err.println(USAGE);
            System.exit(2);
        }
        try {
            System.exit(measurement.measure() ? 0 : 1);
        } catch (IllegalStateException | IllegalArgumentException | UncheckedIOException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private boolean read(String[] arguments) {
        int i = Arrays.asList(arguments).indexOf("--") + 1;
        List<String> otherwise = List.of(arguments).subList(0, Math.max(0, i - 1));
        while (i < arguments.length && arguments[i].startsWith("--")) {
            if (i + 1 == arguments.length) {
                return false;
            }
            String value = arguments[i + 1];
            switch (arguments[i]) {
                case "--endpoint" -> endpoint = value;
                case "--clients" ->
                    sizes = Arrays.stream(value.split(","))
                            .map(Integer::valueOf)
                            .toList();
                case "--round-trips" -> roundTrips = Integer.parseInt(value);
                case "--repeat" -> repeat = Integer.parseInt(value);
                case "--threads" -> threads = Integer.parseInt(value);
                default -> {
                    return false;
                }
            }
            i += 2;
        }
        command = List.of(arguments).subList(i, arguments.length);
        if (endpoint.isEmpty() && command.isEmpty()) {
            command = otherwise;
        }
        return endpoint.isEmpty() != command.isEmpty();
    }

    private boolean measure() {
        System.out.printf(
                Locale.ROOT,
                "%d processors, heap of %d MB, load %.1f%n%n",
                Runtime.getRuntime().availableProcessors(),
                Runtime.getRuntime().maxMemory() >> 20,
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        System.out.println(
                "| clients | connected in | CPU each | round trips in | a second | CPU each | p50 | p99 | p99.9"
                        + " | heap each | all in | CPU of the server |");
        System.out.println("| ---: ".repeat(12) + "|");
        boolean isRight = true;
        for (int clients : sizes) {
            List<Run> runs = new ArrayList<>();
            for (int i = 0; i < repeat; i++) {
                Run run = run(clients);
                runs.add(run);
                if (run.report().failureCount() > 0) {
                    isRight = false;
                    System.err.println(run.report());
                    run.report().failures().stream().limit(5).forEach(System.err::println);
                }
            }
            runs.sort(Comparator.comparing(Run::total));
            System.out.println(row("best", runs.get(0)));
            System.out.println(row("median", runs.get(repeat / 2)));
        }
        return isRight;
    }

    private Run run(int clients) {
        if (!endpoint.isEmpty()) {
            return run(clients, endpoint, () -> Duration.ZERO);
        }
        try (ServerProcess server = ServerProcess.start(command)) {
            // A JVM that has just started would be measured, not the server: both sides compile what is hot first.
            Swarm.run(server.endpoint(), SwarmPlan.of(WARM_UP_CLIENTS).withRoundTrips(WARM_UP_ROUND_TRIPS));
            return run(clients, server.endpoint(), server::cpu);
        }
    }

    private Run run(int clients, String where, Supplier<Duration> serverCpu) {
        Duration serverBefore = serverCpu.get();
        Run run = runOnce(clients, where);
        // The swarm is garbage now; what it held is what is missing.
        long heap = run.heapPerClient() - heapInUse() / clients;
        return run.with(heap, serverCpu.get().minus(serverBefore));
    }

    private Run runOnce(int clients, String where) {
        SwarmPlan plan = SwarmPlan.of(clients)
                .withRoutingIds("measured-")
                .withRoundTrips(Math.max(1, roundTrips / clients))
                .withThreads(threads);
        long start = System.nanoTime();
        try (Swarm swarm = Swarm.to(where, plan)) {
            long cpuBefore = cpuNanos();
            swarm.connect();
            long cpuConnecting = cpuNanos() - cpuBefore;
            cpuBefore = cpuNanos();
            swarm.exchange();
            long cpuExchanging = cpuNanos() - cpuBefore;
            long pause = System.nanoTime();
            long heap = heapInUse();
            pause = System.nanoTime() - pause;
            SwarmReport report = swarm.disconnect();
            return new Run(
                    clients,
                    report,
                    heap / clients,
                    Duration.ofNanos(cpuConnecting / clients),
                    Duration.ofNanos(cpuExchanging / Math.max(1, report.roundTripsRight())),
                    Duration.ZERO,
                    Duration.ofNanos(System.nanoTime() - start - pause));
        }
    }

    private static long heapInUse() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private static String micros(Duration duration) {
        return String.format(Locale.ROOT, "%.0f µs", duration.toNanos() / 1e3);
    }

    private static String row(String which, Run run) {
        SwarmReport report = run.report();
        double seconds = report.exchanging().toNanos() / 1e9;
        return String.format(
                Locale.ROOT,
                "| %,d, %s | %s | %s | %s | %,.0f | %s | %s | %s | %s | %,d B | %s | %s |",
                run.clients(),
                which,
                Deadline.inWords(report.connecting()),
                micros(run.cpuConnecting()),
                Deadline.inWords(report.exchanging()),
                report.roundTripsRight() / seconds,
                micros(run.cpuExchanging()),
                Deadline.inWords(report.roundTrip().p50()),
                Deadline.inWords(report.roundTrip().p99()),
                Deadline.inWords(report.roundTrip().p999()),
                run.heapPerClient(),
                Deadline.inWords(run.total()),
                Deadline.inWords(run.cpuOfServer()));
    }
}
