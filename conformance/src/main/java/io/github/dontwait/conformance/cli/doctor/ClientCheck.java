package io.github.dontwait.conformance.cli.doctor;

import io.github.dontwait.conformance.RunningSubject;
import io.github.dontwait.conformance.SubjectOutput;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.peer.FakeRouter;
import io.github.dontwait.testkit.peer.Request;
import io.github.dontwait.testkit.transcript.ExpectationFailedError;
import io.github.dontwait.testkit.wire.Timeouts;
import io.github.dontwait.testkit.wire.WireException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The client's default work against a server that answers at once: ten requests, ten replies, the end. */
final class ClientCheck {

    private static final int REQUESTS = 10;

    private final RunningSubject running;
    private final FakeRouter server;
    private final Timeouts timeouts;
    private final List<Finding> findings = new ArrayList<>();

    ClientCheck(RunningSubject running, FakeRouter server, Timeouts timeouts) {
        this.running = running;
        this.server = server;
        this.timeouts = timeouts;
    }

    List<Finding> examine() throws InterruptedException {
        if (requests()) {
            end();
        }
        return findings;
    }

    private boolean requests() {
        for (int n = 1; n <= REQUESTS; n++) {
            Message expected = Message.of(Integer.toString(n), "body-" + n);
            String check = n == 1 ? "first request" : "request " + n;
            try {
                Request request = server.takeRequest();
                if (!request.message().equals(expected)) {
                    findings.add(Finding.bad(
                            check,
                            "expected " + expected + ", received " + request.message(),
                            "request n is [n as decimal | body-n], from 1, without a delimiter"));
                    return false;
                }
                server.reply(request, request.message());
            } catch (ExpectationFailedError e) {
                findings.add(bad(check, "expecting " + e.expectation() + " but " + e.observation()));
                return false;
            } catch (AssertionError | WireException e) {
                findings.add(bad(check, String.valueOf(e.getMessage())));
                return false;
            }
        }
        findings.add(Finding.good("requests", REQUESTS + " came, each was answered"));
        return true;
    }

    private static Finding bad(String check, String seen) {
        return Finding.bad(
                check,
                seen,
                "connect a DEALER to DONTWAIT_ENDPOINT; start the next request as soon as a reply has come");
    }

    private void end() throws InterruptedException {
        Optional<RunningSubject.Exit> exit = StopCheck.await(running, timeouts.arrival());
        if (running.output().isPresent()) {
            SubjectOutput output = running.output().get();
            output.awaitEnd(timeouts.close());
            lines(output.text(SubjectOutput.Stream.OUT));
        }
        if (exit.isEmpty()) {
            findings.add(
                    Finding.bad("ends by itself", "it still runs after its last reply", "exit with code 0 after DONE"));
        } else {
            findings.add(
                    exit.get().code() == 0
                            ? Finding.good("exit code 0", exit.get().toString())
                            : Finding.bad("exit code 0", exit.get().toString(), "exit with code 0 after DONE"));
        }
    }

    private void lines(List<String> lines) {
        List<String> missing = new ArrayList<>();
        for (int n = 1; n <= REQUESTS; n++) {
            String form = "REPLY " + n + " [0-9]+";
            if (lines.stream().filter(line -> line.matches(form)).count() != 1) {
                missing.add("REPLY " + n);
            }
        }
        findings.add(
                missing.isEmpty()
                        ? Finding.good("REPLY lines", "one for each request")
                        : Finding.bad(
                                "REPLY lines",
                                "not exactly once: " + String.join(", ", missing),
                                "print 'REPLY <n> <whole milliseconds>' once for each reply, and flush"));
        String last = lines.isEmpty() ? "" : lines.get(lines.size() - 1);
        String wanted = "DONE " + REQUESTS + " 0";
        findings.add(
                last.equals(wanted)
                        ? Finding.good("last line DONE", last)
                        : Finding.bad(
                                "last line DONE",
                                "the last line is '" + last + "'",
                                "print 'DONE <replies> <timeouts>' as the last line: '" + wanted + "'"));
    }
}
