package io.github.dontwait.testkit.peer;

import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.transcript.Difference;
import io.github.dontwait.testkit.transcript.ExpectationFailedError;
import io.github.dontwait.testkit.wire.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What a peer requires of the messages that come, and how each failure reads. */
final class Expectations {

    private static final int MOST_SHOWN = 5;

    private final MessagePeer peer;

    Expectations(MessagePeer peer) {
        this.peer = peer;
    }

    Message message(Duration patience) {
        Supplier<String> wanted = () -> peer + " to receive a message within " + Words.of(patience);
        return take(patience, wanted);
    }

    Message one(MessageMatcher expected, Duration patience) {
        Supplier<String> wanted = () -> peer + " to receive within " + Words.of(patience) + ":\n  " + expected;
        return require(expected, take(patience, wanted), wanted);
    }

    Message nothingBut(MessageMatcher fence, Duration patience) {
        Supplier<String> wanted =
                () -> peer + " to receive nothing else, and within " + Words.of(patience) + ":\n  " + fence;
        return require(fence, take(patience, wanted), wanted);
    }

    Message anyOf(List<MessageMatcher> expected, Duration patience) {
        Supplier<String> wanted =
                () -> peer + " to receive within " + Words.of(patience) + " one of:" + Words.lines(expected);
        Message came = take(patience, wanted);
        if (expected.stream().noneMatch(each -> each.matches(came))) {
            throw received(wanted, came).error();
        }
        return came;
    }

    Message fish(MessageMatcher expected, Duration patience) {
        Supplier<String> wanted =
                () -> peer + " to receive within " + Words.of(patience) + ", among others:\n  " + expected;
        Deadline deadline = Deadline.in(patience);
        List<Message> others = new ArrayList<>();
        int ignored = 0;
        while (true) {
            Optional<Message> came = peer.next(deadline.remaining(), wanted);
            if (came.isEmpty()) {
                throw missing(
                        wanted,
                        ignored == 0 ? "received nothing" : "received only " + ignored + others(others, ignored));
            }
            if (expected.matches(came.get())) {
                return came.get();
            }
            ignored++;
            if (others.size() < MOST_SHOWN) {
                others.add(came.get());
            }
        }
    }

    private static String others(List<Message> shown, int count) {
        String more = count > shown.size() ? "\n  … and " + (count - shown.size()) + " more" : "";
        return (count == 1 ? " other:" : " others:") + Words.lines(shown) + more + "\nand then nothing";
    }

    List<Message> count(int count, Duration patience) {
        if (count < 1) {
            throw new IllegalArgumentException("a number of messages to expect is 1 or more, not " + count
                    + "; for none there are expectNothingBut and expectSilence");
        }
        Supplier<String> wanted = () -> peer + " to receive " + count + " messages within " + Words.of(patience);
        Deadline deadline = Deadline.in(patience);
        List<Message> all = new ArrayList<>();
        while (all.size() < count) {
            Optional<Message> came = peer.next(deadline.remaining(), wanted);
            if (came.isEmpty()) {
                throw missing(wanted, all.isEmpty() ? "received nothing" : "received only " + all.size());
            }
            all.add(came.get());
        }
        return all;
    }

    List<Message> inOrder(List<MessageMatcher> expected, Duration patience) {
        Supplier<String> wanted =
                () -> peer + " to receive in this order within " + Words.of(patience) + ":" + Words.lines(expected);
        Deadline deadline = Deadline.in(patience);
        List<Message> all = new ArrayList<>();
        for (MessageMatcher each : expected) {
            Optional<Message> came = peer.next(deadline.remaining(), wanted);
            if (came.isEmpty()) {
                throw missing(wanted, "received only the first " + all.size());
            }
            all.add(came.get());
            if (!each.matches(came.get())) {
                ExpectationFailedError.Builder failure = ExpectationFailedError.expecting(wanted.get())
                        .but("received as number " + all.size() + ":\n  " + came.get())
                        .transcript(peer.transcript(), peer.lastReceived());
                showDifference(each, came.get(), failure);
                throw failure.error();
            }
        }
        return all;
    }

    List<Message> inAnyOrder(List<MessageMatcher> expected, Duration patience) {
        Supplier<String> wanted =
                () -> peer + " to receive in any order within " + Words.of(patience) + ":" + Words.lines(expected);
        Deadline deadline = Deadline.in(patience);
        AnyOrder order = new AnyOrder(expected);
        List<Message> all = new ArrayList<>();
        while (all.size() < expected.size()) {
            Optional<Message> came = peer.next(deadline.remaining(), wanted);
            if (came.isEmpty()) {
                throw missing(
                        wanted,
                        "received only " + all.size() + " of " + expected.size() + ", without:"
                                + Words.lines(order.missing()) + "\nand then nothing");
            }
            if (!order.accepts(came.get())) {
                throw ExpectationFailedError.expecting(wanted.get())
                        .but("received:\n  " + came.get() + "\nwhen these were missing:" + Words.lines(order.missing()))
                        .transcript(peer.transcript(), peer.lastReceived())
                        .error();
            }
            all.add(came.get());
        }
        return all;
    }

    void silence(Duration window) {
        if (window.isZero() || window.isNegative()) {
            throw new IllegalArgumentException("silence for " + Words.of(window)
                    + " is no silence; give a window above zero, or look once: expectNothingAfter(() -> {})");
        }
        Supplier<String> wanted = () -> peer + " to receive nothing for " + Words.of(window);
        peer.next(window, wanted).ifPresent(came -> {
            throw received(wanted, came).error();
        });
    }

    void nothingNow() {
        Supplier<String> wanted = () -> peer + " to have received nothing when the subject has turned";
        peer.next(Duration.ZERO, wanted).ifPresent(came -> {
            throw received(wanted, came).error();
        });
    }

    void lasted(Duration time, Duration least, Duration most) {
        if (time.compareTo(least) < 0 || time.compareTo(most) > 0) {
            String range = least.isZero()
                    ? "at most " + Words.of(most)
                    : "at least " + Words.of(least) + " and at most " + Words.of(most);
            throw ExpectationFailedError.expecting("the conversation of " + peer + " to take " + range)
                    .but("it took " + Words.of(time))
                    .transcript(peer.transcript())
                    .error();
        }
    }

    private Message take(Duration patience, Supplier<String> wanted) {
        return peer.next(patience, wanted).orElseThrow(() -> missing(wanted, "received nothing"));
    }

    private Message require(MessageMatcher expected, Message came, Supplier<String> wanted) {
        if (!expected.matches(came)) {
            ExpectationFailedError.Builder failure = received(wanted, came);
            showDifference(expected, came, failure);
            throw failure.error();
        }
        return came;
    }

    private static void showDifference(MessageMatcher expected, Message came, ExpectationFailedError.Builder failure) {
        expected.exact()
                .flatMap(exact -> Difference.between(exact, came))
                .ifPresent(difference -> failure.difference(difference.text()));
    }

    private ExpectationFailedError.Builder received(Supplier<String> wanted, Message came) {
        return ExpectationFailedError.expecting(wanted.get())
                .but("received:\n  " + came)
                .transcript(peer.transcript(), peer.lastReceived());
    }

    private ExpectationFailedError missing(Supplier<String> wanted, String observation) {
        ExpectationFailedError.Builder failure = ExpectationFailedError.expecting(wanted.get())
                .but(observation + "; " + peer.connection() + peer.whatOthersReceived())
                .inVain()
                .transcript(peer.transcript());
        Throwable reason = peer.whyNothing();
        return reason == null ? failure.error() : failure.cause(reason).error();
    }
}
