package io.github.dontwait.conformance.cross;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.dontwait.conformance.run.RunOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Every mutant by every rule of its role, and what follows from it. Started by {@code conformance/measure-kills}, which
 * tells its options. What is done is kept mutant by mutant, so that a run of hours can be ended and resumed.
 */
final class FullCross {

    private final Path record;
    private final Path pages;
    private final int jobs;
    private final Set<String> wanted;

    private FullCross(Path record, Path pages, int jobs, Set<String> wanted) {
        this.record = record;
        this.pages = pages;
        this.jobs = jobs;
        this.wanted = wanted;
    }

    /**
     * Exit codes: 0, 1 where something is wrong with the matrix, 2 for bad usage.
     *
     * @param arguments the file of the record, the folder of the pages, then {@code --jobs N} and names of mutants or ids
     *     of rules whose mutants are wanted; none for all
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int jobs = RunOptions.USUAL_JOBS;
        Set<String> wanted = new TreeSet<>();
        for (int i = 2; i < arguments.length; i++) {
            if (arguments[i].equals("--jobs") && i + 1 < arguments.length) {
                jobs = jobs(arguments[++i]);
            } else {
                wanted.add(arguments[i]);
            }
        }
        System.exit(new FullCross(Path.of(arguments[0]), Path.of(arguments[1]), jobs, wanted).run());
    }

    private static int jobs(String text) {
        if (text.matches("[1-9]|[1-5][0-9]|6[0-4]")) {
            return Integer.parseInt(text);
        }
        System.err.println("--jobs " + text + ": expected 1 to 64");
        System.exit(2);
        return 0;
    }

    private int run() throws IOException, InterruptedException {
        List<Specimen> all = Specimen.all();
        List<Specimen> selected = all.stream().filter(this::isWanted).toList();
        if (selected.isEmpty()) {
            System.err.println("no mutant has one of these names, and no rule one of these ids: " + wanted);
            return 2;
        }
        List<Cell> cells = new ArrayList<>(recorded(selected));
        long begin = System.nanoTime();
        int done = 0;
        for (Specimen specimen : selected) {
            done++;
            if (cells.stream().anyMatch(cell -> isOf(cell, specimen))) {
                continue;
            }
            long beginOne = System.nanoTime();
            List<Cell> row = new Cross(specimen, jobs).run();
            keep(row);
            cells.addAll(row);
            long killed = row.stream()
                    .filter(cell -> cell.outcome() == Cell.Outcome.KILLED)
                    .count();
            System.out.printf(
                    Locale.ROOT,
                    "%d of %d %s (%s): killed by %d of %d rules, %.1f s%n",
                    done,
                    selected.size(),
                    specimen.name(),
                    specimen.role().word(),
                    killed,
                    row.size(),
                    (System.nanoTime() - beginOne) / 1e9);
        }
        System.out.printf(Locale.ROOT, "%.0f s in all%n", (System.nanoTime() - begin) / 1e9);
        Matrix matrix = new Matrix(cells);
        List<String> faults = matrix.faults(selected.size() == all.size());
        if (selected.size() == all.size()) {
            Files.createDirectories(pages);
            Files.writeString(pages.resolve("kill-matrix.csv"), matrix.csv());
            Files.writeString(pages.resolve("kill-matrix.md"), MatrixPage.of(matrix));
            System.out.println("wrote kill-matrix.csv and kill-matrix.md to " + pages);
        } else {
            System.out.print(MatrixPage.of(matrix));
        }
        faults.forEach(fault -> System.out.println("wrong: " + fault));
        return faults.isEmpty() ? 0 : 1;
    }

    private boolean isWanted(Specimen specimen) {
        return wanted.isEmpty()
                || wanted.contains(specimen.name())
                || specimen.kills().keySet().stream().anyMatch(wanted::contains);
    }

    private static boolean isOf(Cell cell, Specimen specimen) {
        return cell.mutant().equals(specimen.name()) && cell.role() == specimen.role();
    }

    /** What an earlier run has left of these, if anything: whole rows only, and none of other rules than there are now. */
    private List<Cell> recorded(List<Specimen> selected) throws IOException {
        if (!Files.exists(record)) {
            return List.of();
        }
        List<Cell> cells = Files.readString(record)
                .lines()
                .map(Cell::read)
                .filter(Objects::nonNull)
                .toList();
        return selected.stream()
                .flatMap(specimen -> {
                    List<Cell> row =
                            cells.stream().filter(cell -> isOf(cell, specimen)).toList();
                    List<String> ids = row.stream().map(Cell::rule).toList();
                    boolean isWhole = ids.equals(
                            specimen.rules().stream().map(rule -> rule.id()).toList());
                    return isWhole ? row.stream() : Stream.<Cell>empty();
                })
                .toList();
    }

    private void keep(List<Cell> row) throws IOException {
        StringBuilder lines = new StringBuilder();
        row.forEach(cell -> lines.append(cell.line()).append('\n'));
        Files.createDirectories(Objects.requireNonNull(record.toAbsolutePath().getParent()));
        Files.writeString(record, lines, UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
