package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.wire.Command;
import io.github.dontwait.testkit.wire.CurveClient;
import io.github.dontwait.testkit.wire.FrameCodec;
import io.github.dontwait.testkit.wire.Greeting;
import io.github.dontwait.testkit.wire.MalformedFrameException;
import io.github.dontwait.testkit.wire.Metadata;
import io.github.dontwait.testkit.wire.WireException;
import io.github.dontwait.testkit.wire.WireFrame;
import io.github.dontwait.testkit.wire.WireOptions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who may not come in and tries: greets, takes its steps one by one as answers come, and at last sends a request
 * as if it were in. For the thread of the rule.
 */
public class Outsider {

    static final Message REQUEST = Message.of("let me in", "please");

    private final Stranger stranger;
    private final Greeting greeting;
    private final Deque<Step> steps = new ArrayDeque<>();
    private final @Nullable CurveClient sealing;
    private boolean mustBeDisconnected;
    private boolean mayBeIgnored;
    private int taken;
    private boolean isInTalks;

    /** What it says next. */
    @FunctionalInterface
    interface Step {
        /** The frame to send now that this command has come; null for the first one. */
        WireFrame after(@Nullable Command answer);
    }

    /**
     * One who has said nothing yet.
     *
     * @param description what it does, as it reads after "who"
     * @param greeting its greeting
     */
    Outsider(Stranger stranger, String description, Greeting greeting, List<Step> steps) {
        this(stranger, description, greeting, steps, null);
    }

    /**
     * The same.
     *
     * @param sealing seals its request as soon as it has taken all its steps
     */
    Outsider(
            Stranger stranger, String description, Greeting greeting, List<Step> steps, @Nullable CurveClient sealing) {
        this.sealing = sealing;
        this.stranger = stranger.described("who " + description);
        this.greeting = greeting;
        this.steps.addAll(steps);
    }

    /** What a DEALER without a routing id says of itself. */
    static Metadata properties() {
        return WireOptions.of("DEALER").metadata();
    }

    /** A client of CURVE that takes all its steps, its properties those of a DEALER. */
    static List<Step> stepsOf(CurveClient client) {
        return List.of(answer -> client.hello().frame(), answer -> {
            welcome(client, answer);
            return client.initiate(properties().octets()).frame();
        });
    }

    /** Takes a WELCOME, or goes on as if it had been a right one. */
    static void welcome(CurveClient client, @Nullable Command answer) {
        try {
            if (answer != null && answer.isNamed(Command.WELCOME)) {
                client.welcome(answer);
                return;
            }
        } catch (MalformedFrameException e) {
            // Sealed for somebody else; what comes next cannot be right, and is sent all the same.
            client.imagineWelcome();
            return;
        }
        client.imagineWelcome();
    }

    final Stranger stranger() {
        return stranger;
    }

    /** Greets, waits for the subject's greeting, and takes the first step. */
    void begin() {
        stranger.tell(greeting.octets(), "greeting");
        try {
            stranger.wire().receiveGreeting();
        } catch (WireException e) {
            stranger.note("got no greeting: " + e.getMessage());
            return;
        }
        isInTalks = true;
        step(null);
    }

    private void step(@Nullable Command answer) {
        Step next = steps.poll();
        if (next != null) {
            taken++;
            stranger.tell(next.after(answer), "a step of the handshake");
        }
    }

    /** Whether it may still get an answer: it was not refused, and was not left without one. */
    boolean isInTalks() {
        return isInTalks;
    }

    /** The same outsider, but nobody owes it an answer: what it says first is malformed. */
    Outsider toBeIgnored() {
        mayBeIgnored = true;
        return this;
    }

    boolean mayBeIgnored() {
        return mayBeIgnored;
    }

    /** Takes the next step if an answer comes within the patience; one that has been refused takes none. */
    void goOn(Duration patience) {
        if (!isInTalks) {
            return;
        }
        isInTalks = false;
        Command answer;
        try {
            answer = read(stranger.wire().receiveFrame(patience));
        } catch (WireException | MalformedFrameException e) {
            // Nothing came, the end, or an ERROR as PLAIN servers of libzmq write it.
            stranger.note("was not let in: " + e.getMessage());
            return;
        }
        isInTalks = !answer.isNamed(Command.ERROR);
        if (isInTalks) {
            step(answer);
        }
    }

    /** Takes the steps that are left, as if they had been asked for. */
    void takeTheRest() {
        while (!steps.isEmpty()) {
            step(null);
        }
    }

    /** Sends a request after all its steps, let in or not. */
    void insist() {
        byte[] octets = sealing != null && taken > 1 ? sealing.traffic().seal(REQUEST) : FrameCodec.encode(REQUEST);
        stranger.tell(octets, "request " + REQUEST);
    }

    /** Requires that no part of a message has come or comes within the patience. */
    void expectUnserved(Duration patience) {
        Countdown countdown = Countdown.of(patience);
        try {
            while (true) {
                read(stranger.wire().receiveFrame(countdown.left()));
            }
        } catch (WireException | MalformedFrameException e) {
            // Nothing more came, the connection has ended, or what came is no frame or command.
            stranger.note("not served: " + e.getMessage());
        }
    }

    /** The same, but it is wrong to do no more than ignore it. */
    Outsider toBeDisconnected() {
        mustBeDisconnected = true;
        return this;
    }

    /** Requires that the subject has ended the connection, or does so now, if it must. */
    void expectEnd() {
        if (mustBeDisconnected) {
            stranger.expectDisconnected();
        }
    }

    /** Ends the connection. */
    public void leave() {
        stranger.wire().close();
    }

    /** What the subject says to somebody who is not in. */
    private Command read(WireFrame frame) throws MalformedFrameException {
        if (!frame.isCommand()) {
            throw stranger.failed("to get no message: it may not come in", "received a part of one: " + frame);
        }
        Command command = Command.parse(frame.body());
        if (command.isNamed(Command.READY)) {
            throw stranger.failed("to be kept out: it may not come in", "it was let in: READY came");
        }
        return command;
    }
}
