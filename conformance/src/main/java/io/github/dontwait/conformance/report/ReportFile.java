package io.github.dontwait.conformance.report;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file that is either the whole report or what it was before: written beside its place under another name, then renamed.
 *
 * <p>Opening it shows at once whether it can be written at all. Used by one thread; {@link #close()} removes what was not
 * finished.
 */
public final class ReportFile implements AutoCloseable {

    private final Path target;
    private final Path draft;
    private boolean isDone;

    private ReportFile(Path target, Path draft) {
        this.target = target;
        this.draft = draft;
    }

    /** Something that writes a report. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Makes sure that a file can be written here, without touching one that is there.
     *
     * @throws IOException naming the path and what is wrong with it
     */
    public static ReportFile open(Path path) throws IOException {
        // Through a link to the file that it names: a rename would replace the link.
        Path target =
                Files.exists(path) ? path.toRealPath() : path.toAbsolutePath().normalize();
        Path folder = target.getParent();
        if (folder == null || Files.isDirectory(target)) {
            throw new IOException("'" + path + "' is a folder");
        }
        if (Files.exists(target) && !Files.isWritable(target)) {
            throw new IOException("'" + path + "' is write-protected");
        }
        if (!Files.isDirectory(folder)) {
            throw new IOException("there is no folder '" + folder + "' for '" + path + "'");
        }
        // A device, such as /dev/null, is written to, not replaced.
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            return new ReportFile(target, target);
        }
        Path draft = folder.resolve(
                "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        try {
            Files.deleteIfExists(draft);
            Files.createFile(draft);
        } catch (IOException e) {
            throw new IOException("no file can be made in '" + folder + "' (" + e.getMessage() + ")", e);
        }
        return new ReportFile(target, draft);
    }

    /** Writes the whole content, in place of what was there. */
    public void write(Content content) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(draft))) {
            content.writeTo(out);
        }
        if (!draft.equals(target)) {
            try {
                Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        isDone = true;
    }

    /** Where the report will be. */
    public Path target() {
        return target;
    }

    @Override
    public void close() throws IOException {
        if (!isDone && !draft.equals(target)) {
            Files.deleteIfExists(draft);
        }
    }
}
