package io.github.dontwait.conformance.cli;

import io.github.dontwait.conformance.Group;
import io.github.dontwait.conformance.Report;
import io.github.dontwait.conformance.RuleInfo;
import io.github.dontwait.conformance.RuleResult;
import io.github.dontwait.conformance.Status;
import io.github.dontwait.conformance.report.Durations;
import io.github.dontwait.conformance.report.Paper;
import io.github.dontwait.conformance.report.Words;
import io.github.dontwait.conformance.run.RunListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Timer;
import java.util.TimerTask;
import org.jspecify.annotations.Nullable;

/**
 * Shows on the error stream that a run is alive: on a terminal one line that is rewritten, else a line for each group of
 * rules when it has ended. Any thread may use it.
 */
final class Progress implements RunListener {

    private static final long REFRESH_MILLIS = 200;
    private static final String CLEAR = "\r\u001b[K";

    private final Console console;
    private final boolean isShown;
    private final boolean isEachRuleShown;
    private final long beganNanos = System.nanoTime();
    private final @Nullable Timer clock;
    private String what = "preparing";
    private int planned;
    private int ended;
    private int failed;
    private final Map<Group, Set<String>> open = new EnumMap<>(Group.class);
    private final Map<Group, List<String>> broken = new EnumMap<>(Group.class);
    private boolean isOver;

    private Progress(Console console, boolean isQuiet, boolean isVerbose) {
        this.console = console;
        this.isShown = !isQuiet;
        this.isEachRuleShown = isVerbose;
        this.clock = isShown && console.isLive() ? new Timer("dontwait-progress", true) : null;
        if (clock != null) {
            clock.scheduleAtFixedRate(
                    new TimerTask() {
                        @Override
                        public void run() {
                            redraw();
                        }
                    },
                    0,
                    REFRESH_MILLIS);
        }
    }

    /** Shows the progress of a run until its end. */
    static Progress on(Console console, boolean isQuiet, boolean isVerbose) {
        return new Progress(console, isQuiet, isVerbose);
    }

    @Override
    public synchronized void preparing(String text) {
        what = text;
        redraw();
    }

    @Override
    public synchronized void planned(Report.Examined subject, List<RuleInfo> rules) {
        planned = rules.size();
        rules.forEach(rule ->
                open.computeIfAbsent(rule.group(), group -> new HashSet<>()).add(rule.id()));
        what = Words.count(rules.size(), "rule");
        redraw();
    }

    @Override
    public synchronized void started(RuleInfo rule) {
        what = rule.group() + "  " + rule;
        redraw();
    }

    @Override
    public synchronized void finished(RuleResult result) {
        ended++;
        Group group = result.rule().group();
        if (result.status() == Status.FAILED) {
            failed++;
            broken.computeIfAbsent(group, any -> new ArrayList<>())
                    .add(result.rule().id());
        }
        if (isEachRuleShown && clock == null) {
            line(result.rule() + ": " + result.status().word());
        }
        Set<String> left = open.getOrDefault(group, Set.of());
        if (!left.isEmpty() && left.remove(result.rule().id()) && left.isEmpty()) {
            groupEnded(group);
        }
        redraw();
    }

    /** Where a line cannot be rewritten, one tells of each group. */
    private void groupEnded(Group group) {
        if (clock == null && !isEachRuleShown) {
            List<String> failures = broken.getOrDefault(group, List.of());
            String which = failures.isEmpty() ? "" : ", failed: " + String.join(", ", failures);
            line(group + " done after " + elapsed() + which);
        }
    }

    private synchronized void redraw() {
        if (clock == null || isOver) {
            return;
        }
        String counts =
                planned == 0 ? "" : ended + "/" + planned + (failed == 0 ? "" : ", " + failed + " failed") + "  ";
        String line = elapsed() + "  " + counts + what;
        int room = Math.max(10, console.width() - 1);
        String cut = line.length() <= room ? line : line.substring(0, room);
        console.err().print(CLEAR + printable(cut));
        console.err().flush();
    }

    private void line(String text) {
        if (isShown && !isOver) {
            console.err().println(printable(text));
            console.err().flush();
        }
    }

    private String printable(String text) {
        List<String> lines =
                new Paper(console.charset(), false, console.width()).line(text).lines();
        return lines.isEmpty() ? "" : lines.get(0);
    }

    private String elapsed() {
        return Durations.seconds(Duration.ofNanos(System.nanoTime() - beganNanos));
    }

    /** Leaves nothing behind on a terminal; harmless the second time. */
    synchronized void end() {
        if (isOver) {
            return;
        }
        isOver = true;
        if (clock != null) {
            clock.cancel();
            console.err().print(CLEAR);
            console.err().flush();
        }
    }
}
