package io.github.dontwait.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;

/**
 * One run of {@code verify} as it really is, with both reports; whatever it did, nothing of it may be left.
 *
 * @param code the exit code
 * @param out what it printed as the result
 * @param err what it printed as errors and progress
 * @param json the report
 * @param took how long it took
 */
record RealRun(int code, String out, String err, JsonNode json, Duration took) {

    private static final String MARK = "BAD_USE_TEST";

    private static int underWay;

    /** Runs it against a program, a script for the shell perhaps. */
    static RealRun exec(Path folder, String command, String... more) throws Exception {
        String id = UUID.randomUUID().toString();
        List<String> words = new ArrayList<>(List.of("--exec", command, "--env", MARK + "=" + id));
        words.addAll(List.of(more));
        RealRun run = verify(folder, words.toArray(String[]::new));
        assertThat(processes(id)).as("processes left").isEmpty();
        return run;
    }

    /** Runs it. */
    static RealRun verify(Path folder, String... arguments) throws Exception {
        Path json = folder.resolve("report.json");
        Path junit = folder.resolve("report.xml");
        List<String> words = new ArrayList<>(List.of("verify", "--json", json.toString(), "--junit", junit.toString()));
        words.addAll(List.of(arguments));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = Console.of(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                StandardCharsets.UTF_8,
                Map.of("COLUMNS", "120"),
                new Properties());
        int code;
        Duration took;
        begin();
        try {
            long begin = System.nanoTime();
            code = Dontwait.run(new WholeSuite(), console, words.toArray(String[]::new));
            took = Duration.ofNanos(System.nanoTime() - begin);
        } finally {
            end();
        }
        if (code == Dontwait.MISUSED) {
            assertThat(names(folder)).isEmpty();
            return new RealRun(code, text(out), text(err), new ObjectMapper().createObjectNode(), took);
        }
        assertThat(names(folder)).containsExactly("report.json", "report.xml");
        requireXml(junit);
        return new RealRun(code, text(out), text(err), new ObjectMapper().readTree(json.toFile()), took);
    }

    private static String text(ByteArrayOutputStream octets) {
        return octets.toString(StandardCharsets.UTF_8);
    }

    private static void requireXml(Path file) throws Exception {
        assertThat(DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(file.toFile())
                        .getDocumentElement()
                        .getTagName())
                .startsWith("testsuite");
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static synchronized void begin() {
        underWay++;
    }

    /** Threads tell not whose they are: of several runs at once the last looks for what all have left. */
    private static synchronized void end() throws InterruptedException {
        underWay--;
        if (underWay == 0) {
            assertThat(threads()).as("threads left").isEmpty();
        }
    }

    /** A thread whose work is done may take a moment to end. */
    private static Set<String> threads() throws InterruptedException {
        Set<String> left = new TreeSet<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("dontwait")) {
                thread.join(1_000);
                if (thread.isAlive()) {
                    left.add(thread.getName());
                }
            }
        }
        return left;
    }

    /** The processes that carry the mark; none where the system does not tell. */
    static List<String> processes(String id) throws IOException {
        List<String> found = new ArrayList<>();
        if (!Files.isDirectory(Path.of("/proc/self"))) {
            return found;
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : all) {
                if (environment(process).contains(MARK + "=" + id)) {
                    found.add(process.getFileName().toString());
                }
            }
        }
        return found;
    }

    private static String environment(Path process) {
        try {
            return Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return ""; // it has ended, or belongs to somebody else
        }
    }

    /** Requires this exit code and verdict; a run that was not carried through must say so in the report too. */
    RealRun ends(int expected, String verdict) {
        assertThat(code).as("%s%n%s", out, err).isEqualTo(expected);
        assertThat(json.path("verdict").asText()).isEqualTo(verdict);
        assertThat(out.lines().reduce((first, last) -> last))
                .hasValueSatisfying(last -> assertThat(last).startsWith(verdict));
        assertThat(json.path("trouble").isObject()).isEqualTo(verdict.equals("undecided"));
        return this;
    }

    /** Requires this of what people read only. */
    RealRun prints(String... sentences) {
        assertThat(out.replaceAll("\\s+", " ")).contains(sentences);
        return this;
    }

    /** Requires a clear sentence, on the console and in the report. */
    RealRun says(String... parts) {
        for (String part : parts) {
            assertThat(out.replaceAll("\\s+", " ")).contains(part);
            assertThat(json.toString()).contains(part.replace("\"", "\\\""));
        }
        return this;
    }
}
