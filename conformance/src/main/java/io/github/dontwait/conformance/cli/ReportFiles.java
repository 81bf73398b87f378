package io.github.dontwait.conformance.cli;

import io.github.dontwait.conformance.Report;
import io.github.dontwait.conformance.report.Evidence;
import io.github.dontwait.conformance.report.Invocation;
import io.github.dontwait.conformance.report.JsonReport;
import io.github.dontwait.conformance.report.JunitReport;
import io.github.dontwait.conformance.report.ReportFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files that the user asked for, opened before anything runs, so that a report is never lost to a mistyped path. */
final class ReportFiles implements AutoCloseable {

    private final @Nullable ReportFile json;
    private final @Nullable ReportFile junit;
    private final @Nullable ReportFile known;
    private final String knownBefore;
    private final Evidence evidence;
    private final Invocation invocation;

    private ReportFiles(
            @Nullable ReportFile json,
            @Nullable ReportFile junit,
            @Nullable ReportFile known,
            String knownBefore,
            Evidence evidence,
            Invocation invocation) {
        this.json = json;
        this.junit = junit;
        this.known = known;
        this.knownBefore = knownBefore;
        this.evidence = evidence;
        this.invocation = invocation;
    }

    /**
     * Opens them.
     *
     * @param known the file of known deviations that is to be brought up to date; null for none
     * @throws UsageException naming the file that cannot be written
     */
    static ReportFiles open(
            @Nullable Path json, @Nullable Path junit, @Nullable Path known, Evidence evidence, Invocation invocation) {
        requireName("--json", json);
        requireName("--junit", junit);
        if (json != null && junit != null && isSame(json, junit)) {
            throw new UsageException("--json and --junit name the same file '" + json + "'", "give each its own");
        }
        List<ReportFile> opened = new ArrayList<>();
        try {
            String knownBefore = "";
            if (known != null && Files.exists(known)) {
                knownBefore = Files.readString(known);
                KnownUpdate.require(known, knownBefore);
            }
            return new ReportFiles(
                    open("--json", json, opened),
                    open("--junit", junit, opened),
                    open("--update-known", known, opened),
                    knownBefore,
                    evidence,
                    invocation);
        } catch (UsageException e) {
            opened.forEach(ReportFiles::discard);
            throw e;
        } catch (IOException e) {
            opened.forEach(ReportFiles::discard);
            throw new UsageException("--update-known: '" + known + "' cannot be read: " + e.getMessage(), "");
        }
    }

    /** To many programs it means standard output, where the text for people goes. */
    private static void requireName(String option, @Nullable Path path) {
        if (path != null && path.toString().equals("-")) {
            throw new UsageException(
                    option + " - names no file",
                    "use a file name, such as " + option + " report." + (option.equals("--json") ? "json" : "xml"));
        }
    }

    private static boolean isSame(Path one, Path other) {
        return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
    }

    private static @Nullable ReportFile open(String option, @Nullable Path path, List<ReportFile> opened) {
        if (path == null) {
            return null;
        }
        try {
            ReportFile file = ReportFile.open(path);
            opened.add(file);
            return file;
        } catch (IOException e) {
            throw new UsageException(
                    option + " cannot be written: " + e.getMessage(),
                    "nothing was run; give a path that can be written");
        }
    }

    /** Writes them all. */
    void write(Report report) throws IOException {
        if (json != null) {
            json.write(out -> JsonReport.write(report, invocation, evidence, out));
        }
        if (junit != null) {
            junit.write(out -> JunitReport.write(report, invocation, out));
        }
        // What a run that broke off has not seen is not known.
        if (known != null && report.trouble() == null) {
            known.write(out -> out.write(KnownUpdate.of(knownBefore, report, LocalDate.now(ZoneOffset.UTC))
                    .getBytes(StandardCharsets.UTF_8)));
        }
    }

    /** Where the reports are, in a sentence; empty if there are none. */
    String note() {
        String files = Stream.of(json, junit)
                .filter(file -> file != null)
                .map(file -> file.target().toString())
                .collect(Collectors.joining(", "));
        return files.isEmpty() ? "" : "Reports: " + files;
    }

    @Override
    public void close() {
        discard(json);
        discard(junit);
        discard(known);
    }

    private static void discard(@Nullable ReportFile file) {
        if (file == null) {
            return;
        }
        try {
            file.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("an unfinished report could not be removed: " + file.target(), e);
        }
    }
}
