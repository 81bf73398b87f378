package io.github.dontwait.conformance.subject;

import io.github.dontwait.conformance.Role;
import io.github.dontwait.conformance.RunningSubject;
import io.github.dontwait.conformance.Subject;
import io.github.dontwait.conformance.SubjectSettings;
import io.github.dontwait.conformance.SubjectStartException;
import java.io.File;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The reference implementation, started as a process of its own from the suite's own class path and then treated like
 * any other program. The suite knows it by the name of its main class only.
 */
public final class ReferenceSubject implements Subject {

    /** Names a class-data-sharing archive for {@link #classPath}, which makes a start faster; may name no file. */
    public static final String ARCHIVE_PROPERTY = "dontwait.reference.cds";

    /** The class that a child JVM runs. */
    public static final String MAIN = "io.github.dontwait.reference.Main";

    /** A class of each thing that the reference needs, itself first; the last, a log, may be absent. */
    private static final List<String> NEEDED =
            List.of(MAIN, "org.zeromq.ZMQ", "com.neilalexander.jnacl.NaCl", "org.slf4j.LoggerFactory");

    private static final String LOG = "META-INF/services/org.slf4j.spi.SLF4JServiceProvider";

    private final ProcessSubject process;

    /**
     * The reference in a role.
     *
     * @throws SubjectStartException if it is not on the class path
     */
    public ReferenceSubject(Role role, ProcessOptions options) {
        this.process = new ProcessSubject(
                role,
                command(System.getProperty(ARCHIVE_PROPERTY, "")),
                options,
                Kind.REFERENCE,
                "the reference " + role.word());
    }

    private static List<String> command(String archive) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        // A small place for what is new: memory that nothing holds is used again soon, and does not look like a leak.
        List<String> words = new ArrayList<>(
                List.of(java, "-XX:+UseSerialGC", "-Xmn32m", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
        if (!archive.isEmpty() && Files.isReadable(Path.of(archive))) {
            words.add("-XX:SharedArchiveFile=" + archive);
            // One that does not fit is not used; the warning about it would go to standard output.
            words.add("-Xlog:disable");
        }
        words.addAll(List.of("-cp", classPath(), MAIN));
        return words;
    }

    /**
     * What of the suite's own class path the reference needs.
     *
     * @throws SubjectStartException naming what is missing
     */
    public static String classPath() {
        Set<String> entries = new LinkedHashSet<>();
        for (String name : NEEDED) {
            String resource = name.replace('.', '/') + ".class";
            entries.add(
                    entryOf(resource)
                            .orElseThrow(
                                    () -> new SubjectStartException(
                                            "the reference cannot be started: " + name
                                                    + " is not on the suite's class path; build the suite again, or name a subject with --exec")));
        }
        entryOf(LOG).ifPresent(entries::add);
        return String.join(File.pathSeparator, entries);
    }

    /** The jar or the folder that holds a resource. */
    private static Optional<String> entryOf(String resource) {
        URL url = ReferenceSubject.class.getClassLoader().getResource(resource);
        if (url == null) {
            return Optional.empty();
        }
        try {
            if (url.openConnection() instanceof JarURLConnection jar) {
                return Optional.of(Path.of(jar.getJarFileURL().toURI()).toString());
            }
            String location = url.toString();
            String folder = location.substring(0, location.length() - resource.length());
            return Optional.of(Path.of(new URI(folder)).toString());
        } catch (IOException | URISyntaxException e) {
            throw new SubjectStartException("cannot tell where " + resource + " lies: " + url, e);
        }
    }

    @Override
    public RunningSubject start(SubjectSettings settings) throws InterruptedException {
        return process.start(settings);
    }

    @Override
    public Role role() {
        return process.role();
    }

    @Override
    public Kind kind() {
        return process.kind();
    }

    @Override
    public String name() {
        return process.name();
    }

    @Override
    public List<String> command() {
        return process.command();
    }
}
