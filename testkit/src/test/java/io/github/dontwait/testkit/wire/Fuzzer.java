package io.github.dontwait.testkit.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One run of Jazzer on one target, in a process of its own: its agent and its native part want a JVM for themselves. */
final class Fuzzer {

    private static final String MAIN = "com.code_intelligence.jazzer.Jazzer";
    private static final String INSTRUMENTED =
            "io.github.dontwait.testkit.wire.**:io.github.dontwait.testkit.message.**";
    private static final int SECONDS_FOR_AN_INPUT = 2;
    private static final int LONGEST_INPUT = 1_024;
    /** To start, to load the corpus, to end. */
    private static final Duration AROUND = Duration.ofMinutes(5);

    private static final Pattern DONE = Pattern.compile("Done (\\d+) runs in (\\d+) second");
    private static final Pattern FEATURES = Pattern.compile("ft: (\\d+)");
    private static final Pattern WORST = Pattern.compile(WireFuzz.WORST + "(\\d+)");

    private final Path folder;
    private final long runs;
    private final Duration time;
    private final long seed;

    /**
     * What to run.
     *
     * @param folder where it puts what it writes
     * @param runs the most inputs; 0 for no such limit
     * @param time the longest; zero for no such limit
     * @param seed of its choices
     */
    Fuzzer(Path folder, long runs, Duration time, long seed) {
        if (runs == 0 && time.isZero()) {
            throw new IllegalArgumentException("a run without an end: give a number of inputs or a time");
        }
        this.folder = folder;
        this.runs = runs;
        this.time = time;
        this.seed = seed;
    }

    /**
     * What became of it.
     *
     * @param inputs how many were tried
     * @param seconds how long that took, without the start
     * @param features how much of the code was reached in different ways, as the fuzzer counts
     * @param worst the most octets of memory that any input took
     * @param exitCode 0 if nothing was found
     * @param log what it printed
     */
    record Result(FuzzTarget target, long inputs, long seconds, long features, long worst, int exitCode, Path log) {

        boolean isClean() {
            return exitCode == 0 && inputs > 0;
        }
    }

    /** Runs it to its end, which comes by itself or by force. */
    Result run(FuzzTarget target) {
        Path own = folder.resolve(target.title());
        Path log = own.resolve("log.txt");
        try {
            Path corpus = Files.createDirectories(own.resolve("corpus"));
            int number = 0;
            for (byte[] octets : target.seeds()) {
                Files.write(corpus.resolve("seed-" + number++), octets);
            }
            Process process = new ProcessBuilder(command(target, own, corpus))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            boolean ends = process.waitFor(patience().toSeconds(), TimeUnit.SECONDS);
            if (!ends) {
                process.destroyForcibly().waitFor();
            }
            return result(target, ends ? process.exitValue() : -1, log);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + target.title() + "; see " + log, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while fuzzing " + target.title(), e);
        }
    }

    private Duration patience() {
        return time.isZero() ? Duration.ofHours(6) : time.plus(AROUND);
    }

    private List<String> command(FuzzTarget target, Path own, Path corpus) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                MAIN,
                "--target_class=" + WireFuzz.class.getName(),
                "--target_args=" + target.title(),
                "--instrumentation_includes=" + INSTRUMENTED,
                "--reproducer_path=" + own,
                "-artifact_prefix=" + own + "/",
                "-runs=" + (runs == 0 ? -1 : runs),
                "-max_total_time=" + time.toSeconds(),
                "-timeout=" + SECONDS_FOR_AN_INPUT,
                "-max_len=" + LONGEST_INPUT,
                "-rss_limit_mb=0", // the heap has a limit
                "-seed=" + seed,
                "-print_final_stats=1",
                corpus.toString());
    }

    private static Result result(FuzzTarget target, int exitCode, Path log) throws IOException {
        String text = Files.readString(log);
        Matcher done = DONE.matcher(text);
        boolean isDone = done.find();
        return new Result(
                target,
                isDone ? Long.parseLong(done.group(1)) : 0,
                isDone ? Long.parseLong(done.group(2)) : 0,
                last(FEATURES, text),
                last(WORST, text),
                exitCode,
                log);
    }

    private static long last(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .reduce((one, next) -> next)
                .map(found -> Long.parseLong(found.group(1)))
                .orElse(0L);
    }
}
