package io.github.dontwait.testkit.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;

/** How injected things are told apart, with and without the names that {@code javac -parameters} keeps. */
class ParameterNamesTest {

    @TempDir
    Path folder = Path.of("");

    /** Compiles a test class with this body, runs it, and says what failed. */
    private List<String> failures(String body, String... options) throws IOException {
        Path source = folder.resolve("Subject.java");
        Files.writeString(source, """
                import static org.assertj.core.api.Assertions.assertThat;
                import io.github.dontwait.testkit.fault.*;
                import io.github.dontwait.testkit.jeromq.*;
                import io.github.dontwait.testkit.junit.*;
                import io.github.dontwait.testkit.junit.Named;
                import io.github.dontwait.testkit.peer.*;
                import io.github.dontwait.testkit.transcript.*;
                import io.github.dontwait.testkit.wire.*;
                import org.junit.jupiter.api.*;
                import org.zeromq.*;

                @DontwaitTest
                class Subject {
                %s
                }
                """.formatted(body));
        List<String> arguments = new ArrayList<>(
                List.of("-proc:none", "-d", folder.toString(), "-cp", System.getProperty("java.class.path")));
        arguments.addAll(List.of(options));
        arguments.add(source.toString());
        int result = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler())
                .run(null, null, null, arguments.toArray(String[]::new));
        assertThat(result).isZero();
        ClassLoader parent = ParameterNamesTest.class.getClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, parent)) {
            return EngineTestKit.engine("junit-jupiter")
                    .selectors(selectClass(loader, "Subject"))
                    .execute()
                    .allEvents()
                    .failed()
                    .stream()
                    .map(event -> event.getRequiredPayload(TestExecutionResult.class)
                            .getThrowable()
                            .map(Throwable::toString)
                            .orElse(""))
                    .toList();
        }
    }

    private static final String ONE_SERVER = """
            FakeServer started;

            @BeforeEach
            void start(FakeServer prices) {
                started = prices;
            }

            @Test
            void asks(ZContext context, FakeServer prices) {
                assertThat(prices).isSameAs(started);
            }
            """;

    private static final String TWO_SERVERS = """
            @Test
            void asks(FakeServer prices, FakeServer orders) {
                assertThat(prices).isNotSameAs(orders);
                assertThat(orders).hasToString("orders at " + orders.endpoint());
            }
            """;

    @Test
    void aServerIsTheSameWhereverItStandsAmongTheParameters() throws IOException {
        assertThat(failures(ONE_SERVER)).isEmpty();
        assertThat(failures(ONE_SERVER, "-parameters")).isEmpty();
    }

    @Test
    void twoServersAreTwoByTheirNames() throws IOException {
        assertThat(failures(TWO_SERVERS, "-parameters")).isEmpty();
        assertThat(failures(TWO_SERVERS))
                .singleElement()
                .asString()
                .contains("which fakeServer is which at Subject.asks? The compiler did not keep the names of its"
                        + " parameters: compile with -parameters, or name them: @Named(\"prices\")");
    }

    @Test
    void aNameByAnnotationNeedsNoCompilerOption() throws IOException {
        assertThat(failures("""
                        FakeServer ofPrices;

                        @BeforeEach
                        void start(@Named("prices") FakeServer server) {
                            ofPrices = server;
                        }

                        @Test
                        void asks(@Named("orders") FakeServer server, FakeServer other, @Named("prices") FakeServer same) {
                            assertThat(same).isSameAs(ofPrices).isNotSameAs(server).isNotSameAs(other);
                            assertThat(server).hasToString("orders at " + server.endpoint());
                            assertThat(other).hasToString("fakeServer at " + other.endpoint());
                        }
                        """)).isEmpty();
    }

    @Test
    void whatThereIsOnlyOneOfNeedsNoName() throws IOException {
        assertThat(failures("""
                        @Test
                        void asks(Transcript one, Transcript same, ZContext context, CheckedContext checked,
                                @Bound(SocketType.ROUTER) ZMQ.Socket router, @Bound(SocketType.PULL) ZMQ.Socket pull) {
                            assertThat(one).isSameAs(same);
                            assertThat(checked).isSameAs(context);
                            assertThat(router.getSocketType()).isEqualTo(SocketType.ROUTER);
                            assertThat(pull.getSocketType()).isEqualTo(SocketType.PULL);
                        }
                        """)).isEmpty();
    }

    @Test
    void aBlankNameIsRefused() throws IOException {
        assertThat(failures("""
                        @Test
                        void asks(@Named(" ") FakeServer server) {}
                        """)).singleElement().asString().contains("give a name in @Named at Subject.asks");
    }
}
