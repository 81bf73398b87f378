package io.github.dontwait.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher {@code ./dontwait}, with a Java and a Maven that only tell how they were called. */
class LauncherTest {

    private static final String JAVA = """
            #!/bin/sh
            case " $* " in
            *' -XshowSettings:properties '*)
                printf '    java.home = %s\\n    java.specification.version = %s\\n' "${0%/bin/java}" "${FAKE_VERSION:-17}" >&2 ;;
            *' -XX:ArchiveClassesAtExit='*)
                for word; do case $word in -XX:ArchiveClassesAtExit=*) : >"${word#*=}" ;; esac; done
                echo READY ;;
            *)
                for word; do printf '<%s>\\n' "$word"; done
                exit "${FAKE_EXIT:-0}" ;;
            esac
            """;

    private static final String MAVEN = """
            #!/bin/sh
            echo "$*" >>builds
            [ ! -f broken ] || { echo '[ERROR] Thing.java: it is broken'; exit 1; }
            sleep "${FAKE_SLEEP:-0}"
            mkdir -p conformance/target/dontwait lib
            for jar in dontwait-reference-1 jeromq-1 jnacl-1 slf4j-api-1; do echo x >"lib/$jar.jar"; done
            echo x >conformance/target/dontwait-conformance-1.jar
            printf '%s' "$PWD/lib/dontwait-reference-1.jar:$PWD/lib/jeromq-1.jar:$PWD/lib/jnacl-1.jar:$PWD/lib/slf4j-api-1.jar" \\
                >conformance/target/dontwait/classpath
            """;

    @TempDir
    private Path folder = Path.of("");

    private Path top = Path.of("");

    @BeforeEach
    void copyTheLauncher() throws IOException {
        Path launcher = Path.of("..", "dontwait");
        assumeTrue(File.separatorChar == '/' && Files.isExecutable(launcher), "the launcher is for POSIX systems");
        folder = folder.toRealPath();
        top = Files.createDirectories(folder.resolve("a b"));
        Files.copy(launcher, top.resolve("dontwait"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.createDirectories(top.resolve("conformance/src/main"));
        old(Files.writeString(top.resolve("conformance/src/main/Thing.java"), "class Thing {}"));
        old(Files.writeString(top.resolve("pom.xml"), "<project/>"));
        executable("jdk/bin/java", JAVA);
        executable("jdk/bin/javac", "#!/bin/sh\n");
        executable("bin/mvn", MAVEN);
    }

    private static void old(Path path) throws IOException {
        Files.setLastModifiedTime(path, FileTime.from(Instant.now().minusSeconds(60)));
    }

    private Path executable(String name, String text) throws IOException {
        Path path = folder.resolve(name);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
        assertThat(path.toFile().setExecutable(true)).isTrue();
        return path;
    }

    private record Ended(int code, List<String> out, String err) {}

    private Process start(Path program, Path where, String... settings) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(program.toString(), "explain", "IDN-01", "two words");
        builder.directory(where.toFile());
        builder.environment().remove("CLASSPATH");
        builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
        builder.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
        for (String setting : settings) {
            builder.environment().put(setting.split("=", 2)[0], setting.split("=", 2)[1]);
        }
        return builder.start();
    }

    private static Ended end(Process process) throws IOException, InterruptedException {
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), out.lines().toList(), err);
    }

    private Ended run(String... settings) throws IOException, InterruptedException {
        return end(start(top.resolve("dontwait"), top, settings));
    }

    private int builds() throws IOException {
        return Files.readAllLines(top.resolve("builds")).size();
    }

    @Test
    void buildsOnceThenOnlyWhenSourcesAreNewer() throws IOException, InterruptedException {
        assertThat(run().err()).isEqualTo("building Dontwait (first use) …\n");
        assertThat(run().err()).isEmpty();
        assertThat(builds()).isEqualTo(1);

        Files.setLastModifiedTime(
                top.resolve("conformance/src/main/Thing.java"),
                FileTime.from(Instant.now().plusSeconds(1)));
        assertThat(run().err()).isEqualTo("building Dontwait (its sources have changed) …\n");
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void hasItsWayFromAnyFolderThroughLinksAndBlanks() throws IOException, InterruptedException {
        Path elsewhere = Files.createDirectories(folder.resolve("else where"));
        Path link = Files.createSymbolicLink(elsewhere.resolve("one"), Path.of("../a b/dontwait"));
        Path linkToLink = Files.createSymbolicLink(folder.resolve("two"), link);

        Ended ended = end(start(linkToLink, elsewhere, "FAKE_EXIT=3", "CLASSPATH=my classes"));

        assertThat(ended.code()).isEqualTo(3);
        assertThat(ended.out())
                .contains("<-Ddontwait.program=" + linkToLink + ">", "<" + Main.class.getName() + ">")
                .endsWith("<explain>", "<IDN-01>", "<two words>");
        String classPath = ended.out().get(ended.out().indexOf("<-cp>") + 1);
        assertThat(classPath)
                .contains("/a b/conformance/target/dontwait/build-")
                .endsWith("jar:my classes>");
        for (String jar :
                classPath.substring(1, classPath.indexOf(":my classes")).split(":")) {
            assertThat(Path.of(jar)).exists();
        }
    }

    @Test
    void usesTheArchivesThatItMade() throws IOException, InterruptedException {
        List<String> out = run().out();
        for (String option : List.of("<-XX:SharedArchiveFile=", "<-Ddontwait.reference.cds=")) {
            String word = out.stream()
                    .filter(each -> each.startsWith(option))
                    .findFirst()
                    .orElseThrow();
            assertThat(Path.of(word.substring(option.length(), word.length() - 1)))
                    .exists();
        }
    }

    @Test
    void twoFirstRunsBuildOnce() throws IOException, InterruptedException {
        List<Process> both = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            both.add(start(top.resolve("dontwait"), top, "FAKE_SLEEP=1"));
        }
        for (Process process : both) {
            Ended ended = end(process);
            assertThat(ended.code()).as(ended.err()).isZero();
            assertThat(ended.out()).endsWith("<two words>");
        }
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void aBuildThatFailsShowsWhyAndLeavesNothingHalfDone() throws IOException, InterruptedException {
        Files.writeString(top.resolve("broken"), "");
        Ended ended = run();
        assertThat(ended.code()).isEqualTo(4);
        assertThat(ended.err())
                .contains("[ERROR] Thing.java: it is broken\n", "dontwait: the build failed\n", "build.log\n");
        try (Stream<Path> left = Files.list(top.resolve("conformance/target/dontwait"))) {
            assertThat(left).noneMatch(path -> path.getFileName().toString().startsWith("build-"));
        }

        Files.delete(top.resolve("broken"));
        assertThat(run().code()).isZero();
    }

    @Test
    void anOldJavaIsRefused() throws IOException, InterruptedException {
        Ended ended = run("FAKE_VERSION=11");
        assertThat(ended.code()).isEqualTo(4);
        assertThat(ended.err()).contains("is older than Java 17", "install a JDK of 17 or newer");
    }

    @Test
    void aWrongJavaHomeIsNamed() throws IOException, InterruptedException {
        Ended ended = run("JAVA_HOME=" + folder.resolve("nothing"));
        assertThat(ended.code()).isEqualTo(4);
        assertThat(ended.err())
                .contains("JAVA_HOME is '" + folder.resolve("nothing") + "', where there is no bin/java");
    }
}
