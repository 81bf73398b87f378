package io.github.dontwait.conformance.cli;

import io.github.dontwait.conformance.report.Paper;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Where the commands print.
 *
 * <p>The launcher says in system properties what a JVM cannot find out: {@code dontwait.terminal}, which of {@code out}
 * and {@code err} are terminals, and {@code dontwait.columns}, how wide they are.
 *
 * @param out for results
 * @param err for errors and progress
 * @param charset what both can show
 * @param isColoured whether results have colours
 * @param isLive whether progress may rewrite its line
 * @param width where prose is wrapped
 */
record Console(PrintStream out, PrintStream err, Charset charset, boolean isColoured, boolean isLive, int width) {

    private static final int DEFAULT_WIDTH = 100;
    private static final int WIDEST = 120;

    /** The console of this process. */
    static Console ofProcess() {
        Charset charset = charset(System.getProperties());
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, charset);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, charset);
        return of(out, err, charset, System.getenv(), System.getProperties());
    }

    /** A console as the environment describes it. */
    static Console of(
            PrintStream out, PrintStream err, Charset charset, Map<String, String> environment, Properties properties) {
        List<String> terminals =
                Arrays.asList(properties.getProperty("dontwait.terminal", "").split(",", -1));
        boolean isDumb = "dumb".equals(environment.get("TERM"));
        boolean wantsColours = environment.getOrDefault("NO_COLOR", "").isEmpty();
        boolean isColoured = terminals.contains("out") && !isDumb && wantsColours;
        boolean isLive = terminals.contains("err") && !isDumb;
        int width = number(properties.getProperty("dontwait.columns", environment.getOrDefault("COLUMNS", "")));
        return new Console(out, err, charset, isColoured, isLive, Math.min(width, WIDEST));
    }

    private static int number(String text) {
        return text.matches("[1-9][0-9]{0,4}") ? Integer.parseInt(text) : DEFAULT_WIDTH;
    }

    /** JDK 17 keeps the terminal's charset under another name than later ones. */
    private static Charset charset(Properties properties) {
        for (String name : List.of("stdout.encoding", "sun.stdout.encoding", "native.encoding")) {
            String value = properties.getProperty(name, "");
            if (!value.isEmpty() && Charset.isSupported(value)) {
                return Charset.forName(value);
            }
        }
        return Charset.defaultCharset();
    }

    /** Empty paper that suits this console. */
    Paper paper() {
        return new Paper(charset, isColoured, width);
    }

    /** Prints what is on the paper as a result. */
    void show(Paper paper) {
        out.print(paper.text());
        out.flush();
    }

    /** Prints an error: one sentence, and a hint if there is one. */
    void complain(String sentence, String hint) {
        Paper paper = new Paper(charset, false, width);
        paper.print("dontwait: " + sentence).end();
        if (!hint.isEmpty()) {
            paper.print("  " + hint).end();
        }
        err.print(paper.text());
        err.flush();
    }
}
