package io.github.dontwait.testkit.wire;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Fuzzes one target after the other and prints a table. {@code testkit/fuzz} runs it. */
final class FuzzRun {

    private static final String USAGE =
            "usage: [--runs 100000] [--seconds 0] [--seed 1] [--folder target/fuzz] [TARGET…]; targets: ";

    private long runs;
    private long seconds;
    private long seed = 1;
    private Path folder = Path.of("target", "fuzz");
    private final List<FuzzTarget> targets = new ArrayList<>();

    private FuzzRun() {}

    /** Ends with 1 if anything was found, with 2 if the command line is wrong. */
    public static void main(String[] arguments) {
        FuzzRun run = new FuzzRun();
        try {
            run.read(arguments);
        } catch (IllegalArgumentException e) {
            StringBuilder usage = new StringBuilder(USAGE);
            for (FuzzTarget target : FuzzTarget.values()) {
                usage.append(' ').append(target.title());
            }
            System.err.println(e.getMessage() + "\n" + usage);
            System.exit(2);
        }
        System.exit(run.run() ? 0 : 1);
    }

    private void read(String[] arguments) {
        int i = 0;
        for (; i < arguments.length && arguments[i].startsWith("--"); i += 2) {
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException(arguments[i] + " wants a value");
            }
            String value = arguments[i + 1];
            switch (arguments[i]) {
                case "--runs" -> runs = number(arguments[i], value);
                case "--seconds" -> seconds = number(arguments[i], value);
                case "--seed" -> seed = number(arguments[i], value);
                case "--folder" -> folder = Path.of(value);
                default -> throw new IllegalArgumentException("no option " + arguments[i]);
            }
        }
        for (; i < arguments.length; i++) {
            targets.add(FuzzTarget.titled(arguments[i]));
        }
        if (targets.isEmpty()) {
            targets.addAll(List.of(FuzzTarget.values()));
        }
        if (runs == 0 && seconds == 0) {
            runs = 100_000;
        }
    }

    private static long number(String option, String value) {
        try {
            long number = Long.parseLong(value);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(option + " wants a number, not " + value, e);
        }
        throw new IllegalArgumentException(option + " wants 0 or more, not " + value);
    }

    private boolean run() {
        Fuzzer fuzzer = new Fuzzer(folder, runs, Duration.ofSeconds(seconds), seed);
        System.out.println("| target | inputs | seconds | inputs/s | features | worst memory for an input | result |");
        System.out.println("| --- | ---: | ---: | ---: | ---: | ---: | --- |");
        boolean isClean = true;
        long all = 0;
        for (FuzzTarget target : targets) {
            Fuzzer.Result result = fuzzer.run(target);
            isClean &= result.isClean();
            all += result.inputs();
            System.out.println(String.format(
                    Locale.ROOT,
                    "| %s | %,d | %,d | %,d | %,d | %,d octets | %s |",
                    target.title(),
                    result.inputs(),
                    result.seconds(),
                    result.inputs() / Math.max(1, result.seconds()),
                    result.features(),
                    result.worst(),
                    result.isClean() ? "nothing found" : "FOUND: " + result.log()));
        }
        System.out.println(String.format(Locale.ROOT, "%,d inputs in all, seed %d", all, seed));
        return isClean;
    }
}
