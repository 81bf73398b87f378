package io.github.dontwait.conformance.subject;

import io.github.dontwait.conformance.RunningSubject;
import io.github.dontwait.conformance.SubjectOutput;
import io.github.dontwait.conformance.SubjectSettings;
import io.github.dontwait.conformance.SubjectStartException;
import java.util.List;
import java.util.Optional;

/** What a user reads when a process did not become ready: what happened, the command, what it printed. */
final class StartFailure {

    private static final int LINES = 15;
    private static final int WIDTH = 300;

    private StartFailure() {}

    /**
     * Makes the exception.
     *
     * @param what goes on after "the subject"
     * @param exit how it ended; empty if the suite had to end it
     */
    static SubjectStartException of(
            String what,
            List<String> command,
            SubjectSettings settings,
            Optional<RunningSubject.Exit> exit,
            SubjectOutput output) {
        StringBuilder text = new StringBuilder("the subject ").append(what);
        text.append("\n  command:  ").append(CommandLine.line(command));
        text.append("\n  settings: ").append(settings);
        List<SubjectOutput.Line> lines = output.lines();
        if (lines.isEmpty()) {
            text.append("\n  it printed nothing; run the command by hand to see what it does");
        } else {
            text.append("\n  it printed");
            text.append(output.count() > LINES ? " " + output.count() + " lines, the last of them:" : ":");
            lines.stream().skip(Math.max(0, lines.size() - LINES)).forEach(line -> text.append("\n    ")
                    .append(shown(line)));
        }
        return exit.map(ended -> new SubjectStartException(
                        text.toString(),
                        new SubjectStartException.Early(ended.code(), output.text(SubjectOutput.Stream.ERR))))
                .orElseGet(() -> new SubjectStartException(text.toString()));
    }

    private static String shown(SubjectOutput.Line line) {
        String text = line.text().length() <= WIDTH ? line.text() : line.text().substring(0, WIDTH) + "…";
        String mark = line.stream() == SubjectOutput.Stream.ERR ? "err| " : "out| ";
        // What a program prints may hold anything; a terminal must not obey it.
        return mark + text.replaceAll("\\p{Cntrl}", "\uFFFD");
    }
}
