package io.github.dontwait.conformance.subject;

import io.github.dontwait.conformance.Role;
import io.github.dontwait.conformance.RunningSubject.Exit;
import io.github.dontwait.conformance.SubjectOutput;
import io.github.dontwait.conformance.SubjectSettings;
import io.github.dontwait.testkit.wire.Timeouts;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Waits until a process or a container that was just started is ready.
 *
 * <p>It is when it prints READY. A service that prints nothing is ready when a handshake at its endpoint succeeds; but an
 * adapter may have bound its port and not begun its loop, so that is believed only of a program that either answers a
 * message and still prints nothing for {@link #QUIET}, or answers nothing for the usual patience. A program that ends at
 * that message was started too; whoever gets it finds that it has ended.
 */
final class Readiness {

    /** How long an adapter may take from its bind, and from its first reply, to its READY. */
    static final Duration QUIET = Duration.ofMillis(300);

    private final Starting child;
    private final SubjectSettings settings;
    private final ProcessOptions options;
    private final long deadline;

    /** What is known about a program from earlier starts. */
    enum Habit {
        UNKNOWN,
        SAYS_READY,
        SAYS_NOTHING
    }

    /** The process did not become ready; the message goes on after "the subject". */
    static final class NotReadyException extends Exception {

        private static final long serialVersionUID = 1L;

        NotReadyException(String message) {
            super(message);
        }
    }

    Readiness(Starting child, SubjectSettings settings, ProcessOptions options) {
        this.child = child;
        this.settings = settings;
        this.options = options;
        this.deadline = System.nanoTime() + options.startPatience().toNanos();
    }

    /**
     * Waits.
     *
     * @param mayProbe whether what answers at the endpoint can only be the process
     * @return what it has shown to do
     * @throws NotReadyException if it ended with neither READY nor a handshake, or was not ready in time
     */
    Habit await(Habit habit, boolean mayProbe) throws InterruptedException, NotReadyException {
        Optional<TcpEndpoint> target = mayProbe && habit != Habit.SAYS_READY ? target() : Optional.empty();
        if (target.isEmpty()) {
            if (awaitOr(child.ready(), remaining())) {
                return Habit.SAYS_READY;
            }
            throw late(hint(mayProbe));
        }
        Timeouts timeouts = Timeouts.standard().stretchedBy(options.timeFactor());
        Duration quiet = options.stretched(QUIET);
        try (EndpointProbe probe = EndpointProbe.start(target.get().reachable(), timeouts, quiet, options.question())) {
            try {
                return await(habit, probe, quiet, timeouts.arrival());
            } catch (NotReadyException e) {
                boolean wasStarted = probe.handshake().isDone()
                        && !FreePort.isTaken(target.get().port());
                if (!wasStarted) {
                    throw e;
                }
                return Habit.SAYS_NOTHING;
            }
        }
    }

    private Habit await(Habit habit, EndpointProbe probe, Duration quiet, Duration arrival)
            throws InterruptedException, NotReadyException {
        if (!awaitOr(probe.handshake(), remaining())) {
            throw late(", and no handshake succeeded (" + probe.lastFailure()
                    + "); does it bind the endpoint that it is told, by DONTWAIT_ENDPOINT or in place of {endpoint}?");
        }
        if (child.saidReady() || habit == Habit.SAYS_NOTHING) {
            return child.saidReady() ? Habit.SAYS_READY : habit;
        }
        boolean answered = awaitOr(probe.answer(), shorter(quiet.plus(arrival), remaining()));
        return awaitOr(child.ready(), answered ? quiet : Duration.ZERO) ? Habit.SAYS_READY : Habit.SAYS_NOTHING;
    }

    private Optional<TcpEndpoint> target() {
        if (isClient()) {
            return Optional.empty();
        }
        try {
            return Optional.of(TcpEndpoint.parse(settings.endpoint())).filter(TcpEndpoint::isConcrete);
        } catch (IllegalArgumentException e) {
            // Not TCP, or deliberately wrong: only READY can tell.
            return Optional.empty();
        }
    }

    /**
     * Waits for an event, or READY if that comes first.
     *
     * @return whether either has come
     * @throws NotReadyException if the process ended without READY
     */
    private boolean awaitOr(CompletableFuture<?> event, Duration patience)
            throws InterruptedException, NotReadyException {
        CompletableFuture<Exit> exit = child.onExit().toCompletableFuture();
        try {
            CompletableFuture.anyOf(event, child.ready(), exit).get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return child.saidReady();
        } catch (ExecutionException e) {
            throw new IllegalStateException("none of the awaited events fails", e);
        }
        if (exit.isDone() && !child.saidReady()) {
            throw new NotReadyException("ended before it was ready: " + exit.join());
        }
        return true;
    }

    private String hint(boolean mayProbe) {
        if (isClient()) {
            return "; a client has to print 'READY <endpoint> …' just before its first request,"
                    + " see conformance/docs/contract.md";
        }
        return mayProbe ? "" : "; its port was taken by another program before it started";
    }

    private boolean isClient() {
        // The word as it stands: a rule may ask for a role that there is not.
        return settings.value(SubjectSettings.ROLE).equals(Optional.of(Role.CLIENT.word()));
    }

    private NotReadyException late(String also) {
        double seconds = options.startPatience().toMillis() / 1_000.0;
        boolean lacksEndpoint = child.output().orElseThrow().text(SubjectOutput.Stream.OUT).stream()
                .anyMatch(ReadyLine::lacksEndpoint);
        String said = lacksEndpoint
                ? "a READY line without an endpoint: expected READY tcp://host:port words"
                : "no READY line";
        return new NotReadyException(
                String.format(Locale.ROOT, "was not ready within %.1f s: it printed %s%s", seconds, said, also));
    }

    private Duration remaining() {
        return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
