package io.github.dontwait.testkit.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Whether an engine answers is known at once; needs none. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "engines are reached over pipes there, which are not looked at")
class EngineTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void aSocketThatIsNotThereIsNamed() {
        String address = "unix://" + folder.resolve("none.sock");
        assertThat(Engine.missing(address))
                .hasValue("no container engine answers at " + address + " (there is no such socket), which DOCKER_HOST"
                        + " names; start Docker, or name its address in DOCKER_HOST");
    }

    @Test
    void aSocketThatAnEngineLeftBehindIsKnownAtOnce() throws Exception {
        Path socket = folder.resolve("left.sock");
        try (ServerSocketChannel engine = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            engine.bind(UnixDomainSocketAddress.of(socket));
            assertThat(Engine.missing("unix://" + socket)).isEmpty();
        }
        assertThat(socket).exists();
        long begin = System.nanoTime();
        assertThat(Engine.missing("unix://" + socket))
                .hasValueSatisfying(reason -> assertThat(reason).contains(socket + " (Connection refused)"));
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(1));
    }
}
