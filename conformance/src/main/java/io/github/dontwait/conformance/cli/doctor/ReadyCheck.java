package io.github.dontwait.conformance.cli.doctor;

import io.github.dontwait.conformance.Capability;
import io.github.dontwait.conformance.RunningSubject;
import io.github.dontwait.conformance.Subject;
import io.github.dontwait.conformance.SubjectOutput;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the READY line says. */
final class ReadyCheck {

    private static final String EXAMPLE = "READY tcp://127.0.0.1:5555 work,fail";
    private static final Pattern FORM = Pattern.compile("READY [a-z]+://\\S+( [^\\s,]+(,[^\\s,]+)*)?");

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final RunningSubject running;
    private final Subject.Kind kind;
    private final String asked;

    ReadyCheck(RunningSubject running, Subject.Kind kind, String asked) {
        this.running = running;
        this.kind = kind;
        this.asked = asked;
    }

    List<Finding> examine() throws InterruptedException {
        List<Finding> findings = new ArrayList<>();
        Optional<SubjectOutput> output = running.output();
        if (output.isEmpty()) {
            findings.add(Finding.skipped("READY line", "only a program prints one"));
        } else {
            if (running.saidReady()) {
                // The line is acted upon before it is kept.
                output.get().await(line -> line.text().startsWith("READY"), PATIENCE);
            }
            findings.add(line(output.get()));
        }
        if (running.saidReady()) {
            findings.add(endpoint());
        }
        findings.add(capabilities());
        return findings;
    }

    private Finding line(SubjectOutput output) {
        String check = "READY line";
        Optional<String> line = begin(output, SubjectOutput.Stream.OUT);
        if (line.isEmpty()) {
            boolean isOnError = begin(output, SubjectOutput.Stream.ERR).isPresent();
            return isOnError
                    ? Finding.bad(check, "it is on standard error", "print it on standard output, and flush")
                    : Finding.note(
                            check,
                            "none, but a handshake works: such a program is held to the profile exchange",
                            "to be held to the whole contract, print '" + EXAMPLE + "' as the loop begins, and flush");
        }
        return FORM.matcher(line.get()).matches()
                ? Finding.good(check, line.get())
                : Finding.bad(
                        check,
                        "'" + line.get() + "' is not well-formed",
                        "one blank between the parts, commas without blanks, nothing behind: '" + EXAMPLE + "'");
    }

    private static Optional<String> begin(SubjectOutput output, SubjectOutput.Stream stream) {
        return output.text(stream).stream()
                .filter(text -> text.startsWith("READY"))
                .findFirst();
    }

    private Finding endpoint() {
        String check = "endpoint as asked";
        return running.endpoint().equals(asked)
                ? Finding.good(check, asked)
                : Finding.bad(
                        check,
                        "asked for " + asked + ", it says " + running.endpoint(),
                        "bind the address in DONTWAIT_ENDPOINT, or the argument {endpoint}, and no other");
    }

    private Finding capabilities() {
        String check = "capabilities";
        TreeSet<String> declared = new TreeSet<>(running.capabilities());
        if (declared.isEmpty()) {
            return Finding.note(
                    check,
                    "none declared: only what every service does will be checked",
                    kind == Subject.Kind.ENDPOINT
                            ? "a live endpoint cannot say what it can do: name them with --capability"
                            : "add the words of what it can do to the READY line");
        }
        List<String> unknown =
                declared.stream().filter(word -> Capability.of(word).isEmpty()).toList();
        if (unknown.isEmpty()) {
            return Finding.good(check, String.join(", ", declared));
        }
        String known = Arrays.stream(Capability.values()).map(Capability::word).collect(Collectors.joining(", "));
        return Finding.note(
                check,
                "the suite does not know " + String.join(", ", unknown) + "; what they promise is not checked",
                "known are " + known);
    }
}
