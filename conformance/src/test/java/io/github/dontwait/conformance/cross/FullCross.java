package io.github.dontwait.conformance.cross;

import io.github.dontwait.conformance.RuleInfo;
import io.github.dontwait.conformance.run.RunOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Every mutant by every rule of its role, and what follows from it. Started by {@code conformance/measure-kills}, which
 * tells its options. The table is written mutant by mutant, so that a run of hours can be ended and resumed.
 */
final class FullCross {

    private final Path table;
    private final Path page;
    private final int jobs;
    private final Set<String> wanted;

    private FullCross(Path folder, int jobs, Set<String> wanted) {
        this.table = folder.resolve("kill-matrix.csv");
        this.page = folder.resolve("kill-matrix.md");
        this.jobs = jobs;
        this.wanted = wanted;
    }

    /**
     * Exit codes: 0, 1 where something is wrong with the matrix, 2 for bad usage.
     *
     * @param arguments the folder of the table and its page, then {@code --jobs N} and names of mutants or ids
     *     of rules whose mutants are wanted; none for all
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int jobs = RunOptions.USUAL_JOBS;
        Set<String> wanted = new TreeSet<>();
        for (int i = 1; i < arguments.length; i++) {
            if (arguments[i].equals("--jobs") && i + 1 < arguments.length) {
                jobs = jobs(arguments[++i]);
            } else {
                wanted.add(arguments[i]);
            }
        }
        System.exit(new FullCross(Path.of(arguments[0]), jobs, wanted).run());
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
        boolean isWhole = selected.size() == all.size();
        List<Cell> cells = new ArrayList<>(isWhole ? recorded(all) : List.of());
        List<Specimen> open = selected.stream()
                .filter(specimen -> cells.stream().noneMatch(cell -> isOf(cell, specimen)))
                .toList();
        System.out.printf("%d of %d mutants are in the table%n", selected.size() - open.size(), selected.size());
        long begin = System.nanoTime();
        for (int i = 0; i < open.size(); i++) {
            List<Cell> row = run(open.get(i), i + 1 + " of " + open.size());
            cells.addAll(row);
            if (isWhole) {
                write(cells);
            }
        }
        System.out.printf(Locale.ROOT, "%.0f s in all%n", (System.nanoTime() - begin) / 1e9);
        Matrix matrix = new Matrix(cells);
        if (isWhole) {
            Files.writeString(page, MatrixPage.of(matrix));
            System.out.println("wrote " + table + " and " + page);
        } else {
            System.out.print(MatrixPage.of(matrix));
        }
        List<String> faults = matrix.faults(isWhole);
        faults.forEach(fault -> System.out.println("wrong: " + fault));
        return faults.isEmpty() ? 0 : 1;
    }

    private List<Cell> run(Specimen specimen, String which) throws InterruptedException {
        long begin = System.nanoTime();
        List<Cell> row = new Cross(specimen, jobs).run();
        System.out.printf(
                Locale.ROOT,
                "%s %s (%s): killed by %d of %d rules, %.1f s%n",
                which,
                specimen.name(),
                specimen.role().word(),
                row.stream()
                        .filter(cell -> cell.outcome() == Cell.Outcome.KILLED)
                        .count(),
                row.size(),
                (System.nanoTime() - begin) / 1e9);
        row.stream()
                .filter(cell -> !cell.isSound())
                .forEach(cell -> System.out.println("    " + cell.rule() + ": " + cell.fault()));
        return row;
    }

    private boolean isWanted(Specimen specimen) {
        return wanted.isEmpty()
                || wanted.contains(specimen.name())
                || specimen.kills().keySet().stream().anyMatch(wanted::contains);
    }

    private static boolean isOf(Cell cell, Specimen specimen) {
        return cell.mutant().equals(specimen.name()) && cell.role() == specimen.role();
    }

    /**
     * What an earlier run has left of these: rows of the rules and of the names that there are now. Those with which
     * something is wrong are run again.
     */
    private List<Cell> recorded(List<Specimen> all) throws IOException {
        if (!Files.exists(table)) {
            return List.of();
        }
        List<Cell> table = Matrix.read(Files.readString(this.table)).cells();
        List<Cell> cells = new ArrayList<>();
        for (Specimen specimen : all) {
            List<Cell> row = table.stream().filter(cell -> isOf(cell, specimen)).toList();
            if (isCurrent(row, specimen)) {
                cells.addAll(row);
            }
        }
        return cells;
    }

    private static boolean isCurrent(List<Cell> row, Specimen specimen) {
        Set<String> rules = row.stream().map(Cell::rule).collect(Collectors.toSet());
        Set<String> named = row.stream().filter(Cell::named).map(Cell::rule).collect(Collectors.toSet());
        return row.stream().allMatch(Cell::isSound)
                && named.equals(specimen.kills().keySet())
                && rules.equals(specimen.rules().stream().map(RuleInfo::id).collect(Collectors.toSet()));
    }

    /** Writes all of it anew, by way of another file: who ends this does not end up with half a table. */
    private void write(List<Cell> cells) throws IOException {
        Path half = table.resolveSibling(table.getFileName() + ".part");
        Files.writeString(half, new Matrix(cells).csv());
        Files.move(half, table, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
