package io.github.dontwait.conformance.cross;

import io.github.dontwait.conformance.Role;
import io.github.dontwait.conformance.RuleInfo;
import io.github.dontwait.conformance.contract.Contracts;
import io.github.dontwait.conformance.cross.Cell.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The cells of all mutants, in an order that does not depend on how they came. */
final class Matrix {

    private static final int BEFORE_RULES = 3; // mutant, role, named

    private final List<Cell> cells;

    Matrix(List<Cell> cells) {
        this.cells = cells.stream()
                .sorted(Comparator.comparing(Cell::mutant)
                        .thenComparing(Cell::role)
                        .thenComparing(Cell::rule))
                .toList();
    }

    List<Cell> cells() {
        return cells;
    }

    /** The ids of the rules of all roles, sorted. */
    static Set<String> rules() {
        Set<String> ids = new TreeSet<>();
        for (Role role : Role.values()) {
            Contracts.of(role).rules().stream().map(RuleInfo::id).forEach(ids::add);
        }
        return ids;
    }

    /** The rows: the cells of a mutant in a role, by rule. */
    Map<String, Map<String, Cell>> rows() {
        return cells.stream()
                .collect(Collectors.groupingBy(
                        cell -> cell.mutant() + "," + cell.role().word(),
                        LinkedHashMap::new,
                        Collectors.toMap(Cell::rule, cell -> cell, (one, other) -> one, LinkedHashMap::new)));
    }

    /** A line for each mutant, a column for each rule; an empty cell where the rule is not one of its role. */
    String csv() {
        Set<String> rules = rules();
        StringBuilder text = new StringBuilder("mutant,role,named," + String.join(",", rules) + "\n");
        rows().forEach((key, row) -> {
            String named = row.values().stream()
                    .filter(Cell::named)
                    .map(Cell::rule)
                    .sorted()
                    .collect(Collectors.joining(" "));
            text.append(key).append(',').append(named);
            for (String rule : rules) {
                Cell cell = row.get(rule);
                text.append(',').append(cell == null ? "" : cell.outcome().word());
            }
            text.append('\n');
        });
        return text.toString();
    }

    /**
     * Reads what {@link #csv()} wrote. Lines that are none, as the last one of a run that was ended may be, and columns of
     * rules that there are no more are left out. What was wrong with a kill is not in it: {@link Cell#fault()} is empty.
     */
    static Matrix read(String csv) {
        List<String[]> lines = csv.lines().map(line -> line.split(",", -1)).toList();
        List<Cell> cells = new ArrayList<>();
        if (!lines.isEmpty()) {
            String[] columns = lines.get(0);
            lines.stream()
                    .skip(1)
                    .filter(line -> line.length == columns.length)
                    .forEach(line -> cells.addAll(read(columns, line)));
        }
        return new Matrix(cells);
    }

    private static List<Cell> read(String[] columns, String[] line) {
        Set<String> rules = rules();
        Set<String> named = Set.of(line[2].split(" "));
        Role role = Role.valueOf(line[1].toUpperCase(Locale.ROOT));
        List<Cell> cells = new ArrayList<>();
        for (int i = BEFORE_RULES; i < columns.length; i++) {
            String rule = columns[i];
            if (rules.contains(rule)) {
                Outcome.ofWord(line[i])
                        .ifPresent(
                                outcome -> cells.add(new Cell(line[0], role, rule, named.contains(rule), outcome, "")));
            }
        }
        return cells;
    }

    /**
     * What must not be: a named rule that does not kill, or only by accident, and a rule that kills nothing.
     *
     * @param isWhole whether all mutants are in it; a rule may kill none of some
     */
    List<String> faults(boolean isWhole) {
        List<String> faults = new ArrayList<>();
        for (Cell cell : cells) {
            if (!cell.fault().isEmpty()) {
                List<String> others = killers(cell.mutant(), cell.role(), cell.rule());
                faults.add(cell.rule() + " and " + cell.mutant() + ": " + cell.fault()
                        + (others.isEmpty() ? "; no other rule kills it" : "; killed by others: " + others));
            }
        }
        if (isWhole) {
            Set<String> killing = cells.stream()
                    .filter(cell -> cell.outcome() == Outcome.KILLED)
                    .map(Cell::rule)
                    .collect(Collectors.toSet());
            rules().stream()
                    .filter(rule -> !killing.contains(rule))
                    .forEach(rule -> faults.add(rule + " kills nothing"));
        }
        return faults;
    }

    /** The rules that kill a mutant, but for one. */
    List<String> killers(String mutant, Role role, String otherThan) {
        return cells.stream()
                .filter(cell -> cell.mutant().equals(mutant) && cell.role() == role)
                .filter(cell -> cell.outcome() == Outcome.KILLED && !cell.rule().equals(otherThan))
                .map(Cell::rule)
                .toList();
    }
}
