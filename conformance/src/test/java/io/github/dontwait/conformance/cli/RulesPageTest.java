package io.github.dontwait.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dontwait.conformance.report.Erratum;
import io.github.dontwait.conformance.report.RuleJson;
import io.github.dontwait.conformance.report.RulesPage;
import io.github.dontwait.conformance.report.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page of all rules is what the rules say, and its links lead somewhere. */
class RulesPageTest {

    private static final Path PAGE = Path.of("RULES.md");
    private static final Pattern LINK = Pattern.compile("\\]\\(#([^)]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

    private final List<RuleJson.Listed> rules = RuleList.of(new WholeSuite());

    @Test
    void thePageInTheRepositoryIsFresh() throws IOException {
        assertThat(Files.readString(PAGE))
                .as("RULES.md; make it anew by ./dontwait rules --markdown > conformance/RULES.md")
                .isEqualTo(RulesPage.of(rules));
    }

    @Test
    void theCommandPrintsIt() {
        Output output = Output.pipe();
        FakeSuite suite = FakeSuite.of(Samples.report(List.of()));
        assertThat(Dontwait.run(suite, output.console(), "rules", "--markdown")).isZero();
        assertThat(output.out())
                .startsWith("# The rules\n")
                .contains("\n### WIRE-22\n")
                .isEqualTo(RulesPage.of(RuleList.of(suite)));
    }

    @Test
    void jsonAndMarkdownAtOnceAreBadUse() {
        Output output = Output.pipe();
        FakeSuite suite = FakeSuite.of(Samples.report(List.of()));
        assertThat(Dontwait.run(suite, output.console(), "rules", "--json", "--markdown"))
                .isEqualTo(2);
        assertThat(output.err()).contains("--json, --markdown");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--role worker", "IDN-01", "--role client IDN-*"})
    void aPageOfSomeRulesIsBadUse(String selection) {
        Output output = Output.pipe();
        FakeSuite suite = FakeSuite.of(Samples.report(List.of()));
        assertThat(Dontwait.run(suite, output.console(), ("rules --markdown " + selection).split(" ")))
                .isEqualTo(2);
        assertThat(output.out()).isEmpty();
        assertThat(output.err())
                .contains("--markdown is the page of all rules, and cannot be had of some")
                .contains("leave --role and the patterns out; or take --json, or 'dontwait explain ID' for one rule");
    }

    @Test
    void itsLinksLeadToItsHeadings() {
        String page = RulesPage.of(rules);
        List<String> headings = HEADING.matcher(page)
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replace(",", "")
                        .replace(' ', '-'))
                .toList();
        List<String> links = LINK.matcher(page)
                .results()
                .map(link -> link.group(1))
                .distinct()
                .toList();
        assertThat(headings).doesNotHaveDuplicates().containsAll(links);
        assertThat(links).hasSizeGreaterThan(rules.size());
    }

    @Test
    void everyMistakeOfTheTutorialsIsThereAndNamesRulesThatExist() {
        List<String> ids = rules.stream().map(rule -> rule.info().id()).toList();
        List<Erratum> errata = Erratum.all();
        assertThat(errata).hasSize(21 + 18).extracting(Erratum::id).doesNotHaveDuplicates();
        assertThat(errata)
                .allSatisfy(erratum ->
                        assertThat(ids).as("rules of " + erratum.id()).containsAll(erratum.rules()));
    }
}
