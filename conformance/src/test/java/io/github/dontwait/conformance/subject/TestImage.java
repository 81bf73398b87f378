package io.github.dontwait.conformance.subject;

import com.github.dockerjava.api.DockerClient;
import java.util.List;
import java.util.UUID;
import org.testcontainers.DockerClientFactory;

/**
 * An image that runs another command than {@link NeedsImages#PYZMQ}, for one test.
 *
 * @param name what it is called on the engine
 */
public record TestImage(String name) implements AutoCloseable {

    private static final DockerClient ENGINE = DockerClientFactory.lazyClient();

    /** Makes it; the command sees the files of the Python subjects in its working folder. */
    public static TestImage running(String... command) {
        String repository = "dontwait/test-" + UUID.randomUUID();
        String container = ENGINE.createContainerCmd(NeedsImages.PYZMQ)
                .withCmd(command)
                .exec()
                .getId();
        try {
            ENGINE.commitCmd(container).withRepository(repository).withTag("1").exec();
        } finally {
            ENGINE.removeContainerCmd(container).exec();
        }
        return new TestImage(repository + ":1");
    }

    /** The same for a program of Python. */
    public static TestImage ofPython(String program) {
        return running("python3", "-u", "-c", program);
    }

    /** The containers that a process of this machine started as subjects, in whatever state. */
    public static List<String> containersOf(long pid) {
        return ENGINE
                .listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(List.of("io.github.dontwait.owner"))
                .exec()
                .stream()
                .filter(container -> container
                        .getLabels()
                        .getOrDefault("io.github.dontwait.owner", "")
                        .contains("/" + pid + "/"))
                .map(container -> container.getId())
                .toList();
    }

    @Override
    public void close() {
        ENGINE.removeImageCmd(name).exec();
    }
}
