package io.github.dontwait.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeromq.ZMQ;

/** The reference with libzmq at the other end. */
@Timeout(90)
class PyzmqTest {

    private static final String PREAMBLE = """
            import sys, time, zmq
            context = zmq.Context()
            def socket(kind, **options):
                s = context.socket(kind)
                s.linger = 0
                for name, value in options.items():
                    setattr(s, name, value)
                return s
            def receive(s, millis=5000):
                return s.recv_multipart() if s.poll(millis) else None
            """;

    @BeforeAll
    static void requirePyzmq() {
        Optional<String> missing = ChildProcess.pythonIsMissing();
        boolean required = Arrays.asList(Optional.ofNullable(System.getenv("DONTWAIT_REQUIRE"))
                        .orElse("")
                        .split(","))
                .contains("python");
        if (required) {
            assertThat(missing).isEmpty();
        }
        assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"worker", "server"})
    void dealersAndReqsAreServed(String role) {
        String program = PREAMBLE + """
                dealer = socket(zmq.DEALER); dealer.connect(sys.argv[1])
                req = socket(zmq.REQ); req.connect(sys.argv[1])
                for n in range(3):
                    req.send_multipart([b'ask', b'%d' % n]); print(receive(req))
                for n in range(5000):
                    dealer.send_multipart([b'%d' % n, b'', b'\\x00\\xff'])
                    if n >= 300: assert receive(dealer)[0] == b'%d' % (n - 300)
                for n in range(300): assert receive(dealer)[0] == b'%d' % (4700 + n)
                print('done', dealer.poll(100))
                """;
        assertThat(runAgainst(program, "DONTWAIT_ROLE", role))
                .containsExactly("[b'ask', b'0']", "[b'ask', b'1']", "[b'ask', b'2']", "done 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"worker", "server"})
    void aReqKeepsItsConnectionWhileHeartbeatsAreOn(String role) {
        String program = PREAMBLE + """
                req = socket(zmq.REQ); req.connect(sys.argv[1])
                dealer = socket(zmq.DEALER); dealer.connect(sys.argv[1])
                dealer.send(b'x'); print(receive(dealer))
                for n in range(3):
                    req.send(b'x'); print(receive(req)); print(receive(dealer))
                """;
        assertThat(runAgainst(program, "DONTWAIT_ROLE", role, "DONTWAIT_HEARTBEAT_MS", "200"))
                .startsWith("[b'x']")
                .containsOnly("[b'x']", "[b'$heartbeat']")
                .hasSize(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"worker", "server"})
    void plainLetsInOneCredentialOnly(String role) {
        String program = PREAMBLE + """
                def ask(**credentials):
                    s = socket(zmq.DEALER, **credentials); s.connect(sys.argv[1]); s.send(b'hi')
                    return receive(s, 600)
                print(ask(plain_username=b'admin', plain_password=b'secret'))
                print(ask(plain_username=b'admin', plain_password=b'wrong'))
                print(ask(plain_username=b'other', plain_password=b'secret'))
                print(ask())
                print(ask(plain_username=b'admin', plain_password=b'secret'))
                """;
        assertThat(runAgainst(
                        program,
                        "DONTWAIT_ROLE",
                        role,
                        "DONTWAIT_SECURITY",
                        "plain",
                        "DONTWAIT_PLAIN_USERNAME",
                        "admin",
                        "DONTWAIT_PLAIN_PASSWORD",
                        "secret"))
                .containsExactly("[b'hi']", "None", "None", "None", "[b'hi']");
    }

    @ParameterizedTest
    @ValueSource(strings = {"worker", "server"})
    void curveLetsInListedKeysOnly(String role) {
        ZMQ.Curve.KeyPair server = ZMQ.Curve.generateKeyPair();
        ZMQ.Curve.KeyPair listed = ZMQ.Curve.generateKeyPair();
        ZMQ.Curve.KeyPair other = ZMQ.Curve.generateKeyPair();
        String program = PREAMBLE + """
                def ask(public, secret, server):
                    s = socket(zmq.DEALER, curve_publickey=public.encode(), curve_secretkey=secret.encode(),
                               curve_serverkey=server.encode())
                    s.connect(sys.argv[1]); s.send(b'hi'); return receive(s, 1000)
                _, _, server, p1, s1, p2, s2 = sys.argv
                print(ask(p1, s1, server)); print(ask(p2, s2, server)); print(ask(p1, s1, p2))
                s = socket(zmq.DEALER); s.connect(sys.argv[1]); s.send(b'hi'); print(receive(s, 600))
                print(ask(p1, s1, server))
                """;
        try (ChildProcess child = ChildProcess.reference(
                        "DONTWAIT_ROLE", role,
                        "DONTWAIT_SECURITY", "curve",
                        "DONTWAIT_CURVE_PUBLICKEY", server.publicKey,
                        "DONTWAIT_CURVE_SECRETKEY", server.secretKey,
                        "DONTWAIT_CURVE_CLIENTKEYS", listed.publicKey);
                ChildProcess python = ChildProcess.python(
                        program,
                        child.line().split(" ")[1],
                        server.publicKey,
                        listed.publicKey,
                        listed.secretKey,
                        other.publicKey,
                        other.secretKey)) {
            assertThat(python.linesToTheEnd()).containsExactly("[b'hi']", "None", "None", "None", "[b'hi']");
            assertThat(python.errorText()).isEmpty();
        }
    }

    @Test
    void theClientTalksToAnEcho() {
        String echo = PREAMBLE + """
                router = socket(zmq.ROUTER); print(router.bind_to_random_port('tcp://127.0.0.1'))
                while True:
                    router.send_multipart(router.recv_multipart())
                """;
        try (ChildProcess server = ChildProcess.python(echo);
                ChildProcess client = ChildProcess.reference(
                        "DONTWAIT_ROLE", "client",
                        "DONTWAIT_ENDPOINT", "tcp://127.0.0.1:" + server.line(),
                        "DONTWAIT_REQUESTS", "2000",
                        "DONTWAIT_WINDOW", "100",
                        "DONTWAIT_TIMEOUT_MS", "10000")) {
            List<String> lines = client.linesToTheEnd();
            assertThat(lines).hasSize(2_002).endsWith("DONE 2000 0");
            assertThat(client.exitCode()).isZero();
        }
    }

    @Test
    void theClientSpeaksPlainAndCurve() {
        ZMQ.Curve.KeyPair serverKeys = ZMQ.Curve.generateKeyPair();
        ZMQ.Curve.KeyPair clientKeys = ZMQ.Curve.generateKeyPair();
        String echo = PREAMBLE + """
                import zmq.auth
                from zmq.auth.thread import ThreadAuthenticator
                doorkeeper = ThreadAuthenticator(context); doorkeeper.start()
                doorkeeper.configure_plain(passwords={'admin': 'secret'})
                doorkeeper.configure_curve(location=zmq.auth.CURVE_ALLOW_ANY)
                router = socket(zmq.ROUTER, zap_domain=b'*')
                if sys.argv[1] == 'plain': router.plain_server = True
                else: router.curve_server = True; router.curve_secretkey = sys.argv[2].encode()
                print(router.bind_to_random_port('tcp://127.0.0.1'))
                while True:
                    router.send_multipart(router.recv_multipart())
                """;
        for (String security : List.of("plain", "curve")) {
            try (ChildProcess server = ChildProcess.python(echo, security, serverKeys.secretKey);
                    ChildProcess client = ChildProcess.reference(
                            "DONTWAIT_ROLE",
                            "client",
                            "DONTWAIT_ENDPOINT",
                            "tcp://127.0.0.1:" + server.line(),
                            "DONTWAIT_TIMEOUT_MS",
                            "5000",
                            "DONTWAIT_SECURITY",
                            security,
                            "DONTWAIT_PLAIN_USERNAME",
                            "admin",
                            "DONTWAIT_PLAIN_PASSWORD",
                            "secret",
                            "DONTWAIT_CURVE_PUBLICKEY",
                            clientKeys.publicKey,
                            "DONTWAIT_CURVE_SECRETKEY",
                            clientKeys.secretKey,
                            "DONTWAIT_CURVE_SERVERKEY",
                            serverKeys.publicKey)) {
                assertThat(client.linesToTheEnd()).endsWith("DONE 10 0");
            }
        }
    }

    private static List<String> runAgainst(String program, String... namesAndValues) {
        try (ChildProcess child = ChildProcess.reference(namesAndValues);
                ChildProcess python = ChildProcess.python(program, child.line().split(" ")[1])) {
            List<String> lines = python.linesToTheEnd();
            assertThat(python.errorText()).isEmpty();
            return lines;
        }
    }
}
