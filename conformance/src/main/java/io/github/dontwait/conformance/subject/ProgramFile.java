package io.github.dontwait.conformance.subject;

import io.github.dontwait.conformance.SubjectStartException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks for the program of a command before it is started, so that the reason why it cannot be is told plainly. */
final class ProgramFile {

    private static final boolean WINDOWS = File.separatorChar == '\\';

    private ProgramFile() {}

    /**
     * Makes sure that a command can be started.
     *
     * @throws SubjectStartException naming the program and what to do
     */
    static void require(List<String> command, Map<String, String> environment) {
        String program = command.get(0);
        if (WINDOWS) {
            // Its rules for finding programs are its own; it says itself what it did not find.
            return;
        }
        if (program.indexOf('/') >= 0) {
            requireExecutable(Path.of(program), program);
            return;
        }
        String path = environment.getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin");
        if (find(program, path).isEmpty()) {
            String hint = Files.isRegularFile(Path.of(program))
                    ? "the working folder has a file of that name: write ./" + program
                    : "install it, or give its path";
            throw new SubjectStartException(
                    "cannot start '" + program + "': no such program on the PATH (" + path + "); " + hint);
        }
    }

    private static void requireExecutable(Path file, String program) {
        if (!Files.exists(file)) {
            String folder = file.isAbsolute()
                    ? ""
                    : " (seen from the working folder " + Path.of("").toAbsolutePath() + ")";
            throw new SubjectStartException(
                    "cannot start '" + program + "': there is no such file" + folder + "; check the path");
        }
        if (!Files.isRegularFile(file)) {
            throw new SubjectStartException("cannot start '" + program + "': it is a folder; name a program in it");
        }
        if (!Files.isExecutable(file)) {
            throw new SubjectStartException("cannot start '" + program + "': the file is not executable; run chmod +x "
                    + program + ", or name its interpreter, as in 'python3 " + program + " {endpoint}'");
        }
    }

    /** The first executable file of this name in the folders of a search path. */
    static Optional<Path> find(String program, String path) {
        return Arrays.stream(path.split(File.pathSeparator))
                .map(folder -> Path.of(folder.isEmpty() ? "." : folder).resolve(program))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }
}
