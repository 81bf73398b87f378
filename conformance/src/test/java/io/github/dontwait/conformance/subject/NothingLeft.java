package io.github.dontwait.conformance.subject;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.channels.SocketChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** After each test no process, no thread and no descriptor of a subject may be left. */
final class NothingLeft implements BeforeEachCallback, AfterEachCallback {

    private static final String VARIABLE = "NOTHING_LEFT";

    static {
        // The Java library keeps one socket for itself from the first connection on.
        try (SocketChannel channel = SocketChannel.open()) {
            channel.socket().connect(new TcpEndpoint("127.0.0.1", FreePort.next()).reachable(), 1_000);
        } catch (IOException e) {
            // Refused, as it should be.
            assertThat(e).isInstanceOf(ConnectException.class);
        }
    }

    private final String id = UUID.randomUUID().toString();
    private Set<String> before = Set.of();

    /** What to start subjects with, so that what they leave is found. */
    ProcessOptions options() {
        return ProcessOptions.standard().withEnvironment(Map.of(VARIABLE, id));
    }

    /** The processes that were started with these options, and what they started, by their own account. */
    List<Long> processes() {
        return ProcessTable.all().stream()
                .filter(process -> !process.isZombie())
                .map(ProcessTable.Entry::pid)
                .filter(pid -> ProcessTable.environmentHolds(pid, id))
                .toList();
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        before = pipesAndSockets();
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        if (ProcessTable.exists()) {
            assertThat(processes()).as("processes left").isEmpty();
        }
        assertThat(threads()).as("threads left").isEmpty();
        Set<String> now = pipesAndSockets();
        now.removeAll(before);
        assertThat(now).as("descriptors left").isEmpty();
    }

    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("dontwait-subject") || name.startsWith("dontwait-probe"))
                .collect(toCollection(TreeSet::new));
    }

    private static Set<String> pipesAndSockets() throws IOException {
        Set<String> found = new TreeSet<>();
        if (ProcessTable.exists()) {
            try (DirectoryStream<Path> open = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
                for (Path descriptor : open) {
                    if (Files.isSymbolicLink(descriptor)) {
                        found.add(Files.readSymbolicLink(descriptor).toString());
                    }
                }
            }
            found.removeIf(target -> !target.startsWith("pipe:") && !target.startsWith("socket:"));
        }
        return found;
    }
}
