package io.github.dontwait.conformance.mutant.client;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.github.dontwait.conformance.SubjectOutput.Stream;
import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelClient;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Clients that mix up the times of several open requests, or that forget the time over something else. */
final class TimeFaults {

    private TimeFaults() {}

    // ---- the milliseconds of a reply

    /** Counts the milliseconds of a reply from another start than its own. */
    abstract static class CountsFromAnotherStart extends ModelClient {
        private long startNanos;

        protected abstract long startOf(Open request);

        @Override
        protected void onReply(Open request) {
            startNanos = startOf(request);
            super.onReply(request);
        }

        @Override
        protected void print(Stream stream, String line) {
            super.print(
                    stream,
                    line.startsWith("REPLY ")
                            ? line.replaceFirst(" [0-9]+$", " " + NANOSECONDS.toMillis(System.nanoTime() - startNanos))
                            : line);
        }
    }

    @Kills(rule = "CLI-21", says = "the line of request 3")
    static final class CountsFromTheLatestStart extends CountsFromAnotherStart {
        @Override
        protected long startOf(Open request) {
            return open().get(open().size() - 1).startedNanos();
        }
    }

    @Kills(rule = "CLI-21", says = "the line of request 4")
    static final class CountsFromTheOldestStart extends CountsFromAnotherStart {
        @Override
        protected long startOf(Open request) {
            return open().get(0).startedNanos();
        }
    }

    @Kills(rule = "CLI-21", says = "the line of request 4")
    static final class TakesStartsInOrder extends CountsFromAnotherStart {
        private final Deque<Long> starts = new ArrayDeque<>();

        @Override
        protected void send(Open request) {
            starts.add(request.startedNanos());
            super.send(request);
        }

        @Override
        protected long startOf(Open request) {
            return starts.remove();
        }
    }

    // ---- time-outs while messages come

    @Kills(rule = "CLI-25", says = "though a heartbeat came")
    static final class ExpiresOnlyWhenQuiet extends ModelClient {
        private static final long QUIET_NANOS = MILLISECONDS.toNanos(50);
        private long latestNanos;

        @Override
        protected void onMessage(List<byte[]> frames) {
            latestNanos = System.nanoTime();
            super.onMessage(frames);
        }

        @Override
        protected void expire(long nowNanos) {
            if (nowNanos - latestNanos > QUIET_NANOS) {
                super.expire(nowNanos);
            }
        }
    }

    @Kills(rule = "CLI-25", says = "though a message that belongs to no request came")
    static final class CountsFromTheLastMessage extends ModelClient {
        private long latestNanos;

        @Override
        protected void onUnexpected(List<byte[]> frames) {
            latestNanos = System.nanoTime();
            super.onUnexpected(frames);
        }

        @Override
        protected void expire(long nowNanos) {
            if (nowNanos - latestNanos >= timeoutNanos()) {
                super.expire(nowNanos);
            }
        }
    }

    @Kills(rule = "CLI-25", says = "though the reply to another request came")
    static final class HasOneDeadline extends ModelClient {
        private long latestNanos;

        @Override
        protected void send(Open request) {
            latestNanos = request.startedNanos();
            super.send(request);
        }

        @Override
        protected void expire(long nowNanos) {
            if (nowNanos - latestNanos >= timeoutNanos()) {
                super.expire(nowNanos);
            }
        }
    }

    @Kills(rule = "CLI-25", says = "though a heartbeat came")
    static final class ForgetsTheTimeAfterHeartbeats extends ModelClient {
        private boolean isAfterHeartbeat;

        @Override
        protected void idle(long nanos) {
            super.idle(MILLISECONDS.toNanos(100));
        }

        @Override
        protected void onHeartbeat() {
            isAfterHeartbeat = true;
        }

        @Override
        protected void expire(long nowNanos) {
            if (!isAfterHeartbeat) {
                super.expire(nowNanos);
            }
            isAfterHeartbeat = false;
        }
    }

    // ---- what waiting costs

    /** Keeps the deadlines of answered requests while others are open, and waits no longer once one has passed. */
    abstract static class KeepsDeadlines extends ModelClient {
        private final Deque<Long> deadlines = new ArrayDeque<>();

        /** The deadlines that it still minds. */
        protected final Deque<Long> deadlines() {
            return deadlines;
        }

        @Override
        protected void onReply(Open request) {
            deadlines.add(request.startedNanos() + timeoutNanos());
            super.onReply(request);
            if (open().isEmpty()) {
                deadlines.clear();
            }
        }

        @Override
        protected void idle(long nanos) {
            if (deadlines.isEmpty() || System.nanoTime() - deadlines.element() < 0) {
                super.idle(nanos);
            }
        }
    }

    @Kills(rule = "CLI-19", says = "while it waits for replies")
    static final class SpinsOnOldDeadlines extends KeepsDeadlines {}

    @Kills(rule = "CLI-19", says = "while it waits for replies")
    static final class SpinsUntilTheNextMessage extends KeepsDeadlines {
        @Override
        protected void onMessage(List<byte[]> frames) {
            long now = System.nanoTime();
            deadlines().removeIf(deadline -> deadline - now <= 0);
            super.onMessage(frames);
        }
    }

    @Kills(rule = "CLI-19", says = "while its server is absent")
    static final class SpinsAfterATimeout extends ModelClient {
        @Override
        protected void idle(long nanos) {
            if (timeouts() == 0) {
                super.idle(nanos);
            }
        }
    }
}
