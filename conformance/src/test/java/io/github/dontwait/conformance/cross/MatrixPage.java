package io.github.dontwait.conformance.cross;

import io.github.dontwait.conformance.cross.Cell.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The matrix for readers. */
final class MatrixPage {

    private static final String INTRODUCTION = """
            # Kill matrix

            Every mutant was run by every rule of its role; `conformance/measure-kills` makes this page and
            [kill-matrix.csv](kill-matrix.csv), where each single verdict is. A mutant is a subject that is wrong in one way; its
            *named* rule is the one it was made for. *Blind* are the rules that ran and passed; what asks for a capability that
            the mutant does not declare is neither. A kill by an unnamed rule counts if that rule fails again when it is tried a second
            time; *now and then* failed only once.

            """;

    private final Matrix matrix;

    private MatrixPage(Matrix matrix) {
        this.matrix = matrix;
    }

    static String of(Matrix matrix) {
        return new MatrixPage(matrix).page();
    }

    private String page() {
        return INTRODUCTION + totals() + rules() + mutants();
    }

    private long count(Outcome outcome) {
        return matrix.cells().stream().filter(cell -> cell.outcome() == outcome).count();
    }

    private String totals() {
        Map<String, Map<String, Cell>> rows = matrix.rows();
        long alone = rows.values().stream()
                .filter(row -> row.values().stream()
                        .filter(cell -> cell.outcome() == Outcome.KILLED)
                        .allMatch(Cell::named))
                .count();
        return """
                %d mutants by %d rules: %d killed, %d survived, %d not applicable, %d now and then, %d undecided. \
                %d mutants are killed by no rule but the named.

                """.formatted(
                        rows.size(),
                        matrix.cells().stream().map(Cell::rule).distinct().count(),
                        count(Outcome.KILLED),
                        count(Outcome.SURVIVED),
                        count(Outcome.NOT_APPLICABLE),
                        count(Outcome.SOMETIMES),
                        count(Outcome.UNDECIDED),
                        alone);
    }

    private String rules() {
        StringBuilder text = new StringBuilder("""
                ## Rules

                *named* are its own mutants that it kills, *others* those of other rules, *only here* those that nothing else kills.

                | rule | named | others | only here | blind to |
                | --- | ---: | ---: | ---: | ---: |
                """);
        Map<String, List<Cell>> byRule =
                matrix.cells().stream().collect(Collectors.groupingBy(Cell::rule, TreeMap::new, Collectors.toList()));
        byRule.forEach((rule, cells) -> {
            List<Cell> killed = cells.stream()
                    .filter(cell -> cell.outcome() == Outcome.KILLED)
                    .toList();
            text.append("| %s | %d | %d | %d | %d |\n"
                    .formatted(
                            rule,
                            killed.stream().filter(Cell::named).count(),
                            killed.stream().filter(cell -> !cell.named()).count(),
                            killed.stream()
                                    .filter(cell -> matrix.killers(cell.mutant(), cell.role(), rule)
                                            .isEmpty())
                                    .count(),
                            cells.stream()
                                    .filter(cell -> cell.outcome() == Outcome.SURVIVED)
                                    .count()));
        });
        return text.append('\n').toString();
    }

    private String mutants() {
        StringBuilder text = new StringBuilder("""
                ## Mutants, by their named rule

                | named rule | mutant | role | also killed by | now and then | blind |
                | --- | --- | --- | --- | --- | ---: |
                """);
        Set<String> lines = new TreeSet<>();
        for (Map<String, Cell> row : matrix.rows().values()) {
            for (Cell named : row.values()) {
                if (named.named()) {
                    lines.add(line(named, row));
                }
            }
        }
        lines.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    private static String line(Cell named, Map<String, Cell> row) {
        long blind = row.values().stream()
                .filter(cell -> cell.outcome() == Outcome.SURVIVED)
                .count();
        long decided = row.values().stream()
                .filter(cell -> cell.outcome() != Outcome.NOT_APPLICABLE)
                .count();
        return "| %s%s | %s | %s | %s | %s | %d of %d |"
                .formatted(
                        named.rule(),
                        named.outcome() == Outcome.KILLED ? "" : " (does not kill it)",
                        named.mutant(),
                        named.role().word(),
                        ids(row, Outcome.KILLED, named.rule()),
                        ids(row, Outcome.SOMETIMES, named.rule()),
                        blind,
                        decided);
    }

    private static String ids(Map<String, Cell> row, Outcome outcome, String otherThan) {
        return row.values().stream()
                .filter(cell -> cell.outcome() == outcome && !cell.rule().equals(otherThan))
                .map(Cell::rule)
                .collect(Collectors.joining(" "));
    }
}
