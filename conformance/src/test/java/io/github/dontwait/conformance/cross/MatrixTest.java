package io.github.dontwait.conformance.cross;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dontwait.conformance.Role;
import io.github.dontwait.conformance.cross.Cell.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class MatrixTest {

    private static final List<Cell> CELLS = List.of(
            cell("SwapsReplies", "IDN-02", false, Outcome.KILLED, ""),
            cell("SwapsReplies", "IDN-01", true, Outcome.KILLED, ""),
            cell("SwapsReplies", "NBL-01", false, Outcome.SURVIVED, ""),
            cell("DecodesIds", "IDN-02", true, Outcome.SURVIVED, "it does not kill it: passed"),
            cell("DecodesIds", "IDN-01", false, Outcome.SOMETIMES, ""));

    private static Cell cell(String mutant, String rule, boolean named, Outcome outcome, String fault) {
        return new Cell(mutant, Role.WORKER, rule, named, outcome, fault);
    }

    @Test
    void anOrderInWhichCellsComeIsNoneInWhichTheyAreTold() {
        List<Cell> reversed = new ArrayList<>(CELLS);
        Collections.reverse(reversed);
        assertThat(new Matrix(reversed).csv()).isEqualTo(new Matrix(CELLS).csv());
        assertThat(MatrixPage.of(new Matrix(reversed))).isEqualTo(MatrixPage.of(new Matrix(CELLS)));
    }

    @Test
    void aMutantHasALineAndARuleAColumn() {
        List<String> lines = new Matrix(CELLS).csv().lines().toList();
        List<String> columns = List.of(lines.get(0).split(",", -1));
        List<String> swaps = List.of(lines.get(2).split(",", -1));
        assertThat(lines).hasSize(3);
        assertThat(swaps).hasSameSizeAs(columns).startsWith("SwapsReplies", "worker", "IDN-01");
        assertThat(swaps.get(columns.indexOf("IDN-01"))).isEqualTo("killed");
        assertThat(swaps.get(columns.indexOf("NBL-01"))).isEqualTo("survived");
        assertThat(swaps.get(columns.indexOf("CLI-03"))).isEmpty();
    }

    @Test
    void aNamedRuleThatDoesNotKillIsAFault() {
        assertThat(new Matrix(CELLS).faults(false))
                .containsExactly("IDN-02 and DecodesIds: it does not kill it: passed; no other rule kills it");
        List<Cell> foreign = new ArrayList<>(CELLS);
        foreign.add(cell("DecodesIds", "ENV-01", false, Outcome.KILLED, ""));
        assertThat(new Matrix(foreign).faults(false))
                .containsExactly("IDN-02 and DecodesIds: it does not kill it: passed; killed by others: [ENV-01]");
    }

    @Test
    void aRuleThatKillsNothingIsAFaultOfTheWhole() {
        assertThat(new Matrix(CELLS).faults(true))
                .contains("NBL-01 kills nothing", "CLI-03 kills nothing")
                .doesNotContain("IDN-01 kills nothing", "IDN-02 kills nothing");
    }

    @Test
    void theTableIsReadAsItWasWritten() {
        String csv = new Matrix(CELLS).csv();
        Matrix read = Matrix.read(csv);
        assertThat(read.csv()).isEqualTo(csv);
        assertThat(read.cells())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("fault")
                .isEqualTo(new Matrix(CELLS).cells());
        assertThat(Matrix.read(csv.substring(0, csv.length() - 30)).rows()).hasSize(1);
        assertThat(Matrix.read("").cells()).isEmpty();
    }

    @Test
    void everyMutantIsThereInEachRoleThatIsClaimedOfIt() {
        assertThat(Specimen.all()).hasSizeGreaterThan(100).doesNotHaveDuplicates();
        assertThat(Specimen.all())
                .filteredOn(specimen -> specimen.name().equals("SwapsReplies"))
                .singleElement()
                .satisfies(specimen -> assertThat(specimen.kills()).containsKey("IDN-01"));
    }
}
