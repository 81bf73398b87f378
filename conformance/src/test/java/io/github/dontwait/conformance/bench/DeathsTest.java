package io.github.dontwait.conformance.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dontwait.conformance.RunningSubject;
import io.github.dontwait.conformance.SubjectOutput;
import io.github.dontwait.testkit.wire.Timeouts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Whether a subject that is dying is given the moment that its last words need. */
class DeathsTest {

    /** Listens as long as its socket is open, and tells of its end when the test says so. */
    private record Program(ServerSocket listener, CompletableFuture<Exit> end, SubjectOutput said)
            implements RunningSubject {

        static Program start() throws IOException {
            ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            return new Program(listener, new CompletableFuture<>(), new SubjectOutput());
        }

        @Override
        public String endpoint() {
            return "tcp://127.0.0.1:" + listener.getLocalPort();
        }

        @Override
        public Set<String> capabilities() {
            return Set.of();
        }

        @Override
        public void stop() {}

        @Override
        public CompletableFuture<Exit> onExit() {
            return end;
        }

        @Override
        public Optional<SubjectOutput> output() {
            return Optional.of(said);
        }

        @Override
        public void close() {
            try {
                listener.close();
            } catch (IOException e) {
                throw new UncheckedIOException("a listener cannot be closed", e);
            }
        }
    }

    private static Optional<String> deathOf(Program program) throws InterruptedException {
        return Deaths.of(program, false, Timeouts.standard());
    }

    @Test
    void anEndThatNobodyHasRecordedIsWaitedForOnceNobodyListens() throws Exception {
        Program program = Program.start();
        program.said().add(SubjectOutput.Stream.ERR, "panic: len out of range");
        program.close();
        // The runtime still prints its trace while its sockets are gone already.
        program.end().completeOnTimeout(new RunningSubject.Exit(2, 0), 500, TimeUnit.MILLISECONDS);

        assertThat(deathOf(program)).contains("exit code 2. It said:\n  panic: len out of range");
    }

    @Test
    void whoListensIsNotWaitedFor() throws Exception {
        try (Program program = Program.start()) {
            // It ends soon, of its own accord: nothing showed that.
            program.end().completeOnTimeout(new RunningSubject.Exit(0, 0), 200, TimeUnit.MILLISECONDS);
            assertThat(deathOf(program)).isEmpty();
        }
    }
}
