package io.github.dontwait.testkit.leak;

import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Something that was opened and must be closed. Whoever opens it during a {@link LeakCheck} and does not close it is told
 * where it was opened.
 *
 * <p>May be used by any thread.
 *
 * <pre>{@code
 * Resource resource = Resource.opened(() -> "the journal " + path);
 * …
 * resource.closed();
 * }</pre>
 */
public final class Resource {

    private static final StackWalker WALKER = StackWalker.getInstance();
    private static final int MOST_FRAMES = 10;

    /** Those who open things on behalf of others. */
    private static final Pattern KIT = Pattern.compile("org\\.zeromq\\..*|io\\.github\\.dontwait\\.testkit"
            + "\\.(leak\\.Resource|jeromq\\.Checked(Context|Socket))(\\$.*)?");

    private final Supplier<String> description;
    private final String madeBy = Thread.currentThread().getName();
    private final List<StackTraceElement> madeAt;
    private volatile boolean isClosed;

    private Resource(Supplier<String> description) {
        this.description = description;
        this.madeAt = WALKER.walk(frames -> frames.map(StackWalker.StackFrame::toStackTraceElement)
                .dropWhile(frame -> KIT.matcher(frame.getClassName()).matches())
                .limit(MOST_FRAMES)
                .toList());
    }

    /**
     * Says that something has been opened now; it belongs to the check that is open in this thread, if there is one.
     *
     * @param description what it is, asked when it was not closed: {@code a DEALER socket}
     */
    public static Resource opened(Supplier<String> description) {
        Resource resource = new Resource(description);
        LeakCheck.current().ifPresent(check -> check.add(resource));
        return resource;
    }

    /** Says that it has been closed; the second time nothing happens. */
    public void closed() {
        isClosed = true;
    }

    /** Whether it was closed. */
    public boolean isClosed() {
        return isClosed;
    }

    /** Where it was opened, the innermost frame first, ten at most. */
    public List<StackTraceElement> madeAt() {
        return madeAt;
    }

    /** What it is and which thread opened it. */
    @Override
    public String toString() {
        return description.get() + ", opened by " + madeBy;
    }
}
