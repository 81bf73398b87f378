package io.github.dontwait.conformance.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dontwait.conformance.Level;
import io.github.dontwait.conformance.Report;
import io.github.dontwait.conformance.RuleResult;
import io.github.dontwait.conformance.Status;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class JunitReportTest {

    private static byte[] octets(Report report) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        JunitReport.write(report, Samples.INVOCATION, out);
        return out.toByteArray();
    }

    private static Element xml(Report report) throws Exception {
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(octets(report)));
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(JunitReportTest.class.getResource("junit-report.xsd"))
                .newValidator()
                .validate(new DOMSource(document));
        return document.getDocumentElement();
    }

    static Stream<Report> reports() {
        RuleResult passed = Samples.passed("IDN-01");
        return Stream.of(
                Samples.report(List.of(passed)),
                Samples.report(List.of(passed, Samples.failed("IDN-02"))),
                Samples.report(List.of(passed, Samples.failed("ENV-05"))),
                Samples.report(List.of(passed, Samples.failed("ENV-05")), Level.SHOULD, null),
                Samples.report(List.of(passed, Samples.result("NBL-01", Status.INCONCLUSIVE, "stalled"))),
                Samples.report(List.of(passed, Samples.result("ENV-05", Status.INCONCLUSIVE, "stalled"))),
                Samples.report(List.of(passed, Samples.result("NBL-01", Status.ERROR, "oops"))),
                Samples.report(List.of(passed, Samples.result("NBL-01", Status.KNOWN, "known"))),
                Samples.report(List.of(Samples.result("NBL-01", Status.NOT_APPLICABLE, "needs stats"))),
                Samples.report(List.of()),
                Samples.notStarted());
    }

    @ParameterizedTest
    @MethodSource("reports")
    void isRedExactlyWhereTheExitCodeIsNotZero(Report report) throws Exception {
        Element suite = xml(report);
        int red = suite.getElementsByTagName("failure").getLength()
                + suite.getElementsByTagName("error").getLength();

        assertThat(red > 0).isEqualTo(report.exitCode() != 0);
        assertThat(suite.getAttribute("failures"))
                .isEqualTo("" + suite.getElementsByTagName("failure").getLength());
        assertThat(suite.getAttribute("errors"))
                .isEqualTo("" + suite.getElementsByTagName("error").getLength());
        assertThat(suite.getAttribute("skipped"))
                .isEqualTo("" + suite.getElementsByTagName("skipped").getLength());
        assertThat(suite.getAttribute("tests"))
                .isEqualTo("" + suite.getElementsByTagName("testcase").getLength());
    }

    @Test
    void tellsWhichAcceptableOutcomeWasSeen() throws Exception {
        Element suite = xml(Samples.report(List.of(Samples.passed("IDN-01", "first-keeps"), Samples.passed("IDN-02"))));
        Element first = (Element) suite.getElementsByTagName("testcase").item(0);
        Element property = (Element) first.getElementsByTagName("property").item(0);
        Element second = (Element) suite.getElementsByTagName("testcase").item(1);

        assertThat(property.getAttribute("name")).isEqualTo("outcome");
        assertThat(property.getAttribute("value")).isEqualTo("first-keeps");
        assertThat(second.getElementsByTagName("property").getLength()).isZero();
    }

    @Test
    void namesRulesByGroupAndId() throws Exception {
        Element suite = xml(Samples.report(List.of(
                Samples.failed("IDN-01"),
                Samples.failed("ENV-05", "ten", "nine"),
                Samples.result("NBL-01", Status.NOT_APPLICABLE, "needs stats, which is not declared"))));
        Element first = (Element) suite.getElementsByTagName("testcase").item(0);
        Element failure = (Element) suite.getElementsByTagName("failure").item(0);
        List<String> skipped = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            skipped.add(((Element) suite.getElementsByTagName("skipped").item(i)).getAttribute("message"));
        }

        assertThat(first.getAttribute("classname")).isEqualTo("dontwait.IDENTITY");
        assertThat(first.getAttribute("name")).isEqualTo("IDN-01 repliesReachThePeerThatAsked");
        assertThat(failure.getAttribute("type")).isEqualTo("MUST");
        assertThat(failure.getTextContent()).contains("[IDN-01 MUST]", "Expecting alice", "Transcript:", "Again:");
        assertThat(skipped)
                .containsExactly("warning, SHOULD is not scored: nine", "needs stats, which is not declared");
    }

    @Test
    void isWellFormedWhateverASubjectPrinted() throws Exception {
        StringBuilder everything = new StringBuilder("]]> <&'\" ");
        for (int point = 0; point <= 0x2100; point++) {
            everything.appendCodePoint(point);
        }
        everything.append("\ud800 \udfff \ufffe \uffff \ud83d\ude00");
        String hostile = everything.toString();
        RuleResult failed = Samples.failed("IDN-01", hostile, hostile);
        RuleResult unknown = Samples.result("NBL-01", Status.NOT_APPLICABLE, hostile);
        Report.Trouble trouble = new Report.Trouble(Report.Trouble.Kind.SUITE_FAILED, hostile);

        Element suite = xml(Samples.report(List.of(failed, unknown), Level.MUST, trouble));

        assertThat(suite.getElementsByTagName("failure").item(0).getTextContent())
                .contains("]]> <&'\" \\x00\\x01", "\\u{d800}");
    }
}
