package io.github.dontwait.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.dontwait.conformance.subject.FreePort;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** Endpoints that are no subjects, and requests that make no sense. */
class BadEndpointTest {

    @TempDir
    private Path folder = Path.of("");

    private RealRun endpoint(int port) throws Exception {
        return RealRun.verify(folder, "--endpoint", "tcp://127.0.0.1:" + port, "--time-factor", "0.2");
    }

    @Test
    void nobodyListens() throws Exception {
        endpoint(FreePort.next())
                .ends(Dontwait.NOT_STARTED, "undecided")
                .says("the connection was refused; start the subject first, or check the port");
    }

    @Test
    void aWebServer() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        try {
            endpoint(server.getAddress().getPort())
                    .ends(Dontwait.NOT_STARTED, "undecided")
                    .says("no subject at tcp://127.0.0.1:");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aServerThatSaysNothing() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            endpoint(silent.getLocalPort())
                    .ends(Dontwait.NOT_STARTED, "undecided")
                    .says("made no ZMTP handshake within 1000 ms");
        }
    }

    @Test
    void aSubscriber() throws Exception {
        try (ZContext context = new ZContext();
                ZMQ.Socket socket = context.createSocket(SocketType.SUB)) {
            int port = socket.bindToRandomPort("tcp://127.0.0.1");
            RealRun run = endpoint(port);
            assertThat(run.code()).as("%s%s", run.out(), run.err()).isIn(Dontwait.BROKEN, Dontwait.NOT_STARTED);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--rule NOP-99|no rule matches 'NOP-99'",
                "--rule REC-01 --skip REC|no rule is left to run",
                "--skip *|no rule is left to run",
                "--time-factor 0|time factor 0.0: expected 0.1 to 100",
                "--endpoint udp://127.0.0.1:5555|expected tcp://host:port",
                "--endpoint tcp://*:5555|name the address to connect to, for example tcp://127.0.0.1:5555",
                "--exec 'a|the quote ' at character 1 is not closed",
                "--class a.B --endpoint tcp://127.0.0.1:1|mutually exclusive",
            })
    void makesNoSense(String words, String says) throws Exception {
        RealRun run = RealRun.verify(folder, words.split(" "));
        assertThat(run.code()).isEqualTo(Dontwait.MISUSED);
        assertThat(run.err()).startsWith("dontwait: ").contains(says);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void aReportThatCannotBeWritten() throws Exception {
        Output output = Output.pipe();
        int code = Dontwait.run(
                new WholeSuite(),
                output.console(),
                "verify",
                "--rule",
                "WIRE-01",
                "--json",
                folder.resolve("no/such/report.json").toString());
        assertThat(code).isEqualTo(Dontwait.MISUSED);
        assertThat(output.err())
                .contains("--json cannot be written: there is no folder")
                .contains("nothing was run");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "- rule: [|line 1",
                "rule: IDN-01|a list was expected",
                "- {rule: NOP-99, reason: x, because: y, link: 'https://a.example', date: 2026-01-01}|there is no rule"
                        + " 'NOP-99'",
            })
    void deviationsThatMakeNoSense(String yaml, String says) throws Exception {
        Path file = Files.createTempDirectory(folder.getParent(), "known").resolve("known.yaml");
        Files.writeString(file, yaml);
        try {
            RealRun run = RealRun.verify(folder, "--known", file.toString());
            assertThat(run.code()).isEqualTo(Dontwait.MISUSED);
            assertThat(run.err()).contains(says);
        } finally {
            Files.delete(file);
            Files.delete(file.getParent());
        }
    }

    @Test
    void aStaleDeviationIsAFailure() throws Exception {
        Path file = Files.createTempDirectory(folder.getParent(), "known").resolve("known.yaml");
        Files.writeString(
                file,
                "- {rule: WIRE-01, reason: greeting, because: 'it is old', link: 'https://a.example', date: 2026-01-01}");
        try {
            RealRun.exec(
                            folder,
                            BadSubject.command(BadSubject.Fault.NOTHING, "READY {endpoint}"),
                            "--rule",
                            "WIRE-01",
                            "--known",
                            file.toString())
                    .ends(Dontwait.BROKEN, "nonconformant")
                    .says("WIRE-01 passes now: remove its entry from the known deviations");
        } finally {
            Files.delete(file);
            Files.delete(file.getParent());
        }
    }
}
