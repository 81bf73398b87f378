package io.github.dontwait.conformance.subject;

import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dontwait.conformance.RunningSubject;
import io.github.dontwait.conformance.SubjectOutput;
import io.github.dontwait.conformance.SubjectOutput.Stream;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SubjectOutputTest {

    private static final String READY = "echo READY $DONTWAIT_ENDPOINT; ";

    @RegisterExtension
    final NothingLeft left = new NothingLeft();

    private final List<String> likeReady = new ArrayList<>();

    @Test
    void aGigabyteInOneLineIsReadFastAndBounded() throws Exception {
        assertThat(memoryAfter(READY + "head -c 1000000000 /dev/zero", 1)).isLessThan(50_000_000);
    }

    @Test
    void aQuarterOfAGigabyteInLinesIsReadFastAndBounded() throws Exception {
        String line = "a line of sixty-three characters and its end, over and over ag";
        assertThat(memoryAfter(READY + "yes " + line + " | head -c 250000000", 3_900_000))
                .isLessThan(50_000_000);
    }

    @Test
    void manyLongLinesAreBoundedToo() throws Exception {
        assertThat(memoryAfter(READY + "yes $(head -c 5000 /dev/zero | tr '\\0' x) | head -n 40000", 40_000))
                .isLessThan(50_000_000);
    }

    /** Runs a script to its end, within 60 s; returns by how much more memory is in use while its output is held. */
    private long memoryAfter(String script, long lines) throws Exception {
        long before = used();
        try (RunningSubject subject = Programs.start(Programs.shell(script), left.options())) {
            assertThat(subject.onExit().toCompletableFuture().get(60, SECONDS).code())
                    .isZero();
            SubjectOutput output = subject.output().orElseThrow();
            assertThat(output.awaitEnd(ofSeconds(5))).isTrue();
            assertThat(output.count()).isGreaterThan(lines);
            return used() - before;
        }
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Test
    void whatIsNotUtf8IsReplaced() throws Exception {
        try (RunningSubject subject = Programs.start(
                Programs.shell(READY + "printf 'gr\\303\\274n \\377\\000\\376 |\\n'; read x"), left.options())) {
            SubjectOutput output = subject.output().orElseThrow();
            assertThat(output.await(line -> line.text().endsWith("|"), ofSeconds(5)))
                    .hasValueSatisfying(line -> assertThat(line.text()).isEqualTo("grün \uFFFD\0\uFFFD |"));
        }
    }

    @Test
    void bothStreamsAreKept() throws Exception {
        try (RunningSubject subject =
                Programs.start(Programs.shell(READY + "echo out; echo err >&2; printf last"), left.options())) {
            SubjectOutput output = subject.output().orElseThrow();
            assertThat(output.awaitEnd(ofSeconds(5))).isTrue();
            assertThat(output.text(Stream.OUT)).hasSize(3).endsWith("out", "last");
            assertThat(output.text(Stream.ERR)).containsExactly("err");
        }
    }

    @Test
    void lineEndsOfBothKindsAreCutOff() {
        assertThat(linesOf("one\r\ntwo\n\r\n\nfi\rve\r").text(Stream.OUT))
                .containsExactly("one", "two", "", "", "fi\rve");
    }

    @Test
    void aLineIsPutTogetherAcrossReads() {
        String longest = "x".repeat(70_000);
        List<String> lines = linesOf("first\n" + longest + "\nlast").text(Stream.OUT);
        assertThat(lines).hasSize(3).startsWith("first").endsWith("last");
        assertThat(lines.get(1)).hasSize(SubjectOutput.WIDTH + 1).endsWith("x…");
    }

    @Test
    void aLongLineOfManyOctetsPerCharacterIsCutByCharacters() {
        assertThat(linesOf("€".repeat(10_000)).text(Stream.OUT)).containsExactly("€".repeat(SubjectOutput.WIDTH) + "…");
    }

    @Test
    void ofAFloodTheFirstAndTheLastLinesAreKept() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 100_000; i++) {
            text.append(i).append('\n');
        }
        SubjectOutput output = linesOf(text.toString());
        assertThat(output.count()).isEqualTo(100_000);
        assertThat(output.lines()).hasSize(SubjectOutput.HEAD + SubjectOutput.TAIL);
        assertThat(output.lines()).allSatisfy(line -> assertThat(line.text()).isEqualTo("" + line.index()));
        assertThat(output.lines().get(SubjectOutput.HEAD).index()).isEqualTo(100_000 - SubjectOutput.TAIL);
    }

    @Test
    void whatLooksLikeReadyIsSeenInAnyFlood() {
        String flood = "x\n".repeat(50_000);
        linesOf(flood + "READY tcp://127.0.0.1:1 work\r\n" + flood + " READY no\nREADYno\nREADY");
        assertThat(likeReady).containsExactly("READY tcp://127.0.0.1:1 work");
    }

    private SubjectOutput linesOf(String text) {
        SubjectOutput output = new SubjectOutput();
        ByteArrayInputStream in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        new OutputReader(in, Stream.OUT, output, likeReady::add, output::end).run();
        return output;
    }
}
