package io.github.dontwait.testkit.benchmark;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
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
    private static final String RAW = "rawEcho";
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
        times.forEach((name, time) -> {
            Double raw = times.get(RAW + name.substring(Math.min(name.length(), PEERS.length())));
            if (name.startsWith(PEERS) && raw != null) {
                System.out.println(String.format(Locale.ROOT, "%s octets: %.2f times the raw echo", name, time / raw));
            }
        });
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
