package io.github.dontwait.testkit.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Collection;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Each benchmark runs for a moment, so that none rots, and takes no more memory than the frames that somebody gets. */
class BenchmarkTest {

    private static final int LARGE = 65_536;
    private static final String IGNORE_LOCK = "jmh.ignoreLock";

    /** Somebody else may measure on this machine meanwhile; here no time is judged. */
    @BeforeAll
    static void ignoreOthers() {
        System.setProperty(IGNORE_LOCK, "true");
    }

    @AfterAll
    static void mindOthers() {
        System.clearProperty(IGNORE_LOCK);
    }

    @Test
    void eachRunsAndMakesNoMoreThanTheFramesThatSomebodyGets(@TempDir Path folder) throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(CodecBenchmark.class.getName() + "|" + RoundTripBenchmark.class.getName())
                        .forks(0)
                        .warmupIterations(1)
                        .warmupTime(TimeValue.milliseconds(60))
                        .measurementIterations(1)
                        .measurementTime(TimeValue.milliseconds(60))
                        .param("octets", Integer.toString(LARGE))
                        .addProfiler(GCProfiler.class)
                        .shouldFailOnError(true)
                        .output(folder.resolve("log.txt").toString())
                        .build())
                .run();
        assertThat(results).hasSize(7).allSatisfy(result -> assertThat(Measurement.memory(result))
                .as(result.getParams().getBenchmark())
                .isLessThan(frames(result) * LARGE + LARGE / 2));
    }

    /** How many frames or arrays of this size somebody gets. */
    private static int frames(RunResult result) {
        String benchmark = result.getParams().getBenchmark();
        String name = benchmark.substring(benchmark.lastIndexOf('.') + 1);
        return switch (name) {
            case "encode", "decode", "decodeInPieces" -> 1;
            case "peers" -> 2;
            case "encodeInto", "rawEcho", "rawEchoWithDeadlines" -> 0;
            default -> throw new IllegalArgumentException("say how much " + name + " may take");
        };
    }
}
