package io.github.dontwait.testkit.benchmark;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs the benchmarks and prints a table of times and memory. {@code testkit/benchmark} runs it. */
final class Measurement {

    private static final String MEMORY = "gc.alloc.rate.norm";
    private static final Map<String, String> RAW = Map.of(
            "rawEcho", "a raw echo that blocks", "rawEchoWithDeadlines", "a raw echo that waits with a deadline");
    private static final String PEERS = "peers";

    private Measurement() {}

    /** The arguments are those of JMH. */
    public static void main(String[] arguments) throws Exception {
        if (Arrays.asList(arguments).contains("-h")) {
            org.openjdk.jmh.Main.main(arguments);
            return;
        }
        Collection<RunResult> results = run(arguments);
        System.out.println("\n| benchmark | octets | time | ± | memory |");
        System.out.println("| --- | ---: | ---: | ---: | ---: |");
        Map<String, Double> times = new LinkedHashMap<>();
        for (RunResult result : results) {
            String octets = result.getParams().getParam("octets");
            String name = result.getPrimaryResult().getLabel();
            double time = result.getPrimaryResult().getScore();
            times.put(name + octets, time);
            System.out.println(String.format(
                    Locale.ROOT,
                    "| %s | %s | %,.1f %s | %,.1f | %,.0f octets |",
                    name,
                    octets,
                    time,
                    result.getPrimaryResult().getScoreUnit().replace("/op", ""),
                    result.getPrimaryResult().getScoreError(),
                    memory(result)));
        }
        System.out.println();
        times.forEach((name, time) -> {
            if (name.startsWith(PEERS)) {
                String octets = name.substring(PEERS.length());
                RAW.forEach((raw, inWords) -> compare(octets, time, times.get(raw + octets), inWords));
            }
        });
    }

    private static void compare(String octets, double time, @Nullable Double raw, String inWords) {
        if (raw != null) {
            System.out.println(String.format(
                    Locale.ROOT,
                    "A round trip of %s octets takes %.2f times that of %s.",
                    octets,
                    time / raw,
                    inWords));
        }
    }

    /** How many octets of memory one call takes, in all threads together; the profiler must have been there. */
    static double memory(RunResult result) {
        return requireNonNull(result.getSecondaryResults().get(MEMORY), "run without the profiler")
                .getScore();
    }

    private static Collection<RunResult> run(String[] arguments) throws RunnerException, CommandLineOptionException {
        return new Runner(new OptionsBuilder()
                        .parent(new CommandLineOptions(arguments))
                        .addProfiler(GCProfiler.class)
                        .shouldFailOnError(true)
                        .build())
                .run();
    }
}
