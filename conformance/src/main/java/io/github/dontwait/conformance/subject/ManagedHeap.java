package io.github.dontwait.conformance.subject;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds out, on Linux, whether a process runs on a runtime that has no reason to collect its garbage soon. */
final class ManagedHeap {

    private static final Pattern JVM = Pattern.compile("/libjvm\\.so");
    private static final Pattern DOTNET = Pattern.compile("/libcoreclr\\.so");

    /** Either bounds the whole heap, or the part in which what is new lies until it is collected. */
    private static final Pattern BOUND = Pattern.compile("-Xmx|-Xmn|MaxNewSize|MaxHeapSize|MaxRAM|GCHeapHardLimit");

    /** What the runtimes read; that other variables speak of a heap, those of build tools, is nothing to them. */
    private static final Pattern READ =
            Pattern.compile("(JAVA_TOOL_OPTIONS|JDK_JAVA_OPTIONS|_JAVA_OPTIONS|(DOTNET|COMPlus)_GCHeapHardLimit\\w*)=");

    private ManagedHeap() {}

    /** The runtime of the process, or of one that it started, that nothing bounds. */
    static Optional<String> unbounded(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants())
                .flatMap(each -> unbounded(Path.of("/proc", Long.toString(each.pid()))).stream())
                .findFirst();
    }

    private static Optional<String> unbounded(Path process) {
        String maps = text(process.resolve("maps"));
        boolean isJvm = JVM.matcher(maps).find();
        if (!isJvm && !DOTNET.matcher(maps).find()) {
            return Optional.empty();
        }
        String variables = Stream.of(text(process.resolve("environ")).split("\0"))
                .filter(variable -> READ.matcher(variable).lookingAt())
                .collect(Collectors.joining(" "));
        String told = text(process.resolve("cmdline")) + " " + variables;
        return BOUND.matcher(told).find()
                ? Optional.empty()
                : Optional.of(isJvm ? "a JVM whose heap nothing bounds" : "a .NET runtime whose heap nothing bounds");
    }

    /** Empty for a process that has ended, and on other systems. */
    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
